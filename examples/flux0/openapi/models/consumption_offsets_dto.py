from __future__ import annotations

from typing import Annotated, Optional

from pydantic import Field, StrictInt

from .._model import Model


class ConsumptionOffsetsDTO(Model):
    """How far the participants of a session have read."""

    client: Optional[Annotated[StrictInt, Field(ge=0)]] = None
    """The offset that the client reads next."""
