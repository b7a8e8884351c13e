"""Who calls: the security requirements of an operation, as the document has them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .parameters import cookie_values
from .problems import Problem, SetupError
from .settings import Settings

Finder = Callable[[Mapping[str, str], Mapping[str, list[str]]], str]
"""Finds the credential of one scheme in the headers or the query; empty where there is none."""
Check = Callable[[str, str], "str | None"]
"""Takes the name of a scheme and a credential; returns the name of the caller, None for one that is not accepted."""


@dataclass(frozen=True)
class Scheme:
    """A way to say who calls."""

    name: str
    find: Finder
    challenge: str
    """What `WWW-Authenticate` says of it; empty where there is no such thing."""


@dataclass(frozen=True)
class Security:
    """The alternatives of an operation; each is a list of schemes that go together. None: open to all."""

    alternatives: Sequence[Sequence[Scheme]]
    check: Check
    required: bool
    challenge: str

    def caller(self, headers: Mapping[str, str], query: Mapping[str, list[str]]) -> str:
        """Return the name of the caller, empty where none is needed.

        Raises:
            Problem: 401, no alternative is satisfied.
        """
        if not self.alternatives:
            return ""
        for schemes in self.alternatives:
            names = [self.checked(scheme, headers, query) for scheme in schemes]
            if None not in names:
                return names[0] or "" if names else ""
        if not self.required:
            return ""
        raise Problem(401, "Not authenticated", {"WWW-Authenticate": self.challenge} if self.challenge else {})

    def checked(self, scheme: Scheme, headers: Mapping[str, str], query: Mapping[str, list[str]]) -> str | None:
        """Return the name of the caller by one scheme, None if it has none."""
        credential = scheme.find(headers, query)
        return self.check(scheme.name, credential) if credential else None


def accept(settings: Settings) -> Check:
    """The check of an API that has none of its own: the credential names the caller."""

    def check(scheme: str, credential: str) -> str | None:
        return credential if not settings.tokens or credential in settings.tokens else None

    return check


def compile_security(
    requirements: Sequence[Mapping[str, Any]], schemes: Mapping[str, Mapping[str, Any]], check: Check, required: bool
) -> Security:
    """Make the security requirements of an operation ready."""
    for name in {name for requirement in requirements for name in requirement} - set(schemes):
        raise SetupError(f"the security scheme {name} is not among the document's")
    known = sorted(requirements, key=lambda requirement: not requirement)  # who says nothing is taken at last
    alternatives = [[compile_scheme(name, schemes[name]) for name in requirement] for requirement in known]
    challenges = [scheme.challenge for alternative in alternatives for scheme in alternative if scheme.challenge]
    return Security(alternatives, check, required, ", ".join(dict.fromkeys(challenges)))


def compile_scheme(name: str, node: Mapping[str, Any]) -> Scheme:
    """Make a security scheme ready; OAuth 2 and OpenID Connect bring bearer tokens (RFC 6750)."""
    if node["type"] == "apiKey":
        return Scheme(name, api_key(node["name"], node["in"]), "")
    if node["type"] == "http" and node["scheme"].lower() == "basic":
        return Scheme(name, basic, 'Basic realm="mock"')
    if node["type"] == "http" and node["scheme"].lower() != "bearer":
        raise SetupError(f"the security scheme {name} is of a kind that is not served: {node['scheme']}")
    return Scheme(name, bearer, "Bearer")


def bearer(headers: Mapping[str, str], query: Mapping[str, list[str]]) -> str:
    """The token of a bearer scheme (RFC 6750 §2.1)."""
    kind, _, token = headers.get("authorization", "").partition(" ")
    token = token.strip()
    return token if kind.lower() == "bearer" and token and " " not in token else ""


def basic(headers: Mapping[str, str], query: Mapping[str, list[str]]) -> str:
    """Name and password of a basic scheme (RFC 7617 §2), joined by a colon."""
    kind, _, encoded = headers.get("authorization", "").partition(" ")
    try:
        found = base64.b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return found if kind.lower() == "basic" and ":" in found else ""


def api_key(name: str, location: str) -> Finder:
    """The key of an apiKey scheme."""
    if location == "header":
        return lambda headers, query: headers.get(name.lower(), "")
    if location == "query":
        return lambda headers, query: query.get(name, [""])[-1]
    return lambda headers, query: cookie_values(headers.get("cookie", "")).get(name, [""])[-1]
