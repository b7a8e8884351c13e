from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StrictStr

from .._enum import Known
from .._model import Model


class ToolPartDTO(Model):
    """A tool that an agent asks for."""

    type_: Annotated[Annotated[Literal["tool_call"], Known()], Field(alias="type")]
    """Which kind of part this is."""

    tool_call_id: StrictStr
    """What its result refers to."""

    tool_name: StrictStr
    """Which tool."""

    args: Any
    """What the tool is given."""
