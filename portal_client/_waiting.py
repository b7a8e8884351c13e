"""Waiting until the server is done with something: by calls that it answers late, else by asking again and again.

Nothing is sent here, and nobody sleeps: the same for every transport.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import TIMEOUT_MAX
from typing import Any, FrozenSet, Generic

from ._operation import Operation, T
from ._retry import RetryConfig
from ._types import TimeoutConfig
from .exceptions import (
    APIError,
    ArgumentError,
    OperationFailedException,
    TimeoutException,
    TransportException,
    WaitTimeoutException,
)

BETWEEN = RetryConfig(attempts=5, initial_delay=0.5, multiplier=1.5, max_delay=8, total=None)
"""The delays between two calls, and how many may fail in a row."""
NO_LONG_POLL = frozenset({400, 404, 405, 406, 410, 415, 422, 501})
"""Statuses by which a server says that it cannot answer late."""
HELD_BACK = 1.0
"""Seconds after which an answer is one that the server has held back, so that the next call need not wait."""


@dataclass(frozen=True)
class Waiter(Generic[T]):
    """How to tell whether something is done.

    Args:
        operation: Shows how things are.
        field: The field of its value that says so.
        pending: What the field says as long as it is not done.
        failed: What the field says if it has failed.
        long_poll: Shows the same, and answers when something has changed.
        reason: The field that says why it has failed.
    """

    operation: Operation[T]
    field: str
    pending: FrozenSet[str]
    failed: FrozenSet[str] = frozenset()
    long_poll: Operation[T] | None = None
    reason: str = ""


class Waiting(Generic[T]):
    """One wait.

    Args:
        waiter: How to tell that it is over.
        timeout: Seconds in all; None waits as long as it takes.
        clock: Tells seconds.
        nothing_sent: The causes that stand for a call of which the server got nothing.

    Raises:
        ArgumentError: the timeout is no number of seconds.
    """

    def __init__(
        self,
        waiter: Waiter[T],
        timeout: float | None,
        clock: Callable[[], float] = time.monotonic,
        nothing_sent: tuple[type[BaseException], ...] = (),
    ) -> None:
        self.waiter = waiter
        self.timeout = seconds_in_all(timeout)
        self.clock = clock
        self.nothing_sent = nothing_sent
        self.operation = waiter.long_poll or waiter.operation
        self.begun = self.asked = clock()
        self.value: T | None = None
        self.failures = 0
        self.waits = 0

    def limits(self) -> TimeoutConfig | None:
        """Return the seconds that the next call may take.

        Raises:
            WaitTimeoutException: time is up.
        """
        self.asked = self.clock()
        if self.timeout is None:
            return None
        left = self.timeout - (self.asked - self.begun)
        if left <= 0:
            raise WaitTimeoutException(f"not done after {self.timeout:g} s{self.state()}", self.value)
        usual = TimeoutConfig()
        return TimeoutConfig(min(usual.connect or left, left), min(usual.read or left, left), left)

    def settled(self, value: T) -> bool:
        """Take note of how things are, and tell whether they are done; no value says that there is nothing new.

        Raises:
            OperationFailedException: they have failed.
        """
        self.failures = 0
        if value is None:
            return False
        self.value = value
        now = text_of(value, self.waiter.field)
        if now in self.waiter.failed:
            raise OperationFailedException(self.state().removeprefix("; "), value)
        return now not in self.waiter.pending

    def state(self) -> str:
        """Say how things were last."""
        if self.value is None:
            return ""
        reason = text_of(self.value, self.waiter.reason) if self.waiter.reason else ""
        return f"; {self.waiter.field} is {text_of(self.value, self.waiter.field)}{f': {reason}' if reason else ''}"

    def failed(self, error: APIError) -> None:
        """Take note of a call that brought nothing: perhaps the next one does.

        Raises:
            APIError: the error itself, if it is not transient.
        """
        late = self.operation is self.waiter.long_poll
        if late and error.status in NO_LONG_POLL:
            self.operation = self.waiter.operation
            return
        if isinstance(error, TimeoutException) and late and not isinstance(error.__cause__, self.nothing_sent):
            return
        self.failures += 1
        passing = isinstance(error, TransportException) or error.status in BETWEEN.statuses
        if not passing or self.failures >= BETWEEN.attempts:
            raise error

    def pause(self) -> float:
        """Return the seconds before the next call."""
        now = self.clock()
        if self.operation is self.waiter.long_poll and now - self.asked > HELD_BACK:
            return 0.0
        self.waits += 1
        wanted = BETWEEN.delay_after(self.waits)
        return wanted if self.timeout is None else max(0.0, min(wanted, self.begun + self.timeout - now))


def seconds_in_all(timeout: Any) -> float | None:
    """Return a timeout.

    Raises:
        ArgumentError: it is no number of seconds.
    """
    if timeout is None or (isinstance(timeout, (int, float)) and timeout <= TIMEOUT_MAX):
        return timeout
    raise ArgumentError("timeout", "give seconds for the whole wait, or None to wait as long as it takes")


def text_of(value: Any, field: str) -> str:
    """Return what a field says; empty if it says nothing."""
    found = getattr(value, field, None)
    return "" if found is None else str(getattr(found, "value", found))
