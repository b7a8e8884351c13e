"""Parts → the bytes of a multipart/form-data body (RFC 7578), the same for the same boundary."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

QUOTED = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})
"""What browsers do to names (WHATWG HTML, multipart form data); other characters go as UTF-8."""


@dataclass(frozen=True)
class Part:
    """A field of a form: a text, JSON, or a file if it has a file name."""

    name: str
    content: bytes
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


def multipart(parts: Iterable[Part], boundary: str) -> bytes:
    """Join parts into a body."""
    pieces: list[bytes] = []
    for part in parts:
        pieces += [f"--{boundary}\r\n".encode(), part.head(), part.content, b"\r\n"]
    return b"".join([*pieces, f"--{boundary}--\r\n".encode()])
