from __future__ import annotations

from typing import List, Optional

from pydantic import Field, SerializeAsAny

from .._model import Model, is_none
from .pet import Pet


class Owner(Model):
    """Owner."""

    pets: Optional[List[SerializeAsAny[Pet]]] = Field(default=None, exclude_if=is_none)
