from .._enum import InlineStrEnum


class JsonPatchOperationDTOOp(InlineStrEnum):
    """Whether the value comes to what is there, or takes its place."""

    ADD = "add"
    REPLACE = "replace"
