from __future__ import annotations

from typing import Annotated, Optional

from pydantic import Field, StrictStr

from .._model import Model


class SessionCreationParamsDTO(Model):
    """What a session is started with."""

    agent_id: Annotated[StrictStr, Field(min_length=10, max_length=10)]
    """The agent to talk to."""

    id: Optional[Annotated[StrictStr, Field(min_length=10, max_length=10)]] = None
    """The id that the session shall have; by default the server chooses one."""

    title: Optional[Annotated[StrictStr, Field(max_length=200)]] = None
    """What the session is called."""
