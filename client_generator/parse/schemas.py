"""Schema Objects of OpenAPI 3.0, 3.1 and 3.2 → Schema."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from ..api import Discriminator, Property, Schema
from ..load import FILES
from .cycles import without_cycles
from .node import Node, Reader
from .numbers import is_usable, usable_limit

CONSTRAINTS = (
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
)
REFERENCES = ("$ref", "$dynamicRef")
ANNOTATIONS = (
    *("$anchor", "$comment", "$defs", "$dynamicAnchor", "$id", "$schema", "externalDocs"),
    "title",
    "description",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
)


class SchemaParser:
    """Reads schemas, each target of a reference once."""

    def __init__(self, reader: Reader, minor: int) -> None:
        self.reader = reader
        self.minor = minor
        self.found: dict[str, Schema] = {}
        """Schemas that references may point to, by pointer."""
        self.waiting: deque[Node] = deque()
        """Targets of references that are not read yet."""

    def parse_components(self, node: Node) -> None:
        """Read the named schemas of the document, used or not."""
        places = [node.raw(name) for name in (node.value if isinstance(node.value, dict) else ())]
        self.found |= {place.pointer: Schema(place.pointer) for place in places}  # until each is read, in this order
        self.waiting.extend(places)

    def add(self, place: Node) -> None:
        """Note a schema that a reference may point to; it is read by `finish`."""
        if place.pointer not in self.found:
            self.found[place.pointer] = Schema(place.pointer)
            self.waiting.append(place)

    def finish(self) -> Mapping[str, Schema]:
        """Read all targets of references, and return them by pointer."""
        while self.waiting:
            place = self.waiting.popleft()
            self.found[place.pointer] = self.parse(place)
        return without_cycles(self.found, self.reader)

    def parse(self, node: Node) -> Schema:
        """Read the schema at a node; a reference stays one, and its target is read once, by `finish`."""
        if isinstance(node.value, bool):
            return Schema(node.pointer, never=not node.value)
        for keyword in REFERENCES:
            if isinstance(node.get(keyword), str):
                return self.parse_reference(node, node.get(keyword))
        if not isinstance(node.value, dict) and node.value is not None:
            self.reader.warn(f"{brief(node.value)} is not a schema; it is read as any value", node.pointer)
        return self.parse_keywords(node)

    def parse_reference(self, node: Node, reference: str) -> Schema:
        """Read a reference with what stands beside it; before 3.1 only annotations may (in practice), after it any."""
        found = self.reader.target(reference, node.pointer)
        if found is None:
            return Schema(node.pointer)
        value, pointer = found
        self.add(Node(self.reader, value, pointer))
        beside = {key: value for key, value in node.value.items() if key not in REFERENCES}
        said = value if isinstance(value, dict) else {}
        more = {key for key in beside if key not in ANNOTATIONS and not key.startswith("x-")}
        if self.minor and any(key not in said or said[key] != beside[key] for key in more):
            rest = self.parse_keywords(Node(self.reader, beside, node.pointer))
            return replace(
                self.parse_keywords(Node(self.reader, without(beside, more), node.pointer)),
                all_of=(Schema(node.pointer, ref=pointer), rest),
                nullable=rest.nullable,
            )
        beside = without(beside, more)
        return self.parse_keywords(Node(self.reader, beside, node.pointer), ref=pointer)

    def parse_keywords(self, node: Node, ref: str = "") -> Schema:
        """Read the keywords of one schema object."""
        types, nullable = self.parse_types(node)
        return Schema(
            pointer=node.pointer,
            ref=ref,
            types=types,
            nullable=nullable,
            format=node.text("format"),
            media_type=node.text("contentMediaType"),
            content_encoding=node.text("contentEncoding").lower(),
            content_schema=self.parse(node.raw("contentSchema")) if is_schema(node.get("contentSchema")) else None,
            title=node.text("title"),
            description=node.text("description"),
            enum=self.parse_enum(node),
            enum_names=self.parse_names(node.get("x-enum-varnames")),
            **self.parse_default(node),
            **self.parse_example(node),
            example_listed="example" not in node and bool(node.get("examples")),
            deprecated=node.flag("deprecated"),
            read_only=node.flag("readOnly"),
            write_only=node.flag("writeOnly"),
            constraints=self.parse_constraints(node),
            properties=self.parse_properties(node),
            required=node.strings("required"),
            additional=self.parse_additional(node),
            pattern_properties={key: self.parse(child) for key, child in raw_entries(node, "patternProperties")},
            items=self.parse(node.raw("items")) if is_schema(node.get("items")) else None,
            prefix_items=self.parse_list(node, "prefixItems"),
            all_of=self.parse_list(node, "allOf"),
            one_of=self.parse_list(node, "oneOf"),
            any_of=self.parse_list(node, "anyOf"),
            discriminator=self.parse_discriminator(node),
        )

    def parse_list(self, node: Node, key: str) -> tuple[Schema, ...]:
        """Read a list of schemas."""
        values = node.get(key)
        if not isinstance(values, list):
            return ()
        place = f"{node.pointer}/{key}"
        return tuple(self.parse(Node(self.reader, value, f"{place}/{i}")) for i, value in enumerate(values))

    def parse_types(self, node: Node) -> tuple[tuple[str, ...], bool]:
        """Read the allowed types; null is told apart, whether 3.0 or 3.1 says it."""
        given = node.get("type")
        if (given is None and "type" in node) or (isinstance(given, list) and None in given):
            self.reader.warn("null as a type is read as 'null'", f"{node.pointer}/type", "write 'null', in quotes")
            given = [name or "null" for name in given] if given else "null"
        types = node.strings("type") if isinstance(given, list) else (given,) if isinstance(given, str) else ()
        only_null = node.get("enum") == [None] or ("const" in node and node.get("const") is None)
        nullable = "null" in types or node.flag("nullable") or only_null
        return tuple(name for name in types if name != "null"), nullable

    def parse_enum(self, node: Node) -> tuple[Any, ...] | None:
        """Read the allowed values; `const` (3.1) is an enum of one."""
        if "const" in node:
            return (node.get("const"),)
        values = node.get("enum")
        if not isinstance(values, list):
            return None
        return tuple(value for value in values if self.check_value(value, f"{node.pointer}/enum")) or None

    def parse_default(self, node: Node) -> dict[str, Any]:
        """Read the default, unless it is infinite."""
        given = "default" in node and self.check_value(node.get("default"), f"{node.pointer}/default")
        return {"default": node.get("default"), "has_default": True} if given else {}

    def parse_example(self, node: Node) -> dict[str, Any]:
        """Read the first example."""
        several = node.get("examples")
        if isinstance(several, dict):  # as beside a schema, where each has a name
            several = [example.get("value") for _, example in node.at("examples").entries()]
        examples = [node.get("example")] if "example" in node else several if isinstance(several, list) else []
        return {"example": examples[0], "has_example": True} if examples and is_usable(examples[0]) else {}

    def check_value(self, value: Any, place: str) -> bool:
        """Return False, with a warning, if a value is infinite."""
        if is_usable(value):
            return True
        self.reader.warn("an infinite or huge number is ignored", place, "remove it")
        return False

    def parse_names(self, names: Any) -> tuple[str, ...]:
        """Read the names that the document gives an enum's members."""
        return tuple(map(str, names)) if isinstance(names, list) else ()

    def parse_constraints(self, node: Node) -> Mapping[str, Any]:
        """Read the constraints, with the boolean exclusive bounds of 3.0 written as 3.1 has them."""
        found: dict[str, Any] = {}
        for key in CONSTRAINTS:
            if node.get(key) is not None:
                found[key] = usable_limit(key, node.get(key))
                if found[key] is None:
                    message = f"{brief(node.get(key))} is not a limit that can be checked; it is ignored"
                    self.reader.warn(message, f"{node.pointer}/{key}", "remove it, or write a number")
                    del found[key]
        for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            if isinstance(found.get(exclusive), bool) and found.pop(exclusive) and bound in found:
                found[exclusive] = found.pop(bound)
        return found

    def parse_properties(self, node: Node) -> tuple[Property, ...]:
        """Read the properties in the order of the document."""
        return tuple(Property(name, self.parse(child)) for name, child in raw_entries(node, "properties"))

    def parse_additional(self, node: Node) -> Schema | bool | None:
        """Read what else an object may have."""
        value = node.get("additionalProperties")
        return value if isinstance(value, bool) or value is None else self.parse(node.raw("additionalProperties"))

    def parse_discriminator(self, node: Node) -> Discriminator | None:
        """Read a discriminator; its mapping may name a schema instead of pointing to it."""
        place = node.at("discriminator")
        if not place.text("propertyName"):
            return None
        pairs = place.get("mapping") if isinstance(place.get("mapping"), dict) else {}
        mapping = {str(value): self.mapped(str(target), place) for value, target in pairs.items()}
        return Discriminator(place.text("propertyName"), {value: to for value, to in mapping.items() if to})

    def mapped(self, target: str, place: Node) -> str:
        """Return the pointer of the schema that a discriminator's mapping means."""
        is_reference = "#" in target or "/" in target or target.endswith(FILES)
        reference = target if is_reference else f"#/components/schemas/{target}"
        found = self.reader.target(reference, f"{place.pointer}/mapping", optional=True)
        return found[1] if found else ""


def brief(value: Any) -> str:
    """Return a value as JSON of at most 40 characters, for a message."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:37]}…"


def is_schema(value: object) -> bool:
    """Return True for an object or a boolean."""
    return isinstance(value, (dict, bool))


def without(value: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    """Leave keys out of a mapping."""
    return {key: item for key, item in value.items() if key not in keys}


def raw_entries(node: Node, key: str) -> list[tuple[str, Node]]:
    """Go through a mapping under a key as it was written."""
    if not isinstance(node.get(key), dict):
        return []
    place = node.raw(key)
    return [(str(name), place.raw(name)) for name in place.value]
