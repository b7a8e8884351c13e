"""Which schemas become classes, what the classes are called, and the type of every schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..api import Api, Property, Schema
from ..errors import Problem
from . import names
from .types import (
    ANY,
    BOOLEAN,
    BYTES,
    FILE,
    FORMATS,
    INTEGER,
    MODELS,
    NUMBER,
    STRING,
    Type,
    dict_with,
    limited,
    list_of,
    optional,
)

COMPONENTS = "/components/schemas/"


@dataclass(frozen=True)
class Shape:
    """A schema that becomes a class, with what it inherits and composes drawn together."""

    name: str
    module: str
    kind: str
    """`object`, `enum` or `union`."""
    schema: Schema


class Shapes:
    """Names and types for the schemas of one API; inline ones get their class when they are first met."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.warnings: list[Problem] = []
        self.by_pointer: dict[str, Shape] = {}
        self.classes: set[str] = set()
        self.modules: set[str] = set()
        self.resolving: list[str] = []
        for pointer, schema in api.schemas.items():
            if pointer.startswith(COMPONENTS) and self.kind(schema):
                self.add(schema, pointer.removeprefix(COMPONENTS).replace("~1", "/").replace("~0", "~"))

    def __iter__(self) -> Iterator[Shape]:
        """Go through the classes, those that are met on the way included."""
        done = 0
        while done < len(self.by_pointer):
            for shape in list(self.by_pointer.values())[done:]:
                done += 1
                yield shape

    def add(self, schema: Schema, name: str) -> Shape:
        """Give a schema its class, with a name that no other has."""
        chosen = names.unique(names.class_name(name), self.classes, joint="")
        module = names.unique(names.snake(chosen), self.modules)
        self.classes.add(chosen)
        self.modules.add(module)
        if chosen != names.class_name(name):
            self.warn(f"another schema is called {names.class_name(name)} too; this one is {chosen}", schema.pointer)
        shape = Shape(chosen, module, self.kind(schema), self.merged(schema))
        self.by_pointer[schema.pointer] = shape
        return shape

    def warn(self, message: str, pointer: str) -> None:
        """Note what the client has otherwise than the document."""
        self.warnings.append(Problem(message, pointer))

    def target(self, schema: Schema) -> Schema:
        """Follow references to the schema that is meant, also from an `allOf` of nothing else."""
        seen = set[str]()
        while True:
            if schema.ref and schema.ref not in seen:
                seen.add(schema.ref)
                schema = self.api.schemas.get(schema.ref, Schema(schema.ref))
            elif len(schema.all_of) == 1 and schema.all_of[0].ref and not schema.properties:
                schema = schema.all_of[0]
            else:
                return schema

    def kind(self, schema: Schema) -> str:
        """Say what class a schema becomes: `object`, `enum`, `union`, or none."""
        if schema.ref:
            return ""
        if schema.enum is not None:
            return "enum" if is_enum(schema) else ""
        if len(self.alternatives(schema)) > 1 and not schema.properties:
            return "union"
        merged = self.merged(schema)
        return "object" if merged.properties and "array" not in merged.types else ""

    def alternatives(self, schema: Schema) -> tuple[Schema, ...]:
        """The alternatives of a union that are not merely null."""
        return tuple(item for item in schema.one_of or schema.any_of if not is_null(item))

    def merged(self, schema: Schema) -> Schema:
        """Draw the parts of `allOf` together into one schema."""
        parts = [self.merged(self.target(part)) for part in schema.all_of if part.pointer not in self.resolving]
        if not parts:
            return schema
        properties: dict[str, Property] = {}
        for part in [*parts, schema]:
            properties.update({found.name: found for found in part.properties})
        additional = next((part.additional for part in [schema, *parts] if part.additional is not None), None)
        first = parts[0]
        return replace(
            schema,
            all_of=(),
            types=schema.types or first.types,
            format=schema.format or first.format,
            description=schema.description or (first.description if len(parts) == 1 else ""),
            properties=tuple(properties.values()),
            required=tuple(dict.fromkeys(name for part in [*parts, schema] for name in part.required)),
            additional=additional,
            items=schema.items or first.items,
            enum=schema.enum or first.enum,
        )

    def nullable(self, schema: Schema) -> bool:
        """Whether null is among the values."""
        target = self.target(schema)
        return schema.nullable or target.nullable or any(is_null(item) for item in target.one_of + target.any_of)

    def type_of(self, schema: Schema, name: str, file: bool = False) -> Type:
        """Return the type of a schema.

        Args:
            schema: The schema.
            name: What to call the class of an inline schema.
            file: Whether `format: binary` is a file to send rather than bytes received.
        """
        found = self.bare_type(schema, name, file)
        return optional(found) if self.nullable(schema) else found

    def bare_type(self, schema: Schema, name: str, file: bool = False) -> Type:
        """Return the type of a schema, null aside."""
        if schema.ref:
            return self.reference_type(schema, name, file)
        if schema.pointer in self.by_pointer:
            return Type(self.by_pointer[schema.pointer].name, MODELS)
        only = schema.all_of if len(schema.all_of) == 1 and not schema.properties else self.alternatives(schema)
        if len(only) == 1:
            return self.bare_type(only[0], name, file)
        if self.kind(schema):
            return Type(self.add(schema, schema.title or name).name, MODELS)
        return limited(self.plain_type(self.merged(schema), name, file), schema.constraints)

    def reference_type(self, schema: Schema, name: str, file: bool) -> Type:
        """Return the type of what a reference points to; an alias of itself can be anything."""
        if schema.ref in self.resolving:
            return ANY
        self.resolving.append(schema.ref)
        try:
            own = schema.ref.rpartition("/")[2] if schema.ref.startswith(COMPONENTS) else name
            return self.bare_type(self.target(schema), own, file)
        finally:
            self.resolving.pop()

    def plain_type(self, schema: Schema, name: str, file: bool) -> Type:
        """Return the type of a schema that has no class."""
        kinds = schema.types or implied(schema)
        if len(kinds) > 1:
            parts = tuple(dict.fromkeys(self.plain_type(replace(schema, types=(kind,)), name, file) for kind in kinds))
            return Type("Union", "typing", parts)
        if kinds == ("string",):
            return self.string_type(schema, file)
        if kinds == ("array",):
            return list_of(self.type_of(schema.items, f"{name}_inner", file) if schema.items else ANY)
        if kinds == ("object",):
            extra = schema.additional
            return dict_with(self.type_of(extra, f"{name}_value", file) if isinstance(extra, Schema) else ANY)
        return {"integer": INTEGER, "number": NUMBER, "boolean": BOOLEAN}.get("".join(kinds), ANY)

    def string_type(self, schema: Schema, file: bool) -> Type:
        """Return the type of a text, by its format."""
        if schema.format == "binary" or (schema.media_type and not schema.media_type.startswith("text/")):
            return FILE if file else BYTES
        return FORMATS.get(schema.format, STRING)


def implied(schema: Schema) -> tuple[str, ...]:
    """Return the type that a schema without one means by its keywords or values."""
    if schema.properties or isinstance(schema.additional, Schema):
        return ("object",)
    if schema.items is not None:
        return ("array",)
    if schema.enum and all(isinstance(value, str) for value in schema.enum):
        return ("string",)
    return ()


def is_null(schema: Schema) -> bool:
    """Whether a schema allows null and nothing else."""
    return schema.nullable and not schema.types and not schema.properties and not schema.all_of and not schema.ref


def is_enum(schema: Schema) -> bool:
    """Whether an enum's values are texts, or are integers, so that a class can have them as members."""
    values = [value for value in schema.enum or () if value is not None]
    return bool(values) and (
        all(isinstance(value, str) for value in values) or all(type(value) is int for value in values)
    )
