from __future__ import annotations

from typing import Dict, Optional

from pydantic import Field, StrictInt, StrictStr

from .._model import OpenModel


class Scores(OpenModel):
    """Scores."""

    __pydantic_extra__: Dict[StrictStr, StrictInt] = Field(init=False)

    total: Optional[StrictInt] = None
