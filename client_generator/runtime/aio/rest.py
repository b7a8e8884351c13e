"""The asynchronous transport: requests go out and responses come in over aiohttp, whose errors become ours."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import ssl
from collections.abc import AsyncIterator, Awaitable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from types import TracebackType
from typing import Any, Optional, Tuple, Type, Union

from typing_extensions import Self

from .._answer import Again, ResponseCore
from .._connections import seconds_of
from .._document import PACKAGE
from .._exchange import Exchange
from .._headers import merge
from .._hosts import public
from .._multipart import Stream
from .._ranges import refuse_part, rest_of, wants_part
from .._redirect import MOST_REDIRECTS, redirected
from .._retry import Attempts, RetryConfig
from .._saving import Target, resumption, saving
from .._sending import BodyFailed
from .._types import Progress, Timeout
from ..configuration import Configuration, HookedRequest
from ..exceptions import (
    ApiException,
    ApiValueError,
    ClientClosedException,
    ConnectionException,
    OpenApiException,
    SentRequest,
    TimeoutException,
    TLSException,
    TransportException,
    transport_error,
)
from ._coming import Coming
from ._connections import (
    Proxy,
    as_utf8,
    most_at_once,
    refuse_unusable,
    server_name,
    socket_factory,
    ssl_context,
    until,
)
from ._retries import policy_like
from ._sending import Outgoing

try:
    import aiohttp
    import yarl
except ImportError as missing:
    extra = f'pip install "{PACKAGE.replace("_", "-")}[asyncio]"'
    raise ImportError(f"{PACKAGE}.aio needs aiohttp: {extra}, or pip install aiohttp") from missing

__all__ = ["RESTClientObject", "RESTResponse"]

Limits = Tuple[Optional[float], Optional[float], Optional[float]]
"""Seconds to connect, between two reads, and in all."""
NOTHING_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
TIMEOUTS = (asyncio.TimeoutError, TimeoutError)
FAILURES = (aiohttp.ClientError, *TIMEOUTS)

logger = logging.getLogger(PACKAGE)


class RESTResponse(ResponseCore[Awaitable["RESTResponse"]]):
    """A response whose body may not have been read yet; closing it gives up the rest.

    Attributes:
        closed: Whether it was given up.
    """

    response: aiohttp.ClientResponse
    closed = False

    def __init__(self, resp: Any, sent: Optional[SentRequest] = None) -> None:
        super().__init__(resp, sent or SentRequest("", public(str(getattr(resp, "url", "")))))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    async def read(self) -> bytes:
        """Read the whole body, or return it again.

        Raises:
            TransportException: the connection was lost, or was silent for too long.
            BodyGoneException: the response was closed, or read in pieces.
        """
        if self._data is None:
            self.begin()
            try:
                self._data = await until(self.deadline, self.response.read())
            except FAILURES as error:
                raise self.failure(error) from cause_of(error)
        return self._data

    async def finish(self) -> None:
        """Read what nobody wants, so that the connection can be used again; one that is lost is given up."""
        try:
            await self.read()
        except TransportException:
            self.close()

    def iter_bytes(self, size: int = 65_536) -> AsyncIterator[bytes]:
        """Go through the body as it arrives, in pieces of so many bytes or so; nothing is kept.

        Raises:
            TransportException: the connection was lost, or was silent for too long.
            BodyGoneException: the response was closed, or read in pieces before, or a wait for a piece was cancelled.
        """
        return Coming(self._pieces(size), self.close)

    async def _pieces(self, size: int) -> AsyncIterator[bytes]:
        if self._data is not None:
            yield self._data
            return
        self.begin()
        try:
            while not self.closed and (piece := await self.response.content.read(size)):
                yield piece
        except FAILURES as error:
            raise self.failure(error) from cause_of(error)

    async def save_to(self, path: Union[str, os.PathLike[str]], progress: Optional[Progress] = None) -> Path:
        """Write the body to a file as it arrives; a failure leaves what was there before.

        Where the connection is lost, the rest is asked for, as often as the retries of the call allow, if the server
        has ranges.

        Args:
            path: Where the file goes.
            progress: Called with the bytes that came so far, and their number in all if that is known.

        Raises:
            ApiException: the response is no success, and so no file.
            UnexpectedResponseException: it is a part, and nobody asked for one.
            TransportException: the connection was lost, or was silent for too long.
            BodyGoneException: the response was closed, or read in pieces before.
            OSError: the file cannot be written.
        """
        if not 200 <= self.status <= 299:
            await self.read()
            ApiException.from_response(http_resp=self, body=None, data=None)
        refuse_part(self)
        response, attempts = self, resumption(self)
        try:
            with saving(path, self.headers, progress) as target:
                while True:
                    try:
                        async for piece in response.iter_bytes():
                            target.write(piece)
                        target.end(response)
                        return Path(path)
                    except TransportException as error:
                        response = await self.rest_for(target, attempts, error)
        except BaseException:
            if response.begun:  # else it can be saved elsewhere
                response.close()
            raise

    async def rest_for(self, target: Target, attempts: Attempts, error: TransportException) -> RESTResponse:
        """Ask for what a file lacks.

        Raises:
            TransportException: the error itself, if it cannot be had.
        """
        wanted = rest_of(target.headers, target.received)
        while self.again and wanted and (delay := attempts.after_failure(True)) is not None:
            await asyncio.sleep(delay)
            with contextlib.suppress(TransportException):
                response = await self.again.part(wanted)
                if target.goes_on(response.status, response.headers):
                    return response
                response.close()
        raise error

    def _fields(self) -> Iterable[Tuple[str, str]]:
        return self.response.headers.items()

    def close(self) -> None:
        """Give up what was not read, and the connection with it."""
        self.closed = self.begun = True
        self.response.close()

    def failure(self, error: Exception) -> OpenApiException:
        """Close what cannot be read any more, and return our exception for it."""
        self.response.close()
        return translated(error, self.sent)


class RESTClientObject:
    """Sends requests over connections that are kept open; each event loop has its own.

    A subclass may override `_create_pool_manager` and `_create_connector` to change the connections.
    """

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.times_closed = 0
        self.policy = policy_like(configuration.retries)
        refuse_unusable(configuration)
        self.context = ssl_context(configuration)
        self.proxy = Proxy(configuration)
        self.proxy.url_for(configuration.host)  # so that one which cannot be used is known before the first call
        self.sessions: dict[asyncio.AbstractEventLoop, aiohttp.ClientSession] = {}
        self._given_session: Any = None

    @property
    def pool_manager(self) -> Any:
        """The aiohttp session of the running event loop, or None before the first request; set it to use another."""
        if self._given_session is not None:
            return self._given_session
        try:
            return self.sessions.get(asyncio.get_running_loop())
        except RuntimeError:  # no loop is running
            return None

    @pool_manager.setter
    def pool_manager(self, session: Any) -> None:
        self._given_session = session

    async def request(
        self,
        method: str,
        url: str,
        headers: Optional[Mapping[str, str]] = None,
        body: Any = None,
        post_params: Optional[Sequence[Any]] = None,
        _request_timeout: Optional[Timeout] = None,
        _retries: Optional[RetryConfig] = None,
    ) -> RESTResponse:
        """Send a request and return its response, unread.

        Args:
            method: The HTTP method.
            url: The whole URL.
            headers: Header fields.
            body: Bytes or a text to send as they are; anything else is sent as JSON.
            post_params: Instead of a body: the fields of a form, as pairs of names and values.
            _request_timeout: Seconds, instead of those of the configuration.
            _retries: When to send again, instead of what the configuration says.

        Raises:
            TransportException: no response came.
        """
        timeout = self.configuration.timeout if _request_timeout is None else _request_timeout
        retries = self.policy if _retries is None else _retries
        return await self.exchange(
            Exchange(self.configuration, method, url, headers, body, post_params, retries), timeout
        )

    async def exchange(self, exchange: Exchange, timeout: Optional[Timeout]) -> RESTResponse:
        """Send a request until there is an answer to keep.

        Raises:
            ClientClosedException: the client was closed before another attempt.
            TransportException: no response came.
        """
        closed = self.times_closed
        while True:
            sent = exchange.sent()
            try:
                response = await self.follow(exchange.request, timeout, sent)
            except BodyFailed as failed:
                raise failed.error from failed.error.__cause__
            except TransportException as error:
                delay = exchange.failed(error, NOTHING_SENT)
            else:
                wanted = exchange.answered(response)
                if wanted is None:
                    response.part_wanted = response.status == 206 and wants_part(exchange.request.headers)
                    if exchange.resumable:
                        part = partial(self.send_more, exchange.request, timeout, sent)
                        response.again = Again(partial(self.repeat, exchange, timeout), part, exchange.policy)
                    return response
                await response.finish()
                delay = wanted
            await asyncio.sleep(delay)
            self.require_unclosed(closed)

    async def repeat(self, exchange: Exchange, timeout: Optional[Timeout], error: TransportException) -> RESTResponse:
        """Send a request again whose answer broke off.

        Raises:
            TransportException: the failure stands, or no response came.
        """
        closed = self.times_closed
        await asyncio.sleep(exchange.broken(error))
        self.require_unclosed(closed)
        return await self.exchange(exchange, timeout)

    async def send_more(
        self, request: HookedRequest, timeout: Optional[Timeout], sent: SentRequest, headers: Mapping[str, str]
    ) -> RESTResponse:
        """Send a request once more, with further header fields."""
        return await self.follow(replace(request, headers=merge(request.headers, headers)), timeout, sent)

    async def follow(self, request: HookedRequest, timeout: Optional[Timeout], sent: SentRequest) -> RESTResponse:
        """Send a request once, and go where the answer sends it."""
        limits = seconds_of(timeout)
        deadline = None if limits[2] is None else asyncio.get_running_loop().time() + limits[2]
        closed = self.times_closed
        for _ in range(MOST_REDIRECTS):
            response = await self.send(request, limits, sent, deadline)
            further = redirected(request, response)
            if further is None:
                return response
            await response.finish()
            self.require_unclosed(closed)
            request = further
        return await self.send(request, limits, sent, deadline)

    async def send(
        self, request: HookedRequest, limits: Limits, sent: SentRequest, deadline: Optional[float]
    ) -> RESTResponse:
        """Send a request once."""
        session = await self.session()
        proxy = self.proxy.url_for(request.url)
        body = Outgoing(request.body) if isinstance(request.body, Stream) else request.body
        headers = request.headers
        if proxy and self.proxy.headers and request.url[:5].lower() == "http:":  # else CONNECT has them
            headers = {**headers, **self.proxy.headers}
        answer = session.request(
            method=request.method,
            url=yarl.URL(request.url, encoded=True),
            data=body,
            headers=as_utf8(headers),
            timeout=limits_of(*limits),
            allow_redirects=False,
            ssl=self.context,
            server_hostname=server_name(self.configuration),
            proxy=proxy,
            proxy_headers=self.proxy.headers,
        )
        try:
            response = await until(deadline, answer)
        except FAILURES as error:
            if isinstance(body, Outgoing) and body.failed:
                raise body.failed from None
            raise translated(error, sent) from cause_of(error)
        logger.debug("%s %s %s", sent.method, sent.url, response.status)
        found = RESTResponse(response, sent)
        found.deadline = deadline
        return found

    async def session(self) -> aiohttp.ClientSession:
        """Return the connections of the running event loop, opened when first needed.

        Connections of event loops that have ended are released.
        """
        if self._given_session is not None:
            given: aiohttp.ClientSession = self._given_session
            return given
        loop = asyncio.get_running_loop()
        if loop not in self.sessions:
            ended = [each for each in list(self.sessions) if each.is_closed()]
            self.sessions[loop] = self._create_pool_manager()  # before anything is awaited: other tasks want one, too
            for other in ended:
                await abandon(other, self.sessions.pop(other))
        return self.sessions[loop]

    def _create_connector(self) -> aiohttp.TCPConnector:
        """Create the connection pool of the running event loop."""
        return aiohttp.TCPConnector(
            limit=most_at_once(self.configuration),
            limit_per_host=self.configuration.tcp_connector_limit_per_host or 0,
            socket_factory=socket_factory(self.configuration),
        )

    def _create_pool_manager(self) -> aiohttp.ClientSession:
        """Create the aiohttp session of the running event loop."""
        settings: dict[str, Any] = {
            "connector": self._create_connector(),
            "cookie_jar": aiohttp.DummyCookieJar(),
            "skip_auto_headers": ("Content-Type", "Accept", "User-Agent"),
            "requote_redirect_url": False,
            "trace_configs": self.configuration.trace_configs,
            **(self.configuration.client_session_kwargs or {}),
        }
        made = aiohttp.ClientSession(**settings)
        vars(made)["_retry_connection"] = False  # or aiohttp sends again what nobody asked it to
        return made

    def require_unclosed(self, times_closed: int) -> None:
        """Raise ClientClosedException if the client was closed after the given number of closings."""
        if self.times_closed != times_closed:
            raise ClientClosedException("the client was closed during the call")

    def __reduce__(self) -> Tuple[Any, ...]:
        return type(self), (self.configuration,)

    async def close(self) -> None:
        """Close every connection; the next request opens new ones.

        Another event loop closes its own connections the next time it runs.
        """
        self.times_closed += 1
        running = asyncio.get_running_loop()
        while self.sessions:
            loop, session = self.sessions.popitem()
            if loop is running:
                await session.close()
            else:
                await abandon(loop, session)


@lru_cache(maxsize=64)
def limits_of(connect: Optional[float], read: Optional[float], total: Optional[float]) -> aiohttp.ClientTimeout:
    """Return seconds to connect, and between two reads, as aiohttp has them; waiting for a turn is not connecting."""
    silent = min((each for each in (read, total) if each is not None), default=None)
    return aiohttp.ClientTimeout(total=None, sock_connect=connect, sock_read=silent)


async def abandon(loop: asyncio.AbstractEventLoop, session: aiohttp.ClientSession) -> None:
    """Let go of the connections of another event loop: it closes them as soon as it goes on.

    The sockets of one that has ended close when nothing refers to them any more.
    """
    connector = session.connector
    session.detach()
    if connector is None:
        return
    if loop.is_closed():
        await connector.close()
        return
    with contextlib.suppress(RuntimeError):  # it has ended by now
        loop.call_soon_threadsafe(lambda: asyncio.ensure_future(connector.close()))


def translated(error: Exception, sent: SentRequest) -> OpenApiException:
    """Return our exception for one of aiohttp's."""
    logger.debug("%s %s failed: %s", sent.method, sent.url, type(error).__name__)
    if isinstance(error, aiohttp.InvalidURL):
        return ApiValueError(f"the URL {sent.url} cannot be used: check the host")
    kind: Type[TransportException] = ConnectionException
    if isinstance(error, TIMEOUTS):
        kind = TimeoutException
    elif isinstance(error, (aiohttp.ClientSSLError, ssl.SSLError)):
        kind = TLSException
    return transport_error(kind, cause_of(error), sent, type(error))


def cause_of(error: Exception) -> Exception:
    """Return what went wrong; of errors whose text has the whole URL, or nothing, one that says it."""
    if isinstance(error, TIMEOUTS) and not str(error):
        return TimeoutError("the answer was not complete in time")
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return aiohttp.ConnectionTimeoutError("there was no connection in time")
    if isinstance(error, aiohttp.ClientResponseError):
        return aiohttp.ClientPayloadError(error.message)
    return aiohttp.ClientConnectionError("the URL cannot be used") if isinstance(error, aiohttp.InvalidURL) else error
