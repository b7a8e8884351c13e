from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictInt, StrictStr

from .._model import Matching, Model


class MessageFile(Model):
    """A file that came with a prompt."""

    name: StrictStr
    """The file's name, as it was sent."""

    content_type: StrictStr
    """The file's media type."""

    size: Annotated[StrictInt, Field(ge=0)]
    """How many bytes the file has."""

    sha256: Annotated[StrictStr, Matching("^[0-9a-f]{64}$")]
    """The SHA-256 digest of the content, in hexadecimal."""
