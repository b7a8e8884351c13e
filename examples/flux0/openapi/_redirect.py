"""Where an answer sends a request on to (RFC 9110 §15.4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote_plus, urljoin, urlsplit

from ._answer import Answer
from ._document import SECURITY_SCHEMES
from ._fields import from_utf8
from ._hosts import is_base, without_user
from ._security import Secret
from .configuration import HookedRequest

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 5
KEPT_TO_ORIGIN = frozenset(
    {
        *("authorization", "cookie", "proxy-authorization"),
        *(scheme.name.lower() for scheme in SECURITY_SCHEMES.values() if scheme.location == "header"),
    }
)
"""Header fields that a redirect to another origin must not carry along."""
KEYS = frozenset(scheme.name for scheme in SECURITY_SCHEMES.values() if scheme.location == "query")
"""Query parameters that are credentials."""
OF_THE_BODY = frozenset({"content-encoding", "content-language", "content-length", "content-location", "content-type"})


def redirected(request: HookedRequest, response: Answer) -> HookedRequest | None:
    """Return the request that follows a redirect, or None: it is none, leads nowhere, or the body is gone.

    Credentials stay with their origin.
    """
    location = response.headers.get("location") if response.status in REDIRECTS else None
    url = destination(request.url, location) if location else None
    if url is None:
        return None
    headers = request.headers
    if origin(url) != origin(request.url):
        headers = {name: value for name, value in headers.items() if not stays(name, value)}
    if response.status == 303:
        headers = {name: value for name, value in headers.items() if name.lower() not in OF_THE_BODY}
        method = request.method if request.method in ("GET", "HEAD") else "GET"
        return replace(request, method=method, url=url, headers=headers, body=None)
    return replace(request, url=url, headers=headers) if getattr(request.body, "rewindable", True) else None


def destination(url: str, location: str) -> str | None:
    """Return the URL that an answer sends to, or None: nobody can go there."""
    try:
        found = urlsplit(without_user(urljoin(url, from_utf8(location))))
    except ValueError:
        return None
    usable = is_base(found.geturl())
    return found._replace(path=legal(found.path), query=legal(found.query), fragment="").geturl() if usable else None


def legal(text: str) -> str:
    """Encode what a path or a query cannot have as it stands (RFC 3986 §3.4); what is encoded already stays so."""
    return quote(re.sub("%(?![0-9A-Fa-f]{2})", "%25", text), safe="!$%&'()*+,/:;=?@~", errors="surrogateescape")


def stays(name: str, value: str) -> bool:
    """Whether a header field must not go to another origin."""
    return isinstance(value, Secret) or name.lower() in KEPT_TO_ORIGIN


def origin(url: str) -> tuple[str, str | None, int | None]:
    """Return what makes up the origin of a URL (RFC 6454 §4)."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def moved(url: str, target: str, auth: Mapping[str, Any]) -> str:
    """Return another URL of the same origin.

    Args:
        url: The URL as it was made; its credentials go along.
        target: Path and query of the other one.
        auth: A credential that the call has instead of the client's.
    """
    parts = urlsplit(url)
    path, _, query = target.partition("?")
    there = {name_of(pair) for pair in query.split("&")}
    keys = {name for name in (*KEYS, auth.get("key")) if name not in there}
    kept = [pair for pair in parts.query.split("&") if pair and name_of(pair) in keys]
    return "?".join(filter(None, [f"{parts.scheme}://{parts.netloc}{path}", "&".join(filter(None, [query, *kept]))]))


def name_of(pair: str) -> str:
    """Return the name in a `name=value` of a query."""
    return unquote_plus(pair.partition("=")[0])
