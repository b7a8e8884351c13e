from .._enum import OpenStrEnum


class EventTypeDTO(OpenStrEnum):
    """What happened in a session."""

    MESSAGE = "message"
    TOOL = "tool"
    STATUS = "status"
    CUSTOM = "custom"
