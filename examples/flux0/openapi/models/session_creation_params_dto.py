from __future__ import annotations

from typing import Optional

from pydantic import StrictStr

from .._model import Model


class SessionCreationParamsDTO(Model):
    """What a session is started with."""

    agent_id: StrictStr
    """The agent to talk to."""

    id: Optional[StrictStr] = None
    """The id that the session shall have; by default the server chooses one."""

    title: Optional[StrictStr] = None
    """What the session is called."""
