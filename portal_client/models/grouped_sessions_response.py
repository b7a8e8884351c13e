from __future__ import annotations

from typing import Dict, List

from pydantic import StrictStr

from .._model import Model
from .session_summary import SessionSummary


class GroupedSessionsResponse(Model):
    """A caller's sessions by the time of their last update."""

    time_to_sessions: Dict[StrictStr, List[SessionSummary]]
    """The label of a time span, and the sessions last updated in it."""
