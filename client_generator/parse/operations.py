"""Paths → operations, with their parameters, bodies and responses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ..api import Body, Encoding, Header, MediaType, Operation, Parameter, Response, Schema
from ..load import escape
from .node import Node
from .paging import parse_paging
from .schemas import SchemaParser
from .servers import parse_security, parse_server

METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace", "query")
STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form", "querystring": ""}
IGNORED_HEADERS = (
    "accept",
    "content-type",
    "authorization",
)  # OpenAPI 3.0 §4.7.12.1: parameters of these names are not
ALLOWED_STYLES = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form", "cookie"),
    "querystring": (),
}
STATUS = re.compile(r"default|[1-5]([0-9]{2}|XX|xx)")
METHOD_NAMES = ("x-speakeasy-name-override", "x-fern-sdk-method-name")
BODY_NAMES = ("x-codegen-request-body-name",)
GROUP_NAMES = ("x-speakeasy-group", "x-fern-sdk-group-name")


def parse_operations(root: Node, schemas: SchemaParser) -> tuple[Operation, ...]:
    """Read every operation of the document, in its order."""
    found, ids = [], dict[str, str]()
    paths = root.at("paths")
    for path, item in path_items(paths):
        for method, node in methods(item):
            operation = parse_operation(path, method, item, node, root, schemas)
            if is_alias(operation, ids, paths):
                continue
            check_id(operation, ids, root)
            declared = path_parameters(path, operation.parameters, node)
            found.append(replace(operation, parameters=declared))
    return tuple(found)


def parse_webhooks(root: Node, schemas: SchemaParser) -> tuple[Operation, ...]:
    """Read what the API asks of its users (OpenAPI 3.1 §4.8.1)."""
    return tuple(
        parse_operation(name, method, item, node, root, schemas)
        for name, item in path_items(root.at("webhooks"))
        for method, node in methods(item)
    )


def parse_callbacks(operation: Node, root: Node, schemas: SchemaParser) -> tuple[Operation, ...]:
    """Read what the API asks in return for an operation (OpenAPI 3.0 §4.7.18)."""
    return tuple(
        parse_operation(expression, method, item, node, root, schemas, callback)
        for callback, expressions in operation.at("callbacks").entries(extensions=False)
        for expression, item in path_items(expressions)
        for method, node in methods(item)
    )


@dataclass(frozen=True)
class PathItem:
    """A path item: what is written at a path, then what its `$ref` leads to."""

    parts: tuple[Node, ...]

    def at(self, key: str) -> Node:
        """Return what the first part that has a key has under it."""
        return next((part for part in self.parts if key in part), self.parts[0]).at(key)

    def text(self, key: str) -> str:
        """Return the text under a key, empty if there is none."""
        return next((part.text(key) for part in self.parts if part.text(key)), "")

    def parameters(self) -> Iterator[Node]:
        """Yield the parameters of all parts."""
        for part in self.parts:
            yield from part.at("parameters").items()


def path_items(node: Node) -> Iterator[tuple[str, PathItem]]:
    """Yield the path items of a mapping by path, without its extensions."""
    for path in node.value if isinstance(node.value, dict) else ():
        if not str(path).startswith("x-"):
            yield str(path), path_item(node.raw(path))


def path_item(node: Node) -> PathItem:
    """Follow the reference of a path item, which may have operations of its own beside it."""
    beside = {key: value for key, value in (node.value or {}).items() if key != "$ref"} if "$ref" in node else {}
    target = Node(node.reader, {"$ref": node.get("$ref")}, node.pointer).resolved() if "$ref" in node else node
    return PathItem((Node(node.reader, beside, node.pointer), target) if beside else (target,))


def methods(item: PathItem) -> Iterator[tuple[str, Node]]:
    """Yield the operations of a path item, those of methods that OpenAPI does not know included (3.2 §4.9.1)."""
    for method in METHODS:
        node = item.at(method)
        if isinstance(node.value, dict):
            yield method, node
    yield from item.at("additionalOperations").entries(extensions=False)


def is_alias(operation: Operation, ids: dict[str, str], paths: Node) -> bool:
    """Return True, with a warning, if an operation has another path whose path item or operation it refers to."""
    place = f"{paths.pointer}/{escape(operation.path)}"
    other_path = operation.pointer.startswith(f"{paths.pointer}/~1") and not operation.pointer.startswith(f"{place}/")
    if not operation.id or not (other_path or ids.get(operation.id) == operation.pointer):
        return False
    hint = "write it out with an operationId of its own to have both"
    paths.reader.warn(f"refers to the operation {operation.id} of another path, which has the method", place, hint)
    return True


def check_id(operation: Operation, ids: dict[str, str], root: Node) -> None:
    """Note an operationId that stands twice (OpenAPI 3.0 §4.7.10.1)."""
    if operation.id and operation.id in ids:
        hint = f"rename one; it also stands at {ids[operation.id]}"
        root.reader.error(f"operationId {operation.id} is used twice", operation.pointer, hint)
    ids.setdefault(operation.id, operation.pointer)


def path_parameters(path: str, parameters: tuple[Parameter, ...], node: Node) -> tuple[Parameter, ...]:
    """Add the path parameters that the path has a place for and nothing declares; note those that have no place."""
    places = list(dict.fromkeys(re.findall(r"\{([^{}]+)\}", path)))
    names = [parameter.name for parameter in parameters if parameter.location == "path"]
    for name in names:
        if name not in places:
            node.reader.warn(f"the path has no place for the parameter {name}", node.pointer, f"add {{{name}}} to it")
    undeclared = [name for name in places if name not in names]
    for name in undeclared:
        message = f"the path has {{{name}}}, which no parameter declares; it is taken for a text"
        node.reader.warn(message, node.pointer, "declare it, in: path")
    text = Schema(node.pointer, types=("string",))
    return (*parameters, *(Parameter(node.pointer, name, "path", text, required=True) for name in undeclared))


def parse_operation(
    path: str, method: str, item: PathItem, node: Node, root: Node, schemas: SchemaParser, callback: str = ""
) -> Operation:
    """Read one operation; what its path item and the document say for all holds for it too."""
    servers = node.at("servers") if node.get("servers") else item.at("servers")
    return Operation(
        pointer=node.pointer,
        id=node.text("operationId") or callback,
        method=method.upper(),
        path=path,
        tags=node.strings("tags"),
        summary=node.text("summary") or item.text("summary"),
        description=node.text("description") or item.text("description"),
        deprecated=node.flag("deprecated"),
        parameters=tuple(parse_parameters(item, node, schemas)),
        body=parse_body(node, schemas),
        responses=tuple(parse_response(status, child, schemas) for status, child in statuses(node.at("responses"))),
        security=parse_security(
            node.at("security") if "security" in node else root.at("security"),
            root.at("components").at("securitySchemes"),
        ),
        servers=tuple(parse_server(server) for server in servers.items()),
        callbacks=parse_callbacks(node, root, schemas),
        method_name=extension(node, METHOD_NAMES),
        group_name=extension(node, GROUP_NAMES),
        paging=parse_paging(node, root),
    )


def extension(node: Node, names: tuple[str, ...]) -> str:
    """Return the first of several extensions that has a text; a list is its parts with a dot between."""
    for name in names:
        value = node.get(name)
        if isinstance(value, list) and value:
            return ".".join(map(str, value))
        if node.text(name):
            return node.text(name)
    return ""


def parse_parameters(item: PathItem, operation: Node, schemas: SchemaParser) -> Iterator[Parameter]:
    """Read the parameters of an operation and those of its path item that it does not override.

    They are in the order of OpenAPI Generator's clients, which depends on the version of OpenAPI: in 3.0, those of the
    path item come first, and one that the operation overrides by a reference stays among them.
    """
    own, shared = keyed(operation.at("parameters").items()), keyed(item.parameters())
    if schemas.minor:
        ordered = own | {key: node for key, node in shared.items() if key not in own}
    else:
        here = f"{operation.at('parameters').pointer}/"
        references = {key for key, node in own.items() if not node.pointer.startswith(here)}
        first = {key: own.get(key, node) for key, node in shared.items() if key not in own or key in references}
        ordered = first | {key: node for key, node in own.items() if key not in first}
    for (name, location), node in ordered.items():
        if node.value is None or (location == "header" and name.lower() in IGNORED_HEADERS):
            continue
        if location not in STYLES or not name:
            what = "has no name" if location in STYLES else f"cannot be in {location or 'no place'}"
            node.reader.warn(f"a parameter {what}; it is left out", node.pointer, "give it `name` and `in`")
            continue
        yield parse_parameter(node, schemas)


def keyed(parameters: Iterable[Node]) -> dict[tuple[str, str], Node]:
    """Return parameters by name and location; the first of equal ones counts."""
    found: dict[tuple[str, str], Node] = {}
    for each in parameters:
        found.setdefault((each.text("name"), each.text("in")), each)
    return found


def parse_parameter(node: Node, schemas: SchemaParser) -> Parameter:
    """Read one parameter, with the defaults that its location gives (OpenAPI 3.0 §4.7.12.2)."""
    location = node.get("in")
    media_type, content = next(node.at("content").entries(), ("", Node(node.reader, None, "")))
    style = (node.text("style") if node.text("style") in ALLOWED_STYLES[location] else "") or STYLES[location]
    return Parameter(
        pointer=node.pointer,
        name=node.text("name"),
        location=location,
        schema=schema_at(content if media_type else node, schemas),
        required=node.flag("required") or location == "path",
        description=node.text("description"),
        deprecated=node.flag("deprecated"),
        style=style,
        explode=node.flag("explode", style in ("form", "cookie")),
        allow_reserved=node.flag("allowReserved"),
        media_type=media_type,
        **example_at(content if media_type else node),
    )


def schema_at(node: Node, schemas: SchemaParser) -> Schema:
    """Read the schema under `schema`; where there is none, any value will do."""
    place = node.raw("schema")
    return Schema(place.pointer) if place.value is None else schemas.parse(place)


def example_at(node: Node) -> dict[str, Any]:
    """Return the example beside a schema, of one or of several."""
    if "example" in node:
        return {"example": node.get("example"), "has_example": True}
    for _, example in node.at("examples").entries():
        if "value" in example:
            return {"example": example.get("value"), "has_example": True}
    return {}


def parse_body(operation: Node, schemas: SchemaParser) -> Body | None:
    """Read the request body of an operation, if it has one."""
    node = operation.at("requestBody")
    content = parse_content(node.at("content"), schemas)
    if not content:
        return None
    name = extension(operation, BODY_NAMES) or extension(node, BODY_NAMES)
    return Body(node.pointer, content, node.flag("required"), node.text("description"), name)


def parse_content(node: Node, schemas: SchemaParser) -> tuple[MediaType, ...]:
    """Read the media types of a body."""
    return tuple(
        MediaType(
            name=name.strip(),
            schema=schemas.parse(media.raw("schema")) if "schema" in media else None,
            item_schema=schemas.parse(media.raw("itemSchema")) if "itemSchema" in media else None,
            encoding={key: parse_encoding(encoding) for key, encoding in media.at("encoding").entries()},
            **example_at(media),
        )
        for name, media in node.entries()
    )


def parse_encoding(node: Node) -> Encoding:
    """Read how a form carries one property."""
    style = node.text("style") or "form"
    explode, reserved = node.flag("explode", style == "form"), node.flag("allowReserved")
    headers = {name: value for name, header in node.at("headers").entries() if (value := header_value(header))}
    return Encoding(node.text("contentType"), style, explode, reserved, headers)


def header_value(header: Node) -> str:
    """Return the value that the document gives a header field, empty if it gives none."""
    schema = header.at("schema")
    only = schema.get("enum") if isinstance(schema.get("enum"), list) and len(schema.get("enum")) == 1 else [None]
    given = (schema.get("const"), *only, schema.get("default"), header.get("example"), schema.get("example"))
    return next((str(value) for value in given if value is not None), "")


def statuses(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield the responses by status; a key that is no status is left out."""
    for status, child in node.entries(extensions=False):
        if STATUS.fullmatch(status):
            yield status, child
        else:
            node.reader.warn(f"{status!r} is not a status; the response is left out", node.pointer, "write 200 or 2XX")


def parse_header(name: str, node: Node, schemas: SchemaParser) -> Header:
    """Read a header of a response."""
    media_type, content = next(iter(node.at("content").entries()), ("", node))
    return Header(name, schema_at(content, schemas), node.text("description"), media_type)


def parse_response(status: str, node: Node, schemas: SchemaParser) -> Response:
    """Read what a status brings."""
    headers = tuple(
        parse_header(name, header, schemas)
        for name, header in node.at("headers").entries()
        if name.lower() != "content-type"
    )
    return Response(status, node.text("description"), parse_content(node.at("content"), schemas), headers)
