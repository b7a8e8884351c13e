"""What the document says of the whole API: servers, security schemes, and the credentials that callers give."""

from __future__ import annotations

from dataclasses import dataclass

from .. import package
from ..api import Api, SecurityScheme, Server, ServerVariable
from ..config import Settings
from . import names
from .imports import import_lines
from .layout import Code, call, dict_of, docstring, keyed, layout, named, quoted, tuple_of


def base_url_variable(settings: Settings) -> str:
    """The environment variable that says where the API is."""
    return f"{settings.package.upper().replace('.', '_')}_BASE_URL"


def user_agent(settings: Settings) -> str:
    """Print the default `User-Agent` header."""
    return quoted(settings.user_agent or f"{settings.package.replace('_', '-')}/{settings.package_version}/python")


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


@dataclass(frozen=True)
class Credential:
    """What a caller says who it is with, as an argument of the client class; schemes of one kind share theirs."""

    name: str
    scheme: str
    """The API key scheme that it is the key of; empty for other credentials."""
    about: str
    variable: str
    """The environment variable that has it where a caller gives none."""


def credentials(schemes: tuple[SecurityScheme, ...], settings: Settings) -> tuple[Credential, ...]:
    """Find what callers say who they are with."""
    found: dict[str, Credential] = {}
    for scheme in schemes:
        for name, what in parts(scheme):
            variable = f"{settings.client_class}_{name}".upper()
            key = scheme.name if what == "key" else ""
            found.setdefault(name, Credential(name, key, about(scheme, what), variable))
    return tuple(found.values())


def parts(scheme: SecurityScheme) -> tuple[tuple[str, str], ...]:
    """The arguments for one scheme, and what each of them is."""
    if scheme.type == "apiKey":
        return ((names.snake(scheme.name), "key"),)
    if scheme.type == "http" and scheme.scheme == "basic":
        return (("username", "username"), ("password", "password"))
    if scheme.type in ("oauth2", "openIdConnect") or scheme.scheme == "bearer":
        return (("access_token", "token"),)
    return ()


def credential_arguments(found: tuple[Credential, ...]) -> tuple[package.Credential, ...]:
    """Make the arguments of the client class."""
    return tuple(package.Credential(each.name, each.about) for each in found)


def credential_variables(found: tuple[Credential, ...]) -> str:
    """Print the scheme and the environment variable of each credential."""
    head = "CREDENTIALS: Dict[str, Tuple[str, str]] = "
    items = (keyed(each.name, tuple_of(quoted(each.scheme), quoted(each.variable))) for each in found)
    return head + layout(dict_of(*items), 0, len(head))


def about(scheme: SecurityScheme, what: str) -> str:
    """Say what a credential is for."""
    return " ".join(f"The {what} for {scheme.name}. {scheme.description}".split())


def client_docstring(api: Api, found: tuple[Credential, ...], closing: str) -> str:
    """Print what the client class is, and what its arguments mean."""
    lines = [f"    {each.name}: {each.about} By default what `{each.variable}` says." for each in found]
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
