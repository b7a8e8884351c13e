from __future__ import annotations

from typing import List

from pydantic import StrictStr

from .._model import Model
from .validation_error_loc_inner import ValidationErrorLocInner


class ValidationError(Model):
    """One problem in a request."""

    loc: List[ValidationErrorLocInner]
    """The way to the value, from `path`, `query`, `header` or `body` on."""

    msg: StrictStr
    """What is wrong, for a person."""

    type: StrictStr
    """What is wrong, for a program."""
