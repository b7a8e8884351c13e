"""Parameters of a request: found, turned into what their schemas say, and held against them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

import jsonschema_rs

from .problems import Issue
from .schemas import Schemas, issues

SEPARATORS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
INTEGER = re.compile(r"[-+]?\d+", re.ASCII)
NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
ABSENT = object()


@dataclass(frozen=True)
class Parameter:
    """A parameter of an operation, ready to be read from requests."""

    name: str
    location: str
    required: bool
    array: bool
    explode: bool
    separator: str
    default: Any
    convert: Callable[[str], Any]
    validator: jsonschema_rs.Validator | None
    """None where every text will do."""

    def read(self, values: Sequence[str], found: dict[str, Any], wrong: list[Issue]) -> None:
        """Put the value into `found`, or what is wrong with it into `wrong`."""
        if not values:
            if self.required:
                wrong.append(Issue([self.location, self.name], "Field required", "missing"))
            elif self.default is not ABSENT:
                found[self.name] = self.default
            return
        value = self.items(values) if self.array else self.convert(values[-1])
        if self.validator is not None and not self.validator.is_valid(value):
            wrong.extend(issues(self.validator, value, [self.location, self.name]))
        found[self.name] = value

    def items(self, values: Sequence[str]) -> list[Any]:
        """The items of an array: repeated, or in one text; of the latter, the former is understood too."""
        repeated = self.explode and len(values) > 1
        texts = values if repeated else [text for value in values for text in value.split(self.separator)]
        return [self.convert(text) for text in texts]


def compile_parameter(node: Mapping[str, Any], schemas: Schemas) -> Parameter:
    """Make a parameter ready."""
    location = node["in"]
    schema = schemas.resolve(node.get("schema", {}))
    array = schema.get("type") == "array"
    style = node.get("style", "form" if location in ("query", "cookie") else "simple")
    item = schemas.resolve(schema.get("items", {})) if array else schema
    plain = set(schema) <= {"type", "description", "example", "default", "title"} and schema.get("type") == "string"
    return Parameter(
        name=node["name"],
        location=location,
        required=bool(node.get("required")),
        array=array,
        explode=node.get("explode", style == "form"),
        separator=SEPARATORS.get(style, ","),
        default=schema.get("default", ABSENT),
        convert=converter(item, schemas),
        validator=None if plain else schemas.validator(node.get("schema", {})),
    )


def converter(schema: Mapping[str, Any], schemas: Schemas) -> Callable[[str], Any]:
    """Return what turns a text into the value that a schema means; a text that is none of its values stays a text."""
    kinds = wanted_types(schema, schemas)
    converters = [CONVERTERS[kind] for kind in ("integer", "number", "boolean", "null") if kind in kinds]
    if not converters:
        return str
    return converters[0] if len(converters) == 1 else lambda text: first_converted(text, converters)


def wanted_types(schema: Mapping[str, Any], schemas: Schemas) -> set[str]:
    """The types that a schema allows, in any of its alternatives."""
    given = schema.get("type", [])
    kinds = set(given if isinstance(given, list) else [given])
    for keyword in ("anyOf", "oneOf", "allOf"):
        for part in schema.get(keyword, []):
            kinds |= wanted_types(schemas.resolve(part), schemas)
    return kinds


def first_converted(text: str, converters: Sequence[Callable[[str], Any]]) -> Any:
    """Try one converter after the other."""
    found = (convert(text) for convert in converters)
    return next((value for value in found if not isinstance(value, str)), text)


def integer(text: str) -> Any:
    """A text as an integer."""
    return int(text) if INTEGER.fullmatch(text) and len(text) < 400 else text


def number(text: str) -> Any:
    """A text as a number."""
    return float(text) if NUMBER.fullmatch(text) else text


def boolean(text: str) -> Any:
    """A text as a boolean."""
    return {"true": True, "false": False, "1": True, "0": False}.get(text.lower(), text)


def null(text: str) -> Any:
    """A text as null."""
    return None if text in ("", "null") else text


CONVERTERS: dict[str, Callable[[str], Any]] = {"integer": integer, "number": number, "boolean": boolean, "null": null}


def query_values(query: bytes) -> dict[str, list[str]]:
    """The values of a query by name."""
    found: dict[str, list[str]] = {}
    if query:
        for name, value in parse_qsl(query.decode("latin-1"), keep_blank_values=True):
            found.setdefault(name, []).append(value)
    return found


def cookie_values(header: str) -> dict[str, list[str]]:
    """The values of a Cookie header by name (RFC 6265 §4.2)."""
    found: dict[str, list[str]] = {}
    for pair in header.split(";"):
        name, separator, value = pair.strip().partition("=")
        if separator:
            found.setdefault(name, []).append(unquote(value.strip('"')))
    return found
