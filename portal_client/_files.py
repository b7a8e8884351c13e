"""Files as callers give them → parts of a form."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ._multipart import Part, Stream
from ._operation import Field
from ._plain import is_list, is_tuple
from ._sources import FORMS, content_of
from ._types import Progress, Upload
from .exceptions import ArgumentError

UNKNOWN = "application/octet-stream"


def file_parts(field: Field, value: Any) -> Iterator[Part]:
    """Make a part for each file of a field.

    A list is several files. A tuple is several files too if the field may have several, unless it is a name and a
    content: `("a.txt", b"...")` is one file, `("a.txt", "b.txt")` two paths.
    """
    several = is_list(value) or (field.files == "many" and is_tuple(value) and not is_named(value))
    for each in value if several else [value]:
        yield file_part(field.argument, field.name, each)


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
    return Part(name, content_of(argument, content, progress), file_name, content_type or guess(file_name))


def is_file(value: Any) -> bool:
    """Whether a value is a file's content, rather than data that could be JSON; a text is data."""
    return is_content(value) or isinstance(value, Upload) or is_named(value)


def is_content(value: Any) -> bool:
    """Return True for the content of a file: bytes, a path that is no string, an open file or an iterator."""
    binary = isinstance(value, (bytes, bytearray, memoryview))
    return binary or hasattr(value, "read") or hasattr(value, "__fspath__") or hasattr(value, "__next__")


def is_named(value: Any) -> bool:
    """Return True for a file with its name: `(name, content)` or `(name, content, media type)`."""
    if not is_tuple(value) or len(value) not in (2, 3):
        return False
    return isinstance(value[0], str) and is_content(value[1]) and all(isinstance(each, str) for each in value[2:])


def file_name(value: Any) -> str:
    """Return the name of a file that is given by its path or open; empty if it has none."""
    path = value if is_path(value) else getattr(value, "name", "")
    return Path(os.fsdecode(path)).name if is_path(path) else ""


def is_path(value: Any) -> bool:
    """Whether a value is a path; a text is one."""
    return isinstance(value, str) or hasattr(value, "__fspath__")


def media_type_of(value: Any) -> str:
    """Return the media type of a file that is a whole body: the one that is given with it, else by its name."""
    if isinstance(value, Upload):
        return value.content_type or guess(value.name or file_name(value.content))
    if is_named(value):
        return value[2] if len(value) == 3 else guess(value[0])
    return guess(file_name(value))


def guess(name: str) -> str:
    """Return the media type that a file name stands for."""
    return mimetypes.guess_type(name)[0] or UNKNOWN


def file_body(argument: str, value: Any) -> bytes | Stream:
    """Return a file as a whole body; its name is not sent."""
    upload = value if isinstance(value, Upload) else Upload(value[1] if is_named(value) else value)
    content = content_of(argument, upload.content, upload.progress)
    return content if isinstance(content, bytes) else Stream([content])
