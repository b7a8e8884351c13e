from __future__ import annotations

from typing import List, Optional

from .._model import Model


class Folder(Model):
    """Folder."""

    files: Optional[List[File]] = None

    parent: Optional[Folder] = None


from .file import File
