from __future__ import annotations

from typing import Annotated, Optional

from pydantic import Field, StrictStr

from .._model import Model


class TestSt(Model):
    """TestSt."""

    a_b: Annotated[Optional[StrictStr], Field(alias="a-b")] = None

    a_b_2: Annotated[Optional[StrictStr], Field(alias="a_b")] = None

    a_b_3: Annotated[Optional[StrictStr], Field(alias="aB")] = None
