"""Schemas of a document → compiled validators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import jsonschema_rs

from .problems import Issue

TYPES = {
    "string": "string_type",
    "integer": "int_type",
    "number": "float_type",
    "boolean": "bool_type",
    "array": "list_type",
    "object": "dict_type",
}
ANNOTATIONS = ("example", "discriminator", "xml", "externalDocs")
"""Keywords that say nothing of whether a value fits."""
KINDS = {
    "minimum": "greater_than_equal",
    "maximum": "less_than_equal",
    "exclusiveMinimum": "greater_than",
    "exclusiveMaximum": "less_than",
    "minLength": "string_too_short",
    "maxLength": "string_too_long",
    "pattern": "string_pattern_mismatch",
    "enum": "enum",
    "required": "missing",
    "additionalProperties": "extra_forbidden",
    "format": "value_error",
}


class Schemas:
    """Compiles the schemas of one document; equal ones once."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.components = {"schemas": converted_all(document.get("components", {}).get("schemas", {}))}
        self.compiled: dict[str, jsonschema_rs.Validator] = {}

    def validator(self, schema: Mapping[str, Any]) -> jsonschema_rs.Validator:
        """Return the validator of a schema of the document, references and `nullable` understood."""
        key = repr(schema)
        if key not in self.compiled:
            root = {"allOf": [converted(schema)], "components": self.components}
            self.compiled[key] = jsonschema_rs.Draft202012Validator(root, validate_formats=True)
        return self.compiled[key]

    def resolve(self, value: Any) -> Any:
        """Follow references inside the document."""
        while isinstance(value, Mapping) and isinstance(value.get("$ref"), str):
            value = self.target(value["$ref"])
        return value

    def target(self, reference: str) -> Any:
        """Return what a reference points to."""
        found: Any = self.document
        for token in reference.removeprefix("#").split("/")[1:]:
            found = found[token.replace("~1", "/").replace("~0", "~")]
        return found


def converted(schema: Any) -> Any:
    """Write a schema of OpenAPI 3.0 as JSON Schema 2020-12 has it; those of 3.1 stay as they are."""
    if not isinstance(schema, Mapping):
        return schema
    found = {key: converted_keyword(key, value) for key, value in schema.items() if key not in ANNOTATIONS}
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(found.get(exclusive), bool) and found.pop(exclusive) and bound in found:
            found[exclusive] = found.pop(bound)
    if found.get("format") in ("binary", "byte", "password"):
        del found["format"]
    nullable = found.pop("nullable", False)
    return {"anyOf": [found, {"type": "null"}]} if nullable is True else found


def converted_keyword(key: str, value: Any) -> Any:
    """Write the value of one keyword as JSON Schema has it; names of properties are no keywords."""
    if key in ("properties", "patternProperties"):
        return converted_all(value)
    if isinstance(value, list) and key in ("allOf", "anyOf", "oneOf", "prefixItems"):
        return [converted(item) for item in value]
    return converted(value) if key in ("items", "not", "additionalProperties") else value


def converted_all(schemas: Mapping[str, Any]) -> dict[str, Any]:
    """Write named schemas as JSON Schema has them."""
    return {name: converted(schema) for name, schema in schemas.items()}


def issues(validator: jsonschema_rs.Validator, value: Any, start: Sequence[str | int]) -> Iterator[Issue]:
    """Say what is wrong with a value, each with the way to it."""
    for error in validator.iter_errors(value):
        kind: Any = error.kind
        loc = [*start, *error.instance_path]
        if kind.name == "required":
            yield Issue([*loc, kind.property], "Field required", "missing")
        elif kind.name == "type":
            yield Issue(loc, error.message, TYPES.get(str(kind.types[0]), "type_error"))
        else:
            yield Issue(loc, error.message, KINDS.get(kind.name, kind.name))
