from .._enum import OpenStrEnum


class OrderByDirection(OpenStrEnum):
    """The direction of an order."""

    ASC = "asc"
    DESC = "desc"
