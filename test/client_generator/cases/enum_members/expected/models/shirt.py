from __future__ import annotations

from typing import Optional

from pydantic import Field

from .._model import Model, is_none
from .color import Color
from .size import Size


class Shirt(Model):
    """Shirt."""

    color: Optional[Color] = Field(default=Color.RED, exclude_if=is_none)
    """A color, or none."""

    size: Optional[Size] = Field(default=None, exclude_if=is_none)
