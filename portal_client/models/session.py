from __future__ import annotations

from typing import List

from pydantic import StrictStr

from .._model import DateTime, Model, Nullable
from .message import Message
from .session_replayed_from import SessionReplayedFrom
from .session_status import SessionStatus


class Session(Model):
    """A conversation between a user and an agent."""

    id: StrictStr
    """Names the session; hard to guess, since a subscription asks for nothing else."""

    agent_id: StrictStr
    """The agent that answers."""

    thread_id: StrictStr
    """The agent's own name for the conversation."""

    user_id: StrictStr
    """The caller that owns the session."""

    created_at: DateTime
    """When the session was created."""

    updated_at: DateTime
    """When a message was added or the status changed last."""

    messages: List[Message]
    """What was said, the oldest first."""

    status: SessionStatus
    """Where a session stands: `Ready` for a prompt, `Running` a turn, `Flushed` and closed for further
    prompts, or `Error` after a turn that failed.
    """

    routine_id: Nullable[StrictStr] = None
    """The routine that the session runs in, if any."""

    title: Nullable[StrictStr] = None
    """A name for lists."""

    replayed_from: Nullable[SessionReplayedFrom] = None
    """Where the first messages were copied from, if this is a replay."""

    error: Nullable[StrictStr] = None
    """Why the latest turn failed, when the status is `Error`."""
