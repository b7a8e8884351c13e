"""Where an answer sends a request on to (RFC 9110 §15.4)."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from ._document import SECURITY_SCHEMES
from ._response import Answer
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
OF_THE_BODY = frozenset({"content-encoding", "content-language", "content-length", "content-location", "content-type"})


def redirected(request: HookedRequest, response: Answer) -> HookedRequest | None:
    """Return the request that follows a redirect, or None: it is none, or the body cannot be sent again.

    Credentials stay with their origin.
    """
    location = response.headers.get("location") if response.status in REDIRECTS else None
    if not location:
        return None
    url = urljoin(request.url, location)
    headers = request.headers
    if origin(url) != origin(request.url):
        headers = {name: value for name, value in headers.items() if name.lower() not in KEPT_TO_ORIGIN}
    if response.status == 303:
        headers = {name: value for name, value in headers.items() if name.lower() not in OF_THE_BODY}
        method = request.method if request.method in ("GET", "HEAD") else "GET"
        return replace(request, method=method, url=url, headers=headers, body=None)
    return replace(request, url=url, headers=headers) if getattr(request.body, "rewindable", True) else None


def origin(url: str) -> tuple[str, str | None, int | None]:
    """Return what makes up the origin of a URL (RFC 6454 §4)."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)
