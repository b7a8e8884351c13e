"""Streams: responses that are read item by item, as they arrive."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Any, Generic, Optional, Type, TypeVar

from pydantic import ValidationError
from pydantic_core import from_json
from typing_extensions import Self

from ._events import ServerSentEvent, decoder_for
from ._headers import Headers
from ._operation import Items
from ._response import Answer, Received
from ._values import problems, read_json, read_value
from .exceptions import UnexpectedResponseException
from .rest import RESTResponse

T = TypeVar("T")

LAST = "[DONE]"
"""What some APIs send to say that nothing will follow."""


class EventStream(Generic[T]):
    """The items of a response, each as soon as it is complete: `with` gives up the rest when it ends.

    What the server sends and the specification does not know is handed on as it came.

    Attributes:
        last_event_id: The id of the last event, if the stream has ids.
    """

    def __init__(self, response: RESTResponse, items: Items, validate: bool = True) -> None:
        self.response = response
        self.last_event_id = ""
        self._items = items
        self._validate = validate
        self._events = received_events(response)

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
        event = next(self.events())
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

    def events(self) -> Iterator[ServerSentEvent]:
        """Go through the rest of the stream as it is received, without reading the data of events."""
        for event in self._events:
            self.last_event_id = event.id
            yield event

    def close(self) -> None:
        """Give up what was not read, and the connection with it."""
        self.response.close()


def received_events(response: RESTResponse) -> Iterator[ServerSentEvent]:
    """Yield the events of a response until it ends, says that nothing will follow, or is closed."""
    for event in decoded(response):
        if event.data == LAST:
            return
        yield event
        if response.closed:
            return


def decoded(response: RESTResponse) -> Iterator[ServerSentEvent]:
    """Yield the events of a response as it is received."""
    decoder = decoder_for(response.headers.get("content-type", ""))
    for chunk in response.iter_bytes():
        yield from decoder.feed(chunk)
    yield from decoder.end()


def read_item(items: Items, event: ServerSentEvent, validate: bool, response: Answer) -> Any:
    """Read the data of an event, or the event as a whole where the specification describes it so.

    Raises:
        UnexpectedResponseException: it does not fit.
    """
    try:
        return read_value(items.type, whole(event)) if items.envelope else read_data(items, event.data)
    except ValidationError as error:
        if not validate:
            return event
        body = event.data.encode()
        received = Received(response.status, response.reason, response.headers, body, response.sent)
        reason = f"an event does not fit: {problems(error)}"
        raise UnexpectedResponseException(reason=reason, http_resp=received, body=event.data) from error


def whole(event: ServerSentEvent) -> dict[str, Any]:
    """Return an event as an object: those of its fields that it has, its data as JSON if it is."""
    found = {"event": event.event, "data": json_or_text(event.data), "id": event.id, "retry": event.retry}
    return {name: value for name, value in found.items() if value not in ("", None) or name == "data"}


def read_data(items: Items, data: str) -> Any:
    """Read the data of an event as JSON; what is none, and what is wanted as it is, stays a text.

    Raises:
        pydantic.ValidationError: it does not fit.
    """
    if items.type() is str:
        return data
    try:
        return read_json(items.type, data)
    except ValidationError:
        if complete(data):
            raise
    return read_value(items.type, data)


def json_or_text(data: str) -> Any:
    """Parse JSON; what is none stays a text."""
    try:
        return from_json(data)
    except ValueError:
        return data


def refuse_whole(received: Received) -> None:
    """Refuse a response of success that is no stream, where one was asked for.

    Raises:
        UnexpectedResponseException: it is one.
    """
    if 200 <= received.status <= 299:
        reason = f"a stream was asked for, and {received.media_type or 'something without a media type'} came"
        raise UnexpectedResponseException(reason=reason, http_resp=received, body=received.text)


def complete(text: str) -> bool:
    """Whether a text is JSON as it stands."""
    try:
        from_json(text)
    except ValueError:
        return False
    return True
