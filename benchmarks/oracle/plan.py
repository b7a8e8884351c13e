"""Plan the calls of an operation: what is sent, and what the server answers."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from .comparing import without
from .document import Document, Media, Operation, Parameter, Schema
from .recorder import Reply
from .sampling import Sampler
from .schemas import Schemas, View
from .wire import FORM, MULTIPART, is_defined, is_json, is_scalar, text

STREAMS = ("text/event-stream",)
LINES = ("application/jsonl", "application/x-ndjson", "application/ndjson", "application/stream+json")
"""Streams of JSON values, one on a line."""
OF_THE_TRANSPORT = {"content-length", "host", "connection", "transfer-encoding", "content-encoding", "date"}
"""Headers that describe the message as it is sent; a value that the caller makes up would break it."""


@dataclass(frozen=True)
class Budget:
    """The number of values that are created."""

    parameter: int = 8
    body: int = 14
    response: int = 16
    error: int = 2
    broken: int = 5


@dataclass(frozen=True)
class Answer:
    """A response, and what the client has to make of it."""

    reply: Reply
    status: int
    media: Media | None = None
    value: Any = None
    kind: str = "none"
    """none, json, text, bytes, events"""
    note: str = ""
    must_fail: bool = False
    """The value has a type that the schema does not allow: UnexpectedResponseException."""
    may_fail: bool = False
    """The document's own example is not valid."""
    unsatisfiable: bool = False
    """No value is valid; this one is what the author probably means."""
    schema: Schema = None
    """The schema of each value of a stream."""
    headers: tuple[tuple[Parameter, Any], ...] = ()


@dataclass(frozen=True)
class Content:
    """A request body."""

    media: Media
    value: Any
    note: str = ""
    invalid: bool = False
    """The client has to refuse it."""


@dataclass(frozen=True)
class Case:
    """One call."""

    parameters: tuple[tuple[Parameter, Any], ...]
    content: Content | None
    answer: Answer
    way: str
    note: str = ""


@dataclass
class Planner:
    """Plans the calls of the operations of a document.

    Attributes:
        unreached: Places that no valid value was found for.
    """

    document: Document
    seed: int = 0
    budget: Budget = field(default_factory=Budget)
    unreached: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self.request = Schemas(self.document, "request")
        self.response = Schemas(self.document, "response")
        self.bodies = Sampler(self.request, "body", self.seed)
        self.values = Sampler(self.response, "body", self.seed)
        self.headers = Sampler(self.response, "header", self.seed)
        self.words = {place: Sampler(self.request, place, self.seed) for place in ("path", "query", "header", "cookie")}

    def cases(self, operation: Operation) -> list[Case]:
        """Return the calls of an operation: as many as its longest list of values."""
        every = list(self.contents(operation))
        contents: list[Content | None] = [each for each in every if not each.invalid]
        missing = [each for each in operation.parameters if each.required and not self.usable(each)]
        if missing:
            self.unreached.append(f"{operation.label}: no value for {', '.join(each.name for each in missing)}")
            return []
        if operation.body_required and not contents:
            return []
        if operation.body and not operation.body_required and not self.has_required_field(operation):
            contents.append(None)
        arguments = self.arguments(operation)
        answers = list(self.answers(operation))
        ways = ("json", "constructor", "from_dict", "alternative")
        return [
            Case(
                arguments[index % len(arguments)],
                contents[index % len(contents)] if contents else None,
                answers[index % len(answers)],
                ways[(index + index // 4) % 4],
            )
            for index in range(max(len(arguments), len(contents), len(answers)))
        ] + [Case(arguments[0], each, answers[0], "json") for each in every if each.invalid]

    def has_required_field(self, operation: Operation) -> bool:
        """Return True if arguments for the properties of an optional body are required, so that it is always sent."""
        return any(media.schema and self.request.view(media.schema).required for media in operation.body)

    def arguments(self, operation: Operation) -> list[tuple[tuple[Parameter, Any], ...]]:
        """Return values of all parameters: all of them, the required ones alone, and one left out after another."""
        found: dict[Parameter, list[Any]] = {}
        for parameter in operation.parameters:
            if parameter.location == "header" and parameter.name.lower() in OF_THE_TRANSPORT:
                continue
            values = self.usable(parameter)
            if values:
                found[parameter] = values[: self.budget.parameter]
            else:
                self.unreached.append(f"{operation.label}: {parameter.location} parameter {parameter.name}")
        longest = max((len(values) for values in found.values()), default=1)
        every = [
            tuple((parameter, values[index % len(values)]) for parameter, values in found.items())
            for index in range(longest)
        ]
        required = tuple(pair for pair in every[0] if pair[0].required)
        every.insert(1, required)
        optional = [parameter for parameter in found if not parameter.required]
        for index, parameter in enumerate(optional[: self.budget.parameter]):
            chosen = {parameter: found[parameter][index % len(found[parameter])]}
            every.append(tuple(pair for pair in every[0] if pair[0].required) + tuple(chosen.items()))
        return list({repr([(parameter.name, value) for parameter, value in each]): each for each in every}.values())

    def usable(self, parameter: Parameter) -> list[Any]:
        """Return the values of a parameter that OpenAPI defines how to send."""
        return [value for value in self.parameter_values(parameter) if is_defined(parameter, value)]

    def parameter_values(self, parameter: Parameter) -> Iterator[Any]:
        """Yield values of a parameter."""
        sampler = self.bodies if parameter.media_type else self.words.get(parameter.location, self.words["query"])
        for sample in sampler.samples(parameter.schema, self.budget.parameter * 2):
            yield sample.value
        for example in parameter.examples:
            if self.request.valid(parameter.schema, example, formats=True):
                yield example

    def contents(self, operation: Operation) -> Iterator[Content]:
        """Yield bodies of each media type."""
        for media in operation.body:
            found = list(self.bodies_of(media))
            if not found:
                self.unreached.append(f"{operation.label}: body {media.name}")
            yield from found

    def bodies_of(self, media: Media) -> Iterator[Content]:
        """Yield bodies of one media type."""
        if is_json(media.name) or media.essence in (FORM, MULTIPART):
            schema = {} if media.schema is None else media.schema
            as_form = media.essence in (FORM, MULTIPART)
            for sample in self.bodies.samples(schema, self.budget.body):
                value = with_files(sample.value, schema, self.request) if media.essence == MULTIPART else sample.value
                if not as_form or (isinstance(value, dict) and not has_null(value)):
                    yield Content(media, value, sample.note)
            if is_json(media.name):
                yield from self.invalid_bodies(media, schema)
            for example in media.examples if not as_form and media.schema is not None else ():
                value, _ = without(example, self.request.view(schema), "readOnly", self.request)
                if self.request.valid(schema, value, formats=True) and not has_unknown(schema, value, self.request):
                    yield Content(media, value, "example")
        elif media.essence.startswith("text/"):
            yield from (Content(media, value) for value in ("text é☃", "a\nb"))
        elif media.essence not in STREAMS and self.is_text(media):
            yield Content(media, "text é☃")
        elif media.essence not in STREAMS:
            yield from (Content(media, value) for value in (b"\x00\xff\r\nbinary", b"x" * 70_000))

    def invalid_bodies(self, media: Media, schema: Schema) -> Iterator[Content]:
        """Yield bodies that break a constraint, which a client has to tell its caller."""
        for sample in self.bodies.samples(schema, 1):
            for value, note in broken(schema, sample.value, self.request, self.budget.broken, self.seed):
                checked = "format" not in note and "naive" not in note and "int32" not in note
                if checked and not self.request.valid(schema, value):
                    yield Content(media, value, note, invalid=True)

    def is_text(self, media: Media) -> bool:
        """Return True if a body is a string that is not a file."""
        view = self.request.view(media.schema or {})
        return view.types == {"string"} and view.format != "binary"

    def answers(self, operation: Operation) -> Iterator[Answer]:
        """Yield responses of each status and media type."""
        found: list[Answer] = []
        for name, every in operation.responses.items():
            status = status_of(name, operation)
            if status is None:
                continue
            if not every or status in (204, 205, 304) or operation.method == "HEAD":
                empty = [Answer(Reply(status), status, note="no content")]
                found += self.with_headers(empty, operation.headers.get(name, ()), status)
                continue
            before = len(found)
            for media in every:
                made = list(self.answers_of(media, status, f"{operation.label} {name}"))
                found += made
                if not made:
                    self.unreached.append(f"{operation.label}: response {name} {media.name}")
            found[before:] = self.with_headers(found[before:], operation.headers.get(name, ()), status)
        missing = not any(operation.responses.values())
        yield from found or [Answer(Reply(200 if missing else 418), 200 if missing else 418, note="no content")]

    def with_headers(self, answers: list[Answer], declared: tuple[Parameter, ...], status: int) -> list[Answer]:
        """Add headers to responses of success, their values in turn."""
        values = {
            each: [value for value in self.header_values(each) if is_defined(each, value)]
            for each in declared
            if each.name.lower() not in OF_THE_TRANSPORT and 200 <= status <= 299
        }
        found: list[Answer] = []
        for index, answer in enumerate(answers):
            headers = tuple((each, every[index % len(every)]) for each, every in values.items() if every)
            lines = tuple((each.name, header_text(each, value)) for each, value in headers)
            found.append(replace(answer, reply=replace(answer.reply, headers=lines), headers=headers))
        return found

    def header_values(self, header: Parameter) -> list[Any]:
        """Return values of a response header."""
        sampler = self.values if header.media_type else self.headers
        return [sample.value for sample in sampler.samples(header.schema, self.budget.parameter)]

    def answers_of(self, media: Media, status: int, place: str) -> Iterator[Answer]:
        """Yield responses of one media type."""
        success = 200 <= status <= 299
        name = "application/json" if "*" in media.name else media.name
        if media.essence in LINES:
            yield from self.lines(media, status)
        elif is_json(name):
            yield from self.json_answers(media, status, name, success)
        elif media.essence in STREAMS:
            yield from self.events(media, status)
        elif media.essence.startswith("text/"):
            schema = {"type": ["string"]} if media.schema is None else media.schema
            for sample in self.values.samples(schema, 3):
                if isinstance(sample.value, str):
                    yield Answer(
                        Reply(status, f"{name}; charset=utf-8", sample.value.encode()),
                        status,
                        media,
                        sample.value,
                        "text",
                    )
        else:
            view = self.response.view(media.schema or {})
            as_text = view.types == {"string"} and view.format != "binary"
            for content in (b"<a>\xc3\xa9</a>", b"text" if as_text else b"\x00\xff\r\nbinary"):
                yield Answer(Reply(status, name, content), status, media, content, "bytes")

    def json_answers(self, media: Media, status: int, name: str, success: bool) -> Iterator[Answer]:
        """Yield JSON responses: valid ones, examples, and ones that break a constraint or have another type."""
        schema = {} if media.schema is None else media.schema
        samples = self.values.samples(schema, self.budget.response if success else self.budget.error)
        for sample in samples:
            yield json_answer(status, media, name, sample.value, sample.note)
        for example in media.examples:
            valid = self.response.valid(schema, example, formats=True)
            if success or valid:
                yield json_answer(status, media, name, example, "example", may_fail=not valid)
        if success and not samples:
            value = self.values.unjudged(schema)
            if value is not None:
                yield json_answer(status, media, name, value, "no value is valid", unsatisfiable=True)
        if not success or not samples:
            return
        for value, note in broken(schema, samples[0].value, self.response, self.budget.broken, self.seed):
            yield json_answer(status, media, name, value, note)
        types = self.types(schema)
        for value, kind in (({"a": 1}, "object"), ([1], "array"), ("text", "string"), (7, "integer")):
            if types and kind not in types and not (kind == "integer" and "number" in types):
                place = " for a free-form object" if self.is_free_form(schema) else ""
                yield json_answer(status, media, name, value, f"another type: {kind}{place}", must_fail=True)
                break

    def is_free_form(self, schema: Schema) -> bool:
        """Return True if a schema is of an object, and says nothing of its properties."""
        view = self.response.view(schema)
        return view.kinds == {"object"} and not view.properties and not isinstance(view.additional, dict)

    def types(self, schema: Schema) -> frozenset[str]:
        """Return the JSON types that a schema allows; empty: any."""
        view = self.response.view(schema)
        if view.kinds and not view.unions:
            return view.kinds
        if len(view.unions) == 1 and not view.kinds:
            found = [self.types(each) for each in view.unions[0].alternatives]
            return frozenset().union(*found) if all(found) else frozenset()
        return frozenset()

    def lines(self, media: Media, status: int) -> Iterator[Answer]:
        """Yield streams of JSON lines."""
        schema = media.schema if media.items is None else media.items
        samples = [each.value for each in self.values.samples(schema or {}, 4)]
        if samples and 200 <= status <= 299:
            body = "".join(json.dumps(each) + "\n" for each in samples).encode()
            yield Answer(Reply(status, media.name, body), status, media, samples, "events", schema=schema or {})

    def events(self, media: Media, status: int) -> Iterator[Answer]:
        """Yield event streams: of whole events if the schema describes these, else of their data."""
        schema = media.schema if media.items is None else media.items
        if schema is None or not 200 <= status <= 299:
            return
        enveloped = self.is_envelope(schema)
        samples = [each.value for each in self.values.samples(schema, 8)]
        samples = [each for each in samples if (is_event(each) if enveloped else not isinstance(each, str))]
        if samples:
            lines = [event_lines(each if enveloped else {"data": each}) for each in samples]
            reply = Reply(status, media.name, "".join(lines).encode())
            yield Answer(reply, status, media, samples, "events", schema=schema)

    def is_envelope(self, schema: Schema) -> bool:
        """Return True if a schema describes events with their fields, rather than their data."""
        view = self.response.view(schema)
        if "data" in view.properties:
            return bool({"event", "id", "retry"} & view.properties.keys()) or view.properties.keys() == {"data"}
        return bool(view.unions) and all(self.is_envelope(each) for each in view.unions[0].alternatives)


def is_event(value: Any) -> bool:
    """Return True if a value can be sent as an event."""
    return (
        isinstance(value, dict)
        and value.keys() <= {"event", "data", "id", "retry"}
        and "data" in value
        and all(value.get(name, "x") and "\n" not in str(value.get(name, "x")) for name in ("event", "id"))
        and value.get("retry", 1) in range(1_000_000)
    )


def event_lines(event: dict[str, Any]) -> str:
    """Return an event as it is sent (WHATWG HTML, server-sent events)."""
    data = event["data"] if isinstance(event["data"], str) else json.dumps(event["data"])
    fields = [(name, str(event[name])) for name in ("id", "event", "retry") if name in event]
    return (
        "".join(f"{name}: {value}\n" for name, value in [*fields, *(("data", line) for line in data.split("\n"))])
        + "\n"
    )


def header_text(header: Parameter, value: Any) -> str:
    """Return the value of a header in style simple."""
    if header.media_type:
        return json.dumps(value) if is_json(header.media_type) else str(value)
    if isinstance(value, dict):
        joint = "=" if header.explode else ","
        return ",".join(f"{name}{joint}{text(item)}" for name, item in value.items())
    return ",".join(map(text, value)) if isinstance(value, list) else text(value)


def json_answer(
    status: int,
    media: Media,
    name: str,
    value: Any,
    note: str,
    must_fail: bool = False,
    may_fail: bool = False,
    unsatisfiable: bool = False,
) -> Answer:
    """Return a response with a JSON body."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer(Reply(status, name, body), status, media, value, "json", note, must_fail, may_fail, unsatisfiable)


def status_of(name: str, operation: Operation) -> int | None:
    """Return a status for the key of a response; None if no server can send it as the final one."""
    if name == "default":
        return 500 if any(each[:1] == "2" for each in operation.responses) else 200
    if name[1:].upper() == "XX":
        return int(name[0]) * 100 + (18 if name[0] == "4" else 0)
    return int(name) if name.isdigit() and int(name) >= 200 else None


def has_null(value: Any) -> bool:
    """Return True if an object has a null that a form cannot express."""
    return isinstance(value, dict) and any(
        item is None or (isinstance(item, list) and None in item) for item in value.values()
    )


def with_files(value: Any, schema: Schema, schemas: Schemas) -> Any:
    """Replace strings that stand for files by bytes."""
    if not isinstance(value, dict):
        return value
    view, _, _ = schemas.narrowed(schemas.view(schema), value)
    found = dict(value)
    for name, item in value.items():
        inner = schemas.view(view.properties.get(name, {}))
        views = [inner, *(schemas.view(each) for union in inner.unions for each in union.alternatives)]
        if isinstance(item, str) and any(map(is_file, views)):
            found[name] = item.encode()
        elif isinstance(item, list) and any(
            each.items is not None and is_file(schemas.view(each.items)) for each in views
        ):
            found[name] = [each.encode() if isinstance(each, str) else each for each in item]
    return found


def is_file(view: View) -> bool:
    """Return True if a property of a multipart body is a file."""
    return view.format == "binary" and view.types <= {"string", "null"}


def has_unknown(schema: Schema, value: Any, schemas: Schemas) -> bool:
    """Return True if an object has a property that its schema neither names nor invites, at any depth."""
    view, _, _ = schemas.narrowed(schemas.view(schema), value)
    if isinstance(value, dict):
        known = view.properties
        open_to_all = view.additional is not None or not known
        return any(
            has_unknown(known.get(name, {}), item, schemas) if name in known else not open_to_all
            for name, item in value.items()
        )
    items = {} if view.items is None else view.items
    return isinstance(value, list) and any(has_unknown(items, item, schemas) for item in value)


def broken(schema: Schema, value: Any, schemas: Schemas, most: int, seed: int) -> Iterator[tuple[Any, str]]:
    """Yield copies of a value that break one constraint each: a length, a range, a pattern, a format, an enum."""
    every = list(breaks(value, schemas.view(schema), schemas, ()))
    random.Random(seed).shuffle(every)
    kinds: set[str] = set()
    first = [each for each in every if not (each[2] in kinds or kinds.add(each[2]))]  # type: ignore[func-returns-value]
    for path, leaf, note in (first + [each for each in every if each not in first])[:most]:
        yield replaced(value, path, leaf), f"{note} at /{'/'.join(map(str, path))}"


def breaks(
    value: Any, view: View, schemas: Schemas, path: tuple[Any, ...]
) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    """Yield the places of a value where a constraint can be broken, with a scalar that breaks it."""
    view, certain, _ = schemas.narrowed(view, value)
    if isinstance(value, dict):
        for name, item in value.items():
            yield from breaks(item, schemas.view(view.properties.get(name, {})), schemas, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value[:1]):
            yield from breaks(item, schemas.view({} if view.items is None else view.items), schemas, (*path, index))
    elif certain and is_scalar(value):
        yield from ((path, leaf, note) for leaf, note in broken_scalars(value, view))


def broken_scalars(value: Any, view: View) -> Iterator[tuple[Any, str]]:
    """Yield scalars of the same JSON type that break a constraint."""
    limits = view.limits
    if view.enum is not None and isinstance(value, str):
        yield "unknown-value", "unknown enum value"
    elif view.enum is not None and isinstance(value, int) and not isinstance(value, bool):
        yield 987_654, "unknown enum value"
    elif isinstance(value, str) and view.format == "date-time":
        yield "2024-02-29T12:34:56", "naive date-time"
        yield "soon", "broken format date-time"
    elif isinstance(value, str) and view.format in ("date", "uuid", "uri", "email", "ipv4", "decimal", "duration"):
        yield "soon", f"broken format {view.format}"
    elif isinstance(value, str):
        if view.patterns:
            yield "\u2603", "broken pattern"
        if "maxLength" in limits and limits["maxLength"] < 10_000:
            yield "x" * (int(limits["maxLength"]) + 1), "broken maxLength"
        if limits.get("minLength"):
            yield "", "broken minLength"
    elif not isinstance(value, bool):
        if "maximum" in limits:
            yield limits["maximum"] + 1, "broken maximum"
        if "minimum" in limits:
            yield limits["minimum"] - 1, "broken minimum"
        if view.format == "int32":
            yield 2**40, "broken int32"


def replaced(value: Any, path: tuple[Any, ...], leaf: Any) -> Any:
    """Return a copy of a value with another value at a place."""
    if not path:
        return leaf
    if isinstance(value, dict):
        return {**value, path[0]: replaced(value[path[0]], path[1:], leaf)}
    return [replaced(item, path[1:], leaf) if index == path[0] else item for index, item in enumerate(value)]
