from .._enum import OpenStrEnum


class Color(OpenStrEnum):
    """A color, or none."""

    RED = "red"
    LIGHT_MINUS_BLUE = "light-blue"
    LIGHTBLUE = "lightBlue"
    EMPTY = ""
    ENUM_2X = "2x"
