from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional

from pydantic import SerializeAsAny

from .._late_imports import import_later
from .._model import Model

if TYPE_CHECKING:
    from .pet import Pet


class Owner(Model):
    """Owner."""

    pets: Optional[List[SerializeAsAny[Pet]]] = None


import_later(__name__, {"Pet": "pet"})
