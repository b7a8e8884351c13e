from __future__ import annotations

from typing import List, Optional

from .._model import Model
from .validation_error import ValidationError


class HTTPValidationErrorData(Model):
    """What does not fit in a request."""

    detail: Optional[List[ValidationError]] = None
