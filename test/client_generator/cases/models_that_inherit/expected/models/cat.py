from __future__ import annotations

from typing import Optional

from pydantic import StrictInt

from .._late_imports import postponed

with postponed():
    from .pet import Pet


class Cat(Pet):
    """Cat."""

    friend: Optional[Cat] = None

    lives: Optional[StrictInt] = None
