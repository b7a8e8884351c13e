"""Which bytes of a body a response has, and how the rest is asked for (RFC 9110 §14)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from ._headers import Headers
from .exceptions import SentRequest, UnexpectedResponseException

CONTENT_RANGE = re.compile(r"bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\*)", re.IGNORECASE)


class Unread(Protocol):
    """A response whose body nobody read yet."""

    status: int
    sent: SentRequest
    part_wanted: bool

    @property
    def headers(self) -> Headers: ...

    def close(self) -> None: ...


class Part(NamedTuple):
    """Which bytes of a body a response has; the total may be unknown."""

    first: int
    last: int
    total: int | None


def part_of(headers: Mapping[str, str]) -> Part | None:
    """Return which part a response has (RFC 9110 §14.4); None if it does not say."""
    found = CONTENT_RANGE.fullmatch(headers.get("content-range", "").strip())
    return Part(int(found[1]), int(found[2]), None if found[3] == "*" else int(found[3])) if found else None


def length_of(headers: Mapping[str, str]) -> int | None:
    """Return the bytes of a body as they will be read; None if the server does not say, or sends them encoded."""
    value = headers.get("content-length", "")
    other = headers.get("content-encoding") or headers.get("transfer-encoding")
    return int(value) if value.isdecimal() and not other else None


def validator_of(headers: Mapping[str, str]) -> str | None:
    """Return what tells whether the rest still belongs to what came (RFC 9110 §13.1.5), if there can be a rest."""
    if "bytes" not in headers.get("accept-ranges", "") or headers.get("content-encoding"):
        return None
    tag = headers.get("etag", "")
    return tag if tag and not tag.startswith("W/") else headers.get("last-modified")


def rest_of(headers: Mapping[str, str], received: int) -> dict[str, str] | None:
    """Return the header fields that ask for what is lacking (RFC 9110 §14.2), or None: it cannot be asked for."""
    validator = validator_of(headers)
    return {"Range": f"bytes={received}-", "If-Range": validator} if validator else None


def wants_part(headers: Iterable[str]) -> bool:
    """Whether the header fields of a request ask for a part."""
    return any(name.lower() == "range" for name in headers)


def refuse_part(response: Unread) -> None:
    """Refuse a part of a body that nobody asked for (RFC 9110 §15.3.7), and close its response.

    Raises:
        UnexpectedResponseException: it is one.
    """
    if response.status != 206 or response.part_wanted:
        return
    part = part_of(response.headers)
    if not part or part.first != 0 or part.total is None or part.last != part.total - 1:
        response.close()
        came = response.headers.get("content-range", "nobody knows which")
        raise UnexpectedResponseException(reason=f"a part of the body came: {came}", http_resp=response)
