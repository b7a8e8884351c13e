"""Types that stand in the signatures of generated methods."""

from __future__ import annotations

import enum
import os
from typing import IO, Final, Literal, Tuple, TypeVar, Union

T = TypeVar("T")

FileContent = Union[bytes, bytearray, memoryview, "os.PathLike[str]", IO[bytes]]
FileInput = Union[
    bytes, bytearray, str, "os.PathLike[str]", IO[bytes], Tuple[str, FileContent], Tuple[str, FileContent, str]
]
"""A file to send: its content, its path (a text is a path), a file open for reading bytes, or a tuple of its name,
its content and, optionally, its media type. Files that are given open are read from where they stand, and stay open."""

Timeout = Union[float, Tuple[float, float]]
"""Seconds: for the whole call; or to connect, and then between two reads."""


class Unset(enum.Enum):
    """The type of `UNSET`."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""The value of an argument that is not given, where None means null."""

OptionalValue = Union[T, Unset]
"""An argument that may be left out."""
OptionalNullable = Union[T, None, Unset]
"""An argument that may be left out, or be null."""
