from __future__ import annotations

from typing import Optional

from pydantic import Field, StrictInt, StrictStr

from .._model import Model, is_none


class Address(Model):
    """Address."""

    city: StrictStr

    street: Optional[StrictStr] = Field(default=None, exclude_if=is_none)

    box: Optional[StrictInt] = Field(default=None, exclude_if=is_none)
