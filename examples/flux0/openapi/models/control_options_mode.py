from .._enum import OpenStrEnum


class ControlOptionsMode(OpenStrEnum):
    """The agent by itself, or a person."""

    AUTO = "auto"
    MANUAL = "manual"
