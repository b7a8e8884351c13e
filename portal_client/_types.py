"""Types that stand in the signatures of generated methods."""

from __future__ import annotations

import enum
import os
from dataclasses import dataclass
from typing import IO, Callable, Final, Iterator, Literal, Optional, Tuple, TypeVar, Union

T = TypeVar("T")

FileContent = Union[bytes, bytearray, memoryview, "os.PathLike[str]", IO[bytes], Iterator[bytes]]

Progress = Callable[[int, Optional[int]], None]
"""Called with the bytes that were sent or came so far, and their number in all if that is known."""


@dataclass(frozen=True)
class Upload:
    """A file to send, with what can be said of it.

    Args:
        content: Its content, its path, a file open for reading bytes, or an iterator of bytes.
        name: What it is called; by default after its path.
        content_type: Its media type; by default guessed from its name.
        progress: Called as it is sent, with the bytes so far and their number in all, if that is known.
    """

    content: Union[FileContent, str]
    name: str = ""
    content_type: Optional[str] = None
    progress: Optional[Progress] = None


FileInput = Union[
    bytes,
    bytearray,
    str,
    "os.PathLike[str]",
    IO[bytes],
    Iterator[bytes],
    Tuple[str, FileContent],
    Tuple[str, FileContent, str],
    Upload,
]
"""A file to send: its content, its path (a text is a path), a file open for reading bytes, an iterator of bytes, a
tuple of its name, its content and, optionally, its media type, or an `Upload`. Files that are given open are read from
where they stand, and stay open. Large ones are read as they are sent."""


@dataclass(frozen=True)
class TimeoutConfig:
    """Seconds to wait for each part of a call; None waits for ever."""

    connect: Optional[float] = 10.0
    """To connect, …"""
    read: Optional[float] = 60.0
    """… between two reads, …"""
    total: Optional[float] = None
    """… and in all, from sending to the end of the answer, or to its head if it is read as it arrives."""

    def __post_init__(self) -> None:
        if not all(each is None or each > 0 for each in (self.connect, self.read, self.total)):
            raise ValueError("give seconds above 0, or None")


Timeout = Union[float, Tuple[float, float], TimeoutConfig]
"""Seconds: for the whole call; or to connect, and then between two reads; or each of them apart."""


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
