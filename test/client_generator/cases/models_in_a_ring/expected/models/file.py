from __future__ import annotations

from typing import Optional

from pydantic import Field

from .._model import Model, is_none
from .owner import Owner


class File(Model):
    """File."""

    folder: Optional[Folder] = Field(default=None, exclude_if=is_none)

    owner: Optional[Owner] = Field(default=None, exclude_if=is_none)


from .folder import Folder
