from __future__ import annotations

from typing import List, Optional

from pydantic import Field

from .._model import Model, is_none
from .validation_error import ValidationError


class HTTPValidationErrorData(Model):
    """What does not fit in a request."""

    detail: Optional[List[ValidationError]] = Field(default=None, exclude_if=is_none)
