from __future__ import annotations

from typing import Annotated, Optional

from pydantic import Field, StrictInt, StrictStr

from .._model import Model
from .._model_schema import read_only


class User(Model):
    """User."""

    id: Annotated[Optional[StrictInt], Field(exclude_if=read_only)] = None

    name: StrictStr

    password: Optional[StrictStr] = None
