from __future__ import annotations

from typing import Optional

from pydantic import StrictInt, StrictStr

from .._model import Model


class Address(Model):
    """Address."""

    city: StrictStr

    street: Optional[StrictStr] = None

    box: Optional[StrictInt] = None
