from __future__ import annotations

from pydantic import StrictStr

from .._model import Model


class AsyncSessionResponse(Model):
    """Names the session whose turn runs in the background."""

    session_id: StrictStr
    """The id to subscribe to."""
