"""Files as callers give them → parts of a form."""

from __future__ import annotations

import mimetypes
import os
from pathlib import Path
from typing import Any, cast

from ._multipart import Part
from ._plain import is_tuple
from .exceptions import ArgumentError

UNKNOWN = "application/octet-stream"
FORMS = "give bytes, a path, a file open for reading bytes, or (name, content) or (name, content, media type)"


def file_part(argument: str, name: str, value: Any) -> Part:
    """Make the part for one file; see `FileInput` for its forms.

    Raises:
        ArgumentError: the value is none of them, or the file cannot be read.
    """
    items: tuple[Any, ...] = value if is_tuple(value) else (file_name(value) or name, value)
    if len(items) not in (2, 3) or not isinstance(items[0], str):
        raise ArgumentError(argument, f"a tuple of {len(items)} is no file; {FORMS}")
    return part(argument, name, items[0], items[1], items[2] if len(items) == 3 else None)


def part(argument: str, name: str, file_name: str, content: Any, content_type: str | None) -> Part:
    """Make a part that is a file, its media type guessed by the file name if none is given."""
    guessed = content_type or mimetypes.guess_type(file_name)[0] or UNKNOWN
    return Part(name, file_bytes(argument, content), file_name, guessed)


def is_file(value: Any) -> bool:
    """Whether a value is a file's content, rather than data that could be JSON; a text is data."""
    binary = isinstance(value, (bytes, bytearray, memoryview))
    return binary or hasattr(value, "read") or hasattr(value, "__fspath__")


def path_of(value: Any) -> str | None:
    """Return the path that a value is, or None if it is something else."""
    return os.fsdecode(value) if isinstance(value, str) or hasattr(value, "__fspath__") else None


def file_name(value: Any) -> str:
    """Return the name of a file that is given by its path or open; empty if it has none."""
    return Path(path_of(value) or path_of(getattr(value, "name", None)) or "").name


def file_bytes(argument: str, content: Any) -> bytes:
    """Return the content of a file. One that is given open stays open; one that is opened here is closed."""
    try:
        found = read(content)
    except OSError as error:
        raise ArgumentError(argument, f"cannot read the file: {error}") from error
    if not isinstance(found, (bytes, bytearray, memoryview)):
        raise ArgumentError(argument, f"{type(content).__name__} is no file; {FORMS}")
    return bytes(cast("bytes", found))


def read(content: Any) -> Any:
    """Read what has a path or is open; anything else is its own content."""
    path = path_of(content)
    if path is not None:
        return Path(path).read_bytes()
    return content.read() if hasattr(content, "read") else content
