"""Paths → operations, with their parameters, bodies and responses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..api import Body, Encoding, Header, MediaType, Operation, Parameter, Response, Schema
from .node import Node
from .schemas import SchemaParser
from .servers import parse_security, parse_server

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
IGNORED_HEADERS = (
    "accept",
    "content-type",
    "authorization",
)  # OpenAPI 3.0 §4.7.12.1: parameters of these names are not


def parse_operations(root: Node, schemas: SchemaParser) -> tuple[Operation, ...]:
    """Read every operation of the document, in its order."""
    found, ids = [], dict[str, str]()
    for path, item in root.at("paths").entries():
        for method in METHODS:
            if isinstance(item.get(method), dict):
                operation = parse_operation(path, method, item, root, schemas)
                found.append(operation)
                check_id(operation, ids, root)
                check_path(operation, root)
    return tuple(found)


def check_id(operation: Operation, ids: dict[str, str], root: Node) -> None:
    """Note an operationId that stands twice (OpenAPI 3.0 §4.7.10.1)."""
    if operation.id and operation.id in ids:
        hint = f"rename one; it also stands at {ids[operation.id]}"
        root.reader.error(f"operationId {operation.id} is used twice", operation.pointer, hint)
    ids.setdefault(operation.id, operation.pointer)


def check_path(operation: Operation, root: Node) -> None:
    """Note a place in the path that no parameter fills, and a path parameter that the path has no place for."""
    places = set(re.findall(r"\{([^{}]+)\}", operation.path))
    names = {parameter.name for parameter in operation.parameters if parameter.location == "path"}
    for name in sorted(places - names):
        root.reader.error(
            f"the path has {{{name}}}, which no parameter declares", operation.pointer, "declare it, in: path"
        )
    for name in sorted(names - places):
        root.reader.error(f"the path has no place for the parameter {name}", operation.pointer, f"add {{{name}}} to it")


def parse_operation(path: str, method: str, item: Node, root: Node, schemas: SchemaParser) -> Operation:
    """Read one operation; what its path item and the document say for all holds for it too."""
    node = item.raw(method)
    servers = node.at("servers") if node.get("servers") else item.at("servers")
    return Operation(
        pointer=node.pointer,
        id=node.text("operationId"),
        method=method.upper(),
        path=path,
        tags=tuple(str(tag) for tag in node.get("tags") or ()),
        summary=node.text("summary") or item.text("summary"),
        description=node.text("description") or item.text("description"),
        deprecated=node.flag("deprecated"),
        parameters=tuple(parse_parameters(item, node, schemas)),
        body=parse_body(node.at("requestBody"), schemas),
        responses=tuple(parse_response(status, child, schemas) for status, child in node.at("responses").entries()),
        security=parse_security(node.at("security") if "security" in node else root.at("security")),
        servers=tuple(parse_server(server) for server in servers.items()),
    )


def parse_parameters(item: Node, operation: Node, schemas: SchemaParser) -> Iterator[Parameter]:
    """Read the parameters of a path item and an operation, which may override them by name and location."""
    found: dict[tuple[str, str], Parameter] = {}
    for node in [*item.at("parameters").items(), *operation.at("parameters").items()]:
        location = node.text("in")
        if location not in STYLES or (location == "header" and node.text("name").lower() in IGNORED_HEADERS):
            if location not in STYLES and node.value is not None:
                node.reader.error(
                    f"a parameter cannot be in {location or 'no place'}", node.pointer, "use path, query, …"
                )
            continue
        found[node.text("name"), location] = parse_parameter(node, schemas)
    yield from found.values()


def parse_parameter(node: Node, schemas: SchemaParser) -> Parameter:
    """Read one parameter, with the defaults that its location gives (OpenAPI 3.0 §4.7.12.2)."""
    location = node.get("in")
    media_type, content = next(node.at("content").entries(), ("", Node(node.reader, None, "")))
    style = node.text("style") or STYLES[location]
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


def parse_body(node: Node, schemas: SchemaParser) -> Body | None:
    """Read a request body, if there is one."""
    content = parse_content(node.at("content"), schemas)
    if not content:
        return None
    return Body(node.pointer, content, node.flag("required"), node.text("description"))


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
    return Encoding(node.text("contentType"), style, node.flag("explode", style == "form"), node.flag("allowReserved"))


def parse_response(status: str, node: Node, schemas: SchemaParser) -> Response:
    """Read what a status brings."""
    headers = tuple(
        Header(name, schema_at(header, schemas), header.text("description"))
        for name, header in node.at("headers").entries()
        if name.lower() != "content-type"
    )
    return Response(status, node.text("description"), parse_content(node.at("content"), schemas), headers)
