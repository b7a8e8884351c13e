from __future__ import annotations

from typing import List, Optional

from .._model import Model
from .validation_error import ValidationError


class HTTPValidationError(Model):
    """What in a request does not fit the specification."""

    detail: Optional[List[ValidationError]] = None
    """The problems, in the order in which they were found."""
