from __future__ import annotations

from typing import Optional

from pydantic import Field

from .._model import Model, is_none
from .pet_kind import PetKind
from .pet_owner import PetOwner


class Pet(Model):
    """Pet."""

    owner: Optional[PetOwner] = Field(default=None, exclude_if=is_none)

    kind: Optional[PetKind] = Field(default=None, exclude_if=is_none)
