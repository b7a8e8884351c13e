from __future__ import annotations

from typing import Any

from pydantic import StrictStr

from .._model import Model
from .json_patch_operation_dtoop import JsonPatchOperationDTOOp


class JsonPatchOperationDTO(Model):
    """A change (RFC 6902). What its path leads through is made where it is not there yet; a document whose first path
    is `/-` is a list.
    """

    op: JsonPatchOperationDTOOp
    """Whether the value comes to what is there, or takes its place."""

    path: StrictStr
    """Where, as a JSON Pointer (RFC 6901)."""

    value: Any
    """The value."""
