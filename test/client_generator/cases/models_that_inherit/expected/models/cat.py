from __future__ import annotations

from typing import Optional

from pydantic import Field, StrictInt

from .._model import is_none
from .pet import Pet


class Cat(Pet):
    """Cat."""

    friend: Optional[Cat] = Field(default=None, exclude_if=is_none)

    lives: Optional[StrictInt] = Field(default=None, exclude_if=is_none)
