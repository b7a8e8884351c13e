from __future__ import annotations

from typing import Dict, Optional

from pydantic import Field, StrictStr

from .._model import Bytes, Date, DateTime, Model, is_none


class Odd(Model):
    """Odd."""

    datetime: Optional[DateTime] = Field(default=None, exclude_if=is_none)

    var_date: Optional[Date] = Field(
        default=None,
        validation_alias="date",
        serialization_alias="date",
        exclude_if=is_none,
    )

    str: Optional[StrictStr] = Field(default=None, exclude_if=is_none)

    bytes: Optional[Bytes] = Field(default=None, exclude_if=is_none)

    map: Optional[Dict[StrictStr, Date]] = Field(default=None, exclude_if=is_none)

    var_copy: Optional[StrictStr] = Field(
        default=None,
        validation_alias="copy",
        serialization_alias="copy",
        exclude_if=is_none,
    )

    var_model_config: Optional[StrictStr] = Field(
        default=None,
        validation_alias="model_config",
        serialization_alias="model_config",
        exclude_if=is_none,
    )

    var_self: Optional[StrictStr] = Field(
        default=None,
        validation_alias="self",
        serialization_alias="self",
        exclude_if=is_none,
    )
