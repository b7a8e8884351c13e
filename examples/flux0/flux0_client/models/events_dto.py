from __future__ import annotations

from typing import List

from .._model import Model
from .event_dto import EventDTO


class EventsDTO(Model):
    """A list of events."""

    data: List[EventDTO]
    """The events."""
