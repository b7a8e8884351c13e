from __future__ import annotations

from pydantic import StrictInt

from .._model import Model, Nullable


class ConsumptionOffsetsDTO(Model):
    """How far the participants of a session have read."""

    client: Nullable[StrictInt] = None
    """The offset that the client reads next."""
