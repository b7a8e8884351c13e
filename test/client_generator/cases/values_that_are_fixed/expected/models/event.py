from __future__ import annotations

from typing import Annotated, Literal, Optional

from pydantic import Field, StrictStr

from .._enum import Known
from .._model import Matching, Model, is_none
from .event_state import EventState


class Event(Model):
    """Event."""

    type: Annotated[Literal["created"], Known()]

    level: Annotated[Literal[1, "high", True], Known()]

    state: Optional[EventState] = None

    code: Optional[Annotated[StrictStr, Matching("^[A-Z]{3}$")]] = Field(default=None, exclude_if=is_none)

    emoji: Optional[StrictStr] = Field(default=None, exclude_if=is_none)
