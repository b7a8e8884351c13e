"""Bodies of requests: read once, within limits, and turned into arguments."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import orjson
from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header
from starlette.types import Receive

from .problems import Issue, Problem, invalid
from .settings import Settings


@dataclass(frozen=True)
class Upload:
    """A file of a form: what is known of it; its content is not kept."""

    name: str
    content_type: str
    size: int
    sha256: str


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


Fields = dict[str, list["str | Upload"]]


async def chunks(receive: Receive, limit: int) -> AsyncIterator[bytes]:
    """The body of a request as it comes; longer than the limit is refused, whatever its headers say."""
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        size += len(body)
        if size > limit:
            raise Problem(413, f"A body may have at most {limit} bytes", {"Connection": "close"})
        if body:
            yield body


async def read_all(receive: Receive, limit: int) -> bytes:
    """The whole body of a request."""
    return b"".join([chunk async for chunk in chunks(receive, limit)])


async def read_json(receive: Receive, settings: Settings) -> Any:
    """The value of a JSON body; absent is `ABSENT`'s business of the caller: an empty body is None and False."""
    content = await read_all(receive, settings.max_body)
    if not content:
        return NOTHING
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise invalid([Issue(["body", error.pos], f"JSON decode error: {error.msg}", "json_invalid")]) from error


NOTHING = object()
"""A body of no bytes."""


async def read_urlencoded(receive: Receive, settings: Settings) -> Fields:
    """The fields of an urlencoded form."""
    content = await read_all(receive, settings.max_body)
    found: Fields = {}
    for name, value in parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return found


async def read_multipart(receive: Receive, content_type: str, settings: Settings) -> Fields:
    """The fields of a multipart form (RFC 7578); files are measured while they come, and not kept."""
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
        self.count = 0

    def callbacks(self) -> dict[str, Callable[..., None]]:
        """What the parser calls."""
        header = ("header_field", "header_value", "header_end", "headers_finished")
        names = (*header, "part_begin", "part_data", "part_end", "end")
        return {f"on_{name}": getattr(self, name) for name in names}

    def part_begin(self) -> None:
        """A part begins."""
        self.part = Part()
        self.count += 1
        if self.count > self.settings.max_files:
            raise Problem(413, f"A form may have at most {self.settings.max_files} parts")

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


@dataclass(frozen=True)
class FormField:
    """A property of a form: what it is turned into."""

    name: str
    array: bool
    file: bool
    convert: Callable[[str], Any]


def form_value(fields: Fields, known: Mapping[str, FormField], wrong: list[Issue]) -> dict[str, Any]:
    """Turn the fields of a form into the values that their schemas mean; only an array may come more than once."""
    found: dict[str, Any] = {}
    for name, values in fields.items():
        wanted = known.get(name)
        if wanted is None or not values:
            continue
        items = [item_value(value, wanted, [name, at], wrong) for at, value in enumerate(values)]
        if len(items) > 1 and not wanted.array:
            wrong.append(Issue(["body", name], f"Expected one value, received {len(items)}", "too_many_values"))
        found[name] = items if wanted.array else items[-1]
    return found


def item_value(value: str | Upload, wanted: FormField, place: list[str | int], wrong: list[Issue]) -> Any:
    """Turn one value of a form into what its schema means."""
    loc = ["body", *(place if wanted.array else place[:1])]
    if wanted.file is isinstance(value, Upload):
        return value if isinstance(value, Upload) else wanted.convert(value)
    expected = "a file" if wanted.file else "a text"
    wrong.append(Issue(loc, f"Expected {expected}", "file_type" if wanted.file else "string_type"))
    return value
