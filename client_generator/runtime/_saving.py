"""Bodies → files on disk: whole or not at all, and resumed where the server can."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Generator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Union

from ._retry import Attempts, RetryConfig
from ._types import Progress


class Target:
    """A file that is being written under a name of its own, until it is whole.

    Attributes:
        received: The bytes that came so far.
    """

    def __init__(self, file: IO[bytes], total: int | None, progress: Progress | None) -> None:
        self.file = file
        self.total = total
        self.progress = progress
        self.received = 0

    def write(self, piece: bytes) -> None:
        """Take the next piece."""
        self.file.write(piece)
        self.received += len(piece)
        if self.progress:
            self.progress(self.received, self.total)

    def goes_on(self, status: int, headers: Mapping[str, str]) -> bool:
        """Whether a response has the rest; one that has the whole makes this forget what came so far."""
        if status == 200:
            self.file.seek(0)
            self.file.truncate()
            self.received = 0
        return status == 200 or (status == 206 and first_byte(headers) == self.received)


@contextlib.contextmanager
def saving(
    path: Union[str, os.PathLike[str]], total: int | None, progress: Progress | None
) -> Generator[Target, None, None]:
    """Write a file beside its place, and put it there at the end; a failure leaves what was there before.

    Raises:
        OSError: it cannot be written.
    """
    place = Path(path)
    partial = place.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with partial.open("xb") as file:  # with the permissions that files have here
            yield Target(file, total, progress)
        partial.replace(place)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def length_of(headers: Mapping[str, str]) -> int | None:
    """Return the bytes of a body as they will be read; None if the server does not say, or sends them encoded."""
    value = headers.get("content-length", "")
    return int(value) if value.isdecimal() and not headers.get("content-encoding") else None


def validator_of(headers: Mapping[str, str]) -> str | None:
    """Return what tells whether the rest still belongs to what came (RFC 9110 §13.1.5), if there can be a rest."""
    if "bytes" not in headers.get("accept-ranges", "") or headers.get("content-encoding"):
        return None
    tag = headers.get("etag", "")
    return tag if tag and not tag.startswith("W/") else headers.get("last-modified")


def rest_of(headers: Mapping[str, str], received: int) -> dict[str, str] | None:
    """Return the header fields that ask for what is lacking (RFC 9110 §14.2), or None: it cannot be asked for."""
    validator = validator_of(headers)
    return {"Range": f"bytes={received}-", "If-Range": validator} if validator else None


def first_byte(headers: Mapping[str, str]) -> int | None:
    """Return the place of the first byte that a response with a part has (RFC 9110 §14.4)."""
    found = re.match(r"bytes ([0-9]{1,18})-", headers.get("content-range", ""))
    return int(found[1]) if found else None


def resumption(config: RetryConfig) -> Attempts:
    """Return the attempts to read one body: those of a call, however long the body took so far."""
    return Attempts(replace(config, total=None), "GET", {})
