from __future__ import annotations

from typing import Any, Dict

from pydantic import StrictStr

from .._model import Model
from .control_options import ControlOptions


class ToolResultDTO(Model):
    """What a tool returned."""

    data: Any
    """The result itself."""

    metadata: Dict[StrictStr, Any]
    """What else is known of it."""

    control: ControlOptions
    """Who goes on after a tool."""
