from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictStr

from .._enum import Known
from .._model import Model
from .emitted_event_dto import EmittedEventDTO


class EmittedEventStream(Model):
    """Something that happened as a whole."""

    id: Annotated[StrictStr, Field(min_length=10, max_length=10)]
    """The id of an event."""

    event: Annotated[Literal["status"], Known()]
    """The name of the event."""

    data: EmittedEventDTO
    """An event as it is sent, before it has a place in the session."""
