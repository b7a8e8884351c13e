"""Schemas of server-sent events: data alone, or whole events with their names and ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ..api import MediaType, Schema
from .methods import EVENTS, essence
from .shapes import Shapes

EVENT_FIELDS = frozenset({"data", "event", "id", "retry"})


def is_envelope(media: MediaType, shapes: Shapes) -> bool:
    """Return True if the schema of an item describes a whole event, with its name and id, rather than its data."""
    properties = [{each.name for each in part.properties} for part in event_schemas(media, shapes)]
    return bool(properties) and all("data" in names and names <= EVENT_FIELDS for names in properties)


def string_events(media: MediaType, shapes: Shapes) -> Literal[True] | tuple[str, ...]:
    """Return the names of the events whose data is a string rather than JSON; True if it always is."""
    parts = list(event_schemas(media, shapes))
    if not is_envelope(media, shapes):
        return True if essence(media.name) == EVENTS and all(part.types == ("string",) for part in parts) else ()
    strings, names = 0, list[str]()
    for part in parts:
        found = {each.name: shapes.target(each.schema) for each in part.properties}
        if found["data"].types == ("string",):
            strings += 1
            names += map(str, found["event"].enum or () if "event" in found else ())
    return True if strings == len(parts) else tuple(names)


def event_schemas(media: MediaType, shapes: Shapes) -> Iterator[Schema]:
    """Yield the schema of each alternative of an item of an event stream."""
    schema = media.item_schema or media.schema
    if schema is not None and essence(media.name) == EVENTS:
        yield from alternatives(schema, shapes, set())


def alternatives(schema: Schema, shapes: Shapes, seen: set[str]) -> Iterator[Schema]:
    """Yield the alternatives of a schema, those of nested unions included."""
    target = shapes.target(schema)
    if target.pointer in seen:
        return
    seen.add(target.pointer)
    parts = shapes.alternatives(target)
    for part in parts:
        yield from alternatives(part, shapes, seen)
    if not parts:
        yield shapes.merged(target)
