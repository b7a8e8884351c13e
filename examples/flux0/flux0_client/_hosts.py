"""Servers → base URLs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from ._operation import Server
from .exceptions import ApiValueError


def host_setting(server: Server) -> dict[str, Any]:
    """Describe a server as the settings of a host do."""
    setting: dict[str, Any] = {"url": server.url, "description": server.description or "No description provided"}
    if server.variables:
        setting["variables"] = {
            name: {
                "description": variable.description or "No description provided",
                "default_value": variable.default,
                **({"enum_values": list(variable.enum)} if variable.enum else {}),
            }
            for name, variable in server.variables.items()
        }
    return setting


@lru_cache(maxsize=64)
def is_base(url: str) -> bool:
    """Whether requests can be sent below a URL."""
    try:
        parts = urlsplit(url)
        name, port = parts.hostname or "", parts.port
        return parts.scheme in ("http", "https") and bool(name.encode("idna")) and port != 0
    except ValueError:
        return False


@lru_cache(maxsize=64)
def base_of(url: str) -> str | None:
    """Return what paths are added to, without user name and password; None: requests cannot be sent there."""
    return without_user(url).rstrip("/") if is_base(url) else None


def is_relative(url: str) -> bool:
    """Return True if a server URL names no host of its own (OpenAPI 3.0 §4.7.5)."""
    return "://" not in url and not url.startswith("//")


def public(url: str) -> str:
    """Return a URL without what can hold credentials: user name, password and query."""
    whole = url.partition("#")[0].partition("?")[0]
    return without_user(whole) if "@" in whole else whole


def without_user(url: str) -> str:
    """Return a URL without user name and password."""
    scheme, separator, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{scheme}{separator}{authority.rpartition('@')[2]}{slash}{path}"


def host_url(servers: Sequence[Mapping[str, Any]], index: int, variables: Mapping[str, str] | None) -> str:
    """Return the URL of one of several hosts, its variables filled in.

    Raises:
        ApiValueError: there is no host of that index, or a variable has a value that it cannot have.
    """
    if not 0 <= index < len(servers):
        raise ApiValueError(f"Invalid index {index} when selecting the host settings. Must be less than {len(servers)}")
    server = servers[index]
    url: str = server["url"]
    for name, variable in server.get("variables", {}).items():
        value = (variables or {}).get(name, variable["default_value"])
        allowed = variable.get("enum_values")
        if allowed and value not in allowed:
            raise ApiValueError(f"The variable `{name}` in the host URL has invalid value {value}. Must be {allowed}.")
        url = url.replace(f"{{{name}}}", str(value))
    return url
