from .._enum import OpenIntEnum


class Size(OpenIntEnum):
    """Size."""

    UP = 1
    DOWN = -1
