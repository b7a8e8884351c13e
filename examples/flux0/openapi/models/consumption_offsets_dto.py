from __future__ import annotations

from typing import Optional

from pydantic import StrictInt

from .._model import Model


class ConsumptionOffsetsDTO(Model):
    """How far the participants of a session have read."""

    client: Optional[StrictInt] = None
    """The offset that the client reads next."""
