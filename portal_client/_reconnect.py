"""How a stream of events that broke off is taken up again (WHATWG HTML §9.2.3). Nothing is sent here."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from ._events import Decoder, EventDecoder, ServerSentEvent
from ._retry import Attempts, RetryConfig
from .exceptions import TransportException

LAST_EVENT_ID = "Last-Event-ID"


class Reconnection:
    """The connections of one stream.

    Args:
        config: How often, without an event between, and after which delays. `retry` of the server wins over the first.
        at_end: Whether a stream that ends, too, is asked for again.
        clock: The time in seconds, from any beginning.

    Attributes:
        config: The same; each connection is made with as many attempts.
        last_event_id: The id of the last event; empty if there was none.
    """

    def __init__(self, config: RetryConfig, at_end: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self.config = config
        self.at_end = at_end
        self.clock = clock
        self.last_event_id = ""
        self.attempts: Attempts | None = None
        """Those since the connection was lost; None: it was not, or an event has come since."""

    def received(self, event: ServerSentEvent) -> None:
        """Take note of an event: what comes after it may break off anew."""
        self.last_event_id = event.id
        if event.retry is not None:
            self.config = replace(self.config, initial_delay=event.retry / 1000)
        self.attempts = None

    def left_off(self, decoder: Decoder | None) -> Attempts:
        """Take note of where a connection came to, which may be beyond the last event; return the attempts since."""
        if isinstance(decoder, EventDecoder):
            self.last_event_id = decoder.last_id
            if decoder.retry is not None:
                self.config = replace(self.config, initial_delay=decoder.retry / 1000)
        self.attempts = self.attempts or Attempts(self.config, "GET", {}, clock=self.clock)
        self.attempts.config = self.config
        return self.attempts

    def broken(self, error: TransportException, decoder: Decoder | None) -> float:
        """Return the seconds before the next connection.

        Raises:
            TransportException: the error itself, if there were enough.
        """
        delay = self.left_off(decoder).after_failure(True)
        if delay is None:
            raise error
        return delay

    def ended(self, decoder: Decoder | None) -> float | None:
        """Return the seconds before the next connection, or None: the end stands."""
        return self.left_off(decoder).after_failure(True) if self.at_end else None

    @property
    def headers(self) -> dict[str, str]:
        """What tells the server where to go on."""
        return {LAST_EVENT_ID: self.last_event_id} if self.last_event_id else {}
