"""Base class of the sync and async streams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from typing_extensions import Self

from ._answer import Answer, Received
from ._events import Decoder, ServerSentEvent
from ._headers import Headers
from ._media import essence
from ._operation import Items
from ._reconnect import Reconnection
from ._retry import RetryConfig
from ._values import is_json_text, json_or_text, problems, read_json, read_value
from .exceptions import ApiValueError, UnexpectedResponseException

R = TypeVar("R", bound=Answer)
T_co = TypeVar("T_co", covariant=True)

ON_DROP = RetryConfig(attempts=5, total=None)
LAST = "[DONE]"
"""The data that some APIs send as their last event."""


@dataclass
class Source(Generic[R]):
    """Connection state of a stream. Holds no reference to the stream, so that it can be garbage-collected."""

    response: R
    reconnection: Reconnection | None = None
    decoder: Decoder | None = None
    """The reader of the current connection."""


class StreamCore(Generic[R, T_co]):
    """Base class of the sync and async streams: the response, and the position in it.

    Attributes:
        last_event_id: The id of the last event, if the stream has ids.
    """

    def __init__(self, response: R, items: Items, validate: bool = True, strict: bool = False) -> None:
        self.last_event_id = ""
        self._items = items
        self._validate = validate
        self._strict = strict
        self._source = Source(response)

    def reconnecting(self, retries: RetryConfig = ON_DROP, at_end: bool = False) -> Self:
        """Ask for the rest of the stream, from the last event on, whenever the connection is lost.

        Events without ids that the server repeats are returned again.

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
    def response(self) -> R:
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

    def _read(self, event: ServerSentEvent) -> Any:
        """Take in an event, and return the item that it is."""
        self.last_event_id = event.id
        return read_item(self._items, event, self._validate, self.response, self._strict)


def require_reopening(response: Any) -> None:
    """Refuse to reconnect a stream that has no events, or whose request is not a GET.

    Raises:
        ApiValueError: the stream cannot be reconnected.
    """
    if response.reopen is None:
        raise ApiValueError("only the stream of a GET can be asked for again")
    if not is_events(response):
        raise ApiValueError("only a text/event-stream says where to go on")


def is_events(response: Any) -> bool:
    """Return True if a response is a stream of events."""
    return essence(response.headers.get("content-type", "")) == "text/event-stream"


def read_item(items: Items, event: ServerSentEvent, validate: bool, response: Answer, strict: bool = False) -> Any:
    """Read the data of an event, or the event as a whole where the specification describes it so.

    Where it describes data alone it knows no names: an event with one, whose data do not fit, is returned as it came.

    Raises:
        UnexpectedResponseException: it does not fit.
    """
    try:
        if strict is True:  # not the attribute of a mock
            read_value(items.type, whole(items, event) if items.envelope else data_of(items, event), strict=True)
        return read_value(items.type, whole(items, event)) if items.envelope else read_data(items, event.data)
    except ValidationError as error:
        named = event.event != "message"
        if not validate or (named and not items.envelope):
            return event
        body = event.data.encode()
        received = Received(response.status, response.reason, response.headers, body, response.sent)
        reason = f"an event does not fit: {problems(error)}"
        raise UnexpectedResponseException(reason=reason, http_resp=received, body=event.data) from error


def whole(items: Items, event: ServerSentEvent) -> dict[str, Any]:
    """Return an event as an object: its data, and its id, which is empty as long as none was sent."""
    found = {"event": event.event, "data": data_of(items, event), "id": event.id, "retry": event.retry}
    return {name: value for name, value in found.items() if value is not None or name == "data"}


def data_of(items: Items, event: ServerSentEvent) -> Any:
    """Return the data of an event: parsed if it is JSON, unless the schema says that it is a string."""
    is_string = items.strings is True or (items.strings and event.event in items.strings)
    return event.data if is_string else json_or_text(event.data)


def read_data(items: Items, data: str) -> Any:
    """Parse the data of an event as JSON; return it as a string if it is not JSON or if the schema is a string.

    Raises:
        pydantic.ValidationError: it does not fit.
    """
    if items.strings or items.type() is str:
        return read_value(items.type, data)
    try:
        return read_json(items.type, data)
    except ValidationError:
        if is_json_text(data):
            raise
    return read_value(items.type, data)


def refuse_whole(received: Answer) -> None:
    """Refuse a response of success that is no stream, where one was asked for.

    Raises:
        UnexpectedResponseException: it is one.
    """
    if 200 <= received.status <= 299:
        reason = f"a stream was asked for, and {received.media_type or 'something without a media type'} came"
        raise UnexpectedResponseException(reason=reason, http_resp=received, body=received.text)
