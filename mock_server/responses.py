"""What an operation may answer: every answer of a handler is held against the document on its way out."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jsonschema_rs
import orjson
from starlette.responses import Response, StreamingResponse

from .bodies import by_essence, essence_of, is_json
from .events import Event, EventStream, frames
from .problems import Issue, Problem
from .schemas import Schemas, issues

logger = logging.getLogger("mock_server")
EVENTS = "text/event-stream"


@dataclass(frozen=True)
class Declared:
    """What the document says of one status."""

    media: Mapping[str, jsonschema_rs.Validator | None]
    """By media type; None where every value will do."""
    json: str
    """The media type in which values are sent; empty where there is none."""
    whole_events: bool
    """Whether the schema of events describes their names too, and not their data alone."""

    def allows(self, media_type: str) -> bool:
        """Whether a media type is one of those declared, or in a range of theirs."""
        ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
        return any(each in self.media for each in ranges) if media_type else not self.media


@dataclass(frozen=True)
class Responses:
    """What an operation may answer."""

    operation: str
    declared: Mapping[str, Declared]
    success: int
    heartbeat: float

    def made(self, result: Any) -> Response:
        """Turn what a handler returns into a response.

        Args:
            result: A value; a value and a status; a value, a status and headers; a stream of events; or a response.

        Raises:
            Problem: 500, the document does not allow it.
        """
        if isinstance(result, Response):
            return self.ready(result)
        if isinstance(result, EventStream):
            return self.stream(result)
        return self.value(*result) if isinstance(result, tuple) else self.value(result)

    def value(self, value: Any, status: int | None = None, headers: Mapping[str, str] | None = None) -> Response:
        """A value as JSON; None is no content, where the document has none."""
        status = status or self.success
        declared = self.of(status)
        if value is None and not declared.media:
            return Response(status_code=status, headers=headers)
        if not declared.json:
            raise self.breach(f"a value as JSON with {status}")
        validator = declared.media[declared.json]
        if validator is not None and not validator.is_valid(value):
            raise self.breach(status, issues(validator, value, []))
        return Response(as_json(value), status, headers, declared.json)

    def problem(self, problem: Problem) -> Response:
        """A refusal of a handler."""
        return self.value({"detail": problem.detail}, problem.status, problem.headers)

    def ready(self, response: Response) -> Response:
        """A response that the handler made, if its status and media type are declared and its JSON fits."""
        declared = self.of(response.status_code)
        essence = essence_of(response.media_type or "")
        if not declared.allows(essence):
            raise self.breach(f"{essence or 'no content'} with {response.status_code}")
        validator = declared.media.get(essence)
        if validator is not None and is_json(essence) and not isinstance(response, StreamingResponse):
            value = orjson.loads(response.body)
            if not validator.is_valid(value):
                raise self.breach(response.status_code, issues(validator, value, []))
        return response

    def stream(self, stream: EventStream) -> Response:
        """A stream of events."""
        declared = self.of(self.success)
        if EVENTS not in declared.media:
            raise self.breach(f"{EVENTS} with {self.success}")

        def check(event: Event) -> None:
            validator, value = declared.media[EVENTS], event.document() if declared.whole_events else event.data
            if validator is not None and not validator.is_valid(value):
                raise self.breach("an event", issues(validator, value, []))

        content = frames(stream, check, self.heartbeat)
        return StreamingResponse(content, self.success, {"Cache-Control": "no-store"}, EVENTS)

    def of(self, status: int) -> Declared:
        """What the document says of a status."""
        for key in (str(status), f"{status // 100}XX", "default"):
            if key in self.declared:
                return self.declared[key]
        raise self.breach(status)

    def breach(self, what: object, found: Iterable[Issue] = ()) -> Problem:
        """The problem of a handler that answers what the document does not allow; it is logged too."""
        where = "; ".join(f"{pointer(issue.loc)}: {issue.msg}" for issue in found) or "not declared"
        message = f"{self.operation} answers {what}, which its specification does not allow: {where}"
        logger.error(message)
        return Problem(500, message)


def as_json(value: Any) -> bytes:
    """A value as JSON; orjson has no integers of more than 64 bits."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value).encode()


def pointer(way: Sequence[str | int]) -> str:
    """The way to a value as a JSON pointer (RFC 6901)."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in way) or "the value"


def compile_responses(operation: str, node: Mapping[str, Any], schemas: Schemas, heartbeat: float) -> Responses:
    """Make the responses of an operation ready."""
    declared = {str(status): compile_status(each, schemas) for status, each in node.items()}
    success = next((int(status) for status in declared if status.isdigit() and status.startswith("2")), 200)
    return Responses(operation, declared, success, heartbeat)


def compile_status(node: Mapping[str, Any], schemas: Schemas) -> Declared:
    """Make one status ready: a validator for each media type whose values can be held against one."""
    content = by_essence(schemas.resolve(node).get("content", {}))
    media = {
        name: schemas.of_responses(each["schema"]) if "schema" in each and (is_json(name) or name == EVENTS) else None
        for name, each in content.items()
    }
    events = content.get(EVENTS, {}).get("schema", {})
    return Declared(media, next(filter(is_json, media), ""), describes_events(events, schemas))


def describes_events(schema: Any, schemas: Schemas) -> bool:
    """Whether a schema is one of events, with name and data, in each of its alternatives."""
    schema = schemas.keywords(schema)
    alternatives = schema.get("oneOf") or schema.get("anyOf")
    if alternatives:
        return all(describes_events(each, schemas) for each in alternatives)
    return {"event", "data"} <= set(schema.get("properties", {}))
