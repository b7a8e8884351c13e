from __future__ import annotations

from typing import List, Optional

from pydantic import SerializeAsAny

from .._model import Model
from .pet import Pet


class Owner(Model):
    """Owner."""

    pets: Optional[List[SerializeAsAny[Pet]]] = None
