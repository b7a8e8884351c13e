from .._enum import InlineStrEnum


class EventState(InlineStrEnum):
    """EventState."""

    ON = "on"
    OFF = "off"
