"""Servers and security schemes."""

from __future__ import annotations

from ..api import SecurityScheme, Server, ServerVariable
from .node import Node

KEY_LOCATIONS = ("header", "query", "cookie")
NO_SERVERS = (Server("/"),)  # OpenAPI 3.0 §4.7.1: an absent or empty list means this one


def parse_servers(node: Node) -> tuple[Server, ...]:
    """Read a list of servers; an empty one stands for `/`."""
    return tuple(parse_server(server) for server in node.items()) or NO_SERVERS


def parse_server(node: Node) -> Server:
    """Read one server with its variables."""
    variables = {
        name: ServerVariable(
            default=variable.text("default"),
            enum=variable.strings("enum"),
            description=variable.text("description"),
        )
        for name, variable in node.at("variables").entries()
    }
    return Server(node.text("url"), node.text("description"), variables)


def parse_security_schemes(node: Node) -> tuple[SecurityScheme, ...]:
    """Read the security schemes by name."""
    for _, scheme in node.entries(extensions=False):
        check_scheme(scheme)
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
        for name, scheme in node.entries(extensions=False)
    )


def check_scheme(scheme: Node) -> None:
    """Warn if the client does not know how to send the credentials of a scheme."""
    kind, name = scheme.text("type"), scheme.text("scheme").lower()
    supported = kind in ("oauth2", "openIdConnect", "mutualTLS") or (kind == "http" and name in ("basic", "bearer"))
    supported = supported or (kind == "apiKey" and bool(scheme.text("name")) and scheme.text("in") in KEY_LOCATIONS)
    if not supported:
        what = {"http": f"http with the scheme {name}", "apiKey": "apiKey without `name` or a usable `in`"}
        message = f"{what.get(kind, kind or 'no type')} is not supported: the client sends no credentials for it"
        scheme.reader.warn(message, scheme.pointer, "set the header yourself, for each call or for the client")


def parse_security(node: Node, schemes: Node) -> tuple[dict[str, tuple[str, ...]], ...]:
    """Read the alternatives of a security requirement; `{}` among them means that none is needed.

    Args:
        node: The requirement.
        schemes: The security schemes of the document.
    """
    for alternative in node.items():
        for name in alternative.value if isinstance(alternative.value, dict) else ():
            if name not in schemes:
                hint = "define it in components.securitySchemes"
                node.reader.warn(f"the security scheme {name} is not defined; it is ignored", alternative.pointer, hint)
    return tuple(
        {name: alternative.strings(name) for name in alternative.value}
        for alternative in node.items()
        if isinstance(alternative.value, dict)
    )
