from __future__ import annotations

from typing import Optional

from pydantic import StrictStr

from .._model import Model


class SessionSummaryResponse(Model):
    """A session, summed up."""

    summary: Optional[StrictStr] = None
    """What was said, in a few sentences."""

    rating: Optional[StrictStr] = None
    """How it went."""
