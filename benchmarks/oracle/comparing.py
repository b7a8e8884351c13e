"""Compare a returned value with the JSON that the server sent, led by the schema of the document."""

from __future__ import annotations

import base64
import datetime
import enum
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, RootModel, SecretStr

from .document import Schema
from .schemas import Schemas, View, component, instant

LONGEST = 160
BYTES = ("byte", "binary")
"""Formats whose values may be bytes."""


@dataclass(frozen=True)
class Difference:
    """One difference between what is expected and what happened."""

    kind: str
    path: str
    expected: str
    got: str

    @classmethod
    def of(cls, kind: str, path: str, expected: Any, got: Any) -> Difference:
        return cls(kind, path or "/", short(expected), short(got))


def short(value: Any) -> str:
    """Return a value on one line."""
    text = value if isinstance(value, str) else repr(value)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def letters(name: str) -> str:
    """Return what two spellings of a name have in common."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def unwrapped(value: Any) -> Any:
    """Return the value in the wrapper of a union."""
    while isinstance(value, RootModel):
        value = value.root
    return value


def wire_names(kind: type[BaseModel]) -> dict[str, str]:
    """Return the field of each wire name of a class."""
    return {field.serialization_alias or field.alias or name: name for name, field in kind.model_fields.items()}


class Comparison:
    """Compares values of one side of a document.

    Args:
        schemas: The schemas of the response side.
    """

    def __init__(self, schemas: Schemas) -> None:
        self.schemas = schemas
        root = schemas.files[schemas.document.uri]
        self.components = {letters(name) for name in (root.get("components") or {}).get("schemas") or {}}

    def differences(self, value: Any, sent: Any, schema: Schema, path: str = "") -> Iterator[Difference]:
        """Yield the differences between a value and the JSON that it was read from.

        Args:
            value: What the client returned.
            sent: The JSON that the server sent.
            schema: Its schema; `{}` compares the JSON alone.
            path: The place in the JSON.
        """
        yield from self.of_view(value, sent, self.schemas.view(schema), path)

    def of_view(self, value: Any, sent: Any, view: View, path: str) -> Iterator[Difference]:
        """Yield the differences of a value and all that is in it."""
        view, certain, chosen = self.schemas.narrowed(view, sent)
        value = unwrapped(value)
        if isinstance(sent, str) and certain and view.content_schema is not None:
            yield from self.differences(value, json.loads(sent), view.content_schema, path)
        elif isinstance(sent, dict):
            yield from self.of_object(value, sent, view, certain, chosen, path)
        elif isinstance(sent, list):
            yield from self.of_list(value, sent, view, path)
        else:
            yield from of_scalar(value, sent, view if certain else View(), path)

    def of_list(self, value: Any, sent: list[Any], view: View, path: str) -> Iterator[Difference]:
        """Compare a list; a set is compared as one, too."""
        if not isinstance(value, (list, tuple)):
            yield Difference.of("response: a list became something else", path, sent, value)
        elif len(value) != len(sent):
            yield Difference.of("response: items were lost or added", path, sent, value)
        else:
            for index, (item, each) in enumerate(zip(value, sent, strict=True)):
                schema = view.prefix[index] if index < len(view.prefix) else view.items
                yield from self.differences(item, each, {} if schema is None else schema, f"{path}/{index}")

    def of_object(
        self, value: Any, sent: dict[str, Any], view: View, certain: bool, chosen: list[Schema], path: str
    ) -> Iterator[Difference]:
        """Compare an object: its class, and each of its properties."""
        if isinstance(value, dict):
            if view.properties and certain:
                yield Difference.of("response: an object became a dict", path, self.title(view, chosen), value)
            got: Mapping[str, Any] = value
        elif isinstance(value, BaseModel):
            if certain:
                yield from self.of_class(type(value), sent, view, chosen, path)
            got = attributes(value)
        else:
            yield Difference.of("response: an object became something else", path, sent, value)
            return
        for name, each in sent.items():
            inner = f"{path}/{name}"
            if name not in got:
                yield Difference.of("response: a property was lost", inner, each, sorted(got))
                continue
            schema = view.properties.get(name, view.additional if isinstance(view.additional, dict) else {})
            yield from self.differences(got[name], each, schema, inner)
        for name in got.keys() - sent.keys():
            yield Difference.of("response: a property was added", f"{path}/{name}", sorted(sent), got[name])

    def title(self, view: View, chosen: list[Schema]) -> str:
        """Name the class that is expected."""
        for each in (*reversed(chosen), {"$ref": next(iter(view.references), "")}):
            name = component(each.get("$ref", "") if isinstance(each, dict) else "")
            if name:
                return name
        return f"a class with {', '.join(view.properties)}"

    def of_class(
        self, kind: type[BaseModel], sent: dict[str, Any], view: View, chosen: list[Schema], path: str
    ) -> Iterator[Difference]:
        """Compare the class of an object with the alternative that the object is valid for."""
        names = {letters(each.__name__) for each in kind.__mro__}
        tagged = self.tagged(sent, view)
        if tagged and letters(tagged) not in names:
            yield Difference.of("response: another class than the discriminator says", path, tagged, kind.__name__)
        if not chosen or not view.properties:
            return
        fields = wire_names(kind)
        wanted = {letters(component(each)) for each in self.schemas.view(chosen[-1]).references} - {""}
        if wanted & names:
            return
        if (wanted and letters(kind.__name__) in self.components) or not view.properties.keys() <= fields.keys():
            yield Difference.of("response: wrong class", path, self.title(view, chosen), kind.__name__)

    def tagged(self, sent: dict[str, Any], view: View) -> str:
        """Return the name of the descendant that the discriminator of a base class names, or ""."""
        tag = sent.get(str(view.discriminator.get("propertyName")))
        if not isinstance(tag, str):
            return ""
        target = (view.discriminator.get("mapping") or {}).get(tag, tag)
        name = component(str(target)) or str(target)
        schemas = self.schemas.files[self.schemas.document.uri].get("components", {}).get("schemas", {})
        if name not in schemas or not self.schemas.valid(schemas[name], sent):
            return ""
        base = next(iter(view.references), "")
        return name if base and base in self.schemas.view(schemas[name]).references + ancestors(self, name) else ""


def ancestors(comparison: Comparison, name: str) -> tuple[str, ...]:
    """Return the references in the `allOf` of a component, and of these."""
    found: list[str] = []
    schemas = comparison.schemas.files[comparison.schemas.document.uri].get("components", {}).get("schemas", {})
    waiting = [schemas.get(name)]
    while waiting:
        schema = waiting.pop()
        for each in (schema.get("allOf") or ()) if isinstance(schema, dict) else ():
            if isinstance(each, dict) and "$ref" in each and each["$ref"] not in found:
                found.append(each["$ref"])
                waiting.append(schemas.get(component(each["$ref"])))
    return tuple(found)


def attributes(value: BaseModel) -> dict[str, Any]:
    """Return the fields of an object that were set, by wire name, as a user reads them."""
    kind = type(value)
    found = {wire: getattr(value, name) for wire, name in wire_names(kind).items() if name in value.model_fields_set}
    return {**found, **(value.model_extra or {})}


def of_scalar(value: Any, sent: Any, view: View, path: str) -> Iterator[Difference]:
    """Compare a scalar: its value, and for dates and times that it was parsed."""
    value = plain(value)
    if sent is None or value is None:
        if value is not sent:
            kind = "response: null became something else" if sent is None else "response: a value became None"
            yield Difference.of(kind, path, sent, value)
    elif isinstance(value, (bytes, bytearray)) != (view.content_encoding == "base64") and view.format not in BYTES:
        kind = "response: base64 is not decoded" if view.content_encoding else "response: bytes instead of a string"
        yield Difference.of(kind, path, sent, value)
    elif not same(value, sent):
        yield Difference.of(f"response: another {type(sent).__name__}", path, sent, value)
    elif isinstance(sent, str) and isinstance(value, str) and view.types <= {"string", "null"} and view.enum is None:
        wanted = {"date-time": datetime.datetime, "date": datetime.date, "uuid": uuid.UUID}.get(view.format)
        if wanted and parses(sent, view.format):
            yield Difference.of(f"response: a {view.format} stays a string", path, wanted.__name__, value)


def parses(text: str, format: str) -> bool:
    """Return True if a string can be read as its format says."""
    if format == "date-time":
        return instant(text) is not None
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d" if format == "date" else r"[0-9a-f-]{36}", text))


def plain(value: Any) -> Any:
    """Return what an enum member or a secret stands for."""
    value = unwrapped(value)
    if isinstance(value, enum.Enum):
        return value.value
    return value.get_secret_value() if isinstance(value, SecretStr) else value


def same(value: Any, sent: Any) -> bool:
    """Return True if a scalar is the one that was sent."""
    if isinstance(sent, bool) or isinstance(value, bool):
        return value is sent
    if isinstance(sent, (int, float)):
        if isinstance(value, Decimal):
            return value == Decimal(str(sent))
        return isinstance(value, (int, float)) and bool(value == sent)
    return isinstance(sent, str) and same_string(value, sent)


def same_string(value: Any, sent: str) -> bool:
    """Return True if a value stands for a string."""
    if isinstance(value, (str, uuid.UUID, Decimal)):
        return str(value) == (sent.lower() if isinstance(value, uuid.UUID) else sent)
    if isinstance(value, datetime.datetime):
        found = instant(sent)
        return found is not None and same_instant(found, value)
    if isinstance(value, datetime.date):
        return value.isoformat() == sent
    if isinstance(value, datetime.time):
        return value.isoformat().replace("+00:00", "Z") == sent.replace("+00:00", "Z")
    if isinstance(value, (bytes, bytearray)):
        return bytes(value) in (decoded(sent), sent.encode())
    return isinstance(value, datetime.timedelta)


def same_instant(first: datetime.datetime, second: datetime.datetime) -> bool:
    """Return True if two date-times are equal, both with or both without an offset."""
    return (first.tzinfo is None) == (second.tzinfo is None) and first == second


def decoded(text: str) -> bytes | None:
    """Decode base64; return None if the string is not base64."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return None


def json_equal(first: Any, second: Any) -> bool:
    """Return True if two JSON values are equal; date-times are equal if they are the same instant."""
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(json_equal(first[key], second[key]) for key in first)
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(json_equal, first, second))
    if isinstance(first, str) and isinstance(second, str) and first != second:
        one, other = instant(first), instant(second)
        return one is not None and other is not None and same_instant(one, other)
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    if isinstance(first, (int, float, Decimal)) and isinstance(second, (int, float, Decimal)):
        return Decimal(str(first)) == Decimal(str(second))
    return type(first) is type(second) and first == second


def without(value: Any, view: View, flag: str, schemas: Schemas) -> tuple[Any, bool]:
    """Return a JSON value without the properties that have a flag (`readOnly`), and whether that is certain."""
    view, certain, _ = schemas.narrowed(view, value)
    if isinstance(value, dict):
        kept: dict[str, Any] = {}
        for name, each in value.items():
            schema = view.properties.get(name, view.additional if isinstance(view.additional, dict) else {})
            inner = schemas.view(schema)
            if flag in inner.flags:
                continue
            kept[name], sure = without(each, inner, flag, schemas)
            certain = certain and sure
        return kept, certain
    if isinstance(value, list):
        items = schemas.view({} if view.items is None else view.items)
        pairs = [without(each, items, flag, schemas) for each in value]
        return [each for each, _ in pairs], certain and all(sure for _, sure in pairs)
    return value, certain
