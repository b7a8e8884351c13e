from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictStr

from .._model import DateTime, Model
from .message_agent import MessageAgent


class SessionSummary(Model):
    """A session as one line of a list."""

    id: StrictStr
    """The id of the session."""

    agent: MessageAgent
    """An agent, as shown beside what it says."""

    updated_at: DateTime
    """When the session changed last."""

    name: Annotated[StrictStr, Field(max_length=80)]
    """The first thing that the user said, shortened."""
