from __future__ import annotations

from typing import List, Optional

from pydantic import Field

from .._model import Model, is_none
from . import file as _file


class Folder(Model):
    """Folder."""

    files: Optional[List[_file.File]] = Field(default=None, exclude_if=is_none)

    parent: Optional[Folder] = Field(default=None, exclude_if=is_none)
