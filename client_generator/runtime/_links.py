"""Links from a response to the next page (RFC 8288), and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from ._redirect import legal, origin
from .exceptions import UnexpectedResponseException

if TYPE_CHECKING:
    from ._answer import Answer

TOKEN = re.compile(
    r'<(?P<target>[^>]*)(?:>|\Z)|"(?P<text>(?:[^"\\]|\\.)*)\\?(?:"|\Z)|(?P<word>[^\s<>",;=]+)|(?P<mark>[,;=])',
    re.DOTALL,
)
"""The parts of a `Link` header; one that is not closed goes on to the end, so that each character is read once."""

Link = tuple[str, dict[str, str]]
"""A target, and its parameters under names in lower case."""


def next_link(header: str) -> str:
    """Return the target of the first link to what comes next, as it is written; empty where there is none.

    A link with an `anchor` is one from somewhere else (RFC 8288 §3.2).
    """
    for target, parameters in links(header):
        if "next" in parameters.get("rel", "").lower().split() and "anchor" not in parameters:
            return target.strip()
    return ""


def links(header: str) -> Iterator[Link]:
    """Go through the links of a header; of parameters that come twice, the first counts (RFC 8288 §3.3)."""
    link: Link | None = None
    before, name = "", ""
    for part in TOKEN.finditer(header):
        kind, value = part.lastgroup, part[part.lastgroup or 0]
        if kind == "target":
            if link:
                yield link
            link = (value, {})
        elif link and kind == "word" and before == ";":
            name = value.lower() if value.lower() not in link[1] else ""
            link[1].setdefault(value.lower(), "")
        elif link and name and kind in ("word", "text") and before == "=":
            link[1][name] = re.sub(r"\\(.)", r"\1", value)
        before = value if kind == "mark" else ""
    if link:
        yield link


def target_of(reference: str, received: Answer) -> str:
    """Return path and query of what a response refers to.

    Raises:
        UnexpectedResponseException: it is at another origin than the request was sent to; credentials stay here.
    """
    base = received.sent.url
    url = joined(base, reference)
    if not url:
        reason = f"the next page is not at {urlsplit(base).netloc}, as this one is: nothing is sent there"
        raise UnexpectedResponseException(reason=reason, http_resp=received, body=received.text)
    parts = urlsplit(url)
    return legal(f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/")


def joined(base: str, reference: str) -> str:
    """Resolve a reference (RFC 3986 §5); empty if it leads to another origin, or nowhere."""
    try:
        url = urljoin(base, reference)
        return url if origin(base)[1] and origin(url) == origin(base) else ""
    except ValueError:
        return ""
