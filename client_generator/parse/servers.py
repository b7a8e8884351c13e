"""Servers and security schemes."""

from __future__ import annotations

from ..api import SecurityScheme, Server, ServerVariable
from .node import Node

NO_SERVERS = (Server("/"),)  # OpenAPI 3.0 §4.7.1: an absent or empty list means this one


def parse_servers(node: Node) -> tuple[Server, ...]:
    """Read a list of servers; an empty one stands for `/`."""
    return tuple(parse_server(server) for server in node.items()) or NO_SERVERS


def parse_server(node: Node) -> Server:
    """Read one server with its variables."""
    variables = {
        name: ServerVariable(
            default=variable.text("default"),
            enum=tuple(str(value) for value in variable.get("enum") or ()),
            description=variable.text("description"),
        )
        for name, variable in node.at("variables").entries()
    }
    return Server(node.text("url"), node.text("description"), variables)


def parse_security_schemes(node: Node) -> tuple[SecurityScheme, ...]:
    """Read the security schemes by name."""
    return tuple(
        SecurityScheme(
            name=name,
            type=scheme.text("type"),
            description=scheme.text("description"),
            scheme=scheme.text("scheme").lower(),
            bearer_format=scheme.text("bearerFormat"),
            location=scheme.text("in"),
            parameter=scheme.text("name"),
        )
        for name, scheme in node.entries()
    )


def parse_security(node: Node) -> tuple[dict[str, tuple[str, ...]], ...]:
    """Read the alternatives of a security requirement; `{}` among them means that none is needed."""
    return tuple(
        {name: tuple(str(scope) for scope in scopes or ()) for name, scopes in alternative.value.items()}
        for alternative in node.items()
        if isinstance(alternative.value, dict)
    )
