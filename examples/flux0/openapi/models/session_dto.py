from __future__ import annotations

from pydantic import StrictStr

from .._model import DateTime, Model, Nullable
from .consumption_offsets_dto import ConsumptionOffsetsDTO


class SessionDTO(Model):
    """A conversation of a user with an agent."""

    id: StrictStr
    """The id of a session."""

    agent_id: StrictStr
    """The id of an agent."""

    user_id: StrictStr
    """The id of a user."""

    title: Nullable[StrictStr] = None
    """What the session is called."""

    consumption_offsets: ConsumptionOffsetsDTO
    """How far the participants of a session have read."""

    created_at: DateTime
    """When it was started."""
