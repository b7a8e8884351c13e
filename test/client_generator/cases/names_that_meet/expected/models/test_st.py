from __future__ import annotations

from typing import Optional

from pydantic import Field, StrictStr

from .._model import Model, is_none


class TestSt(Model):
    """TestSt."""

    a_b: Optional[StrictStr] = Field(
        default=None,
        validation_alias="a-b",
        serialization_alias="a-b",
        exclude_if=is_none,
    )

    a_b_2: Optional[StrictStr] = Field(
        default=None,
        validation_alias="a_b",
        serialization_alias="a_b",
        exclude_if=is_none,
    )

    a_b_3: Optional[StrictStr] = Field(
        default=None,
        validation_alias="aB",
        serialization_alias="aB",
        exclude_if=is_none,
    )
