from __future__ import annotations

from typing import List, Optional

from .._model import Model
from .validation_error import ValidationError


class HTTPValidationErrorData(Model):
    """What is wrong with a request."""

    detail: Optional[List[ValidationError]] = None
    """One item for each thing that is wrong."""
