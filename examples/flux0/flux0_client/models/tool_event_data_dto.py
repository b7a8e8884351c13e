from __future__ import annotations

from typing import Annotated, List, Literal

from pydantic import Field

from .._enum import Known
from .._model import Model
from .._model_schema import CONSTANT
from .tool_call_dto import ToolCallDTO


class ToolEventDataDTO(Model):
    """What came of tools."""

    type_: Annotated[Literal["tool_call_result"], Known(), Field(alias="type"), CONSTANT] = "tool_call_result"
    """Which kind of data this is."""

    tool_calls: List[ToolCallDTO]
    """The calls with their results."""
