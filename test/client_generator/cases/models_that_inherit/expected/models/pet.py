from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Dict, Optional

from pydantic import StrictStr

from .._late_imports import import_later
from .._model import Polymorphic

if TYPE_CHECKING:
    from .cat import Cat


class Pet(Polymorphic):
    """Pet."""

    discriminator_property: ClassVar[str] = "kind"
    discriminator_value_class_map: ClassVar[Dict[str, str]] = {"cat": "Cat", "Dog": "Dog"}

    kind: StrictStr

    name: Optional[StrictStr] = None

    friend: Optional[Cat] = None


import_later(__name__, {"Cat": "cat"})
