"""Bytes as they arrive → events, by the rules of each kind of stream. Nothing is received here.

Chunks may be parted anywhere. The work grows with the size of the stream, not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from ._media import essence

LINE_END = re.compile(rb"\r\n|\n|\r")
RECORD = b"\x1e"
STRING = re.compile(rb'"(?:[^"\\]+|\\.)*"?', re.DOTALL)
CUT_OFF = re.compile(rb"\s*(?:[-+.eE0-9]+|true|false|null)")
"""What could go on: a number or a word with nothing after it."""
DIGITS = re.compile("[0-9]{1,18}")
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class ServerSentEvent:
    """An event of a stream as it was received (WHATWG HTML §9.2)."""

    data: str
    event: str = "message"
    id: str = ""
    """The last id that was sent, with this event or before."""
    retry: int | None = None
    """Milliseconds to wait before connecting again, if the server said so since the last event."""


class Decoder(Protocol):
    """Turns chunks into events."""

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        """Yield the events that a chunk completes."""
        ...

    def end(self) -> Iterator[ServerSentEvent]:
        """Yield what the end of the stream completes."""
        ...


class Lines:
    """Parts bytes into lines; LF, CR and CRLF end one."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.after_cr = False

    def feed(self, chunk: bytes) -> list[bytes]:
        """Return the lines that a chunk completes."""
        if self.after_cr and chunk[:1] == b"\n":
            chunk = chunk[1:]
            self.after_cr = False
        if not chunk:
            return []
        self.after_cr = chunk.endswith(b"\r")
        found = LINE_END.split(chunk) if b"\r" in chunk else chunk.split(b"\n")
        if len(found) == 1:
            self.pieces += found
            return []
        self.pieces.append(found[0])
        found[0] = self.rest()
        self.pieces.append(found.pop())
        return found

    def rest(self) -> bytes:
        """Take the line that is not complete yet."""
        line = b"".join(self.pieces)
        self.pieces.clear()
        return line


class EventDecoder:
    """Reads `text/event-stream`: comments and unknown fields are skipped, and an event that is cut off is none.

    Args:
        last_id: The id of the last event, if the stream goes on from there.

    Attributes:
        last_id: The id that was sent last, with an event or without one.
        retry: Milliseconds to wait before connecting again, if the server said so since the last event.
    """

    def __init__(self, last_id: str = "") -> None:
        self.lines = Lines()
        self.started = False
        self.event = ""
        self.data: list[str] = []
        self.id = self.last_id = last_id
        self.retry: int | None = None

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        for line in self.lines.feed(chunk):
            if line and self.started:
                self.field(line)
            elif line:
                self.field(line.removeprefix(BOM))
            else:
                self.last_id = self.id
                yield from self.dispatch()
            self.started = True

    def end(self) -> Iterator[ServerSentEvent]:
        return iter(())

    def field(self, line: bytes) -> None:
        """Take in one field: its name, a colon, and its value after a space that may be lacking."""
        name, _, value = line.decode("utf-8", "replace").partition(":")
        value = value.removeprefix(" ")
        if name == "event":
            self.event = value
        elif name == "data":
            self.data.append(value)
        elif name == "id" and "\0" not in value:
            self.id = value
        elif name == "retry" and DIGITS.fullmatch(value):
            self.retry = int(value)

    def dispatch(self) -> Iterator[ServerSentEvent]:
        """Yield the event whose fields are complete; without data it is none, though its id and `retry` count."""
        if self.data:
            found = ServerSentEvent("\n".join(self.data), self.event or "message", self.id, self.retry)
            self.data, self.retry = [], None
            yield found
        self.event = ""


class LineDecoder:
    """Reads a stream with a JSON value on each line: NDJSON, JSON Lines. Empty lines are skipped."""

    def __init__(self) -> None:
        self.lines = Lines()

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        yield from (event(line) for line in self.lines.feed(chunk) if line.strip())

    def end(self) -> Iterator[ServerSentEvent]:
        line = self.lines.rest()
        if line.strip():
            yield event(line)


class SequenceDecoder:
    """Reads a JSON text sequence (RFC 7464): each text stands between a record separator and a line feed.

    A text that is cut off is handed on as it is, but a number or a word that may have been is none (§2.4).
    """

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.line: list[bytes] = []
        self.depth = 0

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        for number, record in enumerate(chunk.split(RECORD)):
            if number:
                yield from self.end()
            for piece in record.splitlines(keepends=True):
                self.line.append(piece)
                if piece.endswith(b"\n"):
                    yield from self.end_line()

    def end_line(self) -> Iterator[ServerSentEvent]:
        """Take in a line; with the one that closes what it opened, a text is complete."""
        line = b"".join(self.line)
        self.line.clear()
        self.pieces.append(line)
        self.depth += opened(line)
        if self.depth <= 0:
            yield from self.end()

    def end(self) -> Iterator[ServerSentEvent]:
        text = b"".join([*self.pieces, *self.line])
        self.pieces.clear()
        self.line.clear()
        self.depth = 0
        if text.strip() and not CUT_OFF.fullmatch(text):
            yield event(text)


def opened(line: bytes) -> int:
    """Return how many arrays and objects a line of JSON opens more than it closes; no string goes over its end."""
    signs = STRING.sub(b"", line)
    return sum(signs.count(sign) for sign in (b"[", b"{")) - sum(signs.count(sign) for sign in (b"]", b"}"))


def event(text: bytes) -> ServerSentEvent:
    """Return a JSON text as an event."""
    return ServerSentEvent(text.decode("utf-8", "replace"))


DECODERS: dict[str, Callable[[], Decoder]] = {
    "text/event-stream": EventDecoder,
    "application/json-seq": SequenceDecoder,
    "application/geo+json-seq": SequenceDecoder,
}


def decoder_for(media_type: str, last_id: str = "") -> Decoder:
    """Return what reads streams of a media type, those of events from the one after an id on."""
    kind = DECODERS.get(essence(media_type), LineDecoder)
    return EventDecoder(last_id) if kind is EventDecoder else kind()
