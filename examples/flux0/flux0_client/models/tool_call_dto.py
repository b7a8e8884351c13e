from __future__ import annotations

from typing import Any, Dict

from pydantic import StrictStr

from .._model import Model, Nullable
from .tool_result_dto import ToolResultDTO


class ToolCallDTO(Model):
    """A call of a tool; `error` says why there is no result."""

    tool_call_id: StrictStr
    """What the call is known by."""

    tool_name: StrictStr
    """Which tool."""

    args: Dict[StrictStr, Any]
    """What the tool was given."""

    result: Nullable[ToolResultDTO] = None

    error: Nullable[StrictStr] = None
    """What went wrong."""
