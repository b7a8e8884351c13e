"""Retry settings of urllib3 and of aiohttp_retry, and numbers, as a `RetryConfig`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, FrozenSet, Optional

from .._connections import as_retry
from .._document import ASYNCHRONOUS
from .._retry import RetryConfig
from ..exceptions import ApiValueError

EVERY_METHOD = ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "QUERY", "POST", "PATCH")
IDEMPOTENT = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PUT", "TRACE"})
SERVER_ERRORS = frozenset(range(500, 600))


@dataclass(frozen=True)
class DelaysOf(RetryConfig):
    """Retries whose delays are those of aiohttp_retry's options, such as `ExponentialRetry`."""

    options: Any = None

    def delay_after(self, attempts: int) -> float:
        """Return the delay in seconds after a number of attempts."""
        return float(self.options.get_timeout(attempts, None))


def policy_like(wanted: Any) -> Optional[RetryConfig]:
    """Return the settings of another library, or a number, as a `RetryConfig`; None if there is nothing to convert.

    Raises:
        ApiValueError: the value is something else, or asks for what is not supported.
    """
    if wanted is None or isinstance(wanted, RetryConfig):
        return None
    if hasattr(wanted, "get_timeout"):
        return like_aiohttp_retry(wanted)
    if ASYNCHRONOUS and isinstance(wanted, int):  # the attempts in all, as in OpenAPI Generator's library asyncio
        return RetryConfig(max(1, wanted), 0.1, 120.0, 2.0, 0.0, SERVER_ERRORS, IDEMPOTENT, None)
    retries = as_retry(wanted)
    counts = (retries.connect, retries.read, retries.status) if retries.total is None else (retries.total,)
    return RetryConfig(
        attempts=1 + max(0, *(int(count or 0) for count in counts)),
        initial_delay=retries.backoff_factor,
        max_delay=retries.backoff_max,
        jitter=0.0,
        statuses=frozenset(retries.status_forcelist),
        methods=frozenset(retries.allowed_methods or EVERY_METHOD),
        total=None,
        max_retry_after=float("inf") if retries.respect_retry_after_header else 0.0,
    )


def like_aiohttp_retry(options: Any) -> DelaysOf:
    """Return the options of aiohttp_retry as a `RetryConfig`; only idempotent methods are sent again.

    Raises:
        ApiValueError: they have a callback, or name exceptions.
    """
    if options.evaluate_response_callback is not None or options.exceptions:
        raise ApiValueError("retries: exceptions and evaluate_response_callback are not supported; use a RetryConfig")
    statuses: FrozenSet[int] = frozenset(options.statuses)
    return DelaysOf(
        attempts=max(1, options.attempts),
        jitter=0.0,
        statuses=statuses | SERVER_ERRORS if options.retry_all_server_errors else statuses,
        methods=IDEMPOTENT & frozenset(options.methods),
        total=None,
        options=options,
    )
