from __future__ import annotations

from typing import Annotated, List

from pydantic import Field, StrictStr

from .._model import Model
from .validation_error_loc_inner import ValidationErrorLocInner


class ValidationError(Model):
    """One thing that is wrong."""

    loc: List[ValidationErrorLocInner]
    """The way to it."""

    msg: StrictStr
    """What is wrong."""

    type_: Annotated[StrictStr, Field(alias="type")]
    """Which kind of thing that is."""
