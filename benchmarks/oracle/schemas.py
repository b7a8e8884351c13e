"""Schemas as the oracle sees them: references followed, `allOf` merged, and a judge of what is valid."""

from __future__ import annotations

import base64
import binascii
import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import jsonschema_rs

from .document import TYPES, Document, Schema, Side

INFERRED = {
    "properties": "object",
    "additionalProperties": "object",
    "items": "array",
    "prefixItems": "array",
}


@dataclass(frozen=True)
class Union:
    """A `oneOf` or an `anyOf`."""

    keyword: str
    alternatives: tuple[Schema, ...]
    discriminator: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class View:
    """A schema with its references followed and its `allOf` merged; unions are kept."""

    types: frozenset[str] = frozenset()
    """The JSON types; empty: not said."""
    enum: tuple[Any, ...] | None = None
    properties: Mapping[str, Schema] = field(default_factory=dict[str, Schema])
    required: frozenset[str] = frozenset()
    additional: Schema | None = None
    items: Schema | None = None
    prefix: tuple[Schema, ...] = ()
    unions: tuple[Union, ...] = ()
    limits: Mapping[str, Any] = field(default_factory=dict[str, Any])
    patterns: tuple[str, ...] = ()
    format: str = ""
    flags: frozenset[str] = frozenset()
    discriminator: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """A discriminator beside properties, not beside a union."""
    references: tuple[str, ...] = ()
    """The references that were followed, the first one first."""
    defaults: tuple[Any, ...] = ()
    content_encoding: str = ""
    content_schema: Schema | None = None
    """The schema of the JSON that a string holds."""
    impossible: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        """The JSON types that are said or can be inferred."""
        if self.types or self.enum is not None:
            return self.types
        return (
            frozenset({"object"}) if self.properties else frozenset({"array"}) if self.items is not None else self.types
        )


LOWEST = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
HIGHEST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
OTHERS = ("multipleOf", "uniqueItems")


def both(first: View, second: View) -> View:
    """Return the view of a value that fits two schemas."""
    limits = dict(first.limits)
    for name, value in second.limits.items():
        known = limits.get(name, value)
        limits[name] = max(known, value) if name in LOWEST else min(known, value) if name in HIGHEST else value
    properties = dict(first.properties)
    for name, schema in second.properties.items():
        known = properties.get(name)
        properties[name] = schema if known is None or known == schema else {"allOf": [known, schema]}
    types, impossible = first.types or second.types, first.impossible or second.impossible
    if first.types and second.types:
        types = common(first.types, second.types)
        impossible = impossible or not types
    items = second.items if first.items is None else first.items
    if first.items is not None and second.items is not None and first.items != second.items:
        items = {"allOf": [first.items, second.items]}
    additional = second.additional if first.additional is None else first.additional
    if second.additional is False:
        additional = False
    enum = second.enum if first.enum is None else first.enum
    if first.enum is not None and second.enum is not None:
        enum = tuple(each for each in first.enum if each in second.enum)
    return View(
        types=types,
        enum=enum,
        properties=properties,
        required=first.required | second.required,
        additional=additional,
        items=items,
        prefix=first.prefix or second.prefix,
        unions=first.unions + tuple(each for each in second.unions if each not in first.unions),
        limits=limits,
        patterns=first.patterns + second.patterns,
        format=first.format or second.format,
        flags=first.flags | second.flags,
        discriminator=first.discriminator or second.discriminator,
        references=first.references + second.references,
        defaults=first.defaults + second.defaults,
        content_encoding=first.content_encoding or second.content_encoding,
        content_schema=second.content_schema if first.content_schema is None else first.content_schema,
        impossible=impossible,
    )


def common(first: frozenset[str], second: frozenset[str]) -> frozenset[str]:
    """Return the types that two lists of types have in common; every integer is a number."""
    found = first & second
    if "integer" in first | second and "number" in first | second:
        found |= {"integer"} & (first | second)
    return found


class Schemas:
    """The schemas of one side of a document."""

    def __init__(self, document: Document, side: Side) -> None:
        self.document = document
        self.side = side
        self.files, self.registry = document.side(side)
        self._views: dict[int, tuple[Schema, View]] = {}
        self._validators: dict[tuple[int, bool], tuple[Schema, Any]] = {}
        self._texts: dict[tuple[str, bool], Any] = {}

    def view(self, schema: Schema) -> View:
        """Return the view of a schema."""
        known = self._views.get(id(schema))
        if known is None or known[0] is not schema:
            known = self._views[id(schema)] = schema, self.make_view(schema, frozenset())
        return known[1]

    def make_view(self, schema: Schema, seen: frozenset[str]) -> View:
        """Merge a schema with what it refers to."""
        if not isinstance(schema, dict):
            return View(impossible=schema is False)
        types = frozenset(schema.get("type") or ())
        enum = tuple(schema["enum"]) if "enum" in schema else None
        if "const" in schema:
            enum = (schema["const"],)
        unions = tuple(
            Union(keyword, tuple(schema[keyword]), schema.get("discriminator") or {})
            for keyword in ("oneOf", "anyOf")
            if schema.get(keyword)
        )
        view = View(
            types=types if types != TYPES else frozenset(),
            enum=enum,
            properties=schema.get("properties") or {},
            required=frozenset(map(str, schema.get("required") or ())),
            additional=schema.get("additionalProperties"),
            items=schema.get("items"),
            prefix=tuple(schema.get("prefixItems") or ()),
            unions=unions,
            limits={name: schema[name] for name in (*LOWEST, *HIGHEST, *OTHERS) if name in schema},
            patterns=(schema["pattern"],) if "pattern" in schema else (),
            format=str(schema.get("format") or ""),
            flags=frozenset(name for name in ("readOnly", "writeOnly", "deprecated") if schema.get(name) is True),
            discriminator={} if unions else schema.get("discriminator") or {},
            defaults=(schema["default"],) if "default" in schema else (),
            content_encoding=str(schema.get("contentEncoding") or ""),
            content_schema=schema.get("contentSchema") if holds_json(schema) else None,
        )
        if isinstance(schema.get("$ref"), str) and schema["$ref"] not in seen:
            reference = schema["$ref"]
            target = self.make_view(self.document.at(reference, self.files), seen | {reference})
            target = replace(target, references=(reference, *target.references))
            view = both(view, target)
        for each in schema.get("allOf") or ():
            inner = self.make_view(each, seen)
            alone = len(schema["allOf"]) == 1 and not schema.get("properties")
            view = both(view, inner if alone else replace(inner, references=()))
        return view

    def validator(self, schema: Schema, formats: bool) -> Any:
        """Return the validator of a schema."""
        key = id(schema), formats
        known = self._validators.get(key)
        if known is None or known[0] is not schema:
            made = self.make_validator(schema, formats)
            known = self._validators[key] = schema, made
        return known[1]

    def make_validator(self, schema: Schema, formats: bool) -> Any:
        """Compile a schema."""
        text = json.dumps(schema, sort_keys=True, default=str), formats
        if text not in self._texts:
            self._texts[text] = jsonschema_rs.Draft202012Validator(
                schema,
                registry=self.registry,
                validate_formats=formats,
                formats={"byte": is_base64, "date-time": is_date_time, "binary": always},
            )
        return self._texts[text]

    def valid(self, schema: Schema, value: Any, formats: bool = False) -> bool:
        """Return True if a value is valid, by a validator that the project did not write; a file is a string."""
        return bool(self.validator(schema, formats).is_valid(files_as_strings(value)))

    def fitting(self, union: Union, value: Any) -> list[Schema]:
        """Return the alternatives that a value is valid for."""
        return [each for each in union.alternatives if self.valid(each, value)]

    def opened(self, value: Any, schema: Schema) -> Any:
        """Return a JSON value as a caller gives it: base64 as bytes, and the JSON in strings parsed."""
        view, certain, _ = self.narrowed(self.view(schema), value)
        if isinstance(value, dict):
            rest = view.additional if isinstance(view.additional, dict) else {}
            return {name: self.opened(each, view.properties.get(name, rest)) for name, each in value.items()}
        if isinstance(value, list):
            return [self.opened(each, {} if view.items is None else view.items) for each in value]
        if isinstance(value, str) and certain and view.content_schema is not None:
            return json.loads(value)
        if isinstance(value, str) and certain and view.content_encoding == "base64":
            return base64.b64decode(value)
        return value

    def with_constants(self, value: Any, schema: Schema, whole: bool = True) -> Any:
        """Return a JSON value with what constructors set: properties whose only value is their default, too.

        Args:
            value: The value.
            schema: Its schema.
            whole: False if its properties are arguments, of which none is set by itself.
        """
        view, _, _ = self.narrowed(self.view(schema), value)
        if isinstance(value, dict):
            rest = view.additional if isinstance(view.additional, dict) else {}
            found = {name: self.with_constants(each, view.properties.get(name, rest)) for name, each in value.items()}
            missing = view.properties.items() if whole else ()
            inner = {name: self.view(each) for name, each in missing if name not in value}
            return found | {
                name: each.enum[0]
                for name, each in inner.items()
                if each.enum and len(each.enum) == 1 and each.defaults[:1] == tuple(each.enum) and not each.flags
            }
        if isinstance(value, list):
            return [self.with_constants(each, {} if view.items is None else view.items) for each in value]
        return value

    def narrowed(self, view: View, value: Any) -> tuple[View, bool, list[Schema]]:
        """Replace the unions of a view by the only alternative that a value is valid for.

        Returns:
            The view, whether each union has exactly one such alternative, and these alternatives.
        """
        chosen: list[Schema] = []
        for _ in range(20):
            if not view.unions:
                return view, True, chosen
            union, rest = view.unions[0], view.unions[1:]
            fitting = self.fitting(union, value)
            if len(fitting) > 1 and not isinstance(value, (dict, list)):
                fitting = fitting[:1] if all_same(self.view(each) for each in fitting) else fitting
            if len(fitting) != 1:
                return replace(view, unions=()), False, chosen
            inner = self.view(fitting[0])
            chosen.append(fitting[0])
            view = both(replace(view, unions=rest), replace(inner, references=()))
        return replace(view, unions=()), False, chosen


def all_same(views: Any) -> bool:
    """Return True if views agree in what decides the Python type of a scalar."""
    return len({(view.types, view.format, view.enum) for view in views if not view.unions}) == 1


def holds_json(schema: Mapping[str, Any]) -> bool:
    """Return True if a schema is of a string that holds JSON."""
    essence = str(schema.get("contentMediaType", "")).partition(";")[0].strip().lower()
    return essence == "application/json" or essence.endswith("+json")


def component(reference: str) -> str:
    """Return the name of the component that a reference points to, or ""."""
    match = re.search(r"/components/schemas/([^/]+)$", reference)
    return match.group(1).replace("~1", "/").replace("~0", "~") if match else ""


def always(_: str) -> bool:
    return True


def is_base64(text: str) -> bool:
    """Return True if a string is base64 (RFC 4648 §4)."""
    try:
        return bool(base64.b64decode(text, validate=True)) or not text
    except (ValueError, binascii.Error):
        return False


def is_date_time(text: str) -> bool:
    """Return True if a string is a date-time of RFC 3339 that Python can hold."""
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", text)) and (
        instant(text) is not None
    )


def instant(text: str) -> datetime.datetime | None:
    """Parse a date-time, with or without offset; return None if the string is not a date-time."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(\.\d+)?([Zz]|[+-]\d\d:?\d\d)?", text)
    if not match:
        return None
    day, clock, fraction, offset = match.groups()
    offset = "+00:00" if offset in ("Z", "z") else offset or ""
    try:
        return datetime.datetime.fromisoformat(f"{day}T{clock}{((fraction or '.0') + '000000')[:7]}{offset}")
    except ValueError:
        return None


def files_as_strings(value: Any) -> Any:
    """Return a value with a string in place of each file, which JSON does not have."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, dict):
        return {name: files_as_strings(each) for name, each in value.items()}
    return [files_as_strings(each) for each in value] if isinstance(value, list) else value
