from __future__ import annotations

from typing import Any, Dict, List, Optional, Union

from pydantic import StrictFloat, StrictInt, StrictStr

from .._model import Model
from .json_patch_operation_dto import JsonPatchOperationDTO


class ChunkEventDTO(Model):
    """Changes of one document."""

    event_id: StrictStr
    """The document, and the event that it will be."""

    correlation_id: StrictStr
    """What everything that came of one call has in common."""

    seq: StrictInt
    """The place of this chunk among those of its document."""

    patches: List[JsonPatchOperationDTO]
    """What changes, in order."""

    metadata: Dict[StrictStr, Any]
    """Who it is from."""

    timestamp: Optional[Union[StrictFloat, StrictInt]] = None
    """When it was made, in seconds since 1970."""
