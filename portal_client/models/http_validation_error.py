from __future__ import annotations

from typing import List, Optional

from pydantic import Field

from .._model import Model, is_none
from .validation_error import ValidationError


class HTTPValidationError(Model):
    """What in a request does not fit the specification."""

    detail: Optional[List[ValidationError]] = Field(default=None, exclude_if=is_none)
    """The problems, in the order in which they were found."""
