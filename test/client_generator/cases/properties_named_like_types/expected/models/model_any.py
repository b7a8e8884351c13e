from __future__ import annotations

from typing import Any

from pydantic import Field

from .._model import Model, is_none


class ModelAny(Model):
    """ModelAny."""

    any: Any = Field(default=None, exclude_if=is_none)
