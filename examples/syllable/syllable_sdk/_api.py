"""The base of generated API classes."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Optional

from typing_extensions import Self

from ._answer import Again, is_answer
from ._arguments import values_of, with_media_type
from ._operation import Items, Operation, T
from ._overrides import READING, Call, chosen_content_type, response_types, view_of
from ._raw import RawResponse, is_of_library
from ._request import Options, Request, build, can_go_again, credentials_of
from ._response import arriving, read, read_headers
from ._retry import RetryConfig
from ._serialized import serializer
from ._stream_core import is_events, refuse_whole
from ._streams import EventStream
from ._types import Timeout
from ._waiting import Waiter, Waiting
from .api_client import OVERRIDES, ApiClient, received_from
from .api_response import ApiResponse
from .exceptions import APIError, TransportException
from .rest import NOTHING_SENT, RESTResponse

Finish = Callable[["Api", Operation[Any], RESTResponse], Any]
"""What is done with the response of a call."""


class Api:
    """A group of operations, called with one client.

    Args:
        api_client: The client. Defaults to `ApiClient.get_default()`, which all such objects share.
    """

    def __init__(self, api_client: Optional[ApiClient] = None) -> None:
        self.api_client = api_client or ApiClient.get_default()
        self._finish: Finish = value
        self.wants_stream = False
        self._target = ""
        self._depth = 0

    if not TYPE_CHECKING:  # or every misspelled attribute would have a type

        def __getattr__(self, name: str) -> Any:
            """Return what builds the request of an operation without sending it: `_get_pet_serialize`, for example."""
            return serializer(self, name, OVERRIDES.of)

    def finishing(self, finish: Finish, streaming: bool = False, target: str = "", depth: int = 1) -> Self:
        """Return the same API, whose calls do something else.

        Args:
            finish: What they do with their responses.
            streaming: Whether they ask for streams.
            target: Path and query to go to, instead of those that the arguments make.
            depth: How many calls more the caller is away.
        """
        other = copy.copy(self)
        other._finish = finish
        other.wants_stream = streaming
        other._target = target
        other._depth = depth
        return other

    def _call(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        *,
        timeout: Optional[Timeout] = None,
        auth: Optional[Mapping[str, Any]] = None,
        content_type: Optional[str] = None,
        headers: Optional[Mapping[str, Any]] = None,
        host_index: int = 0,
        retries: Optional[RetryConfig] = None,
    ) -> T:
        """Call an operation.

        Args:
            operation: What is called.
            arguments: Its arguments by name; those that are unset, or None where it cannot mean null, are absent.
            timeout: Seconds, instead of the client's.
            auth: A credential instead of the client's: `type`, `in`, `key` and `value`.
            content_type: Media type to validate and send the body as; JSON by default if the operation takes it.
            headers: Header fields; they win over all others.
            host_index: Which of the operation's own servers to use, if it has any.
            retries: When to send the request again, instead of what the client's settings say.

        Raises:
            ArgumentError: an argument does not fit. Nothing was sent.
            TransportException: no response came.
            ApiException: the response is an error, or does not fit.
        """
        client = self.api_client
        overridden = OVERRIDES.of(client)
        if "select_header_content_type" in overridden:
            content_type = chosen_content_type(client, operation, content_type, headers)
        operation = with_media_type(operation, arguments, content_type, headers)
        values = values_of(operation, arguments, client.client_side_validation, level=3 + self._depth)
        streaming, target = self.wants_stream, self._target
        options = Options(auth, content_type, headers, host_index, timeout, retries, streaming, target=target)
        request = self._build(operation, values, options) if overridden else build(operation, values, client, options)
        finish = OVERRIDDEN.get(self._finish, self._finish) if overridden & READING else self._finish
        response = self._admitted(operation, values, options, request, self._send(request, options))
        while True:
            if operation.method == "GET" and is_answer(response):
                response.reopen = partial(self._reopen, operation, values, options)
            try:
                finished: T = finish(self, operation, response)
                return finished
            except TransportException as error:
                again: Again[RESTResponse] | None = getattr(response, "again", None)  # stand-ins have none
                if again is None:
                    raise
                response = again.whole(error)
            response = self._admitted(operation, values, options, request, response)

    def _admitted(
        self,
        operation: Operation[Any],
        values: Mapping[str, Any],
        options: Options,
        request: Request,
        response: RESTResponse,
    ) -> RESTResponse:
        """Return a response; where it refuses the credentials of its request, the one that new ones bring."""
        configuration = self.api_client.configuration
        if response.status != 401 or options.auth is not None or not can_go_again(request):
            return response
        if configuration.renewable:
            with configuration.refreshing:
                renewed = self._build(operation, values, options, request)
            if credentials_of(renewed) != credentials_of(request):
                response.finish()
                response = self._send(renewed, options)
        return response

    def _reopen(
        self,
        operation: Operation[Any],
        values: Mapping[str, Any],
        options: Options,
        headers: Mapping[str, str],
        retries: RetryConfig,
    ) -> RESTResponse:
        """Ask for a stream again, with further header fields.

        Raises:
            ApiException: there is none.
        """
        more = replace(options, headers={**(options.headers or {}), **headers}, retries=retries)
        request = self._build(operation, values, more)
        response = self._admitted(operation, values, more, request, self._send(request, more))
        response.reopen = partial(self._reopen, operation, values, options)
        if not 200 <= response.status <= 299:
            read(operation, received_from(response))
        if response.status != 204 and not is_events(response):
            refuse_whole(received_from(response))
        return response

    def _wait(self, waiter: Waiter[T], arguments: Mapping[str, Any], timeout: Optional[float]) -> T:
        """Wait until something is done.

        Raises:
            ArgumentError: the timeout is no number of seconds.
            OperationFailedException: it has failed.
            WaitTimeoutException: it is not done in time.
            ApiException: the server does not tell.
        """
        waiting = Waiting(waiter, timeout, nothing_sent=NOTHING_SENT)
        while True:
            try:
                value = self._call(waiting.operation, arguments, timeout=waiting.limits())
                if waiting.settled(value):
                    return value
            except APIError as error:
                waiting.failed(error)
            time.sleep(waiting.pause())

    def _build(
        self, operation: Operation[Any], values: Mapping[str, Any], options: Options, refused: Request | None = None
    ) -> Request:
        """Build the request of a call, through the overridden methods of the client if there are any."""
        client = self.api_client
        overridden = OVERRIDES.of(client)
        if overridden <= READING:
            return build(operation, values, client, options, refused)
        return Call(operation, values, client, options, view_of(client), overridden).request(refused)

    def _send(self, request: Request, options: Options) -> RESTResponse:
        """Send a request with `call_api`, as every call of the client does."""
        if request.arguments is None and options.retries is None:
            return self.api_client.call_api(
                request.method,
                request.url,
                request.headers,
                request.body,
                request.post_params,
                _request_timeout=options.timeout,
            )
        further: dict[str, Any] = {"_request_timeout": options.timeout}
        if options.retries is not None:
            further["_retries"] = options.retries
        arguments: tuple[Any, ...] = (request.method, request.url, request.headers, request.body, request.post_params)
        return self.api_client.call_api(*(request.arguments or arguments), **further)


def unread_value(api: Api, operation: Operation[Any], response: RESTResponse) -> EventStream[Any] | RESTResponse | None:
    """Return the value of a response that is read as it arrives: a stream, or the response itself."""
    found = arriving(operation, response) if is_answer(response) else None
    if isinstance(found, Items):
        return EventStream(response, found, api.api_client.client_side_validation, api.api_client.strict_responses)
    return None if found is None else response


def value(api: Api, operation: Operation[Any], response: RESTResponse) -> Any:
    """Return the value of a response."""
    found = unread_value(api, operation, response)
    if found is not None:
        return found
    received = received_from(response)
    if api.wants_stream:
        refuse_whole(received)
    return read(operation, received, api.api_client.client_side_validation, api.api_client.strict_responses)


def value_and_response(api: Api, operation: Operation[Any], response: RESTResponse) -> ApiResponse[Any]:
    """Return the value of a response together with its status and headers."""
    found = unread_value(api, operation, response)
    if found is not None:
        return ApiResponse(status_code=response.status, headers=response.headers, data=found, raw_data=b"")
    received = received_from(response)
    data = read(operation, received, api.api_client.client_side_validation, api.api_client.strict_responses)
    return ApiResponse(
        status_code=received.status,
        headers=received.headers,
        typed_headers=read_headers(operation, received),
        data=data,
        raw_data=received.content,
    )


def overridden_value(api: Api, operation: Operation[Any], response: RESTResponse) -> Any:
    """Return the value of a response, read by the client's own `response_deserialize`."""
    if api.wants_stream or unread_value(api, operation, response) is not None:
        return value(api, operation, response)
    return deserialized(api, operation, response).data


def overridden_response(api: Api, operation: Operation[Any], response: RESTResponse) -> ApiResponse[Any]:
    """Return what the client's own `response_deserialize` makes of a response."""
    if unread_value(api, operation, response) is not None:
        return value_and_response(api, operation, response)
    return deserialized(api, operation, response)


def deserialized(api: Api, operation: Operation[Any], response: RESTResponse) -> ApiResponse[Any]:
    """Read a response with the client's own `response_deserialize`."""
    response.read()
    return api.api_client.response_deserialize(response_data=response, response_types_map=response_types(operation))


OVERRIDDEN: dict[Finish, Finish] = {value: overridden_value, value_and_response: overridden_response}
"""Replacements for the functions that finish a call, for clients that read responses in their own way."""


def unread(api: Api, operation: Operation[Any], response: RESTResponse) -> RawResponse:
    """Return the response itself, whatever its status; of a stand-in, the response inside it."""
    if is_answer(response) and is_of_library(response):
        return RawResponse(response)
    stand_in: Any = response
    found: RawResponse = getattr(stand_in, "response", stand_in)
    return found
