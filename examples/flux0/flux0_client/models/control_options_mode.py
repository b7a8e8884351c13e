from .._enum import InlineStrEnum


class ControlOptionsMode(InlineStrEnum):
    """The agent by itself, or a person."""

    AUTO = "auto"
    MANUAL = "manual"
