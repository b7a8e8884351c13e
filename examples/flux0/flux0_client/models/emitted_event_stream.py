from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StrictStr

from .._enum import Known
from .._model import Model
from .._model_schema import CONSTANT
from .emitted_event_dto import EmittedEventDTO


class EmittedEventStream(Model):
    """Something that happened as a whole."""

    id: StrictStr
    """The id of an event."""

    event: Annotated[Literal["status"], Known(), CONSTANT] = "status"
    """The name of the event."""

    data: EmittedEventDTO
    """An event as it is sent, before it has a place in the session."""
