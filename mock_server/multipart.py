"""Multipart forms (RFC 7578): read once, within limits; files are measured while they come, and not kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header
from starlette.types import Receive

from .problems import Issue, Problem, invalid
from .requests import chunks
from .settings import Settings


@dataclass(frozen=True)
class Upload:
    """A file of a form: what is known of it; its content is not kept."""

    name: str
    content_type: str
    size: int
    sha256: str


Fields = dict[str, list["str | Upload"]]
"""The values of a form by name, in the order in which they came."""


@dataclass
class Part:
    """A part of a form that is being read."""

    headers: dict[bytes, bytes] = field(default_factory=dict)
    name: str = ""
    file: str | None = None
    content_type: str = ""
    text: bytearray = field(default_factory=bytearray)
    size: int = 0
    digest: Any = None


async def read_multipart(receive: Receive, content_type: str, settings: Settings) -> Fields:
    """Return the fields of a multipart form."""
    boundary = parse_options_header(content_type)[1].get(b"boundary", b"")
    if not boundary:
        raise invalid([Issue(["header", "Content-Type"], "Missing boundary in multipart", "value_error")])
    form = Form(settings)
    try:
        parser = MultipartParser(boundary, form.callbacks())  # type: ignore[arg-type]  # its callbacks are a TypedDict
        async for chunk in chunks(receive, settings.max_body):
            parser.write(chunk)
        parser.finalize()
    except FormParserError as error:
        raise broken(f"There was an error parsing the body: {error}") from error
    if not form.ended:
        raise broken("The body ends before its last boundary")
    return form.fields


def broken(message: str) -> Problem:
    """The problem of a body that is no form."""
    return invalid([Issue(["body"], message, "multipart_invalid")])


class Form:
    """Collects the parts of a multipart form."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.fields: Fields = {}
        self.ended = False
        self.part = Part()
        self.header = (bytearray(), bytearray())
        self.files = 0
        self.texts = 0

    def callbacks(self) -> dict[str, Callable[..., None]]:
        """What the parser calls."""
        header = ("header_field", "header_value", "header_end", "headers_finished")
        names = (*header, "part_begin", "part_data", "part_end", "end")
        return {f"on_{name}": getattr(self, name) for name in names}

    def part_begin(self) -> None:
        """A part begins."""
        self.part = Part()

    def header_field(self, data: bytes, start: int, end: int) -> None:
        """A piece of a header's name."""
        self.header[0].extend(data[start:end])

    def header_value(self, data: bytes, start: int, end: int) -> None:
        """A piece of a header's value."""
        self.header[1].extend(data[start:end])

    def header_end(self) -> None:
        """A header is complete."""
        self.part.headers[bytes(self.header[0]).lower()] = bytes(self.header[1])
        self.header = (bytearray(), bytearray())

    def headers_finished(self) -> None:
        """All headers of a part are there: now it is known what it is."""
        part = self.part
        _, options = parse_options_header(part.headers.get(b"content-disposition", b""))
        if b"name" not in options:
            raise broken("A part has no name")
        part.name = text_of(options[b"name"])
        part.content_type = part.headers.get(b"content-type", b"").decode("latin-1")
        if b"filename" in options:
            part.file, part.digest = text_of(options[b"filename"]), hashlib.sha256()
        self.count(part)

    def count(self, part: Part) -> None:
        """Refuse more parts than the limits allow."""
        self.files += part.digest is not None
        self.texts += part.digest is None
        if self.files > self.settings.max_files:
            raise Problem(413, f"A form may have at most {self.settings.max_files} files")
        if self.texts > self.settings.max_fields:
            raise Problem(413, f"A form may have at most {self.settings.max_fields} texts")

    def part_data(self, data: bytes, start: int, end: int) -> None:
        """A piece of a part's content."""
        part, piece = self.part, data[start:end]
        part.size += len(piece)
        if part.digest is None:
            part.text += piece
        else:
            part.digest.update(piece)
            if part.size > self.settings.max_file:
                raise Problem(413, f"A file may have at most {self.settings.max_file} bytes")

    def part_end(self) -> None:
        """A part is complete; a file field left empty, as browsers send it, is none."""
        part = self.part
        values = self.fields.setdefault(part.name, [])
        if part.digest is None:
            values.append(self.text(part))
        elif part.file or part.size:
            kind = part.content_type or "application/octet-stream"
            values.append(Upload(part.file or part.name, kind, part.size, part.digest.hexdigest()))

    def text(self, part: Part) -> str:
        """The content of a part that is a text."""
        try:
            return part.text.decode()
        except UnicodeDecodeError as error:
            raise invalid([Issue(["body", part.name], "Expected UTF-8", "string_unicode")]) from error

    def end(self) -> None:
        """The last boundary was there."""
        self.ended = True


def text_of(value: bytes) -> str:
    """A name of a header: UTF-8, with the three characters that browsers escape (RFC 7578 §5.1, WHATWG)."""
    text = value.decode("utf-8", "replace")
    return text.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")
