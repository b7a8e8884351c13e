from .._enum import OpenStrEnum


class StatusEventDataStatusField(OpenStrEnum):
    """What an agent is about."""

    ACKNOWLEDGED = "acknowledged"
    CANCELLED = "cancelled"
    PROCESSING = "processing"
    READY = "ready"
    TYPING = "typing"
    ERROR = "error"
    COMPLETED = "completed"
