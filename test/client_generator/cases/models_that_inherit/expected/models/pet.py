from __future__ import annotations

from typing import ClassVar, Dict, Optional

from pydantic import StrictStr

from .._model import Polymorphic


class Pet(Polymorphic):
    """Pet."""

    discriminator_property: ClassVar[str] = "kind"
    discriminator_value_class_map: ClassVar[Dict[str, str]] = {"cat": "Cat", "Dog": "Dog"}

    kind: StrictStr

    name: Optional[StrictStr] = None

    friend: Optional[_cat.Cat] = None


from . import cat as _cat
