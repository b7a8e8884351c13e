from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StrictInt

from .._enum import Known
from .._model import Model, Nullable
from .._model_schema import CONSTANT
from .status_event_data_status_field import StatusEventDataStatusField


class StatusEventDataDTO(Model):
    """What an agent is about."""

    type_: Annotated[Literal["status"], Known(), Field(alias="type"), CONSTANT] = "status"
    """Which kind of data this is."""

    status: StatusEventDataStatusField
    """What an agent is about."""

    acknowledged_offset: Nullable[StrictInt] = None
    """The offset of the last event that the agent knows of."""

    data: Any = None
    """More on it, such as what went wrong."""
