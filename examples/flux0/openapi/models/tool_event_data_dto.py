from __future__ import annotations

from typing import Annotated, List, Literal

from pydantic import Field

from .._enum import Known
from .._model import Model
from .tool_call_dto import ToolCallDTO


class ToolEventDataDTO(Model):
    """What came of tools."""

    type_: Annotated[Annotated[Literal["tool_call_result"], Known()], Field(alias="type")]
    """Which kind of data this is."""

    tool_calls: List[ToolCallDTO]
    """The calls with their results."""
