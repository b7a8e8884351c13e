"""Schema Objects of OpenAPI 3.0, 3.1 and 3.2 → Schema."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from ..api import Discriminator, Property, Schema
from .node import Node, Reader

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

    def parse_components(self, node: Node) -> None:
        """Read the named schemas of the document, used or not."""
        places = [node.raw(name) for name in node.value or ()]
        self.found |= {place.pointer: Schema(place.pointer) for place in places}  # until each is read, in this order
        for place in places:
            self.found[place.pointer] = self.parse(place)

    def parse(self, node: Node) -> Schema:
        """Read the schema at a node; a reference stays one, and its target is read once."""
        if isinstance(node.value, bool):
            return Schema(node.pointer, never=not node.value)
        for keyword in REFERENCES:
            if isinstance(node.get(keyword), str):
                return self.parse_reference(node, node.get(keyword))
        return self.parse_keywords(node)

    def parse_reference(self, node: Node, reference: str) -> Schema:
        """Read a reference with what stands beside it; before 3.1 only annotations may (in practice), after it any."""
        found = self.reader.target(reference, node.pointer)
        if found is None:
            return Schema(node.pointer)
        value, pointer = found
        if pointer not in self.found:
            self.found[pointer] = Schema(pointer)
            self.found[pointer] = self.parse(Node(self.reader, value, pointer))
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
        example = node.get("example", next(iter(node.get("examples") or ()), None)) if node.value else None
        return Schema(
            pointer=node.pointer,
            ref=ref,
            types=types,
            nullable=nullable,
            format=node.text("format"),
            media_type=node.text("contentMediaType"),
            title=node.text("title"),
            description=node.text("description"),
            enum=self.parse_enum(node),
            enum_names=self.parse_names(node.get("x-enum-varnames")),
            default=node.get("default"),
            has_default="default" in node,
            example=example,
            has_example="example" in node or bool(node.get("examples")),
            example_listed="example" not in node and bool(node.get("examples")),
            deprecated=node.flag("deprecated"),
            read_only=node.flag("readOnly"),
            write_only=node.flag("writeOnly"),
            constraints=self.parse_constraints(node),
            properties=self.parse_properties(node),
            required=tuple(map(str, node.get("required"))) if isinstance(node.get("required"), list) else (),
            additional=self.parse_additional(node),
            pattern_properties={key: self.parse(child) for key, child in raw_entries(node, "patternProperties")},
            items=self.parse(node.raw("items")) if isinstance(node.get("items"), (dict, bool)) else None,
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
        types = tuple(given) if isinstance(given, list) else (given,) if isinstance(given, str) else ()
        only_null = node.get("enum") == [None] or ("const" in node and node.get("const") is None)
        nullable = "null" in types or node.flag("nullable") or only_null
        return tuple(name for name in types if name != "null"), nullable

    def parse_enum(self, node: Node) -> tuple[Any, ...] | None:
        """Read the allowed values; `const` (3.1) is an enum of one."""
        if "const" in node:
            return (node.get("const"),)
        values = node.get("enum")
        return tuple(values) if isinstance(values, list) else None

    def parse_names(self, names: Any) -> tuple[str, ...]:
        """Read the names that the document gives an enum's members."""
        return tuple(map(str, names)) if isinstance(names, list) else ()

    def parse_constraints(self, node: Node) -> Mapping[str, Any]:
        """Read the constraints, with the boolean exclusive bounds of 3.0 written as 3.1 has them."""
        found = {key: node.get(key) for key in CONSTRAINTS if key in node}
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
        mapping = {str(value): self.mapped(target, place) for value, target in (place.get("mapping") or {}).items()}
        return Discriminator(place.text("propertyName"), {value: to for value, to in mapping.items() if to})

    def mapped(self, target: str, place: Node) -> str:
        """Return the pointer of the schema that a discriminator's mapping means."""
        reference = target if "#" in target or "/" in target else f"#/components/schemas/{target}"
        found = self.reader.target(reference, f"{place.pointer}/mapping", optional=True)
        return found[1] if found else ""


def without(value: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    """Leave keys out of a mapping."""
    return {key: item for key, item in value.items() if key not in keys}


def raw_entries(node: Node, key: str) -> list[tuple[str, Node]]:
    """Go through a mapping under a key as it was written."""
    if not isinstance(node.get(key), dict):
        return []
    place = node.raw(key)
    return [(str(name), place.raw(name)) for name in place.value]
