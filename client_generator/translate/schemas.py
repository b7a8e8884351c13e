"""What schemas are, with references followed and their parts drawn together."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace

from ..api import Api, Discriminator, Property, Schema

NAMED = re.compile(r"(?:.*/(?:\$defs|definitions|schemas)/|.*/components/(?:headers|parameters|responses)/)([^/]+)")
IN_FILE = re.compile(
    r"(?:[^/#][^#]*#|/x-[^/]+)"
    r"/(?:(?!(?:properties|patternProperties|items|prefixItems|allOf|oneOf|anyOf)/)[^/]+/)?"
    r"((?!(?:items|schema|additionalProperties|not|\d+)$)[^/]+)"
)
"""A schema by its name in a file of schemas, at the top or in a group, or in an extension."""
WHOLE_FILE = re.compile(r"(?:.*/)?([^/#]+?)(?:\.\w+)?#/?")
SET_ASIDE = ("pointer", "required")
"""What does not count when schemas are compared field by field."""


class Schemas:
    """The schemas of one API."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.resolving: list[str] = []
        """The schemas whose parts are being drawn in."""
        self.flattened: dict[str, tuple[Schema, ...]] = {}
        """The alternatives of unions, by pointer."""
        self.targets: dict[int, tuple[Schema, Schema]] = {}
        """What `target` returned, by the identity of the schema, which is kept beside it."""
        self.merged_schemas: dict[tuple[int, bool], tuple[Schema, Schema]] = {}
        """What `merged` returned, in the same way."""
        self.discriminators: dict[int, tuple[Schema, Discriminator | None]] = {}
        """What `discriminator` returned, in the same way."""
        self.has_discriminators = any(schema.discriminator for schema in api.schemas.values())
        self.descendants = self.find_descendants()

    def target(self, schema: Schema) -> Schema:
        """Follow references to the schema that is meant, also from an `allOf` of nothing else."""
        if not schema.ref and len(schema.all_of) != 1:
            return schema
        key = id(schema)
        if key not in self.targets:
            self.targets[key] = schema, self.find_target(schema)
        return self.targets[key][1]

    def find_target(self, schema: Schema) -> Schema:
        """Follow references, step by step."""
        seen = set[str]()
        while True:
            if schema.ref and schema.ref not in seen:
                seen.add(schema.ref)
                schema = self.api.schemas.get(schema.ref, Schema(schema.ref))
            elif (
                len(schema.all_of) == 1 and schema.all_of[0].ref and not schema.properties and not named(schema.pointer)
            ):
                schema = schema.all_of[0]
            else:
                return schema

    def kind(self, schema: Schema) -> str:
        """Say what class a schema becomes: `object`, `enum`, `union`, or none."""
        if schema.ref:
            return ""
        if schema.enum is not None:
            single = len(schema.enum) == 1 and not named(schema.pointer) and not isinstance(schema.enum[0], float)
            return "enum" if is_enum(schema) and not single else ""
        if self.is_union(schema):
            return "union"
        merged = self.merged(schema)
        return "object" if merged.properties and set(merged.types) <= {"object"} else ""

    def is_union(self, schema: Schema) -> bool:
        """Whether a schema is one of several, rather than an object some of whose properties depend on each other."""
        found = self.alternatives(schema)
        if len(found) < 2 or not schema.properties:
            return len(found) > 1
        own = {each.name for each in schema.properties}
        each_has = [{each.name for each in self.merged(self.target(item)).properties} for item in found]
        return bool(schema.discriminator) or all(names and own <= names for names in each_has)

    def alternatives(self, schema: Schema) -> tuple[Schema, ...]:
        """The alternatives of a union that are not merely null; those of unions that contain it are its own."""
        given = tuple(item for item in given_alternatives(schema) if not self.is_null(item))
        if given and schema.pointer not in self.flattened:
            self.flattened[schema.pointer] = self.flatten(schema, given) if self.contains_itself(schema) else given
        return self.flattened[schema.pointer] if given else ()

    def contains_itself(self, schema: Schema) -> bool:
        """Return True if a union is an alternative of itself, through other unions or at once."""
        seen, left = set[str](), [schema]
        while left:
            for item in given_alternatives(left.pop()):
                target = self.target(item)
                if target.pointer == schema.pointer:
                    return True
                if target.pointer not in seen:
                    seen.add(target.pointer)
                    left.append(target)
        return False

    def flatten(self, schema: Schema, given: tuple[Schema, ...]) -> tuple[Schema, ...]:
        """Replace alternatives that are unions by what these are, each of them once."""
        found: dict[str, Schema] = {}
        seen, left = {schema.pointer}, list(reversed(given))
        while left:
            item = left.pop()
            target = self.target(item)
            inner = given_alternatives(target)
            if target.pointer in seen:
                continue
            if inner and not target.properties and self.contains_itself(target):
                seen.add(target.pointer)
                left += [each for each in reversed(inner) if not self.is_null(each)]
            else:
                found.setdefault(target.pointer, item)
        return tuple(found.values())

    def merged(self, schema: Schema, variants: bool = True) -> Schema:
        """Return a schema with the parts of `allOf`, and the properties that only some alternatives have.

        Args:
            schema: The schema; what it refers to is not followed.
            variants: False to leave the alternatives out.
        """
        key = id(schema), variants
        if key not in self.merged_schemas:
            self.merged_schemas[key] = schema, self.merge(schema, variants)
        return self.merged_schemas[key][1]

    def merge(self, schema: Schema, variants: bool) -> Schema:
        """Draw the parts of `allOf` together into one schema, and the properties that only some alternatives have."""
        parts = [self.merged(self.target(part), False) for part in schema.all_of if self.can_resolve(part)]
        others = self.variants(schema) if variants and (parts or schema.properties) else []
        if variants and any(part.properties for part in [*parts, schema]):
            others = [*others, *self.variants_of_parts(schema)]
        if not parts and not others:
            return schema
        properties: dict[str, Property] = {}
        for part in [*parts, schema]:
            properties.update({found.name: found for found in part.properties})
        for found in self.varying(others, schema.pointer):
            properties.setdefault(found.name, found)
        additional = next((part.additional for part in [schema, *parts] if part.additional is not None), None)
        first = parts[0] if parts else schema
        return replace(
            schema,
            all_of=(),
            types=schema.types or first.types,
            format=schema.format or first.format,
            media_type=schema.media_type or first.media_type,
            content_encoding=schema.content_encoding or first.content_encoding,
            content_schema=schema.content_schema or first.content_schema,
            description=schema.description or (first.description if len(parts) == 1 else ""),
            properties=tuple(properties.values()),
            required=tuple(dict.fromkeys(name for part in [*parts, schema] for name in part.required)),
            additional=additional,
            pattern_properties={
                key: item for part in [*parts, schema] for key, item in part.pattern_properties.items()
            },
            items=schema.items or first.items,
            enum=schema.enum or first.enum,
        )

    def can_resolve(self, part: Schema) -> bool:
        """Whether a part of `allOf` can be drawn in: not while it is being drawn in itself."""
        return part.pointer not in self.resolving

    def variants(self, schema: Schema) -> list[Schema]:
        """The alternatives of an object that says itself what it is, beyond them."""
        if self.is_union(schema):
            return []
        return [self.merged(self.target(item), False) for item in self.alternatives(schema)]

    def variants_of_parts(self, schema: Schema) -> Iterator[Schema]:
        """Yield the alternatives of the parts of an `allOf`, unless they refine such a part themselves."""
        seen, left = {schema.pointer}, list(schema.all_of)
        while left:
            part = self.target(left.pop(0))
            if part.pointer in seen:
                continue
            seen.add(part.pointer)
            left += part.all_of
            found = [self.target(item) for item in self.alternatives(part)]
            if not any(each.pointer == part.pointer for item in found for each in self.ancestors(item)):
                yield from (self.merged(item, False) for item in found if item.pointer != schema.pointer)

    def varying(self, variants: list[Schema], place: str) -> Iterator[Property]:
        """Yield the properties of some alternatives; one that they define differently is one of several schemas.

        Args:
            variants: The alternatives.
            place: The pointer of the object that has them.
        """
        found: dict[str, dict[object, Schema]] = {}
        for each in (each for part in variants for each in part.properties):
            found.setdefault(each.name, {}).setdefault(signature(each.schema), each.schema)
        for name, different in found.items():
            schemas = tuple(different.values())
            yield Property(name, schemas[0] if len(schemas) == 1 else either(schemas, f"{place}/anyOf/{name}"))

    def nullable(self, schema: Schema, within: frozenset[str] = frozenset()) -> bool:
        """Return True if null is valid: each keyword has to allow it, and a schema without a type does.

        Args:
            schema: The schema.
            within: The references that led to it; a schema that refers to nothing but itself is not nullable.
        """
        if schema.nullable or (schema.enum is not None and None in schema.enum):
            return True
        if schema.ref:
            target = self.api.schemas.get(schema.ref, Schema(schema.ref))
            return schema.ref not in within and self.nullable(target, within | {schema.ref})
        if schema.never or schema.types or schema.enum is not None or implied(schema):
            return False
        return all(self.nullable(part, within) for part in schema.all_of) and all(
            any(self.nullable(part, within) for part in found) for found in (schema.one_of, schema.any_of) if found
        )

    def is_null(self, schema: Schema) -> bool:
        """Return True if a schema allows null and nothing else, itself or by reference."""
        return is_null(self.target(schema))

    def find_descendants(self) -> dict[str, dict[str, str]]:
        """Find the schemas that others refine: by pointer, what their discriminator says, and who that is."""
        found: dict[str, dict[str, str]] = {}
        if not self.has_discriminators:
            return found
        for pointer, schema in self.api.schemas.items():
            for ancestor in self.ancestors(schema):
                discriminator = self.discriminator(ancestor)
                if discriminator and not self.is_union(self.target(ancestor)):
                    values = [value for value, to in discriminator.mapping.items() if to == pointer]
                    values = values or self.constants(schema, discriminator.property_name) or [named(pointer)]
                    found.setdefault(ancestor.pointer, {}).update(dict.fromkeys(values, pointer))
        return found

    def constants(self, schema: Schema, name: str) -> list[str]:
        """Return the only string that a property of an object can be, in a list; empty if there are more, or none."""
        found = next((each.schema for each in self.merged(schema).properties if each.name == name), None)
        values = self.target(found).enum if found else None
        return [values[0]] if values and len(values) == 1 and isinstance(values[0], str) else []

    def ancestors(self, schema: Schema) -> Iterator[Schema]:
        """Yield the schemas that one refines, each before its own ancestors, without recursion."""
        seen = {schema.pointer}
        waiting = [part for part in reversed(schema.all_of) if part.ref]
        while waiting:
            target = self.target(waiting.pop())
            if target.pointer not in seen:
                seen.add(target.pointer)
                yield target
                waiting += [part for part in reversed(target.all_of) if part.ref]

    def discriminator(self, schema: Schema) -> Discriminator | None:
        """Return how to tell the descendants of a schema apart, which an ancestor may say."""
        if schema.discriminator or not schema.all_of or not self.has_discriminators:
            return schema.discriminator
        key = id(schema)
        if key not in self.discriminators:
            found = (each.discriminator for each in self.ancestors(schema) if each.discriminator)
            self.discriminators[key] = schema, next(found, None)
        return self.discriminators[key][1]


def either(schemas: tuple[Schema, ...], pointer: str) -> Schema:
    """Return the schema of values that satisfy one of some schemas: by their JSON types if they have nothing else."""
    types = tuple(dict.fromkeys(kind for each in schemas for kind in each.types))
    bare = all(each.types and signature(each) == signature(Schema("", types=each.types)) for each in schemas)
    return Schema(pointer, types=types) if bare else Schema(pointer, any_of=schemas)


def given_alternatives(schema: Schema) -> tuple[Schema, ...]:
    """Return the alternatives of a union as they are in the spec."""
    return schema.one_of or schema.any_of


def copy_described(api: Api) -> Api:
    """Give components that describe another object a class of their own, as OpenAPI Generator 7.26 does.

    These are `oneOf` or `anyOf` of one reference, with a title, a description or `nullable`; without these, the
    component is the other one under a second name.
    """
    schemas = {
        pointer: replace(schema, all_of=given_alternatives(schema), one_of=(), any_of=())
        if describes_object(schema, api)
        else schema
        for pointer, schema in api.schemas.items()
    }
    return replace(api, schemas=schemas)


def describes_object(schema: Schema, api: Api) -> bool:
    """Return True for one reference to an object, in `oneOf` or `anyOf`, with a title, a description or `nullable`."""
    parts = given_alternatives(schema)
    if len(parts) != 1 or schema.all_of or schema.properties or schema.discriminator or not named(schema.pointer):
        return False
    target = api.schemas.get(parts[0].ref)
    said = schema.title or schema.description or schema.nullable
    return bool(said and target and target.properties)


def named(pointer: str) -> str:
    """Return the name that a place of the document gives a schema; empty where it gives none."""
    found = NAMED.fullmatch(pointer) or WHOLE_FILE.fullmatch(pointer) or IN_FILE.fullmatch(pointer)
    return found[1].replace("~1", "/").replace("~0", "~") if found else ""


def signature(schema: Schema) -> object:
    """Return a value that is equal for schemas of the same structure, as OpenAPI Generator compares them."""
    if schema.example_listed:
        schema = replace(schema, example_listed=False, example=None, has_example=False)
    found = tuple(comparable(getattr(schema, each.name)) for each in fields(schema) if each.name not in SET_ASIDE)
    return (*found, frozenset(schema.required))


def comparable(value: object) -> object:
    """Turn what a schema has into what can be looked up."""
    if isinstance(value, Schema):
        return signature(value)
    if isinstance(value, Property):
        return value.name, signature(value.schema)
    if isinstance(value, Mapping):
        return tuple((key, comparable(item)) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return tuple(map(comparable, value))
    return repr(value)


def implied(schema: Schema) -> tuple[str, ...]:
    """Return the type that a schema without one means by its keywords or values."""
    if schema.properties or schema.pattern_properties or isinstance(schema.additional, Schema):
        return ("object",)
    if schema.items is not None or schema.prefix_items:
        return ("array",)
    if schema.enum and all(isinstance(value, str) for value in schema.enum):
        return ("string",)
    return ()


def literal_values(schema: Schema) -> list[object]:
    """The values of an enum that has no class, if a `Literal` can have them all."""
    values = [value for value in schema.enum or () if value is not None]
    return values if all(isinstance(value, (str, int)) for value in values) else []


def embeds_json(schema: Schema) -> bool:
    """Return True for a string whose content is JSON of a given schema, without a further encoding."""
    essence = schema.media_type.partition(";")[0].strip().lower()
    is_json = essence.endswith(("/json", "+json"))
    return schema.content_schema is not None and is_json and not schema.content_encoding


def is_null(schema: Schema) -> bool:
    """Return True if a schema allows null and nothing else."""
    more = schema.types or schema.properties or schema.items or schema.ref or schema.additional
    composed = schema.all_of or schema.one_of or schema.any_of
    return schema.nullable and not more and not composed and schema.enum in (None, (None,))


def is_enum(schema: Schema) -> bool:
    """Return True if an enum has strings only, or numbers only, so that a class can have them as members."""
    return bool(enum_base(schema))


def enum_base(schema: Schema) -> str:
    """Return `str`, `int` or `float`: the type of an enum's values besides null; empty if there is none."""
    kinds = {type(value) for value in schema.enum or () if value is not None}
    if kinds and kinds <= {int, float} and all(map(math.isfinite, filter(None, schema.enum or ()))):
        return "float" if float in kinds else "int"
    return "str" if kinds == {str} else ""
