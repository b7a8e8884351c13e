"""What the document says of the whole API: servers, security schemes, and the credentials that callers give."""

from __future__ import annotations

from .. import package
from ..api import Api, SecurityScheme, Server, ServerVariable
from . import names
from .imports import import_lines
from .layout import Code, call, dict_of, docstring, keyed, layout, named, quoted, tuple_of


def document_imports(found: tuple[Server, ...]) -> tuple[str, ...]:
    """Print what the description of the API imports."""
    needs = {("._operation", "SecurityScheme"), ("._operation", "Server"), ("typing", "Dict"), ("typing", "Tuple")}
    if any(each.variables for each in found):
        needs.add(("._operation", "ServerVariable"))
    return import_lines(needs)


def servers(found: tuple[Server, ...]) -> str:
    """Print the servers."""
    head = "SERVERS: Tuple[Server, ...] = "
    return head + layout(tuple_of(*(server(each) for each in found)), 0, len(head))


def server(found: Server) -> Code:
    """Print one server."""
    items: list[Code | str] = [quoted(found.url)]
    if found.description:
        items.append(named("description", quoted(found.description)))
    if found.variables:
        items.append(
            named("variables", dict_of(*(keyed(name, variable(each)) for name, each in found.variables.items())))
        )
    return call("Server", *items)


def variable(found: ServerVariable) -> Code:
    """Print a variable of a server."""
    items: list[Code | str] = [quoted(found.default)]
    if found.enum:
        items.append(named("enum", tuple_of(*map(quoted, found.enum))))
    if found.description:
        items.append(named("description", quoted(found.description)))
    return call("ServerVariable", *items)


def security_schemes(found: tuple[SecurityScheme, ...]) -> str:
    """Print the security schemes."""
    head = "SECURITY_SCHEMES: Dict[str, SecurityScheme] = "
    return head + layout(dict_of(*(keyed(scheme.name, security_scheme(scheme)) for scheme in found)), 0, len(head))


def security_scheme(found: SecurityScheme) -> Code:
    """Print one security scheme."""
    values = (found.scheme, found.location, found.parameter, found.bearer_format)
    items = [
        f"{name}={quoted(value)}"
        for name, value in zip(("scheme", "location", "name", "bearer_format"), values, strict=True)
        if value
    ]
    return call("SecurityScheme", quoted(found.type), *items)


def credentials(schemes: tuple[SecurityScheme, ...]) -> tuple[package.Credential, ...]:
    """The arguments of the client class that say who calls; schemes of one kind share theirs."""
    found: dict[str, package.Credential] = {}
    for scheme in schemes:
        for made in scheme_credentials(scheme):
            found.setdefault(made.name, made)
    return tuple(found.values())


def scheme_credentials(scheme: SecurityScheme) -> tuple[package.Credential, ...]:
    """The arguments for one scheme."""
    if scheme.type == "apiKey":
        name = names.snake(scheme.name)
        return (package.Credential(name, scheme.name, about(scheme, "key")),)
    if scheme.type == "http" and scheme.scheme == "basic":
        return tuple(package.Credential(name, "", about(scheme, name)) for name in ("username", "password"))
    if scheme.type in ("oauth2", "openIdConnect") or scheme.scheme == "bearer":
        return (package.Credential("access_token", "", about(scheme, "token")),)
    return ()


def credential_settings(schemes: tuple[SecurityScheme, ...]) -> tuple[str, ...]:
    """Print how the credentials are passed on: the API keys together, by their schemes."""
    found = credentials(schemes)
    keys = [f"{quoted(each.scheme)}: {each.name}" for each in found if each.scheme]
    others = [f"{each.name}={each.name}" for each in found if not each.scheme]
    whole = layout(dict_of(*keys, prefix="api_key="), 12, 1)
    return (whole, *others) if keys else tuple(others)


def about(scheme: SecurityScheme, what: str) -> str:
    """Say what a credential is for."""
    return " ".join(f"The {what} for {scheme.name}. {scheme.description}".split())


def client_docstring(api: Api, closing: str) -> str:
    """Print what the client class is, and what its arguments mean."""
    lines = [f"    {found.name}: {found.text}" for found in credentials(api.security_schemes)]
    text = f"""
The short way into the API of {api.title}: an attribute for each group of operations.
`{closing}` closes its connections.

Args:
    configuration: Settings beyond these; it is copied.
{chr(10).join(lines)}
    base_url: Where the API is, instead of {api.servers[0].url}.
    timeout: Seconds for a call; or to connect, and then between two reads.
"""
    return docstring(text.replace("\n\n    base_url", "\n    base_url"), 4)
