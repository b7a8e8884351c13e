from __future__ import annotations

from typing import Optional

from pydantic import Field, StrictStr

from .._model import Model
from .event_source_dto import EventSourceDTO
from .event_type_dto import EventTypeDTO


class EventCreationParamsDTO(Model):
    """Something that is said."""

    type_: EventTypeDTO = Field(validation_alias="type", serialization_alias="type")
    """What it is; only a message can be added."""

    source: EventSourceDTO
    """Who it is from; only a user can add something."""

    content: Optional[StrictStr] = None
    """The text of the message."""
