from __future__ import annotations

from typing import Annotated, Optional

from pydantic import Field, StrictStr

from .._model import DateTime, Model
from .consumption_offsets_dto import ConsumptionOffsetsDTO


class SessionDTO(Model):
    """A conversation of a user with an agent."""

    id: Annotated[StrictStr, Field(min_length=10, max_length=10)]
    """The id of a session."""

    agent_id: Annotated[StrictStr, Field(min_length=10, max_length=10)]
    """The id of an agent."""

    user_id: Annotated[StrictStr, Field(min_length=10, max_length=10)]
    """The id of a user."""

    title: Optional[Annotated[StrictStr, Field(max_length=200)]] = None
    """What the session is called."""

    consumption_offsets: ConsumptionOffsetsDTO
    """How far the participants of a session have read."""

    created_at: DateTime
    """When it was started."""
