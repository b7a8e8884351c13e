from __future__ import annotations

from typing import Annotated, Literal, Optional

from pydantic import StrictStr

from .._enum import Known
from .._model import Matching, Model, Nullable
from .._model_schema import CONSTANT
from .event_state import EventState


class Event(Model):
    """Event."""

    type: Annotated[Literal["created"], Known(), CONSTANT] = "created"

    level: Annotated[Literal[1, "high", True], Known()]

    state: Nullable[EventState] = None

    code: Optional[Annotated[StrictStr, Matching("^[A-Z]{3}$")]] = None

    emoji: Optional[StrictStr] = None
