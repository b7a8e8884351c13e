from __future__ import annotations

from typing import List

from .._model import Model
from .session import Session


class GetSessionsResponse(Model):
    """Sessions of one caller with one agent."""

    sessions: List[Session]
    """The sessions, the most recently updated first."""
