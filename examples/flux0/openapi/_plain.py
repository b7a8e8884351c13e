"""Values → what JSON has: texts, numbers, booleans, None, lists and dicts."""

from __future__ import annotations

import base64
import datetime
import enum
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from typing_extensions import Self, TypeIs


def is_list(value: object) -> TypeIs[list[Any]]:
    """Whether a value is a list, of anything."""
    return isinstance(value, list)


def is_tuple(value: object) -> TypeIs[tuple[Any, ...]]:
    """Whether a value is a tuple, of anything."""
    return isinstance(value, tuple)


def is_set(value: object) -> TypeIs[set[Any] | frozenset[Any]]:
    """Whether a value is a set, of anything."""
    return isinstance(value, (set, frozenset))


def is_dict(value: object) -> TypeIs[dict[str, Any]]:
    """Whether a value is an object as JSON has it."""
    return isinstance(value, dict)


def holds_bytes(value: object) -> bool:
    """Return True for bytes, and for a list with bytes in it."""
    return isinstance(value, (bytes, bytearray)) or (is_list(value) and any(map(holds_bytes, value)))


class EncodedBytes(bytes):
    """Bytes that requests and JSON carry as base64 (RFC 4648)."""

    url: bool

    def __new__(cls, value: bytes | bytearray | memoryview, url: bool = False) -> Self:
        """Copy bytes.

        Args:
            value: The bytes.
            url: True for the alphabet of URLs.
        """
        made = super().__new__(cls, value)
        made.url = url
        return made

    @property
    def encoded(self) -> str:
        """The bytes as base64."""
        return (base64.urlsafe_b64encode(self) if self.url else base64.b64encode(self)).decode()

    def __reduce__(self) -> tuple[Any, ...]:
        return EncodedBytes, (bytes(self), self.url)


def rfc3339(value: datetime.date) -> str:
    """Return a date, or a date and time, as RFC 3339 writes them; a time without an offset stays without."""
    return value.isoformat().replace("+00:00", "Z")


def plain(value: Any, print_date: Callable[[datetime.date], str] = rfc3339) -> Any:
    """Turn a value into what JSON has; bytes stay as they are.

    Args:
        value: A plain value, date, enum member, UUID, decimal, secret or model, or a list or dict of those.
        print_date: How dates, and dates with times, become texts.
    """
    if value is None or type(value) in (str, int, float, bool, bytes):
        return value
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime.date):
        return print_date(value)
    if isinstance(value, (Decimal, uuid.UUID)):
        return str(value)
    if isinstance(value, EncodedBytes):
        return value.encoded
    if is_dict(value):
        return {key: plain(item, print_date) for key, item in value.items()}
    if is_list(value) or is_tuple(value) or is_set(value):
        return [plain(item, print_date) for item in value]
    return plain_object(value, print_date)


def plain_object(value: Any, print_date: Callable[[datetime.date], str]) -> Any:
    """Turn a model, a secret or any other object into what JSON has."""
    if hasattr(value, "to_dict"):
        return plain(value.to_dict(), print_date)
    if hasattr(value, "get_secret_value"):
        return plain(value.get_secret_value(), print_date)
    if isinstance(value, datetime.time):
        return value.isoformat()
    if hasattr(value, "__dict__") and not isinstance(value, (str, int, float, bytes)):
        return plain(vars(value), print_date)
    return value
