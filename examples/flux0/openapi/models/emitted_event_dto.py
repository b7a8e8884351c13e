from __future__ import annotations

from typing import Annotated, Any, Dict

from pydantic import Field, StrictStr

from .._model import Model, Nullable
from .event_dto_data import EventDTOData
from .event_source_dto import EventSourceDTO
from .event_type_dto import EventTypeDTO


class EmittedEventDTO(Model):
    """An event as it is sent, before it has a place in the session."""

    id: StrictStr
    """The id of an event."""

    correlation_id: StrictStr
    """What everything that came of one call has in common."""

    type_: Annotated[EventTypeDTO, Field(alias="type")]
    """What happened in a session."""

    source: EventSourceDTO
    """Who or what an event is from."""

    data: EventDTOData
    """What an event says."""

    metadata: Nullable[Dict[StrictStr, Any]] = None
    """What else is known of it."""
