"""Parameters of a request: found, turned into what their schemas say, and held against them."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

import jsonschema_rs
import orjson

from .problems import Issue, SetupError
from .schemas import Schemas, issues

SEPARATORS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
COMBINATIONS = ("anyOf", "oneOf", "allOf")
INTEGER = re.compile(r"[-+]?\d+", re.ASCII)
NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
ABSENT = object()


@dataclass(frozen=True)
class Parameter:
    """A parameter of an operation, ready to be read from requests."""

    name: str
    argument: str
    """What the handler's argument is called."""
    location: str
    required: bool
    array: bool
    nullable: bool
    """Whether null is a value; of arrays, that is one text that says so."""
    explode: bool
    separator: str
    default: Any
    convert: Callable[[str], Any]
    validator: jsonschema_rs.Validator | None
    """None where every text will do."""

    @property
    def has_default(self) -> bool:
        """Whether there is always a value."""
        return self.default is not ABSENT

    def read(self, values: Sequence[str], found: dict[str, Any], wrong: list[Issue]) -> None:
        """Put the value into `found`, or what is wrong with it into `wrong`."""
        if not values:
            if self.required:
                wrong.append(Issue([self.location, self.name], "Field required", "missing"))
            elif self.has_default:
                found[self.argument] = self.default
            return
        value = self.items(values) if self.array else self.convert(values[-1])
        if not self.fits(value):
            wrong.extend(issues(self.validator, value, [self.location, self.name]))
        found[self.argument] = value

    def fits(self, value: Any) -> bool:
        """Whether a value is one of the schema's."""
        return self.validator is None or self.validator.is_valid(value)

    def items(self, values: Sequence[str]) -> list[Any] | None:
        """The items of an array: repeated, or in one text; where the former is wrong, the latter is understood too."""
        if self.nullable and len(values) == 1 and null(values[0]) is None:
            return None
        if self.explode:
            found = [self.convert(text) for text in values]
            if self.fits(found):
                return found
        return [self.convert(text) for value in values for text in value.split(self.separator)]


def compile_parameter(node: Mapping[str, Any], schemas: Schemas) -> Parameter:
    """Make a parameter ready."""
    location = node["in"]
    schema = schemas.keywords(node.get("schema", {}))
    kinds = wanted_types(schema, schemas)
    array = kinds - {"null"} == {"array"}
    style = node.get("style", "form" if location in ("query", "cookie") else "simple")
    item = items_of(schema, schemas) if array else schema
    if style not in SEPARATORS or schema.get("type") == "object":
        raise SetupError(f"the {location} parameter {node['name']} has a style that is not served: {style}")
    plain = set(schema) <= {"type", "description", "example", "default", "title"} and schema.get("type") == "string"
    return Parameter(
        name=node["name"],
        argument=argument_name(node["name"]),
        location=location,
        required=bool(node.get("required")),
        array=array,
        nullable="null" in kinds,
        explode=node.get("explode", style == "form"),
        separator=SEPARATORS.get(style, ","),
        default=schema.get("default", ABSENT),
        convert=converter(item, schemas),
        validator=None if plain else schemas.of_requests(node.get("schema", {})),
    )


def argument_name(name: str) -> str:
    """The name of a parameter as Python can have it."""
    found = re.sub(r"\W", "_", name)
    return f"{found}_" if keyword.iskeyword(found) else found


def converter(schema: Mapping[str, Any], schemas: Schemas) -> Callable[[str], Any]:
    """Return what turns a text into the value that a schema means; a text that is none of its values stays a text."""
    kinds = wanted_types(schema, schemas)
    converters = [CONVERTERS[kind] for kind in CONVERTERS if kind in kinds]
    if not converters:
        return str
    return converters[0] if len(converters) == 1 else lambda text: first_converted(text, converters)


def items_of(schema: Mapping[str, Any], schemas: Schemas) -> Mapping[str, Any]:
    """The schema of an array's items, which may stand in one of its alternatives."""
    parts = [schemas.keywords(part) for name in COMBINATIONS for part in schema.get(name, [])]
    return next((schemas.keywords(each["items"]) for each in [schema, *parts] if "items" in each), {})


def wanted_types(schema: Mapping[str, Any], schemas: Schemas) -> set[str]:
    """The types that a schema allows, in any of its alternatives."""
    given = schema.get("type", [])
    kinds = set(given if isinstance(given, list) else [given])
    for combination in COMBINATIONS:
        for part in schema.get(combination, []):
            kinds |= wanted_types(schemas.keywords(part), schemas)
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


def written_object(text: str) -> Any:
    """A text as an object: a form has it as JSON (OpenAPI 3.0, special considerations for multipart content)."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


CONVERTERS: dict[str, Callable[[str], Any]] = {
    "integer": integer,
    "number": number,
    "boolean": boolean,
    "null": null,
    "object": written_object,
}


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
