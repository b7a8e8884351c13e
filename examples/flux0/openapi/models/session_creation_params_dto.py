from __future__ import annotations

from pydantic import StrictStr

from .._model import Model, Nullable


class SessionCreationParamsDTO(Model):
    """What a session is started with."""

    agent_id: StrictStr
    """The agent to talk to."""

    id: Nullable[StrictStr] = None
    """The id that the session shall have; by default the server chooses one."""

    title: Nullable[StrictStr] = None
    """What the session is called."""
