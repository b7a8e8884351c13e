from __future__ import annotations

from .._model import Model
from .control_options_mode import ControlOptionsMode


class ControlOptions(Model):
    """Who goes on after a tool."""

    mode: ControlOptionsMode
    """The agent by itself, or a person."""
