from .._enum import OpenStrEnum


class EventState(OpenStrEnum):
    """EventState."""

    ON = "on"
    OFF = "off"
