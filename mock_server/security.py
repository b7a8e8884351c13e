"""Who calls: the security requirements of an operation, as the document has them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .parameters import cookie_values
from .problems import Problem

Finder = Callable[[Mapping[str, str], Mapping[str, list[str]]], str]
"""Finds the credential of one scheme in the headers or the query; empty where there is none."""


@dataclass(frozen=True)
class Security:
    """The alternatives of an operation; each is a list of schemes that go together. None: open to all."""

    alternatives: Sequence[Sequence[Finder]]
    accepted: frozenset[str]
    challenge: str
    """What `WWW-Authenticate` says of a call without credentials."""

    def caller(self, headers: Mapping[str, str], query: Mapping[str, list[str]]) -> str:
        """Return the credential that names the caller, empty where none is needed.

        Raises:
            Problem: 401, no alternative is satisfied.
        """
        if not self.alternatives:
            return ""
        for finders in self.alternatives:
            found = [find(headers, query) for find in finders]
            if all(found) and (not self.accepted or self.accepted.issuperset(found)):
                return found[0] if found else ""
        raise Problem(401, "Not authenticated", {"WWW-Authenticate": self.challenge} if self.challenge else {})


def compile_security(
    requirements: Sequence[Mapping[str, Any]], schemes: Mapping[str, Mapping[str, Any]], accepted: frozenset[str]
) -> Security:
    """Make the security requirements of an operation ready."""
    alternatives = [[finder(schemes[name]) for name in requirement] for requirement in requirements]
    challenges = [challenge(schemes[name]) for requirement in requirements for name in requirement]
    return Security(alternatives, accepted, ", ".join(dict.fromkeys(filter(None, challenges))))


def challenge(scheme: Mapping[str, Any]) -> str:
    """The challenge of a scheme (RFC 9110 §11.6.1)."""
    if scheme["type"] != "http":
        return ""
    name = str(scheme["scheme"])
    return {"bearer": "Bearer", "basic": 'Basic realm="mock"'}.get(name.lower(), name)


def finder(scheme: Mapping[str, Any]) -> Finder:
    """Return what finds the credential of a scheme."""
    if scheme["type"] == "apiKey":
        return api_key(scheme["name"], scheme["in"])
    if scheme["type"] == "http" and scheme["scheme"].lower() == "basic":
        return basic
    return bearer


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
