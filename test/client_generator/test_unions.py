"""Random unions and values, judged by an independent JSON Schema validator."""

from __future__ import annotations

import importlib
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pydantic
import pytest

from client_generator import Settings, generate, plan, write_files

UNIONS = 60
VALUES = 40
NAMES = ("type", "kind", "id", "size", "name", "tags", "inner")
LIMITS = ("minLength", "maxLength", "pattern", "minimum", "maximum", "maxItems")
TAGS = ("a", "b", "c", "user_message", "ünï", "")


class Document:
    """A random spec with objects, unions of them, and a holder for each union."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.schemas: dict[str, Any] = {}
        self.objects: list[str] = []
        self.unions: list[str] = []
        for number in range(UNIONS):
            self.add_union(number)

    def schema(self, name: str) -> dict[str, Any]:
        """Return a schema with everything that it refers to."""
        return {"$ref": f"#/components/schemas/{name}", "components": {"schemas": self.schemas}}

    def spec(self) -> dict[str, Any]:
        holders = {
            f"Holder{name}": {"type": "object", "required": ["value"], "properties": {"value": reference(name)}}
            for name in self.unions
        }
        info = {"title": "Unions", "version": "1"}
        return {"openapi": "3.1.0", "info": info, "paths": {}, "components": {"schemas": {**self.schemas, **holders}}}

    def add_union(self, number: int) -> None:
        pick = self.random
        tag = pick.choice(["type", "kind"])
        style = pick.choice(["const", "enum", "mixed", "none"])
        alternatives: list[dict[str, Any]] = []
        for index in range(pick.randint(2, 4)):
            name = f"Thing{number}X{index}"
            self.schemas[name] = self.composed(name, self.make_object(tag, TAGS[index], style))
            self.objects.append(name)
            inline = self.random.random() < 0.2
            alternatives.append({**self.schemas[name], "title": f"{name}Y"} if inline else self.wrapped(name))
        if self.unions and pick.random() < 0.3:
            alternatives.append(reference(pick.choice(self.unions)))
        if pick.random() < 0.3:
            alternatives.append(pick.choice([{"type": "string"}, {"type": "integer"}, {"type": "array", "items": {}}]))
        union: dict[str, Any] = {"anyOf" if pick.random() < 0.5 else "oneOf": alternatives}
        if pick.random() < 0.5 and style != "none":
            union["discriminator"] = {"propertyName": tag}
        self.schemas[f"Union{number}"] = union
        self.unions.append(f"Union{number}")

    def composed(self, name: str, schema: dict[str, Any]) -> dict[str, Any]:
        """Draw some objects together from two parts."""
        if self.random.random() < 0.7 or "additionalProperties" in schema:
            return schema
        names = list(schema["properties"])
        parts = [
            {"type": "object", "properties": {each: schema["properties"][each] for each in half}, "required": []}
            for half in (names[::2], names[1::2])
        ]
        parts[1]["required"] = schema["required"]
        self.schemas[f"{name}Base"] = parts[0]
        return {"allOf": [reference(f"{name}Base"), parts[1]]}

    def wrapped(self, name: str) -> dict[str, Any]:
        return {"allOf": [reference(name)], "description": "One."} if self.random.random() < 0.2 else reference(name)

    def make_object(self, tag: str, value: str, style: str) -> dict[str, Any]:
        pick = self.random
        properties = {name: self.make_property(name) for name in pick.sample(NAMES, pick.randint(1, 4))}
        if style == "const" or (style == "mixed" and pick.random() < 0.5):
            properties[tag] = {"const": value}
        elif style != "none":
            properties[tag] = {"type": "string", "enum": [value, *(["z" + value] if pick.random() < 0.3 else [])]}
        required = [name for name in properties if pick.random() < 0.6]
        found = {"type": "object", "properties": properties, "required": required}
        return {**found, "additionalProperties": False} if pick.random() < 0.2 else found

    def make_property(self, name: str) -> dict[str, Any]:
        pick = self.random
        choices: list[dict[str, Any]] = [
            {"type": "string"},
            {"type": "string", "minLength": 2, "maxLength": 5},
            {"type": "string", "enum": ["x", "y"]},
            {"type": "string", "pattern": "^[a-z]+$"},
            {"type": "integer", "minimum": 0},
            {"type": "number", "maximum": 10},
            {"type": "boolean"},
            {"type": "array", "items": {"type": "string"}, "maxItems": 2},
            {"const": pick.choice([True, 7, "x"])},
            {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        ]
        if self.objects:
            union = reference(pick.choice([*self.unions, self.objects[0]]))
            choices += [reference(pick.choice(self.objects)), union, {"anyOf": [union, {"type": "null"}]}]
            choices.append({"type": "array", "items": union})
        return pick.choice(choices)

    def leaves(self, union: str) -> Iterator[str]:
        """Go through the objects among the alternatives of a union and of the unions in it."""
        given = self.schemas[union]
        for each in given.get("anyOf") or given["oneOf"]:
            inner = each["allOf"][0] if "allOf" in each and "title" not in each else each
            name = inner.get("$ref", "").rpartition("/")[2] or each.get("title", "")[:-1]
            yield from self.leaves(name) if name in self.unions else [name] if name else []

    def values(self, union: str) -> Iterator[Any]:
        """Make values that are valid for an alternative or nearly so, and some of other JSON types."""
        for _ in range(VALUES):
            value = self.make_value(reference(union))
            if isinstance(value, dict) and self.random.random() < 0.5:
                self.disturb(value)
            yield value
        yield from (None, 4, 4.5, 5.0, True, "text", [], ["x"], {})

    def disturb(self, value: dict[str, Any]) -> None:
        name = self.random.choice([*value, *NAMES])
        if self.random.random() < 0.5:
            value.pop(name, None)
        else:
            value[name] = self.random.choice(["x", "zzzzzzzzz", "A", -1, 3.0, 99, False, None, [], ["a", "b", "c"], {}])

    def make_value(self, schema: dict[str, Any], depth: int = 0) -> Any:
        pick = self.random
        if "$ref" in schema:
            return self.make_value(self.schemas[schema["$ref"].rpartition("/")[2]], depth + 1)
        for keyword in ("anyOf", "oneOf"):
            if keyword in schema:
                return self.make_value(pick.choice(schema[keyword]), depth)
        if "allOf" in schema:
            return {name: value for part in schema["allOf"] for name, value in self.make_value(part, depth).items()}
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return pick.choice(schema["enum"])
        if schema.get("type") == "object":
            chosen = [
                name
                for name in schema["properties"]
                if name in schema["required"] or (depth < 5 and pick.random() < 0.5)
            ]
            return {name: self.make_value(schema["properties"][name], depth) for name in chosen}
        samples: dict[str, Any] = {"string": "abc", "integer": 3, "number": 2.5, "boolean": True, "array": ["a"]}
        return samples.get(schema.get("type", ""))


def reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def generate_package(document: Document, style: str, folder: Path) -> str:
    name = folder.name.replace("-", "_").replace("[", "_").replace("]", "_")
    path = folder / "openapi.json"
    path.write_text(json.dumps(document.spec()))
    files = generate(path, Settings(package=name, client_class="Client", style=style, docs="")).files
    write_files(files, folder, plan(files, folder, name))
    sys.path.insert(0, str(folder))
    try:
        importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))
    return name


def unwrap(value: Any) -> Any:
    while hasattr(value, "actual_instance"):
        value = value.actual_instance
    return value


def judges(document: Document, style: str) -> dict[str, Any]:
    """Make a validator for each object; in style sdk, types have no limits, so that these cannot tell objects apart."""
    schemas = document.schemas if style == "openapi-generator" else without_limits(document.schemas)
    return {
        name: jsonschema_rs.validator_for({**reference(name), "components": {"schemas": schemas}})
        for name in document.objects
    }


def without_limits(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {name: without_limits(each) for name, each in schema.items() if name not in LIMITS}
    return [without_limits(each) for each in schema] if isinstance(schema, list) else schema


@pytest.mark.parametrize("style", ["openapi-generator", "sdk"])
@pytest.mark.parametrize("seed", range(2))
def test_valid_object_becomes_the_class_it_is_valid_for(seed: int, style: str, tmp_path: Path) -> None:
    document = Document(seed)
    package = importlib.import_module(generate_package(document, style, tmp_path))
    valid_for, judged = judges(document, style), 0
    for union in document.unions:
        holder = getattr(package, f"Holder{union}")
        is_valid = jsonschema_rs.validator_for(document.schema(union)).is_valid
        for value in document.values(union):
            fitting = {name for name in document.leaves(union) if valid_for[name].is_valid(value)}
            try:
                read = holder.from_json(json.dumps({"value": value}))
            except pydantic.ValidationError:
                assert not fitting, (union, value)
                continue
            found = type(unwrap(read.value)).__name__.removesuffix("Y")
            judged += bool(fitting)
            if is_valid(value):
                assert json.loads(read.to_json()) == {"value": value}, (union, value)
            if len(fitting) == 1 or (fitting and is_valid(value)):
                assert found in fitting or (len(fitting) > 1 and found == "dict"), (union, value, found)
    assert judged > 500
