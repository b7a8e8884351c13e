from __future__ import annotations

from typing import Optional

from .._model import Model
from .color import Color
from .size import Size


class Shirt(Model):
    """Shirt."""

    color: Optional[Color] = Color.RED
    """A color, or none."""

    size: Optional[Size] = None
