from __future__ import annotations

from typing import ClassVar, Dict, Optional

from pydantic import Field, StrictStr

from .._model import Polymorphic, is_none


class Pet(Polymorphic):
    """Pet."""

    discriminator_property: ClassVar[str] = "kind"
    discriminator_value_class_map: ClassVar[Dict[str, str]] = {"cat": "Cat", "Dog": "Dog"}

    kind: StrictStr

    name: Optional[StrictStr] = Field(default=None, exclude_if=is_none)

    friend: Optional[_cat.Cat] = Field(default=None, exclude_if=is_none)


from . import cat as _cat
