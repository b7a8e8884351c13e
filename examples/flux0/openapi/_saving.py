"""Bodies → files on disk: whole or not at all, and resumed where the server can."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Generator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, Union

from ._answer import ResponseCore
from ._ranges import Part, Unread, length_of, part_of
from ._retry import NEVER, Attempts
from ._types import Progress
from .exceptions import ConnectionException


class Target:
    """A file that is being written under a name of its own, until it is whole.

    Attributes:
        headers: The header fields of the response that brought the beginning.
        total: The bytes in all, if that is known.
        received: The bytes that came so far.
    """

    def __init__(self, file: IO[bytes], headers: Mapping[str, str], progress: Progress | None) -> None:
        self.file = file
        self.progress = progress
        self.begin(headers)

    def begin(self, headers: Mapping[str, str]) -> None:
        """Forget what came so far."""
        self.file.seek(0)
        self.file.truncate()
        self.received = 0
        self.headers = headers
        self.total = length_of(headers)

    def write(self, piece: bytes) -> None:
        """Take the next piece."""
        self.file.write(piece)
        self.received += len(piece)
        if self.progress:
            self.progress(self.received, self.total)

    def goes_on(self, status: int, headers: Mapping[str, str]) -> bool:
        """Whether a response has the rest; one that has the whole makes this forget what came so far."""
        if status == 200:
            self.begin(headers)
            return True
        part = part_of(headers)
        if status != 206 or not part or part.first != self.received or not self.belongs(headers, part):
            return False
        self.total = part.total if self.total is None else self.total
        return True

    def belongs(self, headers: Mapping[str, str], part: Part) -> bool:
        """Whether a part is one of what came so far, and not of another version (RFC 9110 §15.3.7.3)."""
        for name in ("etag", "last-modified"):
            if name in self.headers and name in headers and self.headers[name] != headers[name]:
                return False
        known = None not in (self.total, part.total)
        return not headers.get("content-encoding") and not (known and self.total != part.total)

    def end(self, response: Unread) -> None:
        """Take note that a response is read: a server may send less than the rest that it was asked for.

        Raises:
            ConnectionException: it did.
        """
        if response.status == 206 and self.total is not None and self.received != self.total:
            raise ConnectionException(f"{self.received} of {self.total} bytes came", response.sent)


@contextlib.contextmanager
def saving(
    path: Union[str, os.PathLike[str]], headers: Mapping[str, str], progress: Progress | None
) -> Generator[Target, None, None]:
    """Write a file beside its place, and put it there at the end; a failure leaves what was there before.

    Where there is a link, its place is that of the link's target. A file that is replaced leaves its permissions to
    the new one, which else has those that files have here.

    Raises:
        OSError: it cannot be written.
    """
    place = Path(os.path.realpath(path))
    kept = mode_of(place)
    mode = 0o666 if kept is None else kept
    partial = place.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with open(partial, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            if kept is not None:
                partial.chmod(kept)  # beyond what the umask has left of it
            yield Target(file, headers, progress)
        partial.replace(place)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def mode_of(place: Path) -> int | None:
    """Return the permissions of a file; None if there is none.

    Raises:
        OSError: nobody can tell, or what is there is no file that can be replaced, such as a device.
    """
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise FileExistsError(errno.EEXIST, "there is something else than a file", str(place))
    return stat.S_IMODE(mode) & 0o777


def resumption(response: ResponseCore[Any]) -> Attempts:
    """Return the attempts to read one body: those of a call, however long the body took so far.

    There is but one for a part that the caller asked for.
    """
    config = NEVER if response.again is None or response.part_wanted else response.again.policy
    return Attempts(replace(config, total=None), "GET", {})
