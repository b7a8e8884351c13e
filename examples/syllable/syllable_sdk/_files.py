"""Files as callers give them → parts of a form."""

from __future__ import annotations

import mimetypes
import os
from pathlib import Path
from typing import Any

from ._multipart import Part, Stream
from ._plain import is_tuple
from ._sources import FORMS, content_of
from ._types import Progress, Upload
from .exceptions import ArgumentError

UNKNOWN = "application/octet-stream"


def file_part(argument: str, name: str, value: Any) -> Part:
    """Make the part for one file; see `FileInput` for its forms.

    Raises:
        ArgumentError: the value is none of them, or the file cannot be read.
    """
    if isinstance(value, Upload):
        own = value.name or file_name(value.content) or name
        return part(argument, name, own, value.content, value.content_type, value.progress)
    items: tuple[Any, ...] = value if is_tuple(value) else (file_name(value) or name, value)
    if len(items) not in (2, 3) or not isinstance(items[0], str):
        raise ArgumentError(argument, f"a tuple of {len(items)} is no file; {FORMS}")
    return part(argument, name, items[0], items[1], items[2] if len(items) == 3 else None)


def part(
    argument: str, name: str, file_name: str, content: Any, content_type: str | None, progress: Progress | None = None
) -> Part:
    """Make a part that is a file, its media type guessed by the file name if none is given."""
    guessed = content_type or mimetypes.guess_type(file_name)[0] or UNKNOWN
    return Part(name, content_of(argument, content, progress), file_name, guessed)


def is_file(value: Any) -> bool:
    """Whether a value is a file's content, rather than data that could be JSON; a text is data."""
    binary = isinstance(value, (bytes, bytearray, memoryview, Upload))
    return binary or hasattr(value, "read") or hasattr(value, "__fspath__") or hasattr(value, "__next__")


def file_name(value: Any) -> str:
    """Return the name of a file that is given by its path or open; empty if it has none."""
    path = value if is_path(value) else getattr(value, "name", "")
    return Path(os.fsdecode(path)).name if is_path(path) else ""


def is_path(value: Any) -> bool:
    """Whether a value is a path; a text is one."""
    return isinstance(value, str) or hasattr(value, "__fspath__")


def file_body(argument: str, value: Any) -> bytes | Stream:
    """Return a file as a whole body."""
    upload = value if isinstance(value, Upload) else Upload(value)
    content = content_of(argument, upload.content, upload.progress)
    return content if isinstance(content, bytes) else Stream([content])
