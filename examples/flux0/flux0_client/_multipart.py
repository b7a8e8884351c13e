"""Parts → the bytes of a multipart/form-data body (RFC 7578), the same for the same boundary."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ._sources import SMALL, Source

QUOTED = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})
"""What browsers do to names (WHATWG HTML, multipart form data); other characters go as UTF-8."""


@dataclass(frozen=True)
class Part:
    """A field of a form: a text, JSON, or a file if it has a file name."""

    name: str
    content: bytes | Source
    file_name: str | None = None
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def head(self) -> bytes:
        """Return the header fields of the part, with the empty line after them."""
        lines = [f'Content-Disposition: form-data; name="{self.name.translate(QUOTED)}"']
        if self.file_name is not None:
            lines[0] += f'; filename="{self.file_name.translate(QUOTED)}"'
        if self.content_type:
            lines.append(f"Content-Type: {one_line(self.content_type)}")
        lines += [f"{one_line(name)}: {one_line(value)}" for name, value in self.headers.items()]
        return "\r\n".join([*lines, "", ""]).encode()


def one_line(value: str) -> str:
    """Leave out line breaks, which would begin another header field."""
    return value.replace("\r", "").replace("\n", "")


def new_boundary() -> str:
    """Return a boundary that no part can hold."""
    return secrets.token_hex(16)


def multipart(parts: Iterable[Part | bytes], boundary: str) -> bytes | Stream:
    """Join parts into a body: bytes, or what reads it as it is sent if it is large or a part is read so.

    Args:
        parts: The parts; bytes are a part that is encoded already, with its headers.
        boundary: The string between the parts.
    """
    pieces: list[bytes | Source] = []
    between = ""
    for part in parts:
        start = f"{between}--{boundary}\r\n".encode()
        pieces += [start + part] if isinstance(part, bytes) else [start + part.head(), part.content]
        between = "\r\n"
    pieces.append(f"{between}--{boundary}--\r\n".encode())
    found = list(joined(pieces))
    return found[0] if len(found) == 1 and isinstance(found[0], bytes) else Stream(found)


def joined(pieces: Iterable[bytes | Source]) -> Iterator[bytes | Source]:
    """Join small pieces that follow each other; large ones are not worth a copy."""
    small: list[bytes] = []
    for piece in pieces:
        if isinstance(piece, bytes) and len(piece) <= SMALL:
            small.append(piece)
            continue
        yield b"".join(small)
        yield piece
        small.clear()
    yield b"".join(small)


class Stream:
    """A body that is read as it is sent.

    Attributes:
        length: Its bytes; None if nobody knows before it is read.
        rewindable: Whether it can be sent again.
    """

    def __init__(self, pieces: Iterable[bytes | Source]) -> None:
        self.pieces = list(pieces)
        sources = [piece for piece in self.pieces if isinstance(piece, Source)]
        lengths = [len(piece) if isinstance(piece, bytes) else piece.length for piece in self.pieces]
        known = [length for length in lengths if length is not None]
        self.length = sum(known) if len(known) == len(lengths) else None
        self.rewindable = all(source.rewindable for source in sources)

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            yield from (piece,) if isinstance(piece, bytes) else piece

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {'some' if self.length is None else self.length} bytes>"
