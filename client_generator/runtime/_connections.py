"""What the transport on urllib3 hands to it: pools, timeouts, retries."""

from __future__ import annotations

import re
from threading import TIMEOUT_MAX
from typing import Any

import urllib3

from ._plain import is_tuple
from ._redirect import KEPT_TO_ORIGIN
from ._retry import RetryConfig
from ._types import TimeoutConfig
from .configuration import Configuration
from .exceptions import ApiValueError, ArgumentError

NO_RETRIES = urllib3.Retry(total=None, connect=False, read=False, other=False, redirect=False)
POOL_URLOPEN = urllib3.PoolManager.urlopen
URL = re.compile(r"(https?://[^/?#@\\\s]+)(/[^#\s]*)")
"""A URL as requests have it: its origin, and the rest."""


class Pools(urllib3.PoolManager):
    """Pools of connections to the origins of requests; the one that was used last is found at once."""

    latest: tuple[str, urllib3.HTTPConnectionPool] | None = None

    def urlopen(self, method: str, url: str, *arguments: Any, **options: Any) -> urllib3.BaseHTTPResponse:
        """Send a request."""
        found = None if arguments or options.get("redirect", True) else URL.fullmatch(url)
        if found is None or urllib3.PoolManager.urlopen is not POOL_URLOPEN:  # patched by a test
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
    retries = as_retry(wanted)
    kept = KEPT_TO_ORIGIN | {name.lower() for name in retries.remove_headers_on_redirect}
    return retries.new(remove_headers_on_redirect=kept)


def as_retry(wanted: Any) -> urllib3.Retry:
    """Return a number of further attempts as urllib3 has it.

    Raises:
        ApiValueError: it is neither a number nor a `urllib3.Retry`.
    """
    if isinstance(wanted, urllib3.Retry):
        return wanted
    if not isinstance(wanted, int):
        raise ApiValueError("retries: give a RetryConfig, a number of further attempts or a urllib3.Retry")
    return urllib3.Retry(wanted)


def timeout_of(value: Any) -> urllib3.Timeout:
    """Return a timeout as urllib3 has it.

    Raises:
        ArgumentError: it makes no sense as a timeout.
    """
    connect, read, total = seconds_of(value)
    return urllib3.Timeout(connect=connect, read=read, total=total)


def seconds_of(value: Any) -> tuple[float | None, float | None, float | None]:
    """Return the seconds to connect, between two reads, and in all; None waits for ever.

    Raises:
        ArgumentError: it makes no sense as a timeout.
    """
    if isinstance(value, TimeoutConfig):
        found: tuple[Any, Any, Any] = (value.connect, value.read, value.total)
    elif is_tuple(value) and len(value) == 2:
        found = (*value, None)
    else:
        found = (None, None, value[0] if is_tuple(value) and len(value) == 1 else value)
    for each in found:
        if not (each is None or (isinstance(each, (int, float)) and 0 < each <= TIMEOUT_MAX)):
            raise ArgumentError("timeout", "give seconds above 0: for the whole call, or (to connect, between reads)")
    return found
