from .._enum import OpenStrEnum


class JsonPatchOperationDTOOp(OpenStrEnum):
    """Whether the value comes to what is there, or takes its place."""

    ADD = "add"
    REPLACE = "replace"
