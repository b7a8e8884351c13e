"""JSON values as Python expressions: models as calls of their classes, enums as members, dates as dates."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from ...api import Schema
from ..arguments import Argument
from ..layout import Code, call, dict_of, keyed, literal, named, quoted, value
from ..models import members
from ..schemas import embeds_json, implied
from ..shapes import Shape, Shapes
from ..types import ANY, BASE64, BASE64_URL, BYTES, DATE, DATE_TIME, FORMATS, PASSWORD, Type
from .fitting import fits, resolved
from .samples import Samples

TYPED: Mapping[Type, tuple[str, Callable[[str], str]]] = {
    DATE: ("import datetime", lambda text: f"datetime.date.fromisoformat({quoted(text)})"),
    DATE_TIME: ("import datetime", lambda text: f"datetime.datetime.fromisoformat({quoted(iso(text))})"),
    FORMATS["uuid"]: ("from uuid import UUID", lambda text: f"UUID({quoted(text)})"),
    FORMATS["number"]: ("from decimal import Decimal", lambda text: f"Decimal({quoted(text)})"),
    PASSWORD: ("from pydantic import SecretStr", lambda text: f"SecretStr({quoted(text)})"),
    BYTES: ("", lambda text: repr(text.encode())),
    BASE64: ("", lambda text: repr(base64.b64decode(text + "==", b"-_"))),
    BASE64_URL: ("", lambda text: repr(base64.b64decode(text + "==", b"-_"))),
}
"""What a text of such a type is written as, and what that needs."""
CONTENT = 'b"Tuesday: dentist at nine"'
A_FILE = f'("notes.txt", {CONTENT})'


def iso(text: str) -> str:
    """A date-time as every Python reads it."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).isoformat()


def embedded_value(text: str) -> list[Any]:
    """Return the value that a JSON string holds, in a list; an empty list if it is not JSON."""
    try:
        return [json.loads(text)]
    except ValueError:
        return []


class Values:
    """Writes values, and notes what they need.

    Attributes:
        needs: Import statements.
        models: Whether they name models of the package, as `models.Thing`.
    """

    def __init__(self, shapes: Shapes, samples: Samples, classes: Mapping[str, str]) -> None:
        self.shapes = shapes
        self.samples = samples
        self.classes = classes
        """What each model is: `object`, `enum`, `union` or `alias`."""
        self.descriptions: dict[object, tuple[Schema, str]] = {}
        """The cells of descriptions, beside the schema whose identity is in the key."""
        self.needs: set[str] = set()
        self.models = False

    def fresh(self) -> Values:
        """Return one that has noted nothing yet."""
        return Values(self.shapes, self.samples, self.classes)

    def argument(self, argument: Argument, given: object = None) -> Code | str:
        """Write the value of an argument: that of the document, else one that is made up."""
        if argument.file and argument.media is None:
            return CONTENT
        if argument.file:
            return Code("[", (A_FILE,), "]") if argument.type.name == "List" else A_FILE
        found = self.samples.sample(argument.schema, argument.wire_name or argument.name) if given is None else given
        return self.expression(argument.schema, found)

    def expression(self, schema: Schema, found: Any) -> Code | str:
        """Write a JSON value of a schema."""
        target = resolved(schema, self.shapes)
        shape = self.shapes.by_pointer.get(target.pointer)
        if found is None or (shape is None and target.enum is not None):
            return literal(found)
        if shape:
            self.models = True
            return {"object": self.object, "enum": self.member, "union": self.choice}[shape.kind](shape, found)
        return self.plain(target, found)

    def object(self, shape: Shape, found: Any) -> Code | str:
        """Write an object as a call of its class."""
        if not isinstance(found, dict):
            return value(found)
        known = {each.name: each.schema for each in shape.schema.properties if not each.schema.read_only}
        fields = self.shapes.field_names(shape)
        items = [named(fields[name], self.expression(known[name], found[name])) for name in known if name in found]
        rest = {key: item for key, item in found.items() if key not in fields}
        items += [named("additional_properties", value(rest))] if rest else []
        return call(f"models.{shape.name}", *items)

    def member(self, shape: Shape, found: Any) -> str:
        """Write a value of an enum as its member."""
        name = members(shape, self.shapes).get(literal(found))
        return f"models.{shape.name}.{name}" if name else literal(found)

    def choice(self, shape: Shape, found: Any) -> Code | str:
        """Write a value as the alternative of a union that it fits."""
        choices = self.shapes.alternatives(shape.schema)
        fitting = next((each for each in choices if fits(each, found, self.shapes)), None)
        inner = self.expression(fitting, found) if fitting else value(found)
        return call(f"models.{shape.name}", inner) if self.classes.get(shape.name) == "union" else inner

    def plain(self, schema: Schema, found: Any) -> Code | str:
        """Write a value that has no class."""
        if isinstance(found, str):
            return self.text(schema, found)
        if isinstance(found, list):
            return self.array(schema, found)
        if isinstance(found, dict) and isinstance(schema.additional, Schema):
            items = (keyed(str(key), self.expression(schema.additional, item)) for key, item in found.items())
            return dict_of(*items)
        return value(found)

    def text(self, schema: Schema, found: str) -> Code | str:
        """Write a string, as its format and its content want it."""
        if schema.content_schema and embeds_json(schema) and (content := embedded_value(found)):
            return self.expression(schema.content_schema, content[0])
        kind = self.shapes.string_type(schema, "", file=False) if "string" in (schema.types or implied(schema)) else ANY
        if kind not in TYPED or not fits(schema, found, self.shapes):
            return quoted(found)
        need, write = TYPED[kind]
        self.needs |= {need} - {""}
        return write(found)

    def array(self, schema: Schema, found: list[Any]) -> Code:
        """Write an array: a tuple where its items are counted."""
        kinds = [*schema.prefix_items, *[schema.items or Schema("")] * len(found)]
        items = tuple(self.expression(kind, item) for kind, item in zip(kinds, found, strict=False))
        pair = bool(schema.prefix_items) and self.shapes.array_type(schema, "", False).name == "Tuple"
        return Code("(", items, ")") if pair else Code("[", items, "]")
