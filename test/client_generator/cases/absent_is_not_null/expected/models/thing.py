from __future__ import annotations

from typing import Optional

from pydantic import StrictStr

from .._model import Model, Nullable


class Thing(Model):
    """Required or not, nullable or not."""

    must: StrictStr

    must_or_null: Optional[StrictStr]

    may: Optional[StrictStr] = None

    may_or_null: Nullable[StrictStr] = None
