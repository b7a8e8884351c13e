"""Answers by the document alone: its examples, else values made for its schemas."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.responses import Response

from .bodies import by_essence, is_json
from .events import Event, EventStream
from .requests import Request
from .responses import EVENTS, describes_events
from .samples import Endless, Samples
from .schemas import Schemas

PREFERENCE = re.compile(r'(?:^|[,;])\s*(code|example)\s*=\s*"?([^\s",;]+)', re.IGNORECASE)
CONCRETE = {"*/*": "application/json", "text/*": "text/plain", "image/*": "image/png", "audio/*": "audio/wav"}
"""What is sent for a range of media types."""


@dataclass(frozen=True)
class Documented:
    """Answers one operation with what its document says.

    `Prefer: code=404` asks for another status, `Prefer: example=NAME` for one of several examples; Prism, the mock
    server of Stoplight, has these preferences too. A status that is not there is said to be wrong; a name that is not
    there is passed over (RFC 7240 §2).
    """

    responses: Mapping[str, Any]
    success: int
    schemas: Schemas

    async def __call__(self, /, request: Request, **arguments: Any) -> Any:
        """Answer a request."""
        wanted = preferences(request.headers.get("prefer", ""))
        status = int(wanted["code"]) if re.fullmatch(r"[2-5]\d\d", wanted.get("code", "")) else self.success
        node = self.schemas.resolve(self.response(status))
        content = by_essence(node.get("content", {}))
        if not content:
            return Response(status_code=status, headers=self.headers(node))
        name = request.preferred(*sorted(content, key=lambda each: not is_json(each)))
        value = self.value(content[name], wanted.get("example"))
        if name == EVENTS and status == self.success:
            return EventStream(self.events(value, content[name].get("schema", {})))
        media_type = CONCRETE.get(name, name)
        return Response(body(value, media_type), status, self.headers(node), media_type)

    def response(self, status: int) -> Any:
        """What the document says of a status; nothing, of one that it does not have."""
        keys = (str(status), f"{status // 100}XX", "default")
        return next((self.responses[key] for key in keys if key in self.responses), {})

    def headers(self, node: Mapping[str, Any]) -> dict[str, str]:
        """The header fields that a response has to have, or has an example of."""
        found: dict[str, str] = {}
        for name, written in node.get("headers", {}).items():
            header = self.schemas.resolve(written)
            if name.lower() != "content-type" and (header.get("required") or "example" in header):
                value = self.value(header, None)
                found[name] = value if isinstance(value, str) else orjson.dumps(value).decode()
        return found

    def value(self, media: Mapping[str, Any], example: str | None) -> Any:
        """The example of that name, else the first value that fits the schema, else one that shows what is wrong."""
        named = {name: self.schemas.resolve(each) for name, each in media.get("examples", {}).items()}
        if example is not None and "value" in named.get(example, {}):
            return named[example]["value"]
        found = list(self.candidates(media, named))
        validator = self.schemas.of_responses(media["schema"]) if "schema" in media else None
        return next((each for each in found if validator is None or validator.is_valid(each)), found[0])

    def candidates(self, media: Mapping[str, Any], named: Mapping[str, Any]) -> Iterator[Any]:
        """What may be answered, best first."""
        if "example" in media:
            yield media["example"]
        yield from (each["value"] for each in named.values() if "value" in each)
        for examples in (True, False):
            try:
                yield Samples(self.schemas, examples=examples).of(media.get("schema", {}))
            except Endless:
                yield None

    async def events(self, value: Any, schema: Mapping[str, Any]) -> AsyncIterator[Event]:
        """One event, or those of a list."""
        for each in value if isinstance(value, list) else [value]:
            yield event_of(each) if describes_events(schema, self.schemas) else Event(each)


def document_handler(responses: Mapping[str, Any], schemas: Schemas) -> Documented:
    """Make the handler of an operation that has none; it answers the first status of success, else the first."""
    known = {str(status): node for status, node in responses.items()}
    statuses = sorted((status for status in known if status.isdigit()), key=lambda each: not each.startswith("2"))
    return Documented(known, int(statuses[0]) if statuses else 200, schemas)


def preferences(header: str) -> dict[str, str]:
    """What a Prefer header asks for, of what is known here (RFC 7240 §2)."""
    return {name.lower(): value for name, value in PREFERENCE.findall(header)}


def event_of(value: Any) -> Event:
    """An event from a value that describes one."""
    return Event(value["data"], value.get("event"), value.get("id"))


def body(value: Any, media_type: str) -> bytes:
    """A value as it is sent; what is neither JSON nor a text has no body."""
    if is_json(media_type):
        return orjson.dumps(value)
    return value.encode() if isinstance(value, str) else b""
