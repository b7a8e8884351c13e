"""The base of generated asynchronous API classes."""

from __future__ import annotations

import asyncio
import copy
import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Optional

from typing_extensions import Self

from .._answer import Again, ResponseCore, is_answer
from .._arguments import values_of, with_media_type
from .._operation import Items, Operation, T
from .._overrides import READING, Call, ClientView, chosen_content_type, response_types, view_of, with_settings
from .._request import Client, Options, Request, build, can_go_again, credentials_of
from .._response import arriving, read, read_headers
from .._retry import RetryConfig
from .._serialized import serializer
from .._stream_core import StreamCore, is_events, refuse_whole
from .._types import Timeout
from .._waiting import Waiter, Waiting
from ..api_response import ApiResponse
from ..configuration import Configuration
from ..exceptions import APIError, TransportException
from ._raw import RawResponse, is_of_library
from ._streams import AsyncEventStream
from .api_client import OVERRIDES, ApiClient, received_from
from .rest import NOTHING_SENT, RESTResponse

Finish = Callable[["Api", Operation[Any], RESTResponse], Awaitable[Any]]
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
            depth: How many awaited calls more the caller is away.
        """
        other = copy.copy(self)
        other._finish = finish
        other.wants_stream = streaming
        other._target = target
        other._depth = depth
        return other

    async def _call(
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
        if overridden:
            request = await self._build(operation, values, options)
        else:
            request = build(operation, values, await self._view(), options)
        finish = OVERRIDDEN.get(self._finish, self._finish) if overridden & READING else self._finish
        response = await self._admitted(operation, values, options, request, await self._send(request, options))
        while True:
            if operation.method == "GET" and is_answer(response):
                response.reopen = partial(self._reopen, operation, values, options)
            try:
                finished: T = await finish(self, operation, response)
                return finished
            except TransportException as error:
                again: Again[Awaitable[RESTResponse]] | None = getattr(response, "again", None)  # stand-ins have none
                if again is None:
                    raise
                response = await again.whole(error)
            response = await self._admitted(operation, values, options, request, response)

    async def _admitted(
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
            async with refreshing(configuration):
                renewed = await self._build(operation, values, options, request)
            if credentials_of(renewed) != credentials_of(request):
                await response.finish()
                response = await self._send(renewed, options)
        return response

    async def _reopen(
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
        request = await self._build(operation, values, more)
        response = await self._admitted(operation, values, more, request, await self._send(request, more))
        response.reopen = partial(self._reopen, operation, values, options)
        if not 200 <= response.status <= 299:
            read(operation, await received_from(response))
        if response.status != 204 and not is_events(response):
            refuse_whole(await received_from(response))
        return response

    async def _wait(self, waiter: Waiter[T], arguments: Mapping[str, Any], timeout: Optional[float]) -> T:
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
                value = await self._call(waiting.operation, arguments, timeout=waiting.limits())
                if waiting.settled(value):
                    return value
            except APIError as error:
                waiting.failed(error)
            await asyncio.sleep(waiting.pause())

    async def _stream(
        self, operation: Operation[StreamCore[Any, T]], arguments: Mapping[str, Any], **options: Any
    ) -> AsyncEventStream[T]:
        """Call an operation whose response is a stream."""
        found: Any = await self._call(operation, arguments, **options)
        stream: AsyncEventStream[T] = found
        return stream

    async def _unread(
        self, operation: Operation[ResponseCore[Any]], arguments: Mapping[str, Any], **options: Any
    ) -> RESTResponse:
        """Call an operation whose response is for the caller to read."""
        found: Any = await self._call(operation, arguments, **options)
        response: RESTResponse = found
        return response

    async def _view(self) -> Client:
        """Return the client with its credentials as they are now."""
        client = self.api_client
        if not client.configuration.renewable:
            return client
        return ClientView(await revealed(client.configuration), client.default_headers, client.cookie)

    async def _build(
        self, operation: Operation[Any], values: Mapping[str, Any], options: Options, refused: Request | None = None
    ) -> Request:
        """Build the request of a call, through the overridden methods of the client if there are any."""
        overridden = OVERRIDES.of(self.api_client)
        if overridden <= READING:
            return build(operation, values, await self._view(), options, refused)
        client, view = await self._overriding()
        return Call(operation, values, client, options, view, overridden).request(refused)

    async def _overriding(self) -> tuple[Any, ClientView]:
        """Return the client, whose methods are overridden, with its credentials as they are now."""
        client, view = self.api_client, view_of(self.api_client)
        if not view.configuration.renewable:
            return client, view
        settings = await revealed(view.configuration)
        return with_settings(client, settings), replace(view, configuration=settings)

    async def _send(self, request: Request, options: Options) -> RESTResponse:
        """Send a request with `call_api`, as every call of the client does."""
        if request.arguments is None and options.retries is None:
            return await self.api_client.call_api(
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
        return await self.api_client.call_api(*(request.arguments or arguments), **further)


def refreshing(configuration: Configuration) -> asyncio.Lock:
    """Return the lock by which tasks of the running event loop ask for new credentials one after the other."""
    loop = asyncio.get_running_loop()
    if configuration.async_refreshing is None or configuration.async_refreshing[0] is not loop:
        configuration.async_refreshing = (loop, asyncio.Lock())
    lock: asyncio.Lock = configuration.async_refreshing[1]
    return lock


async def revealed(configuration: Configuration) -> Configuration:
    """Ask functions for credentials, those too that have to be awaited."""
    found = copy.copy(configuration)
    found.access_token = await ask(configuration.access_token)
    found.api_key = {name: await ask(key) for name, key in configuration.api_key.items()}
    return found


async def ask(credential: Any) -> Any:
    """Return a credential as it is now."""
    value = credential() if callable(credential) else credential
    return await value if inspect.isawaitable(value) else value


def unread_value(
    api: Api, operation: Operation[Any], response: RESTResponse
) -> AsyncEventStream[Any] | RESTResponse | None:
    """Return the value of a response that is read as it arrives: a stream, or the response itself."""
    found = arriving(operation, response) if is_answer(response) else None
    if isinstance(found, Items):
        return AsyncEventStream(response, found, api.api_client.client_side_validation, api.api_client.strict_responses)
    return None if found is None else response


async def value(api: Api, operation: Operation[Any], response: RESTResponse) -> Any:
    """Return the value of a response."""
    found = unread_value(api, operation, response)
    if found is not None:
        return found
    received = await received_from(response)
    if api.wants_stream:
        refuse_whole(received)
    return read(operation, received, api.api_client.client_side_validation, api.api_client.strict_responses)


async def value_and_response(api: Api, operation: Operation[Any], response: RESTResponse) -> ApiResponse[Any]:
    """Return the value of a response together with its status and headers."""
    found = unread_value(api, operation, response)
    if found is not None:
        return ApiResponse(status_code=response.status, headers=response.headers, data=found, raw_data=b"")
    received = await received_from(response)
    return ApiResponse(
        status_code=received.status,
        headers=received.headers,
        typed_headers=read_headers(operation, received),
        data=read(operation, received, api.api_client.client_side_validation, api.api_client.strict_responses),
        raw_data=received.content,
    )


async def overridden_value(api: Api, operation: Operation[Any], response: RESTResponse) -> Any:
    """Return the value of a response, read by the client's own `response_deserialize`."""
    if api.wants_stream or unread_value(api, operation, response) is not None:
        return await value(api, operation, response)
    return (await deserialized(api, operation, response)).data


async def overridden_response(api: Api, operation: Operation[Any], response: RESTResponse) -> ApiResponse[Any]:
    """Return what the client's own `response_deserialize` makes of a response."""
    if unread_value(api, operation, response) is not None:
        return await value_and_response(api, operation, response)
    return await deserialized(api, operation, response)


async def deserialized(api: Api, operation: Operation[Any], response: RESTResponse) -> ApiResponse[Any]:
    """Read a response with the client's own `response_deserialize`."""
    await response.read()
    return api.api_client.response_deserialize(response_data=response, response_types_map=response_types(operation))


OVERRIDDEN: dict[Finish, Finish] = {value: overridden_value, value_and_response: overridden_response}
"""Replacements for the functions that finish a call, for clients that read responses in their own way."""


async def unread(api: Api, operation: Operation[Any], response: RESTResponse) -> RawResponse:
    """Return the response itself, whatever its status; of a stand-in, the response inside it."""
    if is_answer(response) and is_of_library(response):
        return RawResponse(response)
    stand_in: Any = response
    found: RawResponse = getattr(stand_in, "response", stand_in)
    return found
