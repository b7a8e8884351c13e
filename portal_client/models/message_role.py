from .._enum import OpenStrEnum


class MessageRole(OpenStrEnum):
    """Who speaks."""

    USER = "user"
    ASSISTANT = "assistant"
