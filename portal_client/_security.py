"""Security requirements and credentials → what goes into a request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from ._document import SECURITY_SCHEMES
from ._parameters import COOKIE
from .exceptions import ApiValueError

Setting = Mapping[str, Any]
"""How one credential goes into a request: `in` (header, query or cookie), `key` and `value`."""


class Secret(str):
    """A credential in a header field, which stays with the origin that it is for."""

    __slots__ = ()


def chosen(alternatives: Sequence[Mapping[str, Any]], settings: Mapping[str, Setting]) -> list[Setting]:
    """Return the credentials for the first alternative that there are all credentials for; none if there is no such.

    Mutual TLS is a matter of the connection, and needs none.

    Args:
        alternatives: Each names the schemes that go together (OpenAPI 3.0 §4.7.30).
        settings: The credentials that there are, by scheme.
    """
    for schemes in alternatives:
        given = [settings[name] for name in schemes if name in settings]
        if given and (len(given) == len(schemes) or all(name in settings or of_connection(name) for name in schemes)):
            return given
    return []


def of_connection(name: str) -> bool:
    """Whether a scheme is a matter of the connection."""
    return name in SECURITY_SCHEMES and SECURITY_SCHEMES[name].type == "mutualTLS"


def apply(
    settings: Iterable[Setting], headers: dict[str, str], queries: list[tuple[str, str]], cookies: list[str]
) -> None:
    """Put credentials where they belong.

    Raises:
        ApiValueError: a credential belongs neither in a header, nor in the query, nor in a cookie.
    """
    for setting in settings:
        key, value, place = setting["key"], setting["value"], setting["in"]
        if place == "header":
            headers[key] = Secret(value)
        elif place == "query":
            queries.append((key, value))
        elif place == "cookie":
            cookies.append(f"{key}={quote(value, safe=f'{COOKIE}%')}")
        else:
            raise ApiValueError("Authentication token must be in `query`, `header` or `cookie`")
