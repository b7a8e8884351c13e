from __future__ import annotations

from typing import Annotated, ClassVar, List, Union

from .._union import Alternatives, UnionModel
from .fruit_one_of import FruitOneOf
from .fruit_one_of1 import FruitOneOf1
from .fruit_one_of2_inner import FruitOneOf2Inner

FRUIT_ONE_OF_SCHEMAS = ["FruitOneOf", "FruitOneOf1", "List[FruitOneOf2Inner]"]


class Fruit(UnionModel):
    """Fruit."""

    root: Annotated[Union[FruitOneOf, FruitOneOf1, List[FruitOneOf2Inner]], Alternatives(one_of=True)]
    one_of_schemas: ClassVar[List[str]] = FRUIT_ONE_OF_SCHEMAS
