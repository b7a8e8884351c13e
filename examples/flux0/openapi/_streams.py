"""Streams: responses that are read item by item, as they arrive."""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import TracebackType
from typing import Optional, Type, TypeVar

from typing_extensions import Self

from ._events import ServerSentEvent, decoder_for
from ._operation import Items
from ._reconnect import Reconnection
from ._stream_core import LAST, Source, StreamCore
from .exceptions import TransportException
from .rest import RESTResponse

T = TypeVar("T")


class EventStream(StreamCore[RESTResponse, T]):
    """The items of a response, each as soon as it is complete: `with` gives up the rest when it ends.

    What the server sends and the specification does not know is handed on as it came: where it describes the data of
    events, one with a name of its own whose data are something else is a `ServerSentEvent`.
    """

    def __init__(self, response: RESTResponse, items: Items, validate: bool = True, strict: bool = False) -> None:
        super().__init__(response, items, validate, strict)
        self._events = received_events(self._source)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        """Wait for the next item.

        Raises:
            TransportException: the connection was lost, or was silent for too long.
            UnexpectedResponseException: the item is not what the specification describes; the next one may be.
        """
        item: T = self._read(next(self._events))
        return item

    def events(self) -> Iterator[ServerSentEvent]:
        """Go through the rest of the stream as it is received, without reading the data of events."""
        for event in self._events:
            self.last_event_id = event.id
            yield event

    def close(self) -> None:
        """Give up what was not read, and the connection with it."""
        self.response.close()


def received_events(source: Source[RESTResponse]) -> Iterator[ServerSentEvent]:
    """Yield events until the stream ends, says that nothing will follow, or is closed."""
    delay: float | None = 0.0
    while delay is not None and not source.response.closed:
        try:
            for event in decoded(source):
                if event.data == LAST:
                    source.response.close()
                    return
                if source.reconnection:
                    source.reconnection.received(event)
                yield event
                if source.response.closed:
                    return
            delay = source.reconnection.ended(source.decoder) if source.reconnection else None
        except TransportException as error:
            if source.reconnection is None:
                raise
            delay = source.reconnection.broken(error, source.decoder)
        if delay is not None and source.reconnection:
            time.sleep(delay)
            source.response = reopened(source.response, source.reconnection)
            if source.response.status == 204:  # nothing will follow
                return


def decoded(source: Source[RESTResponse]) -> Iterator[ServerSentEvent]:
    """Yield the events of a response as it is received."""
    last_id = source.reconnection.last_event_id if source.reconnection else ""
    source.decoder = decoder = decoder_for(source.response.headers.get("content-type", ""), last_id)
    for chunk in source.response.iter_bytes():
        yield from decoder.feed(chunk)
    yield from decoder.end()


def reopened(response: RESTResponse, reconnection: Reconnection) -> RESTResponse:
    """Ask for the rest of a stream.

    Raises:
        ApiException: there is none to be had.
    """
    response.close()
    assert response.reopen  # or the stream would not reconnect
    return response.reopen(reconnection.headers, reconnection.config)
