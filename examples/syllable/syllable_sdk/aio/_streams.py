"""Asynchronous streams: responses that are read item by item, as they arrive."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, Optional, Type, TypeVar

from typing_extensions import Self

from .._events import ServerSentEvent, decoder_for
from .._headers import Headers
from .._operation import Items
from .._reconnect import Reconnection
from .._retry import RetryConfig
from .._streams import LAST, ON_DROP, read_item, require_reopening
from ..exceptions import TransportException
from .rest import RESTResponse

T = TypeVar("T")


class AsyncEventStream(Generic[T]):
    """The items of a response, each as soon as it is complete: `async with` gives up the rest when it ends.

    What the server sends and the specification does not know is handed on as it came.

    Attributes:
        last_event_id: The id of the last event, if the stream has ids.
    """

    def __init__(self, response: RESTResponse, items: Items, validate: bool = True) -> None:
        self.last_event_id = ""
        self._items = items
        self._validate = validate
        self._source = Source(response)
        self._events = received_events(self._source)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        await self.close()

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        """Wait for the next item.

        Raises:
            TransportException: the connection was lost, or was silent for too long.
            UnexpectedResponseException: the item is not what the specification describes; the next one may be.
        """
        event = await self._events.__anext__()
        self.last_event_id = event.id
        item: T = read_item(self._items, event, self._validate, self.response)
        return item

    def reconnecting(self, retries: RetryConfig = ON_DROP, at_end: bool = False) -> Self:
        """Ask for the rest of the stream, from the last event on, whenever the connection is lost.

        What the server sends again is handed on again, if its events have no ids.

        Args:
            retries: How often without an event between, and after which delays; `retry` of the server wins over the
                first one.
            at_end: Whether to ask for more, too, when the server ends the stream; it says 204 to end it for good.

        Raises:
            ApiValueError: the stream cannot be asked for twice.
        """
        require_reopening(self.response)
        self._source.reconnection = Reconnection(retries, at_end)
        return self

    @property
    def response(self) -> RESTResponse:
        """The response that is being read."""
        return self._source.response

    @property
    def status(self) -> int:
        """The status of the response."""
        return self.response.status

    @property
    def headers(self) -> Headers:
        """The header fields of the response."""
        return self.response.headers

    async def events(self) -> AsyncIterator[ServerSentEvent]:
        """Go through the rest of the stream as it is received, without reading the data of events."""
        async for event in self._events:
            self.last_event_id = event.id
            yield event

    async def close(self) -> None:
        """Give up what was not read, and the connection with it."""
        self.response.close()


@dataclass
class Source:
    """Where the events of a stream come from; nothing in it knows of the stream, which so can be forgotten."""

    response: RESTResponse
    reconnection: Reconnection | None = None


async def received_events(source: Source) -> AsyncIterator[ServerSentEvent]:
    """Yield events until the stream ends, says that nothing will follow, or is closed."""
    delay: float | None = 0.0
    while delay is not None and not source.response.closed:
        try:
            async for event in decoded(source.response):
                if event.data == LAST:
                    return
                if source.reconnection:
                    source.reconnection.received(event)
                yield event
                if source.response.closed:
                    return
            delay = source.reconnection.ended() if source.reconnection else None
        except TransportException as error:
            if source.reconnection is None:
                raise
            delay = source.reconnection.broken(error)
        if delay is not None and source.reconnection:
            await asyncio.sleep(delay)
            source.response = await reopened(source.response, source.reconnection)
            if source.response.status == 204:  # nothing will follow
                return


async def decoded(response: RESTResponse) -> AsyncIterator[ServerSentEvent]:
    """Yield the events of a response as it is received."""
    decoder = decoder_for(response.headers.get("content-type", ""))
    async for chunk in response.iter_bytes():
        for event in decoder.feed(chunk):
            yield event
    for event in decoder.end():
        yield event


async def reopened(response: RESTResponse, reconnection: Reconnection) -> RESTResponse:
    """Ask for the rest of a stream.

    Raises:
        ApiException: there is none to be had.
    """
    response.close()
    assert response.reopen  # or the stream would not reconnect
    return await response.reopen(reconnection.headers, reconnection.config)
