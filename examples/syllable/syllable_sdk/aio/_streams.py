"""Asynchronous streams: responses that are read item by item, as they arrive."""

from __future__ import annotations

from collections.abc import AsyncIterator
from types import TracebackType
from typing import Generic, Optional, Type, TypeVar

from typing_extensions import Self

from .._events import ServerSentEvent, decoder_for
from .._headers import Headers
from .._operation import Items
from .._streams import LAST, read_item
from .rest import RESTResponse

T = TypeVar("T")


class AsyncEventStream(Generic[T]):
    """The items of a response, each as soon as it is complete: `async with` gives up the rest when it ends.

    What the server sends and the specification does not know is handed on as it came.

    Attributes:
        last_event_id: The id of the last event, if the stream has ids.
    """

    def __init__(self, response: RESTResponse, items: Items, validate: bool = True) -> None:
        self.response = response
        self.last_event_id = ""
        self._items = items
        self._validate = validate
        self._events = self._received()

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

    @property
    def status(self) -> int:
        """The status of the response."""
        return self.response.status

    @property
    def headers(self) -> Headers:
        """The header fields of the response."""
        return self.response.headers

    def events(self) -> AsyncIterator[ServerSentEvent]:
        """Go through the rest of the stream as it is received, without reading the data of events."""
        return self._events

    async def close(self) -> None:
        """Give up what was not read, and the connection with it."""
        self.response.close()

    async def _received(self) -> AsyncIterator[ServerSentEvent]:
        decoder = decoder_for(self.response.headers.get("content-type", ""))
        async for chunk in self.response.iter_bytes():
            for event in decoder.feed(chunk):
                if event.data == LAST:
                    return
                yield event
        for event in decoder.end():
            yield event
