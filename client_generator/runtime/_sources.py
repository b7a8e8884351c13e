"""The contents of files that are sent: small ones as bytes, others read as they go."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from ._types import Progress
from .exceptions import ApiValueError, ArgumentError, FileArgumentError, MissingFileError

SMALL = 262_144
"""Bytes up to which a file is read at once."""
PIECE = 65_536
FORMS = (
    "give bytes, a path, a file open for reading bytes, an iterator of bytes, or (name, content) or (name, content, "
    "media type)"
)


class Source:
    """The content of a file, read anew each time it is sent.

    Attributes:
        length: Its bytes; None if nobody knows before it is read.
        rewindable: Whether it can be sent again.
    """

    def __init__(
        self,
        argument: str,
        read: Callable[[], Iterator[bytes]],
        length: int | None,
        rewindable: bool,
        progress: Progress | None,
    ) -> None:
        self.argument = argument
        self.read = read
        self.length = length
        self.rewindable = rewindable
        self.progress = progress

    def __iter__(self) -> Iterator[bytes]:
        """Go through the content.

        Raises:
            ApiValueError: it became shorter than its length, which was told before.
        """
        sent = 0
        for piece in self.read() if self.length is None else self.first(self.length):
            yield piece
            sent += len(piece)
            if self.progress:
                self.progress(sent, self.length)

    def first(self, length: int) -> Iterator[bytes]:
        """Go through so many bytes: what comes after them, the server would take for another request."""
        pieces, left = self.read(), length
        while left:
            piece = next(pieces, b"")[:left]
            if not piece:
                problem = f"the file became shorter while it was sent: {length - left} of {length} bytes were there"
                raise ApiValueError(f"{self.argument}: {problem}")
            left -= len(piece)
            yield piece


def content_of(argument: str, value: Any, progress: Progress | None = None) -> bytes | Source:
    """Return the content of a file: bytes if it is given as bytes or small, else what reads it.

    Raises:
        ArgumentError: the value is no file, or the file cannot be read.
    """
    if isinstance(value, (bytes, bytearray, memoryview)) and progress is None:
        return bytes(cast("bytes", value))
    with reading(argument):
        found = source_of(argument, value, progress)
        small = found.rewindable and found.length is not None and found.length <= SMALL
        return b"".join(found.read()) if small and progress is None else found


@contextlib.contextmanager
def reading(argument: str) -> Generator[None, None, None]:
    """Convert errors of a file that cannot be read; a closed file raises ValueError.

    Raises:
        MissingFileError: the file does not exist.
        FileArgumentError: the operating system cannot read it.
        ArgumentError: the file is closed.
    """
    try:
        yield
    except ApiValueError:
        raise
    except OSError as error:
        kind = MissingFileError if isinstance(error, FileNotFoundError) else FileArgumentError
        raise kind(argument, f"cannot read the file: {error}", error) from error
    except ValueError as error:
        raise ArgumentError(argument, f"cannot read the file: {error}") from error


def source_of(argument: str, value: Any, progress: Progress | None) -> Source:
    """Return what reads a value that is a file in one of its forms."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes_source(argument, bytes(cast("bytes", value)), progress)
    if isinstance(value, str) or hasattr(value, "__fspath__"):
        return path_source(argument, Path(os.fsdecode(value)), progress)
    if hasattr(value, "read"):
        return open_source(argument, value, progress)
    if hasattr(value, "__next__"):
        return Source(argument, lambda: checked(argument, value), None, False, progress)
    raise ArgumentError(argument, f"{type(value).__name__} is no file; {FORMS}")


def bytes_source(argument: str, content: bytes, progress: Progress | None) -> Source:
    """Return what goes through bytes."""
    return Source(argument, lambda: pieces_of(content), len(content), True, progress)


def path_source(argument: str, path: Path, progress: Progress | None) -> Source:
    """Return what reads a file on disk."""
    length = path.stat().st_size
    if not length:  # or it is one that has none before it is read, such as those in /proc
        return bytes_source(argument, path.read_bytes(), progress)
    path.open("rb").close()  # so that one that cannot be read is known before anything is sent
    return Source(argument, lambda: readable(argument, pieces_of_path(path)), length, True, progress)


def open_source(argument: str, file: Any, progress: Progress | None) -> Source:
    """Return what reads a file that is open, from where it stands; it stays open."""
    if not isinstance(file.read(0), bytes):
        raise ArgumentError(argument, f"a file open for reading text is no file; {FORMS}")
    if not (hasattr(file, "seekable") and file.seekable()):
        return Source(argument, lambda: readable(argument, pieces_of_file(file)), None, False, progress)
    start = file.tell()
    length = file.seek(0, os.SEEK_END) - start
    file.seek(start)
    return Source(argument, lambda: readable(argument, pieces_from(file, start)), length, True, progress)


def readable(argument: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Go through the pieces of a file.

    Raises:
        ArgumentError: it cannot be read.
    """
    with reading(argument):
        yield from pieces


def pieces_of(content: bytes) -> Iterator[bytes]:
    """Go through bytes."""
    yield from (content[start : start + PIECE] for start in range(0, len(content), PIECE))


def pieces_of_path(path: Path) -> Iterator[bytes]:
    """Go through a file on disk."""
    with path.open("rb") as file:
        yield from pieces_of_file(file)


def pieces_of_file(file: Any) -> Iterator[bytes]:
    """Go through a file that is open."""
    while piece := file.read(PIECE):
        yield piece


def pieces_from(file: Any, start: int) -> Iterator[bytes]:
    """Go through a file that is open, from a place."""
    file.seek(start)
    yield from pieces_of_file(file)


def checked(argument: str, pieces: Iterable[Any]) -> Iterator[bytes]:
    """Go through what has to be bytes."""
    for piece in pieces:
        if not isinstance(piece, (bytes, bytearray)):
            raise ArgumentError(argument, f"an iterator of {type(piece).__name__} is no file; {FORMS}")
        yield bytes(piece)
