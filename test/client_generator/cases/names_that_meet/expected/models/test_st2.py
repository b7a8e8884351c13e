from __future__ import annotations

from typing import Optional

from pydantic import Field, StrictStr

from .._model import Model, is_none


class TestSt2(Model):
    """TestSt2."""

    var_class: Optional[StrictStr] = Field(
        default=None,
        validation_alias="class",
        serialization_alias="class",
        exclude_if=is_none,
    )

    var_copy: Optional[StrictStr] = Field(
        default=None,
        validation_alias="copy",
        serialization_alias="copy",
        exclude_if=is_none,
    )

    var_: Optional[StrictStr] = Field(default=None, validation_alias="", serialization_alias="", exclude_if=is_none)
