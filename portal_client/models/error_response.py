from __future__ import annotations

from pydantic import StrictStr

from .._model import Model


class ErrorResponse(Model):
    """Why a request was refused."""

    detail: StrictStr
    """One sentence for a person."""
