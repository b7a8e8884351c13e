from __future__ import annotations

from typing import Dict, List, Optional, Tuple, Union

from pydantic import Field, StrictFloat, StrictInt, StrictStr

from .._model import Model, is_none


class Point(Model):
    """Point."""

    at: Optional[Tuple[Union[StrictFloat, StrictInt], Union[StrictFloat, StrictInt]]] = Field(
        default=None,
        exclude_if=is_none,
    )

    log: Optional[List[Union[StrictStr, StrictInt]]] = Field(default=None, exclude_if=is_none)

    labels: Optional[Dict[StrictStr, StrictStr]] = Field(default=None, exclude_if=is_none)
