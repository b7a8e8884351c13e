from .._enum import OpenStrEnum


class EventSourceDTO(OpenStrEnum):
    """Who or what an event is from."""

    USER = "user"
    AI_AGENT = "ai_agent"
    SYSTEM = "system"
