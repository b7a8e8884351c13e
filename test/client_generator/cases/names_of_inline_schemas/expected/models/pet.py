from __future__ import annotations

from typing import Optional

from .._model import Model
from .pet_kind import PetKind
from .pet_owner import PetOwner


class Pet(Model):
    """Pet."""

    owner: Optional[PetOwner] = None

    kind: Optional[PetKind] = None
