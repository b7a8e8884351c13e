"""Header fields as they go over the wire (RFC 9110 §5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ._security import Secret
from .exceptions import ApiValueError

TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def on_wire(headers: dict[str, str]) -> dict[str, str]:
    """Return header fields with what is not ASCII written as UTF-8.

    Raises:
        ApiValueError: one of them cannot be sent; its value is not shown.
    """
    values = "".join(headers.values())
    if values.isascii() and values.isprintable() and "" not in headers and TOKEN.fullmatch("".join(headers)):
        return headers
    refuse_unsendable(headers)
    return {name: value if value.isascii() else in_utf8(value) for name, value in headers.items()}


def as_hooks_left(headers: Mapping[str, Any]) -> dict[str, str]:
    """Return header fields that hooks may have changed, after they were written for the wire.

    Raises:
        ApiValueError: one of them cannot be sent; its value is not shown.
    """
    found = {name: as_text(value) for name, value in headers.items()}
    refuse_unsendable(found)
    try:
        return {name: value if max(value, default="") < "\u0100" else in_utf8(value) for name, value in found.items()}
    except UnicodeEncodeError:  # whose object may be a secret
        raise ApiValueError("a header field of a hook has a character in it that cannot be sent") from None


def as_text(value: Any) -> str:
    """Return what stands for a header field as a text."""
    if isinstance(value, str):
        return value
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def refuse_unsendable(headers: Mapping[str, str]) -> None:
    """Refuse names that are none, and control characters.

    Raises:
        ApiValueError: there are such.
    """
    for name, value in headers.items():
        if not TOKEN.fullmatch(name):
            raise ApiValueError(f"{name!r} is no name of a header field")
        found = CONTROL.search(value)
        if found:
            what = "line break" if found[0] in "\r\n" else "control character"
            raise ApiValueError(f"the header {name!r} has a {what}")


def in_utf8(value: str) -> str:
    """Write a text as UTF-8, a character for each byte; a secret stays one."""
    found = value.encode().decode("latin-1")
    return Secret(found) if isinstance(value, Secret) else found


def from_utf8(value: str) -> str:
    """Undo that; a text that is no such one stays as it is."""
    try:
        return value if value.isascii() else value.encode("latin-1").decode()
    except UnicodeError:
        return value
