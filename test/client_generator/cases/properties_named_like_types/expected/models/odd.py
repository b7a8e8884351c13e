from __future__ import annotations

from typing import Annotated, Dict, Optional

from pydantic import Field, StrictStr

from .._model import Bytes, Date, DateTime, Model


class Odd(Model):
    """Odd."""

    datetime: Optional[DateTime] = None

    var_date: Annotated[Optional[Date], Field(alias="date")] = None

    str: Optional[StrictStr] = None

    bytes: Optional[Bytes] = None

    map: Optional[Dict[StrictStr, Date]] = None

    var_copy: Annotated[Optional[StrictStr], Field(alias="copy")] = None

    var_model_config: Annotated[Optional[StrictStr], Field(alias="model_config")] = None

    var_self: Annotated[Optional[StrictStr], Field(alias="self")] = None
