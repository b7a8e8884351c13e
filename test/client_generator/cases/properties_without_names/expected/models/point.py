from __future__ import annotations

from typing import Dict, List, Optional, Tuple, Union

from pydantic import StrictFloat, StrictInt, StrictStr

from .._model import Model


class Point(Model):
    """Point."""

    at: Optional[Tuple[Union[StrictFloat, StrictInt], Union[StrictFloat, StrictInt]]] = None

    log: Optional[List[Union[StrictStr, StrictInt]]] = None

    labels: Optional[Dict[StrictStr, StrictStr]] = None
