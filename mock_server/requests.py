"""A request: what handlers may ask of it beyond their arguments, and its body as it comes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from starlette.types import Receive, Scope

from .parameters import cookie_values
from .problems import Problem


@dataclass(frozen=True)
class Request:
    """A request; a handler that has an argument `request` receives it."""

    scope: Scope
    headers: Mapping[str, str]
    """By name in lower case."""
    receive: Receive

    @property
    def cookies(self) -> dict[str, str]:
        """Cookies by name, those that the document does not know included."""
        return {name: values[-1] for name, values in cookie_values(self.headers.get("cookie", "")).items()}

    def preferred(self, *offered: str) -> str:
        """Return which of some media types the caller would rather have (RFC 9110 §12.5.1), the first one in doubt."""
        ranges = accepted(self.headers.get("accept", "*/*"))
        return max(offered, key=lambda media_type: rank(media_type, ranges))


def accepted(header: str) -> dict[str, tuple[float, int]]:
    """The media ranges of an Accept header, each with its weight and its place: those that come first count more."""
    found: dict[str, tuple[float, int]] = {}
    for place, part in enumerate(header.lower().split(",")):
        name, *options = [option.strip() for option in part.split(";")]
        weight = next((option[2:] for option in options if option.startswith("q=")), "1")
        found[name] = (float(weight) if weight.replace(".", "", 1).isdigit() else 1.0, -place)
    return found


def rank(media_type: str, ranges: Mapping[str, tuple[float, int]]) -> tuple[float, int]:
    """What the most specific range says of a media type."""
    for name in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0, 0


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
            raise too_large(limit)
        if body:
            yield body


async def read_all(receive: Receive, limit: int) -> bytes:
    """The whole body of a request."""
    return b"".join([chunk async for chunk in chunks(receive, limit)])


def too_large(limit: int) -> Problem:
    """The problem of a body over the limit; the rest of it is not read."""
    return Problem(413, f"A body may have at most {limit} bytes", {"Connection": "close"})
