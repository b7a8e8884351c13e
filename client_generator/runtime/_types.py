"""Types that stand in the signatures of generated methods."""

from __future__ import annotations

import enum
import os
from dataclasses import dataclass
from typing import IO, Final, Literal, Optional, Tuple, TypeVar, Union

T = TypeVar("T")

FileContent = Union[bytes, bytearray, memoryview, "os.PathLike[str]", IO[bytes]]
FileInput = Union[
    bytes, bytearray, str, "os.PathLike[str]", IO[bytes], Tuple[str, FileContent], Tuple[str, FileContent, str]
]
"""A file to send: its content, its path (a text is a path), a file open for reading bytes, or a tuple of its name,
its content and, optionally, its media type. Files that are given open are read from where they stand, and stay open."""


@dataclass(frozen=True)
class TimeoutConfig:
    """Seconds to wait for each part of a call; None waits for ever."""

    connect: Optional[float] = 10.0
    """To connect, …"""
    read: Optional[float] = 60.0
    """… between two reads, …"""
    total: Optional[float] = None
    """… and from the first to the answer's head."""

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
