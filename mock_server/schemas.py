"""Schemas of a document → compiled validators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

import jsonschema_rs

from .problems import Issue, SetupError

UNRESOLVED: Any = jsonschema_rs.ReferencingError
"""The exception for a reference that leads nowhere; stubs of older releases do not say that it is one."""
LONGEST = 300
"""Characters of what is said about a value."""
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
        self.compiled: dict[tuple[str, str], jsonschema_rs.Validator] = {}
        self.components: dict[str, Any] = {}

    def of_requests(self, schema: Mapping[str, Any]) -> jsonschema_rs.Validator:
        """Return the validator of what is sent: what is only read need not be there."""
        return self.validator(schema, "readOnly")

    def of_responses(self, schema: Mapping[str, Any]) -> jsonschema_rs.Validator:
        """Return the validator of what is answered: what is only written need not be there."""
        return self.validator(schema, "writeOnly")

    def validator(self, schema: Mapping[str, Any], absent: str) -> jsonschema_rs.Validator:
        """Return the validator of a schema of the document, references and `nullable` understood.

        Raises:
            SetupError: the schema, or one that it refers to, is none.
        """
        key = absent, repr(schema)
        if key not in self.compiled:
            root = {"allOf": [converted(schema, absent)], "components": {"schemas": self.named(absent)}}
            try:
                self.compiled[key] = jsonschema_rs.Draft202012Validator(root, validate_formats=True)
            except (ValueError, UNRESOLVED) as error:
                reason = getattr(error, "message", error)
                raise SetupError(f"a schema of the document cannot be used: {reason}") from error
        return self.compiled[key]

    def named(self, absent: str) -> Any:
        """The schemas that references name."""
        if absent not in self.components:
            schemas = self.document.get("components", {}).get("schemas", {})
            self.components[absent] = converted_all(schemas, absent)
        return self.components[absent]

    def resolve(self, value: Any) -> Any:
        """Follow references inside the document."""
        while isinstance(value, Mapping) and isinstance(value.get("$ref"), str):
            value = self.target(value["$ref"])
        return value

    def keywords(self, schema: Any) -> Mapping[str, Any]:
        """The keywords of a schema, references followed; `true` and `false` are schemas that have none."""
        found = self.resolve(schema)
        return found if isinstance(found, Mapping) else {}

    def target(self, reference: str) -> Any:
        """Return what a reference points to (RFC 6901).

        Raises:
            SetupError: nothing is there, or it is in another file.
        """
        found: Any = self.document
        try:
            for token in unquote(reference.removeprefix("#")).split("/")[1:] if reference.startswith("#") else [""]:
                name = token.replace("~1", "/").replace("~0", "~")
                found = found[int(name) if isinstance(found, list) else name]
        except (LookupError, TypeError, ValueError) as error:
            raise SetupError(f"the reference {reference} leads nowhere in the document") from error
        return found


def converted(schema: Any, absent: str) -> Any:
    """Write a schema of OpenAPI 3.0 as JSON Schema 2020-12 has it; those of 3.1 stay as they are.

    Args:
        schema: The schema, which stays as it is.
        absent: `readOnly` or `writeOnly`: properties with this mark need not be there.
    """
    if not isinstance(schema, Mapping):
        return schema
    found = {key: converted_keyword(key, value, absent) for key, value in schema.items() if key not in ANNOTATIONS}
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(found.get(exclusive), bool) and found.pop(exclusive) and bound in found:
            found[exclusive] = found.pop(bound)
    if found.get("format") in ("binary", "byte", "password"):
        del found["format"]
    properties = schema.get("properties", {})
    if "required" in found:
        found["required"] = [name for name in found["required"] if not marked(properties.get(name), absent)]
    nullable = found.pop("nullable", False)
    return {"anyOf": [found, {"type": "null"}]} if nullable is True else found


def marked(schema: Any, mark: str) -> bool:
    """Whether a schema has a mark; `true` and `false` are schemas too."""
    return isinstance(schema, Mapping) and bool(schema.get(mark))


def converted_keyword(key: str, value: Any, absent: str) -> Any:
    """Write the value of one keyword as JSON Schema has it; names of properties are no keywords."""
    if key in ("properties", "patternProperties"):
        return converted_all(value, absent)
    if isinstance(value, list) and key in ("allOf", "anyOf", "oneOf", "prefixItems"):
        return [converted(item, absent) for item in value]
    return converted(value, absent) if key in ("items", "not", "additionalProperties") else value


def converted_all(schemas: Mapping[str, Any], absent: str) -> dict[str, Any]:
    """Write named schemas as JSON Schema has them."""
    return {name: converted(schema, absent) for name, schema in schemas.items()}


def issues(validator: jsonschema_rs.Validator | None, value: Any, start: Sequence[str | int]) -> Iterator[Issue]:
    """Say what is wrong with a value, each with the way to it; without a validator, nothing is."""
    for error in flattened(validator.iter_errors(value)) if validator else ():
        kind: Any = error.kind
        loc = [*start, *error.instance_path]
        if kind.name == "required":
            yield Issue([*loc, kind.property], "Field required", "missing")
        elif kind.name == "type":
            known = (TYPES[str(name)] for name in kind.types if str(name) in TYPES)
            yield Issue(loc, shortened(error.message), next(known, "type_error"))
        else:
            yield Issue(loc, shortened(error.message), KINDS.get(kind.name, kind.name))


def shortened(message: str) -> str:
    """Return a message without the middle of a long value in it."""
    return message if len(message) <= LONGEST else f"{message[: LONGEST // 2]}…{message[-LONGEST // 2 :]}"


def flattened(errors: Iterable[jsonschema_rs.ValidationError]) -> Iterator[jsonschema_rs.ValidationError]:
    """Errors, those of a single alternative beside null in the place of the one that says that neither fits."""
    for error in errors:
        alternatives: Any = getattr(error.kind, "context", ())
        others = [each for each in alternatives if not wants_null(each)]
        yield from flattened(others[0]) if len(others) == 1 < len(alternatives) else (error,)


def wants_null(errors: Sequence[jsonschema_rs.ValidationError]) -> bool:
    """Whether an alternative fails because it is null."""
    kind: Any = errors[0].kind
    return kind.name == "type" and list(kind.types) == ["null"]
