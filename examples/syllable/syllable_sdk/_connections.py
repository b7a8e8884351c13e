"""What the transport on urllib3 hands to it: pools, timeouts, retries."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import urllib3

from ._plain import is_tuple
from ._redirect import KEPT_TO_ORIGIN
from ._retry import RetryConfig
from ._types import TimeoutConfig
from .configuration import Configuration
from .exceptions import ArgumentError

NO_RETRIES = urllib3.Retry(total=None, connect=False, read=False, other=False, redirect=False)
URL = re.compile(r"(https?://[^/?#@\\\s]+)(/[^#\s]*)")
"""A URL as requests have it: its origin, and the rest."""


class Pools(urllib3.PoolManager):
    """Pools of connections to the origins of requests; the one that was used last is found at once."""

    latest: tuple[str, urllib3.HTTPConnectionPool] | None = None

    def urlopen(self, method: str, url: str, *arguments: Any, **options: Any) -> urllib3.BaseHTTPResponse:
        """Send a request."""
        found = None if arguments or options.get("redirect", True) else URL.fullmatch(url)
        if found is None:
            return super().urlopen(method, url, *arguments, **options)
        origin, target = found.groups()
        return self.pool_of(origin).urlopen(method, target, assert_same_host=False, **options)

    def pool_of(self, origin: str) -> urllib3.HTTPConnectionPool:
        """Return the pool of an origin."""
        latest = self.latest
        if latest is None or latest[0] != origin or latest[1].pool is None:  # a pool without any was closed
            latest = self.latest = (origin, self.connection_from_url(origin))
        return latest[1]


def retries_of(configuration: Configuration) -> urllib3.Retry:
    """Return how often urllib3 tries again; credentials stay with the origin that they are for."""
    wanted = configuration.retries
    if wanted is None or isinstance(wanted, RetryConfig):
        return NO_RETRIES
    retries = wanted if isinstance(wanted, urllib3.Retry) else urllib3.Retry(wanted)
    kept = KEPT_TO_ORIGIN | {name.lower() for name in retries.remove_headers_on_redirect}
    return retries.new(remove_headers_on_redirect=kept)


@lru_cache
def timeout_of(value: Any) -> urllib3.Timeout:
    """Return a timeout as urllib3 has it."""
    connect, read, total = seconds_of(value)
    return urllib3.Timeout(connect=connect, read=read, total=total)


def seconds_of(value: Any) -> tuple[float | None, float | None, float | None]:
    """Return the seconds to connect, between two reads, and in all; None waits for ever.

    Raises:
        ArgumentError: it makes no sense as a timeout.
    """
    if isinstance(value, TimeoutConfig):
        return value.connect, value.read, value.total
    seconds: tuple[Any, ...] = value if is_tuple(value) else (value,)
    if len(seconds) not in (1, 2) or not all(
        each is None or (isinstance(each, (int, float)) and each > 0) for each in seconds
    ):
        raise ArgumentError(
            "_request_timeout", "give seconds above 0: for the whole call, or (to connect, between reads)"
        )
    return (seconds[0], seconds[1], None) if len(seconds) == 2 else (None, None, seconds[0])
