"""Choice of the alternative that a received value is, by the rules of JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Dict, Optional, cast

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import PydanticCustomError, SchemaValidator, core_schema

from ._model_schema import CONSTANT, STANDALONE, standalone_schema
from ._plain import is_dict, is_list
from ._rewriting import ADAPT, Node, Reading, SchemaRewriter, metadata_of, plain, schema_choices

ALL_TYPES = frozenset(("null", "boolean", "integer", "number", "string", "array", "object"))
JSON_TYPES: dict[str, frozenset[str]] = {
    "none": frozenset({"null"}),
    "bool": frozenset({"boolean"}),
    "int": frozenset({"integer"}),
    "float": frozenset({"integer", "number"}),
    "decimal": frozenset({"integer", "number", "string"}),
    **dict.fromkeys(("str", "bytes", "date", "datetime", "time", "timedelta", "uuid", "url"), frozenset({"string"})),
    **dict.fromkeys(("list", "tuple", "set", "frozenset", "generator"), frozenset({"array"})),
    **dict.fromkeys(("dict", "model-fields", "typed-dict", "dataclass"), frozenset({"object"})),
}
"""The JSON types of pydantic's schemas that have no schema inside that decides."""
TYPE_NAMES: dict[type[Any], str] = {
    type(None): "null",
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}
ANY: Node = {"type": "any"}
Tag = tuple[type[Any], Any]
"""A value that tells alternatives apart, with its type: JSON's true is not 1."""


_results: ContextVar[Optional[dict[tuple[int, int], tuple[Any, ...]]]] = ContextVar("results", default=None)
"""Results for parts of the value that is being read, by the ids of union and part: alternatives share their parts."""


@dataclass(frozen=True)
class UnionRules:
    """The property and the values that tell the alternatives of a union apart."""

    discriminator: str = ""
    """The property that says which alternative a value is; empty if the spec names none."""
    mapping: Dict[str, str] = field(default_factory=dict[str, str], hash=False)
    """The name of the model that each value of the property means, where that is not the value itself."""
    one_of: bool = False
    """True if a value of several alternatives is invalid; this matters only inside other alternatives."""
    readers: Dict[Reading, UnionReader] = field(
        default_factory=dict[Reading, "UnionReader"], init=False, repr=False, compare=False
    )
    """The readers of the union, which are made when they are needed."""


NO_RULES = UnionRules()
RULES = "rules"
"""The key in the metadata of a union's schema."""


def choose_alternative(
    choices: list[Node], rewriter: SchemaRewriter, reading: Reading, rules: Optional[UnionRules] = None
) -> Node:
    """Make the schema of a union for received values.

    Where JSON types or known values of one property decide, pydantic chooses; else `UnionReader` does.
    """
    found: UnionRules = rules or rewriter.unions.setdefault(id(choices[0]), UnionRules())
    if reading not in found.readers:
        found.readers[reading] = UnionReader(choices, rewriter, reading, found)
    reader = found.readers[reading]
    chosen = plain(reader.read)
    if reading is Reading.EXACT:
        return chosen
    # Numbers come before formats of strings, since pydantic takes them as dates, times and durations, too.
    distinct = sorted(reader.distinct_types(), key=lambda index: "string" in reader.types[index])
    native = [rewriter.rewrite(choices[index], reading) for index in distinct]
    by_tag = reader.single_tags()
    if by_tag:
        valid = Reading.PARTIAL if reader.is_decided_by_tags else Reading.EXACT
        tagged = {tag: rewriter.rewrite(choices[index], valid) for tag, index in by_tag.items()}
        native.append(cast("Node", core_schema.tagged_union_schema(cast("Any", tagged), reader.property)))
    elif not (reader.property or len(distinct) == len(choices) or has_reference(choices) or reader.has_mapping()):
        others = [rewriter.rewrite(each, Reading.EXACT) for i, each in enumerate(choices) if i not in distinct]
        native.append({"type": "union", "choices": others, "mode": "smart"})
    if not native:
        return chosen
    return {
        "type": "union",
        "choices": [*native, chosen],
        "mode": "left_to_right",
        "custom_error_type": "union",
        "custom_error_message": reader.message,
    }


def has_reference(choices: list[Node]) -> bool:
    """Return True if an alternative is a standalone model, of which pydantic cannot count the fields that fit."""
    return any(metadata_of(choice, STANDALONE) for choice in choices)


class UnionReader:
    """Reads values of one union.

    Args:
        choices: pydantic's schemas of its alternatives, in the order of the spec.
        rewriter: Has the definitions that these refer to.
        reading: How tolerant it is.
        rules: What the spec says of them.
    """

    def __init__(self, choices: list[Node], rewriter: SchemaRewriter, reading: Reading, rules: UnionRules) -> None:
        self.reading = reading
        self.one_of = rules.one_of
        self.alternatives = [Alternative(choice, rewriter) for choice in choices]
        self.types = [each.find_types() for each in self.alternatives]
        self.property = rules.discriminator
        self.tags: dict[Tag, list[int]] = {}
        """The alternatives that have each known value of the property."""
        self.is_decided_by_tags = False
        """True if the property has values in every alternative that only this one allows."""
        names = [name for each in self.alternatives for name in each.find_names()]
        self.message = f"none of the alternatives fits: {', '.join(names)}" if names else "no alternative fits"
        if not self.property:
            self.property = self.find_property()
        if self.property:
            self.find_tags(rules.mapping)

    def single_tags(self) -> dict[str | int, int]:
        """Return the alternative of each tag that no other one has, as far as pydantic can look tags up."""
        return {
            tag: indexes[0] for (kind, tag), indexes in self.tags.items() if kind in (str, int) and len(indexes) == 1
        }

    def distinct_types(self) -> list[int]:
        """Return the alternatives whose JSON types no other one has."""
        others = [frozenset[str]().union(*self.types[:i], *self.types[i + 1 :]) for i in range(len(self.types))]
        return [index for index, types in enumerate(self.types) if not types & others[index]]

    def has_mapping(self) -> bool:
        """Return True if an alternative besides models can be an object, which pydantic would prefer to a model."""
        objects = [each["type"] for alternative in self.alternatives for each in alternative.objects()]
        return "model" in objects and set(objects) != {"model"}

    def find_property(self) -> str:
        """Return the property that tells the alternatives apart though the spec does not say so, or an empty string."""
        objects = [each for each, types in zip(self.alternatives, self.types, strict=True) if "object" in types]
        if len(objects) < 2:
            return ""
        for name in objects[0].closed_properties():
            values = [each.find_values(name) for each in objects]
            if all(values) and len(set[Tag]().union(*values)) == sum(len(set(each)) for each in values):
                return name
        return ""

    def find_tags(self, mapping: Mapping[str, str]) -> None:
        """Find which values of the property mean which alternative: by the mapping, by constants, else by names."""
        closed = True
        mapped: dict[str, set[Tag]] = {}
        for each in self.alternatives:
            mapping = {**each.find_mapping(self.property), **mapping}
        for value, name in mapping.items():
            mapped.setdefault(name, set()).add((str, value))
        for index, each in enumerate(self.alternatives):
            if "object" not in self.types[index]:
                continue
            values = set(each.find_values(self.property))
            names = set(each.find_names())
            tags = set[Tag]().union(*(mapped.get(name, ()) for name in names))
            tags = tags or values
            closed = closed and bool(values) and values == tags
            tags |= set() if values else {(str, name) for name in names}
            for tag in tags:
                self.tags.setdefault(tag, []).append(index)
        known = all(kind in (str, int) for kind, _ in self.tags)
        disjoint = all(len(indexes) == 1 for indexes in self.tags.values())
        self.is_decided_by_tags = closed and known and disjoint and bool(self.tags)

    def read(self, value: Any) -> Any:
        """Return a value as the alternative that it is.

        Raises:
            PydanticCustomError: no alternative has its JSON type; or in the exact reading, none is valid.
        """
        results = _results.get()
        if results is None:
            return self.read_whole(value)
        if not (is_dict(value) or is_list(value)):
            return self.choose(value)
        key = (id(self), id(value))
        if key not in results:
            try:
                results[key] = (value, self.choose(value))
            except PydanticCustomError:
                results[key] = (value,)
        return results[key][1] if len(results[key]) > 1 else self.refuse()

    def read_whole(self, value: Any) -> Any:
        """Return a value that is no part of one that is being read."""
        token = _results.set({})
        try:
            return self.choose(value)
        except RecursionError:
            return self.refuse()
        finally:
            _results.reset(token)

    def choose(self, value: Any) -> Any:
        """Return a value as the alternative that it is, without a look at results."""
        kind = json_type(value)
        fitting = [index for index, types in enumerate(self.types) if kind in types]
        tag = self.tag_of(value)
        if self.reading is Reading.EXACT and self.one_of and not (tag and self.is_decided_by_tags):
            return self.read_only_one(value, fitting)
        named = self.tags.get(tag, []) if tag else []
        found = self.alternatives[named[0]].read(value, Reading.EXACT) if len(named) == 1 else ()
        if not found:
            found = self.read_as(value, [index for index in fitting if [index] != named], Reading.EXACT)
            if len(found) > 1 and tag and not named:
                return value
        if not found and self.reading is not Reading.EXACT:
            found = self.read_tolerantly(value, named or fitting, tag)
        if found:
            return max(found, key=count_declared)
        return value if fitting and self.reading is not Reading.EXACT else self.refuse()

    def read_tolerantly(self, value: Any, indexes: list[int], tag: Optional[Tag]) -> tuple[Any, ...]:
        """Return what a value that is not valid is as each of some alternatives, as far as it fits.

        Required properties may be missing if the value is known to be one of these.
        """
        if tag is None:
            return self.read_as(value, indexes, Reading.TOLERANT)
        if tag not in self.tags:
            return ()
        return self.read_as(value, indexes, Reading.TOLERANT) or self.read_as(value, indexes, Reading.PARTIAL)

    def read_only_one(self, value: Any, fitting: list[int]) -> Any:
        """Return a value as the only alternative that it is valid for."""
        found = self.read_as(value, fitting, Reading.EXACT)
        return found[0] if len(found) == 1 else self.refuse()

    def tag_of(self, value: Any) -> Optional[Tag]:
        """Return the value of the property that tells alternatives apart, or None."""
        if not (self.property and is_dict(value) and self.property in value):
            return None
        tag = value[self.property]
        return (type(tag), tag) if isinstance(tag, (str, int, float)) else (object, repr(tag))

    def read_as(self, value: Any, indexes: list[int], reading: Reading) -> tuple[Any, ...]:
        """Return what a value is as each of some alternatives, as far as it fits."""
        if self.is_decided_by_tags and reading is Reading.EXACT and self.tag_of(value):
            return ()
        return tuple(found for index in indexes for found in self.alternatives[index].read(value, reading))

    def refuse(self) -> Any:
        """Raise the error for a value that is no alternative."""
        raise PydanticCustomError("union", "{message}", {"message": self.message})


class Alternative:
    """One alternative of a union.

    Args:
        schema: pydantic's schema of it.
        rewriter: Has the definitions that it refers to.
    """

    def __init__(self, schema: Node, rewriter: SchemaRewriter) -> None:
        self.schema = schema
        self.rewriter = rewriter
        self.validators: dict[Reading, SchemaValidator] = {}

    def read(self, value: Any, reading: Reading) -> tuple[Any, ...]:
        """Return what a value is as this alternative, in a tuple; empty if it does not fit."""
        if reading not in self.validators:
            self.validators[reading] = self.rewriter.build_validator(self.schema, reading)
        try:
            return (self.validators[reading].validate_python(value),)
        except ValidationError:
            return ()

    def find_types(self) -> frozenset[str]:
        """Return the JSON types that its values can have."""
        return frozenset(self.walk_types(self.schema, set()))

    def walk_types(self, schema: Node, seen: set[str]) -> Iterator[str]:
        """Go through the JSON types of a schema's values."""
        kind = schema["type"]
        if kind in JSON_TYPES:
            yield from JSON_TYPES[kind]
        elif kind in ("literal", "enum"):
            yield from (json_type(value) for _, value in values_of(schema))
        elif kind == "model" and not schema.get("root_model"):
            yield "object"
        elif kind == "definition-ref" and schema["schema_ref"] in seen:
            return
        else:
            seen = {*seen, schema.get("schema_ref", "")}
            inner = list(self.inner(schema))
            for each in inner:
                yield from self.walk_types(each, seen)
            if kind == "nullable":
                yield "null"
            elif not inner:
                yield from ALL_TYPES

    def inner(self, schema: Node) -> Iterable[Node]:
        """Return the schemas one of which a value of a schema has to fit."""
        kind = schema["type"]
        model = metadata_of(schema, STANDALONE)
        if model is not None:
            return (standalone_schema(model),)
        if kind == "definition-ref":
            return (self.rewriter.definitions[schema["schema_ref"]],)
        if kind == "definitions":
            self.rewriter.definitions.update({each["ref"]: each for each in schema["definitions"]})
        if kind == "union":
            choices = schema_choices(schema)
            return (
                choices[-2:-1] if metadata_of(schema, ADAPT) else choices
            )  # what is beside it is for values of callers
        if kind == "model":
            return (schema["schema"],)
        if kind == "lax-or-strict":
            return (schema["lax_schema"],)
        if kind == "json-or-python":
            return (schema["json_schema"],)
        if kind == "chain":
            return (schema["steps"][0],)
        return (schema["schema"],) if is_dict(schema.get("schema")) else ()

    def objects(self) -> Iterator[Node]:
        """Go through the objects that it can be, those of unions in it included."""
        yield from self.walk_objects(self.schema, set())

    def walk_objects(self, schema: Node, seen: set[str]) -> Iterator[Node]:
        """Go through the objects that values of a schema can be; a mapping is one without properties."""
        kind = schema["type"]
        if (kind == "model" and not schema.get("root_model")) or kind in ("dict", "any"):
            yield schema
        elif kind not in JSON_TYPES and schema.get("schema_ref", "") not in seen:
            seen = {*seen, schema["schema_ref"]} if kind == "definition-ref" else seen
            for each in self.inner(schema):
                yield from self.walk_objects(each, seen)

    def closed_properties(self) -> Iterator[str]:
        """Go through the properties with known values of its first object."""
        for name, schema in properties_of(next(self.objects(), ANY)):
            if self.known_values(schema):
                yield name

    def find_values(self, name: str) -> list[Tag]:
        """Return the values that a property can have; none if an object has others."""
        found: list[Tag] = []
        for each in self.objects():
            values = [
                value for wire, schema in properties_of(each) if wire == name for value in self.known_values(schema)
            ]
            if not values:
                return []
            found += values
        return found

    def known_values(self, schema: Node) -> list[Tag]:
        """Return the values that a schema allows, if it lists them."""
        while schema["type"] not in ("literal", "enum"):
            if schema["type"] in ("union", "model", *JSON_TYPES):
                return []
            inner = list(self.inner(schema))
            if len(inner) != 1:
                return []
            schema = inner[0]
        return values_of(schema)

    def find_names(self) -> Iterator[str]:
        """Go through the names of its class, and of the classes of its alternatives if it is a union itself."""
        own = self.schema
        while own["type"] in ("definition-ref", "definitions") or own["type"].startswith("function-"):
            own = next(iter(self.inner(own)), ANY)
        names = [each["cls"].__name__ for each in self.objects() if each["type"] == "model"]
        yield from dict.fromkeys([own["cls"].__name__, *names] if own["type"] == "model" else names)

    def find_mapping(self, name: str) -> Mapping[str, str]:
        """Return the mapping of a union that has the same discriminator."""
        schema, seen = self.schema, set[str]()
        while schema["type"] != "union":
            inner = list(self.inner(schema)) if schema.get("schema_ref", "") not in seen else []
            if len(inner) != 1 or (schema["type"] == "model" and not schema.get("root_model")):
                return {}
            seen |= {schema["schema_ref"]} if "schema_ref" in schema else set()
            schema = inner[0]
        found: UnionRules = metadata_of(schema, RULES) or NO_RULES
        return found.mapping if found.discriminator == name else {}


def properties_of(schema: Node) -> Iterator[tuple[str, Node]]:
    """Go through the properties of an object by their names in the spec."""
    while schema["type"] in ("model", "function-before", "function-after", "function-wrap"):
        schema = schema["schema"]
    for name, each in schema.get("fields", {}).items() if schema["type"] == "model-fields" else ():
        constant = metadata_of(each, CONSTANT)
        values = each["schema"] if constant is None else {"type": "literal", "expected": [constant]}
        yield each.get("serialization_alias", name), values


def values_of(schema: Node) -> list[Tag]:
    """Return the values of a literal or an enum."""
    values = schema["expected"] if schema["type"] == "literal" else [each.value for each in schema["members"]]
    return [(type(value), value) for value in values]


def json_type(value: Any) -> str:
    """Return the JSON type of a value."""
    name = TYPE_NAMES.get(value.__class__, "")
    if name == "number" and value.is_integer():
        return "integer"
    if name:
        return name
    return "object" if isinstance(value, (Mapping, BaseModel)) else "string"


def count_declared(value: Any) -> int:
    """Return how many properties of an object its class declares."""
    while isinstance(value, RootModel):
        value = cast("Any", value).root
    return len(value.model_fields_set & type(value).model_fields.keys()) if isinstance(value, BaseModel) else 0
