from __future__ import annotations

from typing import Optional

from pydantic import Field, StrictStr

from .._model import Model, is_none


class Thing(Model):
    """Required or not, nullable or not."""

    must: StrictStr

    must_or_null: Optional[StrictStr]

    may: Optional[StrictStr] = Field(default=None, exclude_if=is_none)

    may_or_null: Optional[StrictStr] = None
