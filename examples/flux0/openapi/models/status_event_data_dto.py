from __future__ import annotations

from typing import Annotated, Any, Literal, Optional

from pydantic import Field, StrictInt

from .._enum import Known
from .._model import Model, is_none
from .status_event_data_status_field import StatusEventDataStatusField


class StatusEventDataDTO(Model):
    """What an agent is about."""

    type_: Annotated[Literal["status"], Known()] = Field(validation_alias="type", serialization_alias="type")
    """Which kind of data this is."""

    status: StatusEventDataStatusField
    """What an agent is about."""

    acknowledged_offset: Optional[StrictInt] = None
    """The offset of the last event that the agent knows of."""

    data: Any = Field(default=None, exclude_if=is_none)
    """More on it, such as what went wrong."""
