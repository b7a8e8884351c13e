from __future__ import annotations

from pydantic import StrictStr

from .._model import Model, Nullable


class SessionSummaryResponse(Model):
    """A session, summed up."""

    summary: Nullable[StrictStr] = None
    """What was said, in a few sentences."""

    rating: Nullable[StrictStr] = None
    """How it went."""
