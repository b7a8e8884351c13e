from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from .._enum import Known
from .._model import Model


class ContentPartDTO(Model):
    """What is said."""

    type_: Annotated[Annotated[Literal["content"], Known()], Field(alias="type")]
    """Which kind of part this is."""

    content: Any
    """A text, or any other value."""
