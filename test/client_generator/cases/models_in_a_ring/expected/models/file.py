from __future__ import annotations

from typing import Optional

from .._model import Model
from .owner import Owner


class File(Model):
    """File."""

    folder: Optional[Folder] = None

    owner: Optional[Owner] = None


from .folder import Folder
