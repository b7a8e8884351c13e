"""Links from a response to the next page (RFC 8288), and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from ._redirect import origin
from .exceptions import UnexpectedResponseException

if TYPE_CHECKING:
    from ._response import Received

TOKEN = re.compile(
    r'<(?P<target>[^>]*)(?:>|$)|"(?P<text>(?:[^"\\]|\\.)*)(?:"|$)|(?P<word>[^\s<>",;=]+)|(?P<mark>[,;=])'
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


def target_of(reference: str, received: Received) -> str:
    """Return path and query of what a response refers to.

    Raises:
        UnexpectedResponseException: it is at another origin than the request was sent to; credentials stay here.
    """
    base = received.sent.url if received.sent else ""
    try:
        url = urljoin(base, reference)
        here, there = origin(base), origin(url)
    except ValueError:
        here, there = ("", None, None), ("", None, None)
    if not here[1] or here != there:
        place = f"{there[0]}://{there[1]}" if there[1] else "no place that can be told"
        reason = f"the next page is at {place}, not where the request went: nothing is sent there"
        raise UnexpectedResponseException(reason=reason, http_resp=received, body=received.text)
    parts = urlsplit(url)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
