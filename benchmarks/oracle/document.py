"""Read an OpenAPI document, and list its operations, independently of the generator."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, unquote, urljoin

import jsonschema_rs
import yaml

BASE = "https://spec.invalid/"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
TYPES = {"string", "number", "integer", "boolean", "array", "object", "null"}
NAMED_SCHEMAS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
SCHEMAS = (
    *("items", "additionalProperties", "not", "propertyNames", "contains", "if", "then", "else", "contentSchema"),
    *("unevaluatedItems", "unevaluatedProperties"),
)
SCHEMA_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
NAMED = {
    *("paths", "parameters", "responses", "headers", "callbacks", "requestBodies", "links", "pathItems", "content"),
    *("encoding", "webhooks"),
}
"""Keys of OpenAPI objects whose value is a map with free names."""
DATA = {"example", "default", "enum", "const"}

Side = Literal["request", "response"]
Schema = Any
"""A JSON Schema 2020-12 (dict or bool) whose references are absolute."""


class Yaml(yaml.CSafeLoader):
    """YAML as JSON: dates and times stay strings."""


Yaml.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for letter, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, eq=False)
class Parameter:
    """A parameter of an operation, with the defaults of OpenAPI filled in."""

    name: str
    location: str
    required: bool
    style: str
    explode: bool
    allow_reserved: bool
    schema: Schema
    media_type: str | None = None
    examples: tuple[Any, ...] = ()


@dataclass(frozen=True, eq=False)
class Media:
    """One media type of a body."""

    name: str
    schema: Schema | None
    items: Schema | None = None
    """The schema of each item of a stream (`itemSchema`)."""
    encoding: Mapping[str, Any] = field(default_factory=dict[str, Any])
    examples: tuple[Any, ...] = ()

    @property
    def essence(self) -> str:
        return self.name.partition(";")[0].strip().lower()


@dataclass(frozen=True)
class Operation:
    """One operation, as the document describes it."""

    method: str
    path: str
    id: str
    parameters: tuple[Parameter, ...]
    body: tuple[Media, ...]
    body_required: bool
    responses: Mapping[str, tuple[Media, ...]]
    security: tuple[Mapping[str, Any], ...]
    relative_server: bool = False
    """True if it has a server of its own whose URL is relative, which is resolved against the caller's base URL."""
    headers: Mapping[str, tuple[Parameter, ...]] = field(default_factory=dict[str, tuple[Parameter, ...]])
    """The headers of each response, by its status."""

    @property
    def label(self) -> str:
        return f"{self.method} {self.path}"


class Document:
    """An OpenAPI document, its files, and the same document prepared for a validator of JSON Schema 2020-12."""

    def __init__(self, path: Path) -> None:
        self.folder = path.parent.resolve()
        self.uri = BASE + quote(path.name)
        self.files: dict[str, Any] = {}
        self._sides: dict[str, tuple[dict[str, Any], jsonschema_rs.Registry]] = {}
        self.root = self.file(self.uri)
        match = re.match(r"3\.(\d+)", str(self.root.get("openapi")))
        if not match:
            raise ValueError(f"{path.name}: not an OpenAPI 3.x document")
        self.minor = int(match.group(1))

    def file(self, uri: str) -> Any:
        """Return the content of a file of the document."""
        if uri not in self.files:
            text = (self.folder / unquote(uri.removeprefix(BASE))).read_text(encoding="utf-8")
            self.files[uri] = read_text(text)
        return self.files[uri]

    def at(self, reference: str, files: Mapping[str, Any] | None = None) -> Any:
        """Return what an absolute reference points to."""
        uri, _, fragment = reference.partition("#")
        value = files[uri] if files and uri in files else self.file(uri)
        for part in unquote(fragment).split("/")[1:]:
            key = part.replace("~1", "/").replace("~0", "~")
            value = value[int(key)] if isinstance(value, list) else value[key]
        return value

    def side(self, side: Side) -> tuple[dict[str, Any], jsonschema_rs.Registry]:
        """Return the files of one side (request or response) with their schemas prepared, and a registry of them."""
        if side not in self._sides:
            done: dict[str, Any] = {}
            while missing := [uri for uri in self.files if uri not in done]:
                for uri in missing:
                    done[uri] = Preparation(self, uri, side).openapi(self.files[uri])
            registry = jsonschema_rs.Registry(list(done.items()), draft=jsonschema_rs.Draft202012)
            self._sides[side] = done, registry
        return self._sides[side]

    def resolve(self, node: Any, side: Side) -> Any:
        """Follow the references of an OpenAPI object (not of a schema)."""
        files, _ = self.side(side)
        seen = 0
        while isinstance(node, dict) and isinstance(node.get("$ref"), str) and seen < 50:
            node, seen = self.at(node["$ref"], files), seen + 1
        return node

    @cached_property
    def operations(self) -> list[Operation]:
        """All operations of the document, in its order."""
        root = self.side("request")[0][self.uri]
        found = []
        for path, item in (root.get("paths") or {}).items():
            item = self.resolve(item, "request") or {}
            for method in METHODS:
                if isinstance(item.get(method), dict):
                    found.append(self.operation(str(path), item, method))
        return found

    @cached_property
    def incoming(self) -> list[tuple[str, tuple[Media, ...]]]:
        """The requests that the API makes of its users: id and body of each webhook and callback."""
        root = self.side("response")[0][self.uri]
        maps = [root.get("webhooks")]
        for path in (root.get("paths") or {}).values():
            for each in (self.resolve(path, "response") or {}).values():
                operation = self.resolve(each, "response") if isinstance(each, dict) else {}
                callbacks = operation.get("callbacks") if isinstance(operation, dict) else None
                maps += [self.resolve(callback, "response") for callback in (callbacks or {}).values()]
        found = []
        for name, item in (pair for each in maps for pair in (each or {}).items()):
            item = self.resolve(item, "response") or {}
            for method in METHODS:
                node = self.resolve(item.get(method), "response")
                body = self.resolve(node.get("requestBody"), "response") if isinstance(node, dict) else None
                if isinstance(node, dict) and body:
                    found.append((str(node.get("operationId") or name), self.media(body.get("content"), "response")))
        return found

    @cached_property
    def unused(self) -> dict[str, Schema]:
        """The components that no operation refers to, by name, as received."""
        components = (self.side("response")[0][self.uri].get("components") or {}).get("schemas") or {}
        seen: set[str] = set()
        waiting: list[Any] = [self.root.get("paths")]
        while waiting:
            node = waiting.pop()
            for reference in references(node):
                target = urljoin(self.uri, reference)
                if target not in seen:
                    seen.add(target)
                    waiting.append(self.find(target))
            waiting += node if isinstance(node, list) else node.values() if isinstance(node, dict) else ()
        start = f"{self.uri}#/components/schemas/"
        return {name: {"$ref": start + escaped(name)} for name in components if start + escaped(name) not in seen}

    def find(self, reference: str) -> Any:
        """Return what an absolute reference points to, or None."""
        try:
            return self.at(reference)
        except (KeyError, IndexError, TypeError, ValueError, OSError):
            return None

    def operation(self, path: str, item: Mapping[str, Any], method: str) -> Operation:
        """Read one operation."""
        node = self.resolve(item[method], "request")
        named: dict[tuple[str, str], Parameter] = {}
        for each in [*(item.get("parameters") or ()), *(node.get("parameters") or ())]:
            parameter = self.parameter(self.resolve(each, "request"))
            named[parameter.location, parameter.name] = parameter
        body = self.resolve(node.get("requestBody"), "request") or {}
        security = node.get("security", self.root.get("security")) or ()
        return Operation(
            method=method.upper(),
            path=path,
            id=str(node.get("operationId") or ""),
            parameters=tuple(each for each in named.values() if not ignored(each)),
            body=self.media(body.get("content"), "request"),
            body_required=bool(body.get("required")),
            responses={
                str(status): self.media((response or {}).get("content"), "response")
                for status, response in self.responses(path, method)
            },
            security=tuple(security),
            relative_server=any("://" not in each["url"] for each in node.get("servers") or item.get("servers") or ()),
            headers={
                str(status): tuple(self.headers((response or {}).get("headers")))
                for status, response in self.responses(path, method)
            },
        )

    def headers(self, content: Any) -> Iterator[Parameter]:
        """Read the headers of a response: parameters in style simple (3.0.4 §4.7.21)."""
        for name, node in (content or {}).items():
            node = self.resolve(node, "response") or {}
            if name.lower() != "content-type":
                yield self.parameter({**node, "name": name, "in": "header", "style": "simple"})

    def responses(self, path: str, method: str) -> Iterator[tuple[str, Any]]:
        """Yield the responses of an operation by status."""
        root = self.side("response")[0][self.uri]
        item = self.resolve(root["paths"][path], "response")
        node = self.resolve(item[method], "response")
        for status, response in (node.get("responses") or {}).items():
            if not str(status).startswith("x-"):
                yield status, self.resolve(response, "response")

    def parameter(self, node: Mapping[str, Any]) -> Parameter:
        """Read a parameter, with the defaults of OpenAPI (3.0.4 §4.7.12)."""
        location = str(node["in"])
        content = next(iter((node.get("content") or {}).items()), None)
        media = self.resolve(content[1], "request") if content else {}
        style = node.get("style") or ("form" if location in ("query", "cookie") else "simple")
        explode = node.get("explode")
        return Parameter(
            name=str(node["name"]),
            location=location,
            required=bool(node.get("required")) or location == "path",
            style=style,
            explode=style in ("form", "cookie") if explode is None else bool(explode),
            allow_reserved=bool(node.get("allowReserved")),
            schema=(media or {}).get("schema", {}) if content else node.get("schema", {}),
            media_type=content[0] if content else None,
            examples=self.examples({**(media or {}), **node}),
        )

    def media(self, content: Any, side: Side) -> tuple[Media, ...]:
        """Read the media types of a body."""
        found = []
        for name, node in (content or {}).items():
            node = self.resolve(node, side) or {}
            encoding = node.get("encoding") or {}
            examples = self.examples(node)
            found.append(Media(str(name), node.get("schema"), node.get("itemSchema"), encoding, examples))
        return tuple(found)

    def examples(self, node: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return the examples of a parameter or a media type."""
        found = [node["example"]] if "example" in node else []
        named = node.get("examples")
        for each in named.values() if isinstance(named, dict) else ():
            each = self.resolve(each, "request")
            if isinstance(each, dict) and "value" in each:
                found.append(each["value"])
        return tuple(found)

    @property
    def schemes(self) -> dict[str, Any]:
        """The security schemes by name."""
        found = (self.root.get("components") or {}).get("securitySchemes") or {}
        return {name: self.resolve(each, "request") for name, each in found.items()}


def references(node: Any) -> Iterator[str]:
    """Yield the references of an object, those in the mapping of its discriminator included."""
    if isinstance(node, dict):
        discriminator = node.get("discriminator")
        mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
        yield from (each for each in (node.get("$ref"), *(mapping or {}).values()) if isinstance(each, str))


def escaped(name: str) -> str:
    """Return a name as a reference has it."""
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="~")


def ignored(parameter: Parameter) -> bool:
    """Return True if OpenAPI says that a parameter of this name is ignored (3.0.4 §4.7.12)."""
    return parameter.location == "header" and parameter.name.lower() in ("accept", "content-type", "authorization")


def read_text(text: str) -> Any:
    """Parse JSON or YAML."""
    if text.lstrip()[:1] == "{":
        try:
            return json.loads(text)
        except ValueError:
            pass
    return as_json(yaml.load(text, Yaml))


def as_json(value: Any) -> Any:
    """Make keys strings, as in JSON."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    return [as_json(item) for item in value] if isinstance(value, list) else value


class Preparation:
    """Rewrites one file: absolute references, schemas as JSON Schema 2020-12, as one side of the wire sees them."""

    def __init__(self, document: Document, uri: str, side: Side) -> None:
        self.document = document
        self.uri = uri
        self.side = side

    def absolute(self, reference: str) -> str:
        """Return an absolute reference; load the file that it points to."""
        found = urljoin(self.uri, reference)
        uri, _, fragment = found.partition("#")
        self.document.file(uri)
        return f"{uri}#{quote(unquote(fragment), safe='/~')}" if fragment else f"{uri}#"

    def openapi(self, node: Any, named: bool = False, key: str = "") -> Any:
        """Rewrite an OpenAPI object, or a map of them."""
        if isinstance(node, list):
            return [self.openapi(each) for each in node]
        if not isinstance(node, dict):
            return node
        found: dict[str, Any] = {}
        for name, value in node.items():
            if not named and name == "$ref" and isinstance(value, str):
                found[name] = self.absolute(value)
            elif not named and name in ("schema", "itemSchema"):
                found[name] = self.schema(value)
            elif not named and key == "components" and name == "schemas":
                found[name] = {each: self.schema(schema) for each, schema in (value or {}).items()}
            elif not named and name.startswith("x-") and node is self.document.root:
                found[name] = self.extension(value)
            elif not named and (name in DATA or name.startswith("x-")):
                found[name] = value
            elif not named and name == "examples" and isinstance(value, dict):
                found[name] = {each: self.example(example) for each, example in value.items()}
            else:
                found[name] = self.openapi(value, not named and name in NAMED, name)
        # A fragment file may be a schema itself.
        return found if self.uri == self.document.uri or key or named or looks_like_openapi(node) else self.schema(node)

    def extension(self, node: Any) -> Any:
        """Rewrite a map of OpenAPI objects, which operations may refer to; leave other extensions alone."""
        try:
            return self.openapi(node, True, "x-")
        except (KeyError, ValueError, OSError, AttributeError, TypeError):
            return node

    def example(self, node: Any) -> Any:
        """Rewrite an Example Object."""
        if isinstance(node, dict) and isinstance(node.get("$ref"), str) and "value" not in node:
            return {"$ref": self.absolute(node["$ref"])}
        return node

    def schema(self, node: Any) -> Schema:
        """Rewrite a Schema Object."""
        if not isinstance(node, dict):
            return node if isinstance(node, bool) else {}
        if self.document.minor == 0 and isinstance(node.get("$ref"), str):
            return {"$ref": self.absolute(node["$ref"])}
        found: dict[str, Any] = {}
        for name, value in node.items():
            if name == "$ref" and isinstance(value, str):
                found[name] = self.absolute(value)
            elif name in NAMED_SCHEMAS and isinstance(value, dict):
                found[name] = {key: self.schema(each) for key, each in value.items()}
            elif name in SCHEMAS and isinstance(value, (dict, bool)):
                found[name] = self.schema(value)
            elif name in SCHEMA_LISTS and isinstance(value, list):
                found[name] = [self.schema(each) for each in value]
            elif name not in ("$id", "$schema", "id", "xml", "externalDocs"):
                found[name] = deepcopy(value) if name in ("required", "type") else value
        self.tidy(found)
        self.remove_required(found)
        return self.older(found) if self.document.minor == 0 else found

    def tidy(self, schema: dict[str, Any]) -> None:
        """Drop keywords that are not valid, which a validator would refuse as a whole."""
        kinds = schema.get("type")
        names = ["null" if each is None else each for each in (kinds if isinstance(kinds, list) else [kinds])]
        if "type" in schema:
            schema["type"] = [each for each in names if each in TYPES] or sorted(TYPES)
        if not isinstance(schema.get("required", []), list):
            del schema["required"]
        if isinstance(schema.get("pattern"), str):
            schema["pattern"] = with_escaped_braces(schema["pattern"])
        if "pattern" in schema and not usable_pattern(schema["pattern"]):
            del schema["pattern"]
        if not isinstance(schema.get("examples", []), list):
            del schema["examples"]
        if not isinstance(schema.get("enum", []), list) or schema.get("enum") == []:
            del schema["enum"]
        for name in ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"):
            if name in schema and (not isinstance(schema[name], (int, float)) or schema[name] < 0):
                del schema[name]
        for name in ("minimum", "maximum", "multipleOf"):
            if name in schema and not isinstance(schema[name], (int, float)):
                del schema[name]

    def remove_required(self, schema: dict[str, Any]) -> None:
        """Do not require what this side must not have: `readOnly` in requests, `writeOnly` in responses."""
        keyword = "readOnly" if self.side == "request" else "writeOnly"
        hidden = {name for name, each in (schema.get("properties") or {}).items() if self.marked(each, keyword)}
        if hidden and "required" in schema:
            schema["required"] = [name for name in schema["required"] if name not in hidden]

    def marked(self, schema: Any, keyword: str, depth: int = 0) -> bool:
        """Return True if a schema, or one that it refers to, has a keyword that is true."""
        if not isinstance(schema, dict) or depth > 20:
            return False
        if schema.get(keyword) is True:
            return True
        inner = [{"$ref": schema["$ref"]}] if "$ref" in schema else []
        inner += [each for each in schema.get("allOf", ()) if isinstance(each, dict)]
        for each in inner:
            target = self.document.at(urljoin(self.uri, each["$ref"])) if "$ref" in each else each
            if self.marked(target, keyword, depth + 1):
                return True
        return False

    def older(self, schema: dict[str, Any]) -> Schema:
        """Write a schema of OpenAPI 3.0 as JSON Schema 2020-12."""
        for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            if isinstance(schema.get(exclusive), bool) and schema.pop(exclusive) and bound in schema:
                schema[exclusive] = schema.pop(bound)
        nullable = schema.pop("nullable", None) is True
        if nullable and "type" in schema:
            schema["type"] = [*schema["type"], "null"]
        if nullable and schema.keys() & {"allOf", "oneOf", "anyOf"}:
            return {"anyOf": [schema, {"type": ["null"]}]}
        return schema


def looks_like_openapi(node: Mapping[str, Any]) -> bool:
    """Return True if a file is not a schema on its own."""
    return bool(
        node.keys() & {"openapi", "paths", "components", "get", "post", "put", "delete", "patch", "in", "responses"}
    ) or not (node.keys() & {"type", "properties", "allOf", "oneOf", "anyOf", "enum", "$ref"})


def with_escaped_braces(pattern: str) -> str:
    """Return a regular expression whose braces that repeat nothing are escaped, as all libraries understand them."""
    return re.sub(
        r"\\.|\{\d+(?:,\d*)?\}|[{}]", lambda found: found[0] if len(found[0]) > 1 else f"\\{found[0]}", pattern
    )


def usable_pattern(pattern: Any) -> bool:
    """Return True if a validator accepts the regular expression."""
    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern})
    except (ValueError, jsonschema_rs.ValidationError):
        return False
    return isinstance(pattern, str)
