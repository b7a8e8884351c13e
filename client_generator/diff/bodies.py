"""Bodies: what requests and responses carry, in which representations."""

from __future__ import annotations

from collections.abc import Iterator

from ..api import Body, MediaType, Operation, Response, Schema
from .changes import Change, Kind, Use, below, gone
from .remarks import illustrated, reworded
from .schemas import Schemas
from .sides import outline

FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
SENT = Use(received=False)
RECEIVED = Use(sent=False)
THE_BODY = "the request body"


def compare_bodies(old: Operation, new: Operation, schemas: Schemas) -> Iterator[Change]:
    """Compare the request bodies of two operations."""
    if old.body and new.body:
        yield from compare_body(old.body, new.body, schemas)
    elif old.body:
        yield gone(old.body.pointer, f"{THE_BODY} is gone")
    elif new.body:
        kind = "required" if new.body.required else "optional"
        yield Change(
            "breaking" if new.body.required else "addition", new.body.pointer, f"{THE_BODY} is new, and {kind}"
        )


def compare_body(old: Body, new: Body, schemas: Schemas) -> Iterator[Change]:
    """Compare two request bodies in each representation; the first one makes the arguments of the method."""
    yield from reworded(old, new, ["description"], new.pointer, THE_BODY)
    if old.required != new.required:
        message = f"{THE_BODY} is {'required' if new.required else 'optional'} now"
        yield Change("breaking" if new.required else "addition", new.pointer, message)
    first, names = old.content[0].name, [media.name for media in new.content]
    if first in names[1:]:
        yield Change("breaking", new.pointer, f"{THE_BODY} is {names[0]} unless the caller says so, not {first}")
    yield from compare_content(old.content, new.content, (old.pointer, new.pointer), SENT, schemas)


def compare_content(
    old: tuple[MediaType, ...], new: tuple[MediaType, ...], pointers: tuple[str, str], use: Use, schemas: Schemas
) -> Iterator[Change]:
    """Compare the representations of a body by their media types."""
    before, after = ({media.name: media for media in content} for content in (old, new))
    what = THE_BODY if use.sent else "the response"
    for name, media in before.items():
        if name not in after:
            yield gone(place_of(media, pointers[0]), f"{what} cannot be {name} any more")
        else:
            yield from compare_media(media, after[name], place_of(after[name], pointers[1]), use, what, schemas)
    for name, media in after.items():
        if name not in before:
            yield Change("addition", place_of(media, pointers[1]), f"{what} can be {name}")


def place_of(media: MediaType, body: str) -> str:
    """Where a representation of a body stands: around its schema, which may be far from where the body is used."""
    schema = schema_of(media)
    return above(schema) if schema else below(body, "content", media.name)


def above(schema: Schema) -> str:
    """Where that stands which has a schema."""
    return schema.pointer.rpartition("/")[0]


def compare_media(
    old: MediaType, new: MediaType, pointer: str, use: Use, what: str, schemas: Schemas
) -> Iterator[Change]:
    """Compare one representation of a body."""
    yield from illustrated(old, new, pointer, what)
    if old.encoding != new.encoding:
        yield Change("documentation", pointer, f"the fields of {what} are encoded in another way")
    before, after = schema_of(old), schema_of(new)
    if before is None and after is not None and not use.sent:
        yield Change("addition", after.pointer, f"{what} brings a value now")
        return
    anything = Schema(below(pointer, "schema"))
    compare = schemas.fields if new.name in FORMS and use.sent else schemas.place
    yield from compare(before or anything, after or anything, use, what)


def schema_of(media: MediaType) -> Schema | None:
    """The schema that callers see: that of a whole body, or of each item of a stream."""
    return media.item_schema or media.schema


def compare_responses(old: Operation, new: Operation, schemas: Schemas) -> Iterator[Change]:
    """Compare the responses of two operations by their status."""
    before, after = ({response.status: response for response in one.responses} for one in (old, new))
    for status, response in before.items():
        if status not in after:
            kind: Kind = "breaking" if is_success(response, old) else "documentation"
            yield Change(kind, below(old.pointer, "responses", status), f"the response {status} is gone", "old")
        else:
            pointers = below(old.pointer, "responses", status), below(new.pointer, "responses", status)
            yield from compare_response(response, after[status], pointers, schemas)
    for status, response in after.items():
        if status not in before:
            yield added_response(response, old, new, schemas)


def is_success(response: Response, operation: Operation) -> bool:
    """Whether a call returns what a response brings: a status of success, or `default` where there is none."""
    if any(each.status.startswith("2") for each in operation.responses):
        return response.status.startswith("2")
    return response.status == "default"


def added_response(response: Response, old: Operation, new: Operation, schemas: Schemas) -> Change:
    """Say that a response is new; one of success that brings a value of another type is more than callers handle."""
    known = {schemas.old.label(schema) for each in old.responses if is_success(each, old) for schema in values(each)}
    types = [schemas.new.label(schema) for schema in values(response)]
    other = next((label for label in types if label not in known), "")
    pointer = below(new.pointer, "responses", response.status)
    if is_success(response, new) and known and other:
        return Change("breaking", pointer, f"the response {response.status} is new, and brings {other}")
    return Change("addition", pointer, f"the response {response.status} is new")


def values(response: Response) -> list[Schema]:
    """The schemas of what a response brings."""
    return [schema for media in response.content if (schema := schema_of(media))]


def compare_response(old: Response, new: Response, pointers: tuple[str, str], schemas: Schemas) -> Iterator[Change]:
    """Compare a response with the one of its status."""
    yield from reworded(old, new, ["description"], pointers[1], f"the response {new.status}")
    yield from compare_content(old.content, new.content, pointers, RECEIVED, schemas)
    yield from compare_headers(old, new, schemas)


def compare_headers(old: Response, new: Response, schemas: Schemas) -> Iterator[Change]:
    """Compare the headers of two responses; callers read each as text, whatever it holds."""
    before, after = ({header.name.lower(): header for header in response.headers} for response in (old, new))
    for name, header in before.items():
        if name not in after:
            yield gone(above(header.schema), f"the header {header.name} is gone")
            continue
        subject, pointer = f"the header {header.name}", above(after[name].schema)
        yield from reworded(header, after[name], ["description"], pointer, subject)
        if outline(header.schema, schemas.pairs) != outline(after[name].schema, {}):
            yield Change("documentation", pointer, f"what {subject} holds changed")
    for name, header in after.items():
        if name not in before:
            yield Change("addition", above(header.schema), f"the header {header.name} is new")
