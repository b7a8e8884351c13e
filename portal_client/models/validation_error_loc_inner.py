from __future__ import annotations

from typing import Annotated, ClassVar, List, Union

from pydantic import StrictInt, StrictStr

from .._union import Alternatives, UnionModel

VALIDATIONERRORLOCINNER_ANY_OF_SCHEMAS = ["str", "int"]


class ValidationErrorLocInner(UnionModel):
    """ValidationErrorLocInner."""

    root: Annotated[Union[StrictStr, StrictInt], Alternatives()]
    any_of_schemas: ClassVar[List[str]] = VALIDATIONERRORLOCINNER_ANY_OF_SCHEMAS
