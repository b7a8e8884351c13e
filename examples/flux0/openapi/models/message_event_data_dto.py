from __future__ import annotations

from typing import Annotated, Dict, List, Literal, Optional

from pydantic import Field, StrictBool, StrictStr

from .._enum import Known
from .._model import Model
from .part import Part


class MessageEventDataDTO(Model):
    """Something that was said."""

    type_: Annotated[Literal["message"], Known()] = Field(validation_alias="type", serialization_alias="type")
    """Which kind of data this is."""

    parts: List[Part]
    """What it is made of, in order."""

    tags: Optional[List[StrictStr]] = None
    """What it was marked with."""

    flagged: Optional[StrictBool] = None
    """Whether moderation objects to it."""

    participant: Optional[Dict[StrictStr, StrictStr]] = None
    """Who said it."""
