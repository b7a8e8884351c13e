"""Values for examples: those of the document where they fit, else made up; a text is a place to fill in, `<id>`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ...api import Schema
from ..schemas import embeds_json, implied, named
from ..shapes import Shapes
from .fitting import fits, limits_of, number_fits, resolved, sized, text_fits

TEXTS = {
    "byte": "dGV4dA==",
    "date": "2024-01-31",
    "date-time": "2024-01-31T09:30:00Z",
    "decimal": "1.50",
    "number": "1.50",
    "email": "someone@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "time": "09:30:00Z",
    "uri": "https://example.com",
    "url": "https://example.com",
    "uuid": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
}
"""What a text of a format may be."""
GUESSES = (
    *(
        "text",
        "a",
        "A",
        "1",
        "ab",
        "AB",
        "en",
        "US",
        "USD",
        "en-US",
        "1.0",
        "10",
        "123",
        "1234",
        "12345678",
        "a1",
        "a-1",
    ),
    *("A1", "w", "#336699", "+15550100", "/", "/a", "[]", "{}", "a=b", *TEXTS.values()),
)
"""Texts that may match a pattern."""
DEEPEST, LONGEST, MOST = 6, 2_000, 20
"""How deep values are made up, and at most how long texts and arrays are."""


class Samples:
    """Makes up values that fit the schemas of one API."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.own_examples: dict[int, tuple[Schema, list[object]]] = {}
        """The examples of schemas, by the identity of the schema, which is kept beside them."""
        self.tags = dict(tags(shapes))
        """By the pointer of an alternative: the property that tells it apart, and what it says."""

    def given(self, schema: Schema, *examples: object) -> list[object]:
        """Return those examples of the document that fit: the ones beside a schema first, then its own."""
        if all(example is None for example in examples):
            key = id(schema)
            if key not in self.own_examples:
                self.own_examples[key] = schema, self.fitting(schema)
            return self.own_examples[key][1]
        return self.fitting(schema, *examples)

    def fitting(self, schema: Schema, *examples: object) -> list[object]:
        """Return the examples of a schema that fit it, and those of others."""
        own = [each.example for each in (schema, self.shapes.target(schema)) if each.has_example]
        found = [value for each in [*examples, *own] for value in (each, *parted(each))]
        return [value for value in found if value is not None and fits(schema, value, self.shapes)]

    def sample(self, schema: Schema, name: str = "", depth: int = 0) -> Any:
        """Return a value for a schema.

        Args:
            schema: The schema.
            name: What the value is called.
            depth: How many values it stands in.
        """
        found = resolved(schema, self.shapes)
        defaults = [each.default for each in (schema, found) if each.has_default and each.default is not None]
        given = [*self.given(schema), *(value for value in defaults if fits(schema, value, self.shapes))]
        if given:
            return given[0]
        if found.enum:
            return next((value for value in found.enum if value is not None), None)
        choices = self.shapes.alternatives(found)
        if choices and self.shapes.is_union(found):
            return self.sample(self.simplest(choices), name, depth)
        return self.made_up(found, name, depth)

    def simplest(self, choices: tuple[Schema, ...]) -> Schema:
        """Return the alternative to show: the first object, else the first."""
        return next((each for each in choices if resolved(each, self.shapes).properties), choices[0])

    def made_up(self, schema: Schema, name: str, depth: int) -> Any:
        """Make up a value of a schema that says neither examples nor values."""
        kind = next(iter(schema.types or implied(schema)), "string")
        if kind == "object":
            return self.object(schema, depth) if depth < DEEPEST else {}
        if kind == "array":
            return self.array(schema, name, depth) if depth < DEEPEST else []
        if kind == "string" and schema.content_schema and embeds_json(schema):
            return json.dumps(self.sample(schema.content_schema, name, depth + 1)) if depth < DEEPEST else "null"
        if kind == "string":
            return text(schema, name)
        return True if kind == "boolean" else number(schema, kind)

    def object(self, schema: Schema, depth: int) -> dict[str, Any]:
        """Make up an object: what it has to have, what tells it apart, and first of all what there are examples of."""
        tag, says = self.tags.get(schema.pointer, ("", ""))
        needed = [
            each
            for each in schema.properties
            if (each.name in schema.required and not each.schema.read_only)
            or each.name == tag
            or (depth == 0 and self.given(each.schema))
        ]
        made = {each.name: self.sample(each.schema, each.name, depth + 1) for each in needed}
        if tag in made and fits(next(e.schema for e in needed if e.name == tag), says, self.shapes):
            made[tag] = says
        if not schema.properties and isinstance(schema.additional, Schema):
            made["key"] = self.sample(schema.additional, "", depth + 1)
        return made

    def array(self, schema: Schema, name: str, depth: int) -> list[Any]:
        """Make up an array of as few items as show what they are."""
        items = [self.sample(each, name, depth + 1) for each in schema.prefix_items]
        least = max(int(limits_of(schema).get("minItems", 0)), 0 if items else 1)
        if schema.items and not schema.items.never:
            items += [self.sample(schema.items, name, depth + 1) for _ in range(min(least, MOST) - len(items))]
        return items


def parted(example: object) -> Iterator[list[str]]:
    """Read a text as the array that it may stand for: items with commas between them."""
    if isinstance(example, str) and example:
        yield [item.strip() for item in example.split(",")]


def tags(shapes: Shapes) -> Iterator[tuple[str, tuple[str, str]]]:
    """Go through what tells the alternatives of unions, and the descendants of classes, apart."""
    for shape in shapes:
        found = shape.schema.discriminator
        if shape.kind == "union" and found:
            targets = [shapes.target(item).pointer for item in shapes.alternatives(shape.schema)]
            values = {to: value for value, to in found.mapping.items()}
            yield from ((to, (found.property_name, values.get(to, named(to)))) for to in targets)
        discriminator = shapes.discriminator(shape.own)
        heirs: Mapping[str, str] = shapes.descendants.get(shape.schema.pointer, {})
        if discriminator:
            yield from ((to, (discriminator.property_name, value)) for value, to in heirs.items())


def text(schema: Schema, name: str) -> str:
    """Make up a text; where no guess fits, it is the one that says best what is wanted."""
    limits = limits_of(schema)
    least, most = min(int(limits.get("minLength", 0)), LONGEST), int(limits.get("maxLength", LONGEST))
    place = "<id>" if name.lower() == "id" or name.endswith(("_id", "Id", "ID", "-id")) else "<value>"
    first = TEXTS.get("byte" if schema.content_encoding.startswith("base64") else schema.format, place)
    candidates = [first, first.ljust(least, "x"), *GUESSES, "1" * least, "A" * least, first[:most]]
    return next((each for each in candidates if sized(schema, len(each), "Length") and text_fits(schema, each)), first)


def number(schema: Schema, kind: str) -> float | int:
    """Make up a number within its limits."""
    limits = limits_of(schema)
    least = limits.get("minimum", limits.get("exclusiveMinimum"))
    most = limits.get("maximum", limits.get("exclusiveMaximum"))
    step = limits.get("multipleOf") or 1
    near = [each + offset for each in (least, most) if each is not None for offset in (0, step, -step)]
    middle = [(least + most) / 2] if least is not None and most is not None else []
    wanted = int if kind == "integer" else float
    candidates = [wanted(each) for each in (*near[:3], 1, step, *near, *middle)]
    return next((each for each in candidates if number_fits(schema, each)), wanted(1))
