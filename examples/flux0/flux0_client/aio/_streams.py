"""Asynchronous streams: responses that are read item by item, as they arrive."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Optional, Type, TypeVar

from typing_extensions import Self

from .._events import ServerSentEvent, decoder_for
from .._operation import Items
from .._reconnect import Reconnection
from .._stream_core import LAST, Source, StreamCore
from ..exceptions import TransportException
from ._coming import Coming
from .rest import RESTResponse

T = TypeVar("T")


class AsyncEventStream(StreamCore[RESTResponse, T]):
    """The items of a response, each as soon as it is complete: `async with` gives up the rest when it ends.

    What the server sends and the specification does not know is handed on as it came: where it describes the data of
    events, one with a name of its own whose data are something else is a `ServerSentEvent`.
    """

    def __init__(self, response: RESTResponse, items: Items, validate: bool = True, strict: bool = False) -> None:
        super().__init__(response, items, validate, strict)
        source = self._source
        self._events = Coming(received_events(source), lambda: source.response.close())

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
            BodyGoneException: a wait for an item was cancelled, which gave up the rest.
        """
        item: T = self._read(await self._events.__anext__())
        return item

    def events(self) -> AsyncIterator[ServerSentEvent]:
        """Go through the rest of the stream as it is received, without reading the data of events."""
        return Coming(self._noted(), self.response.close)

    async def _noted(self) -> AsyncIterator[ServerSentEvent]:
        async for event in self._events:
            self.last_event_id = event.id
            yield event

    async def close(self) -> None:
        """Give up what was not read, and the connection with it."""
        self.response.close()


async def received_events(source: Source[RESTResponse]) -> AsyncIterator[ServerSentEvent]:
    """Yield events until the stream ends, says that nothing will follow, or is closed."""
    delay: float | None = 0.0
    while delay is not None and not source.response.closed:
        try:
            async for event in decoded(source):
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
            await asyncio.sleep(delay)
            source.response = await reopened(source.response, source.reconnection)
            if source.response.status == 204:  # nothing will follow
                return


async def decoded(source: Source[RESTResponse]) -> AsyncIterator[ServerSentEvent]:
    """Yield the events of a response as it is received."""
    last_id = source.reconnection.last_event_id if source.reconnection else ""
    source.decoder = decoder = decoder_for(source.response.headers.get("content-type", ""), last_id)
    async for chunk in source.response.iter_bytes():
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
