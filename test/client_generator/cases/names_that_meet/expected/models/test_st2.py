from __future__ import annotations

from typing import Annotated, Optional

from pydantic import Field, StrictStr

from .._model import Model


class TestSt2(Model):
    """TestSt2."""

    var_class: Annotated[Optional[StrictStr], Field(alias="class")] = None

    var_copy: Annotated[Optional[StrictStr], Field(alias="copy")] = None

    var_: Annotated[Optional[StrictStr], Field(alias="")] = None
