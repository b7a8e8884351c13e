from __future__ import annotations

from typing import List

from .._model import Model
from .session_dto import SessionDTO


class SessionsDTO(Model):
    """A list of sessions."""

    data: List[SessionDTO]
    """The sessions."""
