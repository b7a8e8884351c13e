from __future__ import annotations

from typing import Annotated, ClassVar, List, Union

from .._union import Alternatives, UnionModel
from .circle import Circle
from .square import Square

SHAPE_ONE_OF_SCHEMAS = ["Circle", "Square"]


class Shape(UnionModel):
    """Shape."""

    root: Annotated[Union[Circle, Square], Alternatives("form", {"circle": "Circle", "square": "Square"}, one_of=True)]
    one_of_schemas: ClassVar[List[str]] = SHAPE_ONE_OF_SCHEMAS
