"""Make up OpenAPI documents that combine what real ones contain, at random: `--synthetic N`.

Each document has all features, in OpenAPI 3.0 or 3.1 (3.2 for every third): tagged unions without mapping, `allOf` with
discriminators, nulls, parameters in every style, forms, files, event streams, colliding names, enums, maps.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = Any

SCALARS: tuple[dict[str, Any], ...] = (
    {"type": "string"},
    {"type": "integer"},
    {"type": "number"},
    {"type": "boolean"},
    {"type": "string", "format": "date-time"},
    {"type": "string", "format": "date"},
    {"type": "string", "format": "uuid"},
    {"type": "string", "format": "decimal"},
    {"type": "string", "format": "number"},
    {"type": "string", "format": "password"},
    {"type": "string", "format": "email"},
    {"type": "string", "format": "uri"},
    {"type": "string", "format": "ipv4"},
    {"type": "string", "format": "time"},
    {"type": "string", "format": "duration"},
    {"type": "string", "minLength": 2, "maxLength": 5},
    {"type": "string", "pattern": "^[a-z]{2}-[0-9]+$"},
    {"type": "string", "enum": ["red", "dark blue", "a/b", "1", "None"]},
    {"type": "integer", "enum": [1, 2, 30]},
    {"type": "number", "enum": [0.5, 1.25]},
    {"type": "integer", "format": "int32", "minimum": -5, "maximum": 5},
    {"type": "integer", "format": "int64"},
    {"type": "number", "minimum": 0, "maximum": 1},
    {"type": "number", "format": "float"},
    {"type": "integer", "multipleOf": 5},
)
NAMES = (
    *("id", "@id", "userId", "user_id", "List", "list", "class", "from", "self", "$ref-like", "a.b", "kebab-case"),
    *("model_config", "json", "copy", "dict", "schema", "1st", "über", "X", "x", "_private", "root", "with space"),
    *("additional_properties", "to_dict", "model_extra", "value", "type", "data", "None", "true", "actual_instance"),
)
LOCATIONS = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form",),
}


class Maker:
    """Makes up one document.

    Args:
        seed: The document depends on nothing else.
        version: The version of OpenAPI.
    """

    def __init__(self, seed: int, version: str) -> None:
        self.chance = random.Random(seed)
        self.version = version
        self.schemas: dict[str, Json] = {}
        self.paths: dict[str, Json] = {}
        self.webhooks: dict[str, Json] = {}
        self.count = 0

    @property
    def newer(self) -> bool:
        """Return True if the document is OpenAPI 3.1 or later."""
        return self.version != "3.0.3"

    def document(self) -> Json:
        """Return the document."""
        for add in (
            self.tagged_unions,
            self.untagged_unions,
            self.hierarchies,
            self.nulls,
            self.names,
            self.maps,
            self.enums,
            self.recursion,
            self.parameters,
            self.forms,
            self.files,
            self.media_types,
            self.streams,
            self.no_schema,
            self.bytes_in_json,
            self.read_and_write_only,
            self.response_headers,
            self.classes_and_dicts,
            self.alternatives_beside_properties,
            self.unused_components,
            self.querystrings,
            self.other_multiparts,
        ):
            add()
        for _ in range(6):
            self.exchange(self.object(3))
        return {
            "openapi": self.version,
            "info": {"title": "Synthetic", "version": "1"},
            "paths": self.paths,
            "components": {"schemas": self.schemas},
            **({"webhooks": self.webhooks} if self.newer else {}),
        }

    def define(self, name: str, schema: Json) -> Json:
        """Add a component, and return a reference to it."""
        self.count += 1
        name = f"{name}{self.count}"
        self.schemas[name] = schema
        return {"$ref": f"#/components/schemas/{name}"}

    def operation(self, path: str, method: str = "get", **content: Json) -> None:
        """Add an operation."""
        self.count += 1
        base, _, rest = path.partition("/{")
        path = f"{base}{self.count}" + (f"/{{{rest}" if rest else "")
        content.setdefault("responses", {"204": {"description": "Done."}})
        self.paths[path] = {method: {"operationId": f"{method}{base.strip('/').title()}{self.count}", **content}}

    def exchange(self, schema: Json) -> None:
        """Add an operation that sends and returns values of a schema."""
        body = {"required": True, "content": {"application/json": {"schema": schema}}}
        self.operation("/exchange", "post", requestBody=body, responses=self.answer(schema))

    def answer(self, schema: Json, media_type: str = "application/json") -> Json:
        """Return the responses of an operation."""
        return {"200": {"description": "Good.", "content": {media_type: {"schema": schema}}}}

    def nullable(self, schema: Json) -> Json:
        """Allow null in one of the ways that the version has."""
        if self.newer:
            way = self.chance.randrange(3)
            if way == 0 and isinstance(schema.get("type"), str) and "enum" not in schema:
                return {**schema, "type": [schema["type"], "null"]}
            return {("anyOf", "oneOf")[way % 2]: [schema, {"type": "null"}]}
        if "$ref" in schema:
            return {"allOf": [schema], "nullable": True}
        return {**schema, "nullable": True, **({"enum": [*schema["enum"], None]} if "enum" in schema else {})}

    def schema(self, depth: int) -> Json:
        """Return a schema at random."""
        kind = self.chance.choice(("scalar", "scalar", "scalar", "object", "array", "map", "null", "ref"))
        if depth <= 0 or kind == "scalar":
            return dict(self.chance.choice(SCALARS))
        if kind == "object":
            return self.object(depth - 1)
        if kind == "array":
            return {"type": "array", "items": self.schema(depth - 1)}
        if kind == "map":
            return {"type": "object", "additionalProperties": self.schema(depth - 1)}
        if kind == "null":
            return self.nullable(self.schema(depth - 1))
        return self.chance.choice([self.reference(name) for name in self.schemas] or [{"type": "string"}])

    def reference(self, name: str) -> Json:
        return {"$ref": f"#/components/schemas/{name}"}

    def object(self, depth: int, **more: Json) -> Json:
        """Return an object schema at random."""
        names = self.chance.sample(NAMES, self.chance.randint(1, 4))
        properties = {name: self.schema(depth) for name in names}
        found = {"type": "object", "properties": {**more, **properties}}
        required = [*more, *(name for name in names if self.chance.random() < 0.5)]
        if required:
            found["required"] = required
        if self.chance.random() < 0.2:
            found["additionalProperties"] = self.chance.choice(list[Json]([False, True, self.schema(depth - 1)]))
        return found

    def tag(self, value: str) -> Json:
        """Return the schema of a property with one possible value."""
        if self.newer and self.chance.random() < 0.5:
            return {"const": value} if self.chance.random() < 0.3 else {"type": "string", "const": value}
        return {"type": "string", "enum": [value]}

    def tagged_unions(self) -> None:
        """Unions whose alternatives a property tells apart, as in OpenAI's document: no mapping, and other values."""
        for discriminated in (True, False):
            for keyword in ("oneOf", "anyOf"):
                same = self.schema(1)
                alternatives = [
                    self.define(
                        "Part", {"type": "object", "required": ["type"], "properties": {"type": self.tag(value)}}
                    )
                    for value in ("output_text", "input.image", "3d")
                ]
                for each in alternatives:
                    properties = self.schemas[each["$ref"].rpartition("/")[2]]["properties"]
                    properties.update(
                        {"payload": same, **({"extra": self.schema(1)} if self.chance.random() < 0.5 else {})}
                    )
                union: Json = {keyword: alternatives}
                if discriminated:
                    union["discriminator"] = {"propertyName": "type"}
                reference = self.define("Union", union)
                self.exchange(reference)
                self.exchange({"type": "array", "items": reference})
                self.exchange({"type": "object", "properties": {"one": reference, "maybe": self.nullable(reference)}})
                other = self.define(
                    "Part",
                    {
                        "type": "object",
                        "required": ["type"],
                        "properties": {"type": self.tag("ref"), "id": {"type": "string"}},
                    },
                )
                self.exchange({keyword: [reference, other]})
        self.exchange(self.two_tags())

    def two_tags(self) -> Json:
        """Return a union whose alternatives only two properties together tell apart."""
        return {
            "oneOf": [
                self.define(
                    "Pair",
                    {
                        "type": "object",
                        "required": ["role", "kind"],
                        "properties": {"role": self.tag(role), "kind": self.tag(kind), "text": {"type": "string"}},
                    },
                )
                for role in ("user", "system")
                for kind in ("plain", "rich")
            ]
        }

    def untagged_unions(self) -> None:
        """Unions of objects, lists and scalars that their types or required properties tell apart."""
        cat = self.define(
            "Cat", {"type": "object", "required": ["meows"], "properties": {"meows": {"type": "boolean"}}}
        )
        dog = self.define(
            "Dog", {"type": "object", "required": ["barks"], "properties": {"barks": {"type": "boolean"}}}
        )
        closed = {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False}
        text, number = {"type": "string"}, {"type": "number"}
        for alternatives in (
            [cat, dog],
            [cat, text],
            [text, number],
            [{"type": "integer"}, {"type": "array", "items": {"type": "integer"}}],
            [{"type": "array", "items": cat}, {"type": "array", "items": dog}],
            [{"type": "string", "format": "date-time"}, {"type": "integer"}],
            [self.define("Closed", closed), cat],
            [{"type": "string", "enum": ["a", "b"]}, {"type": "integer"}],
            [
                self.define("Named", {"type": "object", "required": ["userName"], "properties": {"userName": text}}),
                self.define("Snake", {"type": "object", "required": ["user_name"], "properties": {"user_name": text}}),
            ],
            [
                {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}},
                {"type": "object", "required": ["n"], "properties": {"n": {"type": "string"}}},
            ],
        ):
            self.exchange({self.chance.choice(("oneOf", "anyOf")): alternatives})
            self.exchange({"type": "object", "properties": {"value": {"anyOf": alternatives}}})

    def hierarchies(self) -> None:
        """Base classes with a discriminator, whose descendants refer to them by `allOf`."""
        for mapped in (True, False):
            base = self.define("Animal", {})
            name = base["$ref"].rpartition("/")[2]
            children = {}
            for value in ("cat", "big dog"):
                child = self.define(
                    "Child",
                    {
                        "allOf": [
                            base,
                            {"type": "object", "properties": {"age": {"type": "integer"}, "more": self.schema(1)}},
                        ]
                    },
                )
                children[value] = child["$ref"]
            grandchild = self.define(
                "Grandchild",
                {
                    "allOf": [
                        {"$ref": children["cat"]},
                        {"type": "object", "properties": {"lives": {"type": "integer"}}},
                    ]
                },
            )
            children["tiger"] = grandchild["$ref"]
            discriminator: Json = {"propertyName": "petType"}
            if mapped:
                discriminator["mapping"] = children
            self.schemas[name] = {
                "type": "object",
                "required": ["petType"],
                "properties": {"petType": {"type": "string"}, "name": {"type": "string"}},
                "discriminator": discriminator,
            }
            self.exchange(base)
            self.exchange({"type": "array", "items": base})
            self.exchange({"$ref": children["big dog"]})

    def nulls(self) -> None:
        """Null in every place."""
        for schema in (*self.chance.sample(SCALARS, 8), self.object(1), {"type": "array", "items": {"type": "string"}}):
            null = self.nullable(dict(schema))
            self.exchange(
                {
                    "type": "object",
                    "required": ["must"],
                    "properties": {
                        "must": null,
                        "may": null,
                        "items": {"type": "array", "items": null},
                        "map": {"type": "object", "additionalProperties": null},
                    },
                }
            )
        part = self.define("NullPart", {"type": "object", "properties": {"a": {"type": "string"}}})
        self.exchange(self.nullable(part))
        self.exchange({"type": "object", "required": ["any"], "properties": {"any": {}, "maybe": self.nullable(part)}})
        self.exchange(self.nullable({"type": "string", "enum": ["a", "b"]}))

    def names(self) -> None:
        """Property names that Python cannot have, and ones that become the same in Python."""
        for names in (("@id", "id"), ("userId", "user_id"), ("List", "list"), NAMES):
            properties = {name: {"type": "string"} for name in names}
            self.exchange({"type": "object", "properties": properties, "required": list(names[:1])})
            self.exchange({"type": "object", "properties": properties, "additionalProperties": {"type": "integer"}})

    def maps(self) -> None:
        """Maps of everything, and typed properties beyond the named ones."""
        for value in (self.object(1), self.schema(2), {"type": "string", "format": "date-time"}, True):
            self.exchange({"type": "object", "additionalProperties": value})
            self.exchange(
                {"type": "object", "properties": {"named": {"type": "string"}}, "additionalProperties": value}
            )

    def enums(self) -> None:
        """Enums of every kind; one of them has one value and is optional."""
        properties: dict[str, Json] = {
            "deleted": {"type": "boolean", "enum": [True]},
            "kind": self.tag("only"),
            "level": {"type": "integer", "enum": [1, 2]},
            "share": {"type": "number", "enum": [0.5, 0.25]},
            "odd": {"type": "string", "enum": ["", " ", "a-b", "A_B", "+1", "-1", "True", "None", "1.0"]},
            "list": {"type": "array", "items": {"type": "string", "enum": ["x", "y"]}},
            "default": {"type": "string", "enum": ["m", "n"], "default": "n"},
        }
        if self.newer:
            properties["mixed"] = {"enum": ["a", 1, None, 0.5]}
        self.exchange({"type": "object", "properties": properties, "required": ["level"]})
        self.exchange(self.define("Color", {"type": "string", "enum": ["red", "green"]}))

    def recursion(self) -> None:
        """Schemas that contain themselves."""
        tree = self.define("Tree", {})
        name = tree["$ref"].rpartition("/")[2]
        self.schemas[name] = {
            "type": "object",
            "properties": {"value": {"type": "integer"}, "children": {"type": "array", "items": tree}, "left": tree},
        }
        self.exchange(tree)
        value = self.define("Value", {})
        name = value["$ref"].rpartition("/")[2]
        self.schemas[name] = {
            "anyOf": [
                {"type": "string"},
                {"type": "number"},
                {"type": "array", "items": value},
                {"type": "object", "additionalProperties": value},
            ]
        }
        self.exchange({"type": "object", "properties": {"value": value}})

    def parameters(self) -> None:
        """Parameters in every place, style, explosion and type."""
        flat = {"type": "object", "properties": {"r": {"type": "integer"}, "g b": {"type": "string"}}}
        kinds: tuple[Json, ...] = (
            *self.chance.sample(SCALARS, 8),
            {"type": "array", "items": {"type": "string"}},
            {"type": "array", "items": {"type": "integer"}},
            {"type": "array", "items": {"type": "string", "format": "date-time"}},
            flat,
            {"type": "object", "additionalProperties": {"type": "string"}},
            {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        )
        for location, styles in LOCATIONS.items():
            for style in styles:
                for explode in (True, False, None):
                    for schema in self.chance.sample(kinds, 5):
                        self.parameter(location, style, explode, schema)
        for location in LOCATIONS:
            content = {"application/json": {"schema": flat}}
            parameter = {"name": "p", "in": location, "required": location == "path", "content": content}
            self.operation("/content/{p}" if location == "path" else "/content", parameters=[parameter])

    def parameter(self, location: str, style: str, explode: bool | None, schema: Json) -> None:
        """Add an operation with one parameter, and another one beside it."""
        scalar = schema.get("type") not in ("array", "object")
        if style == "deepObject" and schema.get("type") != "object":
            return
        if style in ("spaceDelimited", "pipeDelimited") and (scalar or explode):
            return
        name = {"header": "X-Some-Value", "cookie": "some_value"}.get(location, "value-1")
        parameter = {"name": name, "in": location, "required": location == "path", "style": style, "schema": schema}
        if explode is not None:
            parameter["explode"] = explode
        if location == "query" and self.chance.random() < 0.2:
            parameter["allowReserved"] = True
        other = {"name": "limit", "in": "query", "schema": {"type": "integer", "default": 20}}
        self.operation(f"/parameter/{{{name}}}" if location == "path" else "/parameter", parameters=[parameter, other])

    def forms(self) -> None:
        """Urlencoded and multipart bodies without files."""
        for media_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
            properties = {
                "text": {"type": "string"},
                "count": {"type": "integer"},
                "when": {"type": "string", "format": "date-time"},
                "flag": {"type": "boolean"},
                "list": {"type": "array", "items": {"type": "string"}},
                "nested": {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}},
                "color": {"type": "string", "enum": ["red", "dark blue"]},
            }
            schema = {"type": "object", "properties": properties, "required": ["text"]}
            for form in (schema, self.define("Form", schema)):
                content: Json = {media_type: {"schema": form}}
                self.operation("/form", "post", requestBody={"required": True, "content": content})
            either = {
                "oneOf": [
                    {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}},
                    {"type": "object", "required": ["b"], "properties": {"b": {"type": "integer"}}},
                ]
            }
            self.operation("/form", "post", requestBody={"required": True, "content": {media_type: {"schema": either}}})
        encoded = {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "joined": {"type": "array", "items": {"type": "string"}},
                        "deep": {"type": "object", "properties": {"a": {"type": "string"}}},
                        "json": {"type": "object", "properties": {"a": {"type": "string"}}},
                    },
                },
                "encoding": {
                    "joined": {"style": "form", "explode": False},
                    "deep": {"style": "deepObject", "explode": True},
                    "json": {"contentType": "application/json"},
                },
            }
        }
        self.operation("/form", "post", requestBody={"required": True, "content": encoded})

    def files(self) -> None:
        """Multipart bodies with files, and bodies that are a file."""
        file = {"type": "string", "format": "binary"}
        choices: tuple[dict[str, Json], ...] = (
            {"file": file},
            {
                "file": file,
                "purpose": {"type": "string"},
                "meta": {"type": "object", "properties": {"a": {"type": "string"}}},
            },
            {"files": {"type": "array", "items": file}},
            {"files": {"oneOf": [{"type": "array", "items": file}, file]}},
            {"maybe": file, "text": {"type": "string"}},
        )
        for properties in choices:
            schema = {"type": "object", "properties": properties, "required": list(properties)[:1]}
            content = {"multipart/form-data": {"schema": schema}}
            self.operation("/file", "post", requestBody={"required": True, "content": content})
        image = {
            "schema": {"type": "object", "required": ["icon"], "properties": {"icon": file}},
            "encoding": {"icon": {"contentType": "image/png"}},
        }
        self.operation("/file", "post", requestBody={"required": True, "content": {"multipart/form-data": image}})
        for media_type in ("application/octet-stream", "image/png"):
            content = {media_type: {"schema": dict[str, Json](file)}}
            self.operation("/file", "put", requestBody={"required": True, "content": content})

    def media_types(self) -> None:
        """Responses and bodies in several media types."""
        pet = self.define("Pet", {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}})
        for order in (("application/json", "text/plain"), ("application/x-www-form-urlencoded", "application/json")):
            content = {name: {"schema": {"type": "string"} if name == "text/plain" else pet} for name in order}
            self.operation(
                "/media", "post", requestBody={"required": True, "content": content}, responses=self.answer(pet)
            )
        several = {
            "200": {
                "description": "Good.",
                "content": {
                    "application/json": {"schema": pet},
                    "text/csv": {"schema": {"type": "string"}},
                    "application/pdf": {"schema": {"type": "string", "format": "binary"}},
                },
            }
        }
        self.operation("/media", responses=several)
        self.operation("/media", responses=self.answer({"type": "string"}, "text/plain"))
        self.operation(
            "/media", responses=self.answer({"type": "string", "format": "binary"}, "application/octet-stream")
        )
        self.operation("/media", responses=self.answer(pet, "application/vnd.acme.pet+json; version=2"))
        self.operation(
            "/media", responses={**self.answer(pet), "404": self.answer(pet)["200"], "5XX": self.answer(pet)["200"]}
        )
        self.operation("/media", responses={"default": self.answer(pet)["200"]})
        self.operation("/media", responses={"2XX": self.answer(pet)["200"]})

    def streams(self) -> None:
        """Event streams of tagged unions, alone and beside JSON."""
        events = [
            self.define(
                "Event",
                {
                    "type": "object",
                    "required": ["type"],
                    "properties": {"type": self.tag(value), "n": {"type": "integer"}},
                },
            )
            for value in ("created", "delta.text")
        ]
        union = {"oneOf": events, "discriminator": {"propertyName": "type"}}
        self.operation("/stream", responses=self.answer(union, "text/event-stream"))
        both = {"application/json": {"schema": events[0]}, "text/event-stream": {"schema": union}}
        self.operation("/stream", "post", responses={"200": {"description": "Good.", "content": both}})
        if self.newer:
            envelope = {
                "type": "object",
                "required": ["data"],
                "properties": {
                    "event": {"type": "string"},
                    "data": {"type": "string", "contentMediaType": "application/json", "contentSchema": union},
                },
            }
            for item in (union, envelope, self.event_union(events)):
                content = {"text/event-stream": {"itemSchema": item}}
                self.operation("/stream", responses={"200": {"description": "Good.", "content": content}})
            lines = {"application/jsonl": {"itemSchema": union}}
            self.operation("/stream", responses={"200": {"description": "Good.", "content": lines}})

    def event_union(self, data: list[Json]) -> Json:
        """Return a union of events that their names tell apart."""
        return {
            "oneOf": [
                {
                    "type": "object",
                    "required": ["event", "data"],
                    "properties": {
                        "event": self.tag(name),
                        "data": schema,
                        "id": {"type": "string"},
                        "retry": {"type": "integer"},
                    },
                }
                for name, schema in (("created", data[0]), ("delta", data[1]), ("note", {"type": "string"}))
            ]
        }

    def no_schema(self) -> None:
        """Media types without a schema."""
        for media_type in ("application/json", "text/plain", "application/octet-stream", "text/html", "image/png"):
            self.operation("/none", responses={"200": {"description": "Good.", "content": {media_type: {}}}})
        self.operation("/none", "post", requestBody={"required": True, "content": {"application/json": {}}})

    def bytes_in_json(self) -> None:
        """Base64 in JSON."""
        if self.newer:
            schema = {"type": "string", "contentEncoding": "base64"}
            typed = {"type": "string", "contentMediaType": "text/html"}
            embedded = {"type": "string", "contentMediaType": "application/json", "contentSchema": {"type": "integer"}}
            self.exchange({"type": "object", "properties": {"content": schema, "page": typed, "embedded": embedded}})
        self.exchange({"type": "object", "properties": {"content": {"type": "string", "format": "byte"}}})

    def read_and_write_only(self) -> None:
        """Properties that only one side sends."""
        self.exchange(
            {
                "type": "object",
                "required": ["id", "secret", "name"],
                "properties": {
                    "id": {"type": "integer", "readOnly": True},
                    "secret": {"type": "string", "writeOnly": True},
                    "name": {"type": "string"},
                },
            }
        )

    def response_headers(self) -> None:
        """Headers of responses, of every type."""
        kinds = (*self.chance.sample(SCALARS, 8), {"type": "array", "items": {"type": "integer"}})
        headers: Json = {f"X-Header-{index}": {"schema": kind} for index, kind in enumerate(kinds)}
        headers["X-Needed"] = {"required": True, "schema": {"type": "boolean"}}
        strings = {"type": "array", "items": {"type": "string"}}
        headers["X-Json"] = {"content": {"application/json": {"schema": strings}}}
        answer = self.answer({"type": "object", "properties": {"a": {"type": "integer"}}})["200"]
        self.operation("/headers", responses={"200": {**answer, "headers": headers}})
        self.operation("/headers", responses={"204": {"description": "Done.", "headers": headers}})

    def classes_and_dicts(self) -> None:
        """Unions of objects with and without properties."""
        when = {"type": "object", "required": ["at"], "properties": {"at": {"type": "string", "format": "date-time"}}}
        others: tuple[Json, ...] = (
            {"type": "object"},
            {"type": "object", "additionalProperties": False},
            {"type": "object", "properties": {}, "additionalProperties": False},
            {"type": "object", "additionalProperties": {"type": "integer"}},
        )
        for other in others:
            choices = [self.define("When", when), other]
            self.chance.shuffle(choices)
            self.exchange({"anyOf": choices})
            self.exchange({"type": "array", "items": {"oneOf": choices}})

    def alternatives_beside_properties(self) -> None:
        """Objects whose alternatives have further properties."""
        own = {"kind": {"type": "string", "enum": ["A", "MX"]}, "comment": {"type": "string"}}
        first = {
            "type": "object",
            "required": ["value"],
            "properties": {"kind": {"enum": ["A"]}, "value": {"type": "string"}},
        }
        second = {
            "type": "object",
            "required": ["priority"],
            "properties": {"kind": {"enum": ["MX"]}, "value": {"type": "integer"}, "priority": {"type": "number"}},
        }
        more = {"type": "object", "properties": {"more": {"type": "integer"}}}
        for keyword in ("anyOf", "oneOf"):
            schema = {"type": "object", "required": ["kind"], "properties": own, keyword: [first, second]}
            self.exchange(schema)
            self.exchange(self.define("Record", schema))
            self.exchange({"allOf": [self.define("Record", schema), more]})

    def unused_components(self) -> None:
        """Components that no operation has, and webhooks."""
        parts = [self.define("Unused", self.object(2)) for _ in range(3)]
        self.define("UnusedUnion", {"oneOf": parts})
        for index in range(3):
            content = {"application/json": {"schema": self.define("Event", self.object(2))}}
            hook = {"operationId": f"onEvent{index}", "requestBody": {"content": content}}
            self.webhooks[f"event {index}"] = {"post": {**hook, "responses": {"204": {"description": "Done."}}}}

    def querystrings(self) -> None:
        """Queries that are one value (OpenAPI 3.2)."""
        if self.version < "3.2":
            return
        flat = {"type": "object", "properties": {"a b": {"type": "string"}, "n": {"type": "integer"}}}
        for name, schema in (("application/json", self.object(2)), ("application/x-www-form-urlencoded", flat)):
            parameter = {"name": "q", "in": "querystring", "required": True, "content": {name: {"schema": schema}}}
            self.operation("/query", parameters=[parameter])

    def other_multiparts(self) -> None:
        """Multipart bodies that are no forms."""
        schemas: tuple[Json, ...] = (
            {},
            {"schema": {"type": "string", "format": "binary"}},
            {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}},
        )
        for media_type in ("multipart/mixed", "multipart/related"):
            for content in schemas:
                body = {"required": True, "content": {media_type: content}}
                responses = {"200": {"description": "Good.", "content": {media_type: content}}}
                self.operation("/multipart", "post", requestBody=body, responses=responses)


def write_documents(folder: Path, count: int, seed: int = 0) -> Iterator[Path]:
    """Write made-up documents into a folder, and yield their paths."""
    for index in range(count):
        version = ("3.0.3", "3.1.0", "3.0.3", "3.1.1", "3.1.0", "3.2.0")[index % 6]
        path = folder / f"synthetic-{seed + index}-{version}.json"
        path.write_text(json.dumps(Maker(seed + index, version).document(), indent=1), encoding="utf-8")
        yield path
