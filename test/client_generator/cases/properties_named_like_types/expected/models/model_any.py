from __future__ import annotations

from typing import Any

from .._model import Model


class ModelAny(Model):
    """ModelAny."""

    any: Any = None
