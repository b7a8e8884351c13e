from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from .._enum import Known
from .._model import Model
from .._model_schema import CONSTANT


class ContentPartDTO(Model):
    """What is said."""

    type_: Annotated[Literal["content"], Known(), Field(alias="type"), CONSTANT] = "content"
    """Which kind of part this is."""

    content: Any
    """A text, or any other value."""
