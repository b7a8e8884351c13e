"""Which schemas become classes, what the classes are called, and the type of every schema."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..api import Api, Property, Response, Schema
from ..errors import Problem
from . import names
from .errors import error_bodies, whole_bodies
from .naming import Naming
from .schemas import Schemas, embeds_json, implied, literal_values, mixed_values, named
from .types import (
    ANY,
    BOOLEAN,
    BYTES,
    ENCODINGS,
    FILE,
    FORMATS,
    INTEGER,
    MODELS,
    NUMBER,
    STRING,
    Type,
    dict_with,
    embedded,
    empty_dict,
    limited,
    list_of,
    listed,
    literals,
    optional,
    polymorphic,
    tuple_type,
    union_of,
)

LONGEST_NAME = 200
"""Bytes of a name at most, since file systems allow 255 for a file, its number and its suffix."""
MOST_NESTED = 40
"""The maximum nesting of lists and maps in one type: Python allows 100 brackets in an expression."""
COMPONENT = re.compile(r"/components/schemas/[^/]+")


@dataclass(frozen=True)
class Shape:
    """A schema that becomes a class, with what it inherits and composes drawn together."""

    name: str
    module: str
    kind: str
    """`object`, `enum` or `union`."""
    schema: Schema
    page: str
    """The name of its reference page, which differs from every other in more than case."""
    own: Schema
    """The schema as it stands in the document."""
    base: str
    """Prefix of the names of its inline schemas."""


class Shapes(Schemas):
    """Names and types for the schemas of one API; inline ones get their class when they are first met."""

    def __init__(self, api: Api, naming: Naming) -> None:
        super().__init__(api)
        self.naming = naming
        self.warnings: list[Problem] = []
        self.by_pointer: dict[str, Shape] = {}
        self.pages: dict[str, str] = {}
        """The page of every class, by its name."""
        self.fields: dict[str, Mapping[str, str]] = {}
        self.members: dict[str, Mapping[str, str]] = {}
        """The names of the members of every enum by their values, by the name of its class."""
        self.nesting = 0
        """The number of arrays and maps around the schema that is being translated."""
        self.taken = {kind: set[str]() for kind in ("class", "module", "page", "api")}
        self.by_structure: dict[object, Shape] = {}
        """The classes of inline objects, by what they are."""
        self.waiting_enums: list[tuple[Schema, str]] | None = None
        """While inline schemas are named: enums, which take their names after all others."""
        self.aliased: set[object] = set()
        """The structures in components that get a second name where an operation has them too."""
        self.aliases: list[tuple[str, str, Shape]] = []
        """Second names of classes: name, module and class."""
        self.only_errors = error_bodies(api, self) if naming.style.error_classes else {}
        """The schemas that exceptions are called after, and whether nothing else uses them."""
        self.exceptions: dict[str, tuple[str, str]] = {}
        """The exceptions of those schemas by their pointers: name and module."""
        for own in (True, False):  # the names of `components/schemas` come first
            for pointer, schema in api.schemas.items():
                if bool(COMPONENT.fullmatch(pointer)) is own and named(pointer) and self.kind(schema):
                    self.add(schema, named(pointer))

    def parent(self, schema: Schema) -> Shape | None:
        """Return the class that one inherits from: that of a schema it refines, if it has descendants."""
        for part in schema.all_of:
            shape = self.by_pointer.get(self.target(part).pointer)
            if part.ref and shape and shape.kind == "object" and shape.schema.pointer in self.descendants:
                return shape
        return None

    def __iter__(self) -> Iterator[Shape]:
        """Go through the classes, those that are met on the way included."""
        done = 0
        while done < len(self.by_pointer):
            for shape in list(self.by_pointer.values())[done:]:
                done += 1
                yield shape

    def add(self, schema: Schema, name: str, inline: bool = False) -> Shape:
        """Give a schema its class, with a name that no other has."""
        wanted = self.naming.model(name)
        if schema.pointer in self.only_errors:
            wanted = self.add_exception(schema.pointer, wanted)
        chosen = self.take("class", wanted, joint="", second=1 if inline else 2)
        if chosen != wanted and not inline:
            self.warn(f"schema name conflict: {wanted} is already used; generating {chosen}", schema.pointer)
        module, page = self.take("module", names.snake(chosen)), self.take("page", chosen)
        base = self.naming.wanted("models", name) or name
        shape = Shape(chosen, module, self.kind(schema), self.complete(schema), page, schema, base)
        self.by_pointer[schema.pointer] = shape
        self.pages[chosen] = page
        return shape

    def complete(self, schema: Schema) -> Schema:
        """Return a schema with its parts drawn together, and a property for each required name without one.

        OpenAPI Generator's clients have no such fields, so in the drop-in style they are optional.
        """
        merged = self.merged(schema)
        known = {each.name for each in merged.properties}
        unnamed = [name for name in merged.required if name not in known]
        if not unnamed or not known or merged.additional is False or schema.pointer in self.descendants:
            return merged
        found = merged.additional if isinstance(merged.additional, Schema) else Schema("")
        places = {name: f"{schema.pointer}/required/{name}" for name in unnamed}
        more = (Property(name, found if found.ref else replace(found, pointer=place)) for name, place in places.items())
        required = [name for name in merged.required if name in known or not self.naming.style.peer_arguments]
        return replace(merged, properties=(*merged.properties, *more), required=tuple(required))

    def add_exception(self, pointer: str, wanted: str) -> str:
        """Name the exception for the errors of a schema, and return the name that is left for its model."""
        if self.only_errors[pointer]:
            name, left = wanted, f"{wanted}Data"
        else:
            name, left = f"{wanted}{'Exception' if wanted.endswith('Error') else 'Error'}", wanted
        chosen = self.take("class", name, joint="")
        self.exceptions[pointer] = chosen, self.take("module", names.snake(chosen))
        return left

    def exception(self, response: Response) -> str:
        """Return the exception that is called after the body of an error; empty if there is none, or more than one."""
        pointers = (media.schema.ref for media in whole_bodies(response) if media.schema)
        found = {self.exceptions[pointer][0] for pointer in pointers if pointer in self.exceptions}
        return found.pop() if len(found) == 1 else ""

    def field_names(self, shape: Shape) -> Mapping[str, str]:
        """The fields of an object by the names of their properties; names that meet are told apart."""
        if shape.name not in self.fields:
            found: dict[str, str] = {}
            taken = {shape.name}  # which a name without upper case can be equal to
            for each in shape.schema.properties:
                wanted = self.naming.field(shape.name, each.name)
                found[each.name] = names.unique(wanted, taken)
                taken.add(found[each.name])
                if found[each.name] != wanted:
                    message = f"another property is called {wanted} too; this one is {found[each.name]}"
                    self.warn(message, each.schema.pointer)
            self.fields[shape.name] = found
        return self.fields[shape.name]

    def inline(self, schema: Schema, name: str) -> str:
        """Return the class of an inline schema; one that is like another inline object shares its class.

        Schemas inside of it get theirs first, which is OpenAPI Generator's order.
        """
        kind = self.kind(schema)
        if kind == "enum" and self.waiting_enums is not None:
            self.waiting_enums.append((schema, name))
            return ""
        found = self.structure(schema) if kind != "enum" else schema.pointer
        base = self.free_name(name)
        if kind != "enum":
            self.name_parts(schema, base)
        shape = self.by_pointer.get(schema.pointer) or self.by_structure.get(found)  # it may be a part of itself
        if shape is None:
            shape = self.by_structure[found] = self.add(schema, base, inline=True)
        elif found in self.aliased:
            self.aliased.discard(found)
            self.add_alias(self.naming.model(base), shape)
        self.by_pointer[schema.pointer] = shape
        return shape.name

    def add_alias(self, wanted: str, shape: Shape) -> None:
        """Give a class a second name."""
        chosen = self.take("class", wanted, joint="", second=1)
        self.aliases.append((chosen, self.take("module", names.snake(chosen)), shape))

    def free_name(self, name: str) -> str:
        """Return the name for an inline schema, numbered if another class has it."""
        number, candidate = 0, name
        while self.naming.model(candidate) in self.taken["class"]:
            number += 1
            candidate = f"{name}_{number}"
        return candidate

    def name_parts(self, schema: Schema, base: str) -> None:
        """Give the inline schemas inside of one their classes.

        Args:
            schema: What they are part of.
            base: What their names start with.
        """
        kind = self.kind(schema)
        if kind == "union":
            for item in self.alternatives(schema):
                self.bare_type(item, f"{base}_{keyword_of(schema)}")
        elif kind == "object":
            merged = self.merged(schema)
            for each in merged.properties:
                if each.schema.pointer.startswith(f"{schema.pointer}/"):
                    self.bare_type(each.schema, part_name(schema, base, each))
            self.extra_type(merged, base)
        elif kind != "enum":
            self.bare_type(schema, base)

    def take(self, kind: str, name: str, joint: str = "_", second: int = 2) -> str:
        """Take a name that nothing else of its kind has; file names must differ in more than case.

        Args:
            kind: `class`, `module` (of a model), `page` or `api` (a module of an API class).
            name: The name, if it is free.
            joint: What is between the name and a number.
            second: The number of the second one with the name.
        """
        name = name.encode()[:LONGEST_NAME].decode(errors="ignore")
        taken, number, candidate = self.taken[kind], second - 1, name
        while (candidate.casefold() if kind == "page" else candidate) in taken:
            number += 1
            candidate = f"{name}{joint}{number}"
        taken.add(candidate.casefold() if kind == "page" else candidate)
        return candidate

    def warn(self, message: str, pointer: str) -> None:
        """Note what the client has otherwise than the document."""
        self.warnings.append(Problem(message, pointer))

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
        name = name if named(schema.pointer) else schema.title or name
        only = schema.all_of if len(schema.all_of) == 1 and not schema.properties else self.alternatives(schema)
        if len(only) == 1:
            return self.bare_type(only[0], name, file)
        if self.kind(schema):
            return Type(self.inline(schema, name), MODELS)
        merged = self.merged(schema)
        if merged.enum is not None and (values := literal_values(merged)):
            return literals(values)
        if merged.enum is not None and (values := mixed_values(merged)):
            return listed(values)
        if self.waiting_enums is not None and (merged.items or isinstance(merged.additional, Schema)):
            name = self.free_name(name)
        found = self.plain_type(merged, name, file)
        return limited(found, self.constraints(merged)) if self.naming.style.limits else found

    def constraints(self, schema: Schema) -> Mapping[str, Any]:
        """The constraints of a schema, its pattern as Python writes it; one that Python cannot read is left out."""
        pattern = schema.constraints.get("pattern")
        if not isinstance(pattern, str):
            return schema.constraints
        spelled = re.sub(r"\(\?<(?=\w)", "(?P<", pattern)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                re.compile(spelled)
        except (re.error, FutureWarning, OverflowError) as error:
            self.warn(f"the pattern is not checked, since Python cannot read it: {error}", schema.pointer)
            return {key: value for key, value in schema.constraints.items() if key != "pattern"}
        return {**schema.constraints, "pattern": spelled}

    def reference_type(self, schema: Schema, name: str, file: bool) -> Type:
        """Return the type of what a reference points to; an alias of itself can be anything."""
        if schema.ref in self.resolving:
            return ANY
        self.resolving.append(schema.ref)
        try:
            target = self.target(schema)
            found = self.bare_type(target, named(schema.ref) or name, file)
            return polymorphic(found) if target.pointer in self.descendants and found.module == MODELS else found
        finally:
            self.resolving.pop()

    def plain_type(self, schema: Schema, name: str, file: bool) -> Type:
        """Return the type of a schema that has no class."""
        kinds = schema.types or implied(schema)
        if len(kinds) > 1:
            return union_of(self.one_type(replace(schema, types=(kind,)), name, file) for kind in kinds)
        return self.one_type(schema, name, file)

    def one_type(self, schema: Schema, name: str, file: bool) -> Type:
        """Return the type of a schema that has one JSON type, or none."""
        kind = "".join(schema.types or implied(schema))
        if kind == "string":
            return self.string_type(schema, name, file)
        if kind in ("array", "object"):
            return self.nested_type(schema, name, file, self.array_type if kind == "array" else self.object_type)
        return {"integer": INTEGER, "number": NUMBER, "boolean": BOOLEAN}.get(kind, ANY)

    def nested_type(self, schema: Schema, name: str, file: bool, make: Callable[[Schema, str, bool], Type]) -> Type:
        """Return the type of an array or object, or Any if it is too deep in others."""
        if self.nesting >= MOST_NESTED:
            self.warn(f"nested in more than {MOST_NESTED} arrays and maps; it is typed as any value", schema.pointer)
            return ANY
        self.nesting += 1
        try:
            return make(schema, name, file)
        finally:
            self.nesting -= 1

    def array_type(self, schema: Schema, name: str, file: bool) -> Type:
        """Return the type of an array: a tuple where the document says how many items it has, else a list."""
        first = [self.type_of(item, f"{name}_{i}", file) for i, item in enumerate(schema.prefix_items)]
        rest = schema.items and not schema.items.never
        others = [self.type_of(schema.items, f"{name}_inner", file)] if schema.items and rest else []
        most = schema.constraints.get("maxItems")
        closed = (schema.items and schema.items.never) or most == len(first)
        if first and closed and schema.constraints.get("minItems", 0) >= len(first):
            return tuple_type(tuple(first))
        open_end = first and not others and not closed
        return list_of(ANY if open_end or not (first or others) else union_of([*first, *others]))

    def object_type(self, schema: Schema, name: str, file: bool) -> Type:
        """Return the type of an object: a class if it has properties, else a mapping, which may have to be empty."""
        if schema.properties:  # one of several JSON types; alone it has its class by its pointer
            inline = replace(schema, pointer=f"{schema.pointer}/object", nullable=False)
            return self.bare_type(inline, f"{name}_object", file)
        if schema.additional is False and not schema.pattern_properties:
            return empty_dict()
        return dict_with(self.extra_type(schema, name, file) or ANY)

    def extra_type(self, schema: Schema, name: str, file: bool = False) -> Type | None:
        """Return the type of the properties that an object has beyond those it names; None where it may have any."""
        parts = list(schema.pattern_properties.values())
        if isinstance(schema.additional, Schema):
            parts.append(schema.additional)
        elif schema.additional is not False and not parts:
            return None
        if not parts or schema.additional is True:
            return None
        return union_of(self.type_of(part, f"{name}_value", file) for part in parts)

    def string_type(self, schema: Schema, name: str, file: bool) -> Type:
        """Return the type of a string, by its content and its format; a media type alone makes it a file to upload."""
        if schema.content_schema and embeds_json(schema):
            return embedded(self.type_of(schema.content_schema, name))
        if schema.content_encoding in ENCODINGS:
            return ENCODINGS[schema.content_encoding]
        uploaded = file and schema.media_type and not schema.media_type.startswith("text/")
        if schema.format == "binary" or uploaded:
            return FILE if file else BYTES
        return FORMATS.get(schema.format, STRING)


def part_name(own: Schema, base: str, found: Property) -> str:
    """Return the name for the class of a property's inline schema; a composed schema tells it apart.

    Args:
        own: The object as the document has it.
        base: What the name starts with.
        found: The property.
    """
    return f"{base}_allOf_{found.name}" if own.all_of else f"{base}_{found.name}"


def inner_name(shape: Shape, found: Property) -> str:
    """Return the name for the class of a property's inline schema."""
    return part_name(shape.own, shape.base, found)


def keyword_of(schema: Schema) -> str:
    """Return the keyword that has the alternatives of a union."""
    return "one_of" if schema.one_of else "any_of"
