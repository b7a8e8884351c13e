from __future__ import annotations

from typing import Optional

from pydantic import Field, StrictInt, StrictStr

from .._model import Model, is_none, read_only


class User(Model):
    """User."""

    id: Optional[StrictInt] = Field(default=None, exclude_if=read_only)

    name: StrictStr

    password: Optional[StrictStr] = Field(default=None, exclude_if=is_none)
