from __future__ import annotations

from typing import List, Optional

from pydantic import Field

from .._model import Model, is_none


class Folder(Model):
    """Folder."""

    files: Optional[List[File]] = Field(default=None, exclude_if=is_none)

    parent: Optional[Folder] = Field(default=None, exclude_if=is_none)


from .file import File
