"""When a request is sent again. Nothing is sent here, and nobody sleeps: the same for every transport."""

from __future__ import annotations

import email.utils
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import FrozenSet, Optional

IDEMPOTENCY_KEY = "Idempotency-Key"


@dataclass(frozen=True)
class RetryConfig:
    """How often, when and what to send again.

    A request is sent again if that cannot do harm: its method is idempotent (RFC 9110 §9.2.2), it has an
    `Idempotency-Key`, or the connection failed before anything was sent.

    Args:
        attempts: How often a request is sent at most, the first time included.
        initial_delay: Seconds before the second attempt, …
        multiplier: … which grow by this factor from one attempt to the next, …
        max_delay: … up to these.
        jitter: The share of a delay that is random, from 0 to 1, so that clients do not come back all at once.
        statuses: Answers that another attempt may improve.
        methods: Methods that are sent again.
        total: Seconds for all attempts; what would begin after them is not begun. None: no limit.
        max_retry_after: Seconds that a `Retry-After` of the server is obeyed for, at most.
    """

    attempts: int = 3
    initial_delay: float = 0.5
    max_delay: float = 8.0
    multiplier: float = 2.0
    jitter: float = 0.25
    statuses: FrozenSet[int] = frozenset({408, 429, 502, 503, 504})
    methods: FrozenSet[str] = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "QUERY"})
    total: Optional[float] = 60.0
    max_retry_after: float = 60.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "methods", frozenset(map(str.upper, self.methods)))
        if self.attempts < 1 or not 0 <= self.jitter <= 1:
            raise ValueError("attempts must be 1 or more, and jitter from 0 to 1")
        if min(self.initial_delay, self.max_delay, self.multiplier, self.max_retry_after, self.total or 0) < 0:
            raise ValueError("delays, multiplier and total cannot be below 0")

    def delay_after(self, attempts: int) -> float:
        """Return the seconds after so many attempts, none of them random."""
        if not self.initial_delay:
            return 0.0
        try:
            return min(self.initial_delay * float(self.multiplier) ** (attempts - 1), self.max_delay)
        except OverflowError:
            return self.max_delay


NEVER = RetryConfig(attempts=1)


class Attempts:
    """The attempts of one call.

    Args:
        config: When there is another one.
        method: The HTTP method.
        headers: The header fields of the request.
        rewindable: Whether the body can be sent again.
        clock: The time in seconds, from any beginning.
        chance: A random number from 0 to 1.

    Attributes:
        count: The attempts so far, the one that is under way included.
    """

    def __init__(
        self,
        config: RetryConfig,
        method: str,
        headers: Mapping[str, str],
        rewindable: bool = True,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.config = config
        self.method = method
        self.headers = headers
        self.rewindable = rewindable
        self.clock = clock
        self.chance = chance
        self.count = 1
        self.begun = clock()

    @property
    def harmless(self) -> bool:
        """Whether the request may arrive twice."""
        keyed = any(name.lower() == IDEMPOTENCY_KEY.lower() for name in self.headers)
        return keyed or self.method.upper() in self.config.methods

    def after_status(self, status: int, headers: Mapping[str, str]) -> float | None:
        """Return the seconds to wait before the next attempt, or None: the answer stands."""
        if status not in self.config.statuses or not self.harmless:
            return None
        return self.next(retry_after(headers.get("retry-after", "")))

    def after_failure(self, sent: bool) -> float | None:
        """Return the seconds to wait before the next attempt, or None: the failure stands.

        Args:
            sent: Whether the server may have got something of the request.
        """
        return None if sent and not self.harmless else self.next(None)

    def next(self, wanted: float | None) -> float | None:
        """Count another attempt, if there is one left and it begins in time."""
        if self.count >= self.config.attempts or not self.rewindable:
            return None
        delay = self.delay() if wanted is None else min(wanted, self.config.max_retry_after)
        if self.config.total is not None and self.clock() - self.begun + delay > self.config.total:
            return None
        self.count += 1
        return delay

    def delay(self) -> float:
        """Return the seconds after so many attempts, part of them random."""
        return self.config.delay_after(self.count) * (1 - self.config.jitter * self.chance())


def retry_after(value: str) -> float | None:
    """Read a `Retry-After`: seconds or a date (RFC 9110 §10.2.3); what is neither is nothing."""
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
