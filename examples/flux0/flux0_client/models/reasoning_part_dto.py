from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from .._enum import Known
from .._model import Model
from .._model_schema import CONSTANT


class ReasoningPartDTO(Model):
    """What led to what is said."""

    type_: Annotated[Literal["reasoning"], Known(), Field(alias="type"), CONSTANT] = "reasoning"
    """Which kind of part this is."""

    reasoning: Any
    """A text, or any other value."""
