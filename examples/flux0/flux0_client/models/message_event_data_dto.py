from __future__ import annotations

from typing import Annotated, Dict, List, Literal

from pydantic import Field, StrictBool, StrictStr

from .._enum import Known
from .._model import Model, Nullable
from .._model_schema import CONSTANT
from .part import Part


class MessageEventDataDTO(Model):
    """Something that was said."""

    type_: Annotated[Literal["message"], Known(), Field(alias="type"), CONSTANT] = "message"
    """Which kind of data this is."""

    parts: List[Part]
    """What it is made of, in order."""

    tags: Nullable[List[StrictStr]] = None
    """What it was marked with."""

    flagged: Nullable[StrictBool] = None
    """Whether moderation objects to it."""

    participant: Nullable[Dict[StrictStr, StrictStr]] = None
    """Who said it."""
