"""Header fields, whose names are the same in any case (RFC 9110 §5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

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


class Headers(Mapping[str, str]):
    """The header fields of a response: a mapping that finds a name in any case, and keeps fields that come twice.

    A name that comes twice has its values joined by a comma (RFC 9110 §5.3); `get_all` has them apart.
    """

    def __init__(self, fields: Iterable[tuple[str, str]] = ()) -> None:
        self._fields: dict[str, tuple[str, list[str]]] = {}
        for name, value in fields:
            self._fields.setdefault(name.lower(), (name, []))[1].append(value)

    def __getitem__(self, name: str) -> str:
        return ", ".join(self._fields[name.lower()][1])

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._fields

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._fields.values())

    def __len__(self) -> int:
        return len(self._fields)

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
