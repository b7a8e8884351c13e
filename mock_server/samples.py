"""Values made for schemas, the same every time; whoever uses one holds it against its schema."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import repeat
from math import ceil, floor
from random import Random
from typing import Any

from rstr import Rstr

from .schemas import Schemas, marked

Seen = frozenset[str]
"""The references on the way to a value; none is followed again below itself."""
FORMATS = {
    "date-time": "2025-01-31T12:00:00Z",
    "date": "2025-01-31",
    "time": "12:00:00Z",
    "duration": "PT1H",
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "email": "someone@example.com",
    "idn-email": "someone@example.com",
    "hostname": "example.com",
    "idn-hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/",
    "iri": "https://example.com/",
    "url": "https://example.com/",
    "uri-reference": "/",
    "json-pointer": "/a",
    "regex": ".*",
    "byte": "AAEC",
}


class Endless(Exception):
    """A schema whose values contain themselves for ever."""


class Samples:
    """Makes values for the schemas of one document.

    Args:
        schemas: The schemas of the document.
        examples: Whether examples in schemas are taken; not all of them fit.
    """

    def __init__(self, schemas: Schemas, *, examples: bool = True) -> None:
        self.schemas = schemas
        self.examples = examples
        self.makers: dict[str, Callable[[Mapping[str, Any], Seen], Any]] = {
            "object": self.object,
            "array": self.array,
            "string": lambda schema, seen: text(schema),
            "integer": lambda schema, seen: number(schema, 1),
            "number": lambda schema, seen: number(schema, schema.get("multipleOf", 0)),
            "boolean": lambda schema, seen: True,
            "null": lambda schema, seen: None,
        }

    def of(self, schema: Any, seen: Seen = frozenset()) -> Any:
        """Make a value.

        Raises:
            Endless: there is none that ends.
        """
        names = references(schema)
        if names & seen:
            raise Endless
        return self.made(self.merged(schema), seen | names)

    def made(self, whole: Mapping[str, Any], seen: Seen) -> Any:
        """Make a value of a schema whose parts are drawn together."""
        given = self.given(whole)
        if given:
            return given[0]
        for kind in ("oneOf", "anyOf"):
            if whole.get(kind):
                return self.alternative(whole, kind, seen)
        return self.makers[kind_of(whole)](whole, seen)

    def given(self, schema: Mapping[str, Any]) -> list[Any]:
        """The values that a schema itself names."""
        examples = [schema.get("example"), *values(schema.get("examples"))] if self.examples else []
        found = [schema.get("const"), *examples, schema.get("default"), *values(schema.get("enum"))]
        return [value for value in found if value is not None]

    def merged(self, schema: Any) -> dict[str, Any]:
        """A schema with its references followed, and the parts of `allOf` drawn together."""
        written = self.schemas.resolve(schema)
        if not isinstance(written, Mapping):
            return {}
        found: dict[str, Any] = {}
        for part in [*map(self.merged, written.get("allOf", [])), written]:
            properties = {**found.get("properties", {}), **part.get("properties", {})}
            required = [*found.get("required", []), *part.get("required", [])]
            found |= {key: value for key, value in part.items() if key != "allOf"}
            found |= {"properties": properties} if properties else {}
            found |= {"required": required} if required else {}
        return found

    def alternative(self, whole: Mapping[str, Any], kind: str, seen: Seen) -> Any:
        """A value of the first alternative that has one, with what stands beside the alternatives."""
        parts = sorted(whole[kind], key=lambda each: self.merged(each).get("type") == "null")
        for part in parts:
            names = references(part)
            if not names & seen:
                with contextlib.suppress(Endless):
                    value = self.made(self.chosen(whole, whole[kind], part), seen | names)
                    return value | tag(whole.get("discriminator"), part) if isinstance(value, dict) else value
        raise Endless

    def chosen(self, whole: Mapping[str, Any], parts: Any, part: Any) -> dict[str, Any]:
        """A schema with one of its alternatives; those that extend it bring the same choice, which is made."""
        found = self.merged({"allOf": [whole, part]})
        return {key: value for key, value in found.items() if value is not parts}

    def object(self, schema: Mapping[str, Any], seen: Seen) -> dict[str, Any]:
        """An object with every property that an answer may have, unless its values would have no end."""
        required = schema.get("required", [])
        properties = {name: {} for name in required} | schema.get("properties", {})
        found: dict[str, Any] = {}
        for name, part in properties.items():
            try:
                if name in required or not marked(self.schemas.resolve(part), "writeOnly"):
                    found[name] = self.of(part, seen)
            except Endless:
                if name in required:
                    raise
        return found

    def array(self, schema: Mapping[str, Any], seen: Seen) -> list[Any]:
        """An array of one item, or of as many as there must be."""
        parts = [*schema.get("prefixItems", []), *repeat(schema.get("items", {}), schema.get("minItems", 1))]
        size = min(
            max(schema.get("minItems", 1), len(schema.get("prefixItems", []))), schema.get("maxItems", len(parts))
        )
        try:
            return [self.of(part, seen) for part in parts[:size]]
        except Endless:
            if schema.get("minItems", 0):
                raise
            return []


def references(schema: Any) -> Seen:
    """The references that a schema consists of."""
    parts = [schema, *schema.get("allOf", [])] if isinstance(schema, Mapping) else []
    return frozenset(each["$ref"] for each in parts if isinstance(each, Mapping) and isinstance(each.get("$ref"), str))


def values(given: Any) -> list[Any]:
    """The items of a list that may not be there."""
    return given if isinstance(given, list) else []


def kind_of(schema: Mapping[str, Any]) -> str:
    """The type of a schema's values, guessed from its keywords where it is not said."""
    said = schema.get("type")
    known = [said] if isinstance(said, str) else [each for each in said or [] if each != "null"] or said or []
    if known:
        return str(known[0])
    hints = {"object": ("properties", "required", "additionalProperties"), "array": ("items", "prefixItems")}
    return next((kind for kind, keywords in hints.items() if any(key in schema for key in keywords)), "string")


def tag(discriminator: Any, part: Any) -> dict[str, str]:
    """The property that tells which alternative an object is."""
    reference = part.get("$ref") if isinstance(part, Mapping) else None
    if not isinstance(discriminator, Mapping) or reference is None:
        return {}
    name = reference.rsplit("/", 1)[-1]
    known = {target.rsplit("/", 1)[-1]: value for value, target in discriminator.get("mapping", {}).items()}
    return {discriminator["propertyName"]: known.get(name, name)}


def text(schema: Mapping[str, Any]) -> str:
    """A text of the right form and length."""
    least, most = schema.get("minLength", 0), schema.get("maxLength")
    if "pattern" in schema:
        return patterned(schema["pattern"], least, most)
    found = FORMATS.get(schema.get("format", ""), "text")
    return found.ljust(least, "x")[:most]


def patterned(pattern: str, least: int, most: int | None) -> str:
    """A text that a pattern finds; the first of some that has the right length too."""
    source = Rstr(Random(0))
    try:
        tries: Iterable[str] = [source.xeger(pattern) for _ in range(20)]
    except (re.error, ValueError):
        return "text"
    return next((each for each in tries if least <= len(each) <= (most or len(each))), "text")


def number(schema: Mapping[str, Any], step: float) -> float:
    """The number nearest to zero that the bounds allow; with a step, one of its multiples."""
    low, high = bound(schema, "minimum", "exclusiveMinimum", 1), bound(schema, "maximum", "exclusiveMaximum", -1)
    found = low if low is not None and low > 0 else high if high is not None and high < 0 else 0
    step = schema.get("multipleOf", step)
    if not step:
        return found
    return step * (ceil(found / step) if found > 0 else floor(found / step))


def bound(schema: Mapping[str, Any], name: str, exclusive: str, side: int) -> float | None:
    """A bound of a number; just inside an exclusive one (OpenAPI 3.0 marks the bound, 3.1 has it instead)."""
    mark = schema.get(exclusive)
    inside = 1 if schema.get("type") == "integer" else schema.get("multipleOf", 0.5)
    if mark is True:
        return float(schema[name]) + side * inside
    if isinstance(mark, int | float) and mark is not False:
        return mark + side * inside
    return schema.get(name)
