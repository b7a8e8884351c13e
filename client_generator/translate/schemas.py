"""What schemas are, with references followed and their parts drawn together."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from ..api import Api, Discriminator, Property, Schema

NAMED = re.compile(r"(?:.*/(?:\$defs|definitions|schemas)/|.*/components/(?:headers|parameters|responses)/)([^/]+)")
IN_FILE = re.compile(
    r"(?:[^/#][^#]*#|/x-[^/]+)"
    r"/(?:(?!(?:properties|patternProperties|items|prefixItems|allOf|oneOf|anyOf)/)[^/]+/)?"
    r"((?!(?:items|schema|additionalProperties|not|\d+)$)[^/]+)"
)
"""A schema by its name in a file of schemas, at the top or in a group, or in an extension."""
WHOLE_FILE = re.compile(r"(?:.*/)?([^/#]+?)(?:\.\w+)?#/?")
LOWER_BOUNDS = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
UPPER_BOUNDS = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
ANNOTATIONS = (
    *("title", "description", "default", "has_default", "example", "has_example", "example_listed"),
    *("deprecated", "read_only", "write_only"),
)
"""Keywords that are ignored when the values that schemas allow are compared."""
COMPARED = tuple(each.name for each in fields(Schema) if each.name not in ("pointer", "required"))
"""The fields of schemas that are compared one by one; required names are compared as a set."""


class Schemas:
    """The schemas of one API."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.resolving: list[str] = []
        """The schemas whose parts are being drawn in."""
        self.flattened: dict[str, tuple[Schema, ...]] = {}
        """The alternatives of unions, by pointer."""
        self.targets: dict[int, tuple[Schema, Schema]] = {}
        """Results of `target` by the identity of the schema, which is kept beside them."""
        self.merged_schemas: dict[tuple[int, bool], tuple[Schema, Schema]] = {}
        """Results of `merged`, in the same way."""
        self.structures: dict[int, tuple[Schema, int]] = {}
        """Results of `structure`, in the same way."""
        self.structure_numbers: dict[object, int] = {}
        self.discriminators: dict[int, tuple[Schema, Discriminator | None]] = {}
        """Results of `discriminator`, in the same way."""
        self.combined: dict[tuple[str, ...], Schema] = {}
        """Schemas of properties that several parts of an `allOf` define, by the pointers of these schemas."""
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

    def structure(self, schema: Schema) -> int:
        """Return a number that is the same for schemas of the same structure; see `signature`."""
        key = id(schema)
        if key not in self.structures:
            found = signature(schema, self.structure)
            self.structures[key] = schema, self.structure_numbers.setdefault(found, len(self.structure_numbers))
        return self.structures[key][1]

    def merge(self, schema: Schema, variants: bool) -> Schema:
        """Draw the parts of `allOf` together into one schema, and the properties that only some alternatives have."""
        parts = [self.merged(self.target(part), False) for part in schema.all_of if self.can_resolve(part)]
        others = self.variants(schema) if variants and (parts or schema.properties) else []
        if variants and any(part.properties for part in [*parts, schema]):
            others = [*others, *self.variants_of_parts(schema)]
        if not parts and not others:
            return self.with_annotations(schema)
        properties: dict[str, Property] = {}
        for each in (each for part in [*parts, schema] for each in part.properties):
            before = properties.get(each.name)
            properties[each.name] = self.combine(before, each, schema.pointer) if before else each
        for each in self.varying(others, schema.pointer):
            properties.setdefault(each.name, each)
        additional = next((part.additional for part in [schema, *parts] if part.additional is not None), None)
        if isinstance(additional, Schema):
            additional = self.common("additional", [schema, *parts], schema.pointer)
        first = parts[0] if parts else schema
        everything = [schema, *parts]
        found = replace(
            schema,
            all_of=(),
            types=common_types(everything),
            format=first_of("format", everything),
            media_type=first_of("media_type", everything),
            content_encoding=first_of("content_encoding", everything),
            content_schema=first_of("content_schema", everything),
            description=schema.description or (first.description if len(parts) == 1 else ""),
            constraints=common_constraints(everything),
            properties=tuple(properties.values()),
            required=tuple(dict.fromkeys(name for part in [*parts, schema] for name in part.required)),
            additional=additional,
            pattern_properties={
                key: item for part in [*parts, schema] for key, item in part.pattern_properties.items()
            },
            items=self.common("items", everything, schema.pointer),
            prefix_items=first_of("prefix_items", everything),
            enum=common_values(everything),
        )
        return self.with_annotations(found)

    def with_annotations(self, schema: Schema) -> Schema:
        """Return an object whose properties say themselves that they are read-only or write-only."""
        properties = tuple(map(self.annotate, schema.properties))
        changed = any(new is not old for new, old in zip(properties, schema.properties, strict=True))
        return replace(schema, properties=properties) if changed else schema

    def annotate(self, found: Property) -> Property:
        """Return a property that is read-only or write-only if what it refers to is."""
        if not found.schema.ref and not found.schema.all_of:
            return found
        beyond = self.annotations(found.schema)
        read_only, write_only = "read_only" in beyond, "write_only" in beyond
        if (read_only, write_only) == (found.schema.read_only, found.schema.write_only):
            return found
        return Property(found.name, replace(found.schema, read_only=read_only, write_only=write_only))

    def annotations(self, schema: Schema) -> set[str]:
        """Return `read_only` and `write_only` if a schema, what it refers to or a part of it says so."""
        found, seen, left = set[str](), set[str](), [schema]
        while left:
            each = left.pop()
            found |= {name for name in ("read_only", "write_only") if getattr(each, name)}
            left += each.all_of
            if each.ref and each.ref not in seen and each.ref in self.api.schemas:
                seen.add(each.ref)
                left.append(self.api.schemas[each.ref])
        return found

    def combine(self, first: Property, second: Property, place: str) -> Property:
        """Return a property that satisfies two definitions of it, in parts of an `allOf`.

        Args:
            first: The definition in the earlier part.
            second: The definition in the later part, whose annotations win.
            place: The pointer of the schema with the `allOf`.
        """
        chosen = self.both(first.schema, second.schema, f"{place}/allOf/properties/{second.name}")
        said = [second.schema, first.schema]
        default = next((each for each in said if each.has_default), chosen)
        found = replace(
            chosen,
            description=first_of("description", said),
            read_only=any(each.read_only for each in said),
            write_only=any(each.write_only for each in said),
            deprecated=any(each.deprecated for each in said),
            default=default.default,
            has_default=default.has_default,
        )
        return second if found == second.schema else Property(second.name, found)

    def common(self, name: str, schemas: list[Schema], place: str) -> Schema | None:
        """Return the schema of the items, or of further properties, that satisfies all of some schemas."""
        found: Schema | None = None
        for each in reversed(schemas):
            other = getattr(each, name)
            if isinstance(other, Schema):
                found = self.both(found, other, f"{place}/allOf/{name}") if found else other
        return found

    def both(self, first: Schema, second: Schema, pointer: str) -> Schema:
        """Return the schema of values that satisfy two schemas; `pointer` is its own if it is a further schema."""
        return self.narrowest(first, second) or self.all_of([first, second], pointer)

    def narrowest(self, first: Schema, second: Schema) -> Schema | None:
        """Return the one of two schemas that allows nothing that the other one excludes, if that is plain to see."""
        one, other = self.target(first), self.target(second)
        if bare_signature(first) == bare_signature(second) or self.is_wider(one, other):
            return second
        if self.is_wider(other, one):
            return first
        if one.pointer == other.pointer or any(each.pointer == one.pointer for each in self.ancestors(other)):
            return second
        if any(each.pointer == other.pointer for each in self.ancestors(one)):
            return first
        return second if self.alternatives(one) or self.alternatives(other) else None

    def is_wider(self, schema: Schema, other: Schema) -> bool:
        """Return True if a schema says no more than the JSON types of another one, or nothing."""
        if bare_signature(replace(schema, types=(), nullable=False)) != NOTHING:
            return False
        types = self.json_types(other, set())
        return not schema.types or (bool(types) and set(types) <= set(schema.types))

    def json_types(self, schema: Schema, seen: set[str]) -> tuple[str, ...]:
        """Return the JSON types that a schema or the parts of its `allOf` name or imply; none if they are unknown."""
        target = self.target(schema)
        if target.pointer in seen:
            return ()
        seen.add(target.pointer)
        parts = (self.json_types(part, seen) for part in target.all_of)
        return target.types or implied(target) or next(filter(None, parts), ())

    def all_of(self, schemas: list[Schema], pointer: str) -> Schema:
        """Return the schema of values that satisfy all of some schemas; the same schemas have the same one."""
        parts = {part.ref or part.pointer: part for each in schemas for part in (self.parts_of(each) or [each])}
        key = tuple(parts)
        if key not in self.combined:
            self.combined[key] = Schema(pointer, all_of=tuple(parts.values()))
        return self.combined[key]

    def parts_of(self, schema: Schema) -> tuple[Schema, ...]:
        """Return the schemas that were combined to one; none for a schema of the document."""
        known = self.combined.get(tuple(part.ref or part.pointer for part in schema.all_of))
        return schema.all_of if known and known.pointer == schema.pointer else ()

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
            found.setdefault(each.name, {}).setdefault(self.structure(each.schema), each.schema)
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
        typed = [part for part in schema.all_of if not self.is_untyped(part)]  # keywords for objects allow null
        parts = typed or schema.all_of
        return all(self.nullable(part, within) for part in parts) and all(
            any(self.nullable(part, within) for part in found) for found in (schema.one_of, schema.any_of) if found
        )

    def is_untyped(self, schema: Schema) -> bool:
        """Return True if a schema has properties, or items, without saying its type."""
        target = self.target(schema)
        composed = target.all_of or target.one_of or target.any_of
        return not (target.types or target.nullable or target.enum is not None or composed) and bool(implied(target))

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
        values = self.merged(self.target(found)).enum if found else None
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


def signature(schema: Schema, of_part: Callable[[Schema], object] | None = None) -> object:
    """Return a value that is equal for schemas of the same structure, as OpenAPI Generator compares them.

    Args:
        schema: The schema.
        of_part: Returns such a value for a schema inside of it. Defaults to this function.
    """
    if schema.example_listed:
        schema = replace(schema, example_listed=False, example=None, has_example=False)
    found = tuple(comparable(getattr(schema, name), of_part or signature) for name in COMPARED)
    return (*found, frozenset(schema.required))


def comparable(value: object, of_part: Callable[[Schema], object]) -> object:
    """Return a hashable value that is equal for equal keywords of schemas."""
    if isinstance(value, Schema):
        return of_part(value)
    if isinstance(value, Property):
        return value.name, of_part(value.schema)
    if isinstance(value, (list, tuple)):
        return tuple(comparable(item, of_part) for item in value)
    if isinstance(value, Mapping):
        return tuple((key, comparable(item, of_part)) for key, item in value.items())
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


def first_of(name: str, schemas: list[Schema]) -> Any:
    """Return an attribute of the first schema that has it, else the empty one of the last."""
    return next((found for each in schemas if (found := getattr(each, name))), getattr(schemas[-1], name))


def common_types(schemas: list[Schema]) -> tuple[str, ...]:
    """Return the JSON types that all of some schemas allow; those of the first if they exclude each other."""
    found: tuple[str, ...] = ()
    for each in schemas:
        whole = "integer" in each.types and "number" not in each.types
        known = tuple("integer" if kind == "number" and whole else kind for kind in found)
        wider = (*each.types, "integer") if "number" in each.types else each.types
        found = (
            (tuple(kind for kind in known if kind in wider) or found) if found and each.types else found or each.types
        )
    return found


def common_values(schemas: list[Schema]) -> tuple[Any, ...] | None:
    """Return the enum values that all of some schemas allow; those of the first if they exclude each other."""
    found: tuple[Any, ...] | None = None
    for each in schemas:
        if found is None or each.enum is None:
            found = each.enum if found is None else found
        else:
            allowed = set(map(repr, each.enum))
            found = tuple(value for value in found if repr(value) in allowed) or found
    return found


def common_constraints(schemas: list[Schema]) -> Mapping[str, Any]:
    """Return the constraints of all of some schemas: the narrower one where two have the same."""
    found: dict[str, Any] = {}
    for each in schemas:
        for name, value in each.constraints.items():
            narrower = max if name in LOWER_BOUNDS else min if name in UPPER_BOUNDS else None
            found[name] = narrower(found[name], value) if name in found and narrower else found.get(name, value)
    return found


def bare_signature(schema: Schema) -> object:
    """Return a value that is equal for schemas that allow the same values by the same keywords."""
    plain: dict[str, Any] = {each.name: each.default for each in fields(Schema) if each.name in ANNOTATIONS}
    return signature(replace(schema, **plain)), frozenset(schema.required)


NOTHING = bare_signature(Schema(""))
"""The signature of schemas that allow any value."""


def literal_values(schema: Schema) -> list[object]:
    """The values of an enum that has no class, if a `Literal` can have them all."""
    values = [value for value in schema.enum or () if value is not None]
    return values if all(isinstance(value, (str, int)) for value in values) else []


def mixed_values(schema: Schema) -> list[object]:
    """Return the values of an enum of scalars of several types, one of which is a fraction; else nothing."""
    values = [value for value in schema.enum or () if value is not None]
    scalars = all(isinstance(value, (str, int, float)) for value in values)
    return values if scalars and len({isinstance(value, str) for value in values}) > 1 else []


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
    """Return `str`, `int` or `float` for an enum whose values besides null have that type, else an empty string."""
    kinds = {type(value) for value in schema.enum or () if value is not None}
    if kinds and kinds <= {int, float} and all(map(math.isfinite, filter(None, schema.enum or ()))):
        return "float" if float in kinds else "int"
    return "str" if kinds == {str} else ""
