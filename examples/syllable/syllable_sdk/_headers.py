"""Header fields, whose names are the same in any case (RFC 9110 §5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Dict, Optional, TypeVar, Union, overload

T = TypeVar("T")

SECRET = frozenset({"authorization", "cookie", "proxy-authorization", "set-cookie"})
REQUEST_IDS = (
    "x-request-id",
    "request-id",
    "x-correlation-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-ms-request-id",
    "apim-request-id",
)
"""What servers call the name that they have given to a request, the most usual first."""


class Headers(Dict[str, str]):
    """Headers of a response: a dict that also finds names in other cases, and keeps the values of repeated headers.

    The values of a repeated header are joined by a comma (RFC 9110 §5.3); `get_all` returns them as a list. Headers
    that you add are found by their exact name alone.
    """

    def __init__(self, fields: Iterable[tuple[str, str]] = ()) -> None:
        self._fields: dict[str, tuple[str, list[str]]] = {}
        for name, value in fields:
            lower = name.lower()
            if lower in self._fields:
                own, values = self._fields[lower]
                values.append(value)
                self[own] = ", ".join(values)
            else:
                self._fields[lower] = (name, [value])
                self[name] = value

    def __missing__(self, name: str) -> str:
        own = self._fields.get(name.lower(), (name,))[0]
        if own == name:
            raise KeyError(name)
        return self[own]

    def __contains__(self, name: object) -> bool:
        if super().__contains__(name):
            return True
        return isinstance(name, str) and super().__contains__(self._fields.get(name.lower(), (name,))[0])

    @overload
    def get(self, name: str, default: None = None, /) -> Optional[str]: ...
    @overload
    def get(self, name: str, default: str, /) -> str: ...
    @overload
    def get(self, name: str, default: T, /) -> Union[str, T]: ...
    def get(self, name: str, default: Any = None, /) -> Any:
        """Return the value of a header, whatever the case of its name, or the default."""
        found = self._fields.get(name.lower())
        return super().get(found[0] if found else name, default)

    def __repr__(self) -> str:
        shown = {name: "[secret]" if name.lower() in SECRET else self[name] for name in self}
        return f"Headers({shown})"

    def get_all(self, name: str) -> list[str]:
        """Return the values of every field of that name, in order; none is an empty list."""
        return list(self._fields.get(name.lower(), ("", []))[1])

    getlist = get_all
    """What urllib3 calls it."""


def merge(*layers: Mapping[str, str]) -> dict[str, str]:
    """Lay header fields over each other: of names that differ in case alone, the last one stays."""
    found = {name.lower(): (name, value) for layer in layers for name, value in layer.items()}
    return dict(found.values())


def request_id(headers: Mapping[str, str] | None) -> str | None:
    """Return the name that a server has given to the request of a response, if it says so."""
    found = {name.lower(): value for name, value in (headers or {}).items()}
    return next((found[name] for name in REQUEST_IDS if found.get(name)), None)
