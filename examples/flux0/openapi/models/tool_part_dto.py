from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StrictStr

from .._enum import Known
from .._model import Model
from .._model_schema import CONSTANT


class ToolPartDTO(Model):
    """A tool that an agent asks for."""

    type_: Annotated[Literal["tool_call"], Known(), Field(alias="type"), CONSTANT] = "tool_call"
    """Which kind of part this is."""

    tool_call_id: StrictStr
    """What its result refers to."""

    tool_name: StrictStr
    """Which tool."""

    args: Any
    """What the tool is given."""
