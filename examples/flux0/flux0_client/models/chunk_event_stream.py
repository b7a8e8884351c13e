from __future__ import annotations

from typing import Annotated, Literal

from .._enum import Known
from .._model import Model
from .._model_schema import CONSTANT
from .chunk_event_dto import ChunkEventDTO


class ChunkEventStream(Model):
    """A part of a document that grows."""

    event: Annotated[Literal["chunk"], Known(), CONSTANT] = "chunk"
    """The name of the event."""

    data: ChunkEventDTO
    """Changes of one document."""
