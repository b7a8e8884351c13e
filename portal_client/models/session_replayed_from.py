from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictInt, StrictStr

from .._model import Model


class SessionReplayedFrom(Model):
    """Where the first messages were copied from, if this is a replay."""

    session_id: StrictStr
    """The session that was copied from."""

    last_message_index: Annotated[StrictInt, Field(ge=0)]
    """The position of the last message that was copied."""
