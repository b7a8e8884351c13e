from __future__ import annotations

from typing import List

from pydantic import StrictStr

from .._model import DateTime, Model, Nullable
from .message_agent import MessageAgent
from .message_file import MessageFile
from .message_role import MessageRole


class Message(Model):
    """One thing said in a session."""

    text: StrictStr
    """What was said."""

    role: MessageRole
    """Who speaks."""

    agent: Nullable[MessageAgent] = None
    """The agent that said it; null in a user's message."""

    created_at: Nullable[DateTime] = None
    """When it was said."""

    files: Nullable[List[MessageFile]] = None
    """The files that came with it."""
