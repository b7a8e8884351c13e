"""Schemas that contain themselves through `allOf` alone, which adds nothing to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..api import Schema
from .node import Reader


def without_cycles(schemas: Mapping[str, Schema], reader: Reader) -> dict[str, Schema]:
    """Return the schemas without references in `allOf` that lead back to the schema itself; each gets a warning."""
    found = dict(schemas)
    done: set[str] = set()
    for start in schemas:
        if start not in done and any(all_of_references(schemas[start])):
            break_cycles(start, found, done, reader)
    return found


def break_cycles(start: str, schemas: dict[str, Schema], done: set[str], reader: Reader) -> None:
    """Go through all schemas that one is composed of, depth first, and drop the references that close a cycle."""
    path = {start: None}
    work = [(start, iter(list(all_of_references(schemas[start]))))]
    while work:
        pointer, rest = work[-1]
        for part in rest:
            target = resolved(part.ref, schemas)
            if target in path:
                reader.warn("allOf leads back to its own schema; the reference adds nothing", part.pointer, "remove it")
                schemas[pointer] = without_part(schemas[pointer], part.pointer)
            elif target not in done and target in schemas:
                path[target] = None
                work.append((target, iter(list(all_of_references(schemas[target])))))
                break
        else:
            work.pop()
            path.pop(pointer, None)
            done.add(pointer)


def all_of_references(schema: Schema) -> Iterator[Schema]:
    """Yield the references in the `allOf` of a schema, those of inline schemas in it included."""
    for part in schema.all_of:
        if part.ref:
            yield part
        else:
            yield from all_of_references(part)


def resolved(pointer: str, schemas: Mapping[str, Schema]) -> str:
    """Follow schemas that are nothing but references; a cycle of these ends where it started."""
    seen: set[str] = set()
    while pointer in schemas and schemas[pointer].ref and pointer not in seen:
        seen.add(pointer)
        pointer = schemas[pointer].ref
    return pointer


def without_part(schema: Schema, place: str) -> Schema:
    """Return a schema without the part of its `allOf` at a place."""
    return replace(schema, all_of=tuple(without_part(part, place) for part in schema.all_of if part.pointer != place))
