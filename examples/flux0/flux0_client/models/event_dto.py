from __future__ import annotations

from typing import Annotated, Any, Dict

from pydantic import Field, StrictBool, StrictInt, StrictStr

from .._model import DateTime, Model, Nullable
from .event_dto_data import EventDTOData
from .event_source_dto import EventSourceDTO
from .event_type_dto import EventTypeDTO


class EventDTO(Model):
    """Something that happened in a session."""

    id: StrictStr
    """The id of an event."""

    correlation_id: StrictStr
    """What everything that came of one call has in common."""

    type_: Annotated[EventTypeDTO, Field(alias="type")]
    """What happened in a session."""

    source: EventSourceDTO
    """Who or what an event is from."""

    offset: StrictInt
    """Its place in the session."""

    data: EventDTOData
    """What an event says."""

    deleted: StrictBool
    """Whether it was taken back."""

    metadata: Nullable[Dict[StrictStr, Any]] = None
    """What else is known of it."""

    created_at: DateTime
    """When it happened."""
