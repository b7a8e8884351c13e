from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictStr

from .._model import Model, Nullable
from .event_source_dto import EventSourceDTO
from .event_type_dto import EventTypeDTO


class EventCreationParamsDTO(Model):
    """Something that is said."""

    type_: Annotated[EventTypeDTO, Field(alias="type")]
    """What it is; only a message can be added."""

    source: EventSourceDTO
    """Who it is from; only a user can add something."""

    content: Nullable[StrictStr] = None
    """The text of the message."""
