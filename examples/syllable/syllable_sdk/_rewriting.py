"""pydantic's schema of a type → the schema for received values of it. Nothing is validated here."""

from __future__ import annotations

import enum
import re
import threading
from collections.abc import Callable, Collection, Iterator
from contextvars import ContextVar
from functools import partial
from typing import Any, Optional, cast

from pydantic_core import CoreConfig, SchemaValidator, core_schema

from ._model_schema import CONSTANT, absent
from ._plain import is_dict, is_list, is_tuple

Node = dict[str, Any]
"""A schema of pydantic's, as the dict that it is."""

ADAPT = "adapt_received"
"""The key in a schema's metadata of a function that makes the schema for received values."""
LIMITS = frozenset(
    ("pattern", "min_length", "max_length", "ge", "gt", "le", "lt", "multiple_of", "max_digits", "decimal_places")
)
DROPPED = frozenset(("ref", "metadata", "serialization", "computed_fields"))
CHILDREN = frozenset(
    (
        *("schema", "items_schema", "keys_schema", "values_schema", "extras_schema", "extras_keys_schema"),
        *("lax_schema", "strict_schema", "json_schema", "python_schema", "choices", "steps", "fields"),
    )
)
DATE = re.compile(r"\d{4}-\d\d-\d\d")
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d.*", re.DOTALL)
FORMATS = {"date": DATE, "datetime": DATE_TIME, "uuid": re.compile(r".*"), "bytes": re.compile(r".*", re.DOTALL)}
"""Patterns of the formats of strings."""
ERRORS = {
    "date": "date_type",
    "datetime": "datetime_type",
    "decimal": "decimal_type",
    "time": "time_type",
    "timedelta": "time_delta_type",
    "url": "url_type",
    "uuid": "uuid_type",
}
"""The error for a value that is no string, of each type that has a format."""


class Reading(enum.Enum):
    """The ways to read received values."""

    EXACT = "exact"
    """Values are valid by the spec, or refused."""
    TOLERANT = "tolerant"
    """Constraints may be violated, enum values unknown and formats unparsable; such values are kept."""
    PARTIAL = "partial"
    """Required properties may be missing, too; their attributes are None."""


initializing: ContextVar[Optional[Reading]] = ContextVar("initializing", default=None)
"""The reading of the received object whose `__init__`, written by a user, is running."""


class SchemaRewriter:
    """Makes schemas for received values.

    Args:
        definitions: The schemas that references mean; those of schemas that are rewritten are added.
        choose: Makes the schema of a union from the schemas of its alternatives.
        unions: What `choose` keeps of unions that have no rules, by the ids of their first alternatives.
    """

    def __init__(
        self, definitions: dict[str, Node], choose: ChooseAlternative, unions: Optional[dict[int, Any]] = None
    ) -> None:
        self.definitions = definitions
        self.choose = choose
        self.unions: dict[int, Any] = {} if unions is None else unions
        self.pending: dict[str, tuple[str, Reading]] = {}

    def build_validator(self, schema: Node, reading: Reading, title: str | None = None) -> SchemaValidator:
        """Build the validator for received values of a schema; errors name the title, or else the schema."""
        rewriter = SchemaRewriter(self.definitions, self.choose, self.unions)
        return new_validator(rewriter.rewrite_all(schema, reading), title)

    def rewrite_all(self, schema: Node, reading: Reading) -> Node:
        """Rewrite a schema with everything that it refers to."""
        found = self.rewrite(schema, reading)
        done: dict[str, Node] = {}
        while len(done) < len(self.pending):
            for new, (old, how) in list(self.pending.items())[len(done) :]:
                done[new] = {**self.rewrite(self.definitions[old], how), "ref": new}
        if not done:
            return found
        return {"type": "definitions", "schema": found, "definitions": list(done.values())}

    def rewrite(self, schema: Node, reading: Reading) -> Node:
        """Rewrite one schema; what it refers to is rewritten later."""
        adapt = metadata_of(schema, ADAPT)
        if adapt:
            adapted: Node = adapt(schema, self, reading)
            return adapted
        return REWRITERS.get(schema["type"], SchemaRewriter.rewrite_parts)(self, schema, reading)

    def rewrite_parts(self, schema: Node, reading: Reading) -> Node:
        """Rewrite the schemas inside of one; in other readings than the exact one, drop its limits."""
        dropped = DROPPED if reading is Reading.EXACT else DROPPED | LIMITS
        return {
            key: self.rewrite_part(value, reading) if key in CHILDREN else value
            for key, value in schema.items()
            if key not in dropped
        }

    def rewrite_part(self, part: Any, reading: Reading) -> Any:
        """Rewrite a schema, or a collection of schemas."""
        if is_dict(part):
            if isinstance(part.get("type"), str):
                return self.rewrite(part, reading)
            return {key: self.rewrite_part(item, reading) for key, item in part.items()}
        if is_list(part):
            return [self.rewrite_part(item, reading) for item in part]
        return (self.rewrite(part[0], reading), *part[1:]) if is_tuple(part) else part

    def rewrite_reference(self, schema: Node, reading: Reading) -> Node:
        """Refer to the rewritten schema."""
        name = f"{schema['schema_ref']}:{reading.value}"
        self.pending.setdefault(name, (schema["schema_ref"], reading))
        return {"type": "definition-ref", "schema_ref": name}

    def rewrite_definitions(self, schema: Node, reading: Reading) -> Node:
        """Note definitions, and rewrite what uses them."""
        self.definitions.update({each["ref"]: each for each in schema["definitions"]})
        return self.rewrite(schema["schema"], reading)

    def rewrite_model(self, schema: Node, reading: Reading) -> Node:
        """Match properties by the names of the spec alone; classes may adapt their own schema."""
        config = {**schema.get("config", {}), "validate_by_name": False, "validate_by_alias": True}
        found = {**self.rewrite_parts(schema, reading), "config": config}
        set_extra_behavior(found, reading)
        adapt = getattr(schema["cls"], "__adapt_received__", None)
        adapted: Node = adapt(found, reading) if adapt else found
        return wrap(partial(initialize, reading), adapted) if schema.get("custom_init") else adapted

    def rewrite_field(self, schema: Node, reading: Reading) -> Node:
        """Match a property by its name in the spec; a partial object may lack it."""
        found = self.rewrite_parts(schema, reading)
        if "serialization_alias" in schema:
            found["validation_alias"] = schema["serialization_alias"]
        if reading is Reading.EXACT and refuses_null(schema):
            found["schema"] = without_null(found["schema"])
        if reading is Reading.EXACT and (constant := metadata_of(schema, CONSTANT)) is not None:
            found["schema"] = require_value(constant, found["schema"])
        if reading is Reading.PARTIAL and found["schema"]["type"] != "default":
            found["schema"] = {"type": "default", "schema": found["schema"], "default": None}
        return found

    def rewrite_integer(self, schema: Node, reading: Reading) -> Node:
        """Take 1.0 as an integer, too (JSON Schema 2020-12 §4.2.3)."""
        found = self.rewrite_parts(schema, reading)
        if not schema.get("strict"):
            return found
        rounded = {"type": "chain", "steps": [plain(whole_number), found]}
        return either(found, rounded, error="int_type")

    def rewrite_format(self, schema: Node, reading: Reading) -> Node:
        """Keep strings that are not in their format, or in the exact reading refuse them."""
        found = self.rewrite_parts(schema, reading)
        if reading is not Reading.EXACT:
            return either(found, {"type": "str", "strict": True}, error=ERRORS[schema["type"]])
        pattern = FORMATS.get(schema["type"])
        return before(partial(require_format, pattern), found) if pattern else found

    def rewrite_bytes(self, schema: Node, reading: Reading) -> Node:
        """Require a string in the exact reading."""
        found = self.rewrite_parts(schema, reading)
        return before(partial(require_format, FORMATS["bytes"]), found) if reading is Reading.EXACT else found

    def rewrite_literal(self, schema: Node, reading: Reading) -> Node:
        """Keep values that the spec does not know."""
        found = self.rewrite_parts(schema, reading)
        if reading is Reading.EXACT:
            return found
        expected = " or ".join(map(repr, schema["expected"]))
        return either(found, plain(keep_scalar), error="literal_error", expected=expected)

    def rewrite_enum(self, schema: Node, reading: Reading) -> Node:
        """Make members for values that the spec does not know."""
        make_member = getattr(schema["cls"], "from_received", None)
        if make_member is None:
            return self.rewrite_parts(schema, reading)
        if reading is Reading.EXACT:
            is_string = issubclass(schema["cls"], str)
            return self.rewrite_parts(schema, reading) if is_string else plain(partial(find_member, schema["cls"]))
        expected = " or ".join(repr(member.value) for member in schema["members"])
        return either(self.rewrite_parts(schema, reading), plain(make_member), error="enum", expected=expected)

    def rewrite_tuple(self, schema: Node, reading: Reading) -> Node:
        """Keep arrays of another length as lists."""
        found = self.rewrite_parts(schema, reading)
        if reading is Reading.EXACT or not found["items_schema"]:
            return found
        item = {"type": "union", "choices": found["items_schema"]}
        return either(found, {"type": "list", "items_schema": item}, error="tuple_type")

    def rewrite_union(self, schema: Node, reading: Reading) -> Node:
        """Choose by JSON types where the alternatives are scalars, else as `Alternatives` does."""
        choices = schema_choices(schema)
        types = [choice["type"] for choice in choices]
        if sorted(types) == ["float", "int"]:
            found = [self.rewrite_parts(choice, reading) for choice in sorted(choices, key=schema_type, reverse=True)]
            return {**schema, "choices": found, "mode": "left_to_right"}
        if all(name in SCALARS for name in types):
            as_is = SchemaRewriter.rewrite_parts if "float" in types else SchemaRewriter.rewrite
            found = [
                (as_is if each["type"] == "int" else SchemaRewriter.rewrite)(self, each, reading) for each in choices
            ]
            return numbers_first({**schema, "choices": found}, types)
        return self.choose(choices, self, reading)


ChooseAlternative = Callable[[list[Node], SchemaRewriter, Reading], Node]
SCALARS = frozenset(("str", "int", "float", "bool", "none", "literal", *ERRORS))
REWRITERS: dict[str, Callable[[SchemaRewriter, Node, Reading], Node]] = {
    "bytes": SchemaRewriter.rewrite_bytes,
    "definition-ref": SchemaRewriter.rewrite_reference,
    "definitions": SchemaRewriter.rewrite_definitions,
    "enum": SchemaRewriter.rewrite_enum,
    "int": SchemaRewriter.rewrite_integer,
    "literal": SchemaRewriter.rewrite_literal,
    "model": SchemaRewriter.rewrite_model,
    "model-field": SchemaRewriter.rewrite_field,
    "tuple": SchemaRewriter.rewrite_tuple,
    "union": SchemaRewriter.rewrite_union,
    **dict.fromkeys(ERRORS, SchemaRewriter.rewrite_format),
}


def set_extra_behavior(model: Node, reading: Reading) -> None:
    """Let a model keep unknown properties; a closed one drops them, or refuses them in the exact reading."""
    fields = model["schema"]
    while fields["type"] != "model-fields" and "schema" in fields:
        fields = fields["schema"]
    closed = model["config"].get("extra_fields_behavior") in ("ignore", "forbid")
    fields["extra_behavior"] = ("forbid" if reading is Reading.EXACT else "ignore") if closed else "allow"


def refuses_null(field: Node) -> bool:
    """Return True if None is the value of an absent property alone, and the spec does not allow null."""
    return field.get("serialization_exclude_if") is absent


def without_null(schema: Node) -> Node:
    """Return the schema of an optional property without the null that stands for an absent one."""
    if schema["type"] == "default":
        return {**schema, "schema": without_null(schema["schema"])}
    inner: Node = schema["schema"] if schema["type"] == "nullable" else schema
    return inner


def numbers_first(union: Node, types: list[str]) -> Node:
    """Try numbers before formats of strings, since pydantic takes them as dates, times and durations, too.

    Args:
        union: The schema of a union of scalars.
        types: The types of its alternatives.
    """
    numbers = [each for kind in ("bool", "int", "float") for each in at(union["choices"], types, kind)]
    if not numbers or not set(types) & ERRORS.keys():
        return union
    others = [each for each, kind in zip(union["choices"], types, strict=True) if kind not in ("bool", "int", "float")]
    return {**union, "choices": [*numbers, {**union, "choices": others}], "mode": "left_to_right"}


def at(choices: list[Node], types: list[str], kind: str) -> list[Node]:
    """Return the alternatives of one type."""
    return [each for each, name in zip(choices, types, strict=True) if name == kind]


def schema_type(schema: Node) -> str:
    """Return the type of a schema."""
    return str(schema["type"])


def metadata_of(schema: Node, key: str) -> Any:
    """Return what the metadata of a schema have under a key, or None."""
    metadata: Any = schema.get("metadata")
    return metadata.get(key) if metadata else None


def schema_choices(schema: Node) -> list[Node]:
    """Return the alternatives of a union, without their labels."""
    return [choice[0] if is_tuple(choice) else choice for choice in schema["choices"]]


def plain(function: Callable[[Any], Any]) -> Node:
    """Make the schema of a function that reads a value."""
    return cast("Node", core_schema.no_info_plain_validator_function(function))


def before(function: Callable[[Any], Any], schema: Node) -> Node:
    """Make the schema of a function that checks a value before a schema does."""
    return cast("Node", core_schema.no_info_before_validator_function(function, cast("core_schema.CoreSchema", schema)))


def wrap(function: Callable[[Any, Any], Any], schema: Node) -> Node:
    """Make the schema of a function that calls the validator of a schema."""
    return cast("Node", core_schema.no_info_wrap_validator_function(function, cast("core_schema.CoreSchema", schema)))


def initialize(reading: Reading, value: Any, handler: Callable[[Any], Any]) -> Any:
    """Make an object by an `__init__` of a user's, which is told how to read."""
    token = initializing.set(reading)
    try:
        return handler(value)
    finally:
        initializing.reset(token)


def either(first: Node, second: Node, error: str, **context: str) -> Node:
    """Make a schema that tries a second one only if the first one does not fit."""
    found = {"type": "union", "choices": [first, second], "mode": "left_to_right", "custom_error_type": error}
    return {**found, "custom_error_context": context} if context else found


def whole_number(value: Any) -> int:
    """Return a number without a fraction as an integer."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise ValueError("not an integer")


def require_format(pattern: re.Pattern[str], value: Any) -> Any:
    """Return a string that looks as its format demands; values that are no JSON are left alone."""
    if isinstance(value, str) and not pattern.fullmatch(value):
        raise ValueError("not in the format")
    if isinstance(value, (int, float, bool)):
        raise ValueError("not a string")
    return value


def require_value(constant: Any, schema: Node) -> Node:
    """Return the schema of a property with one possible value, which may still be absent."""
    if schema["type"] == "default":
        return {**schema, "schema": require_value(constant, schema["schema"])}
    return before(partial(require_constant, constant), schema)


def require_constant(constant: Any, value: Any) -> Any:
    """Return a value if it is the only possible one."""
    if value != constant or type(value) is not type(constant):
        raise ValueError(f"not {constant!r}")
    return value


def keep_scalar(value: Any) -> Any:
    """Keep a value that is no array and no object."""
    if value is None or isinstance(value, (dict, list)):
        raise ValueError("not a known value")
    return value


def find_member(kind: Any, value: Any) -> Any:
    """Return the member of an enum that has a value."""
    if isinstance(value, kind):
        return value
    for member in kind:
        if member.value == value and isinstance(value, (str, int, float)) and not isinstance(value, bool):
            return member
    raise ValueError("not a known value")


_hiding = threading.Lock()


def new_validator(schema: Any, title: str | None = None) -> SchemaValidator:
    """Build a validator that does not reuse those of the models in it.

    Args:
        schema: The schema.
        title: What errors call it, if not by the kind of the schema.
    """
    config: CoreConfig | None = {"title": title} if title else None
    try:
        return SchemaValidator(schema, config, _use_prebuilt=False)
    except TypeError:  # before pydantic 2.13
        return build_hiding(schema, config, models_in(schema))


def build_hiding(schema: Any, config: CoreConfig | None, models: list[type[Any]]) -> SchemaValidator:
    """Build a validator while its models look incomplete, so that pydantic does not reuse their validators."""
    with _hiding:
        complete = [model for model in models if model.__dict__.get("__pydantic_complete__")]
        for model in complete:
            type.__setattr__(model, "__pydantic_complete__", False)
        try:
            return SchemaValidator(schema, config)
        finally:
            for model in complete:
                type.__setattr__(model, "__pydantic_complete__", True)


def models_in(schema: Any) -> list[type[Any]]:
    """Return the classes of all models in a schema."""
    return list(dict.fromkeys(walk_models(schema)))


def walk_models(part: Any) -> Iterator[type[Any]]:
    """Go through the classes of models in a schema."""
    if is_dict(part):
        if part.get("type") == "model":
            yield part["cls"]
        values: Collection[Any] = part.values()
    else:
        values = part if is_list(part) or is_tuple(part) else ()
    for item in values:
        yield from walk_models(item)
