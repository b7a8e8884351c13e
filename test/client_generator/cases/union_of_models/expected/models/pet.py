from __future__ import annotations

from typing import Annotated, ClassVar, List, Union

from .._union import Alternatives, UnionModel
from .cat import Cat
from .dog import Dog

PET_ONE_OF_SCHEMAS = ["Cat", "Dog"]


class Pet(UnionModel):
    """A cat or a dog."""

    root: Annotated[Union[Cat, Dog], Alternatives("kind", {"cat": "Cat", "dog": "Dog"}, one_of=True)]
    one_of_schemas: ClassVar[List[str]] = PET_ONE_OF_SCHEMAS
