from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from .._enum import Known
from .._model import Model


class ReasoningPartDTO(Model):
    """What led to what is said."""

    type_: Annotated[Annotated[Literal["reasoning"], Known()], Field(alias="type")]
    """Which kind of part this is."""

    reasoning: Any
    """A text, or any other value."""
