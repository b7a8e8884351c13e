"""One of the two documents, with its schemas as the callers of a client see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ..api import Api, Property, Schema

COMPONENTS = "/components/schemas/"
DEEPEST = 3
"""How many arrays in arrays a message names."""
NOT_SEEN = ("pointer", "title", "description", "example", "has_example", "example_listed")
"""What two schemas may have different and still be the same to a caller."""


class Side:
    """The schemas of one document: references followed, compositions drawn together."""

    def __init__(self, api: Api) -> None:
        self.api = api

    def plain(self, schema: Schema, within: frozenset[str] = frozenset()) -> Schema:
        """Follow references, draw `allOf` together, and take a union of one for what it holds.

        Args:
            schema: The schema.
            within: The references that led here; one that comes again stands for any value.
        """
        if schema.ref:
            if schema.ref in within:
                return Schema(schema.ref)
            target = self.api.schemas.get(schema.ref, Schema(schema.ref))
            return with_null(self.plain(target, within | {schema.ref}), schema.nullable)
        only = schema.all_of if len(schema.all_of) == 1 else alternatives(schema)
        if len(only) == 1 and not schema.properties:
            return with_null(self.plain(only[0], within), takes_null(schema))
        return with_null(self.merged(schema, within), takes_null(schema))

    def merged(self, schema: Schema, within: frozenset[str]) -> Schema:
        """Draw the parts of `allOf` together with what stands beside it."""
        if not schema.all_of:
            return schema
        parts = [*(self.plain(part, within) for part in schema.all_of), replace(schema, all_of=())]
        properties: dict[str, Property] = {found.name: found for part in parts for found in part.properties}
        constraints = {name: value for part in parts for name, value in part.constraints.items()}
        required = dict.fromkeys(name for part in parts for name in part.required)
        drawn: dict[str, Any] = {
            name: next((found for part in reversed(parts) if (found := getattr(part, name))), getattr(schema, name))
            for name in ("types", "format", "media_type", "items", "one_of", "any_of", "discriminator")
        } | {
            name: next((found for part in reversed(parts) if (found := getattr(part, name)) is not None), None)
            for name in ("enum", "additional")
        }
        made = replace(schema, all_of=(), constraints=constraints, required=tuple(required), **drawn)
        return replace(made, properties=tuple(properties.values()))

    def kind(self, schema: Schema) -> str:
        """Say what class a plain schema becomes: `enum`, `union`, `object`, or none."""
        if schema.enum is not None:
            return "enum" if is_enum(schema) else ""
        if len(alternatives(schema)) > 1 and not schema.properties:
            return "union"
        return "object" if schema.properties and "array" not in schema.types else ""

    def model(self, schema: Schema) -> str:
        """The name that a plain schema gives its class; empty for one without, or with a name made for its place."""
        name = component(schema.pointer)
        return name if name and schema.pointer in self.api.schemas and self.kind(schema) else ""

    def label(self, schema: Schema, depth: int = 0) -> str:
        """Name the type of a schema for people."""
        found = self.plain(schema)
        if self.kind(found):
            return self.model(found) or found.title or f"an inline {self.kind(found)}"
        kinds = types_of(found)
        if kinds == ("array",) and found.items and depth < DEEPEST:
            return f"array of {self.label(found.items, depth + 1)}"
        if kinds == ("string",) and format_of(found):
            return f"string ({format_of(found)})"
        return "no value" if found.never else " or ".join(kinds) or "any value"


def component(pointer: str) -> str:
    """The name of a schema of `components`; empty for any other place."""
    name = pointer.removeprefix(COMPONENTS)
    return "" if name == pointer or "/" in name else name.replace("~1", "/").replace("~0", "~")


def with_null(schema: Schema, nullable: bool) -> Schema:
    """The schema, or null."""
    return replace(schema, nullable=True) if nullable and not schema.nullable else schema


def is_null(schema: Schema) -> bool:
    """Whether a schema allows null and nothing else."""
    return schema.nullable and not (schema.types or schema.properties or schema.all_of or schema.ref)


def takes_null(schema: Schema) -> bool:
    """Whether null is among the values that a schema itself allows."""
    return schema.nullable or any(is_null(item) for item in schema.one_of + schema.any_of)


def alternatives(schema: Schema) -> tuple[Schema, ...]:
    """The alternatives of a union that are not merely null."""
    return tuple(item for item in schema.one_of or schema.any_of if not is_null(item))


def types_of(schema: Schema) -> tuple[str, ...]:
    """The types of a plain schema, or the one that its keywords or values imply."""
    if schema.types:
        return schema.types
    if schema.properties or isinstance(schema.additional, Schema):
        return ("object",)
    if schema.items is not None:
        return ("array",)
    return ("string",) if schema.enum and all(isinstance(value, str) for value in schema.enum) else ()


def format_of(schema: Schema) -> str:
    """The format of a text; `binary` also where only the media type of the content says so."""
    content = schema.media_type and not schema.media_type.startswith("text/")
    return "binary" if content else schema.format


def is_enum(schema: Schema) -> bool:
    """Whether a class can have the values of an enum as members: all texts, or all integers."""
    values = [value for value in schema.enum or () if value is not None]
    return bool(values) and (all(isinstance(v, str) for v in values) or all(type(v) is int for v in values))


def outline(value: Any, names: Mapping[str, str]) -> Any:
    """Everything about a schema that callers see, in a form that compares.

    Args:
        value: The schema, or a part of one.
        names: What to write for references that are told apart by more than their pointer.
    """
    if isinstance(value, Mapping):
        return sorted((key, outline(item, names)) for key, item in value.items())
    if isinstance(value, (tuple, list)):
        return [outline(item, names) for item in value]
    if is_dataclass(value):
        seen = [field.name for field in fields(value) if field.name not in NOT_SEEN]
        return [outline(getattr(value, name), names) for name in seen]
    return names.get(value, value) if isinstance(value, str) else [repr(value)]
