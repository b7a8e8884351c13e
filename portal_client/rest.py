"""The transport: requests go out and responses come in over urllib3, whose errors become those of this package."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import urllib3
from urllib3 import HTTPHeaderDict
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationValueError,
    MaxRetryError,
    NewConnectionError,
    ResponseError,
    SSLError,
)
from urllib3.exceptions import TimeoutError as Urllib3TimeoutError

from ._answer import Again, ResponseCore
from ._connections import NO_RETRIES, Pools, retries_of, timeout_of
from ._document import PACKAGE
from ._exchange import Exchange
from ._headers import merge
from ._hosts import is_base, public
from ._multipart import Stream
from ._proxies import NO_PROXY, SUPPORTED_SOCKS_PROXIES, bypasses_proxies, is_socks, proxy_headers
from ._ranges import refuse_part, rest_of, wants_part
from ._redirect import MOST_REDIRECTS, redirected
from ._retry import NEVER, Attempts, RetryConfig
from ._saving import Target, resumption, saving
from ._security import Secret
from ._sending import BodyFailed, Outgoing
from ._types import Progress, Timeout
from .configuration import Configuration, HookedRequest
from .exceptions import (
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

__all__ = [
    "SUPPORTED_SOCKS_PROXIES",
    "ApiException",
    "ApiValueError",
    "RESTClientObject",
    "RESTResponse",
    "RESTResponseType",
    "contenttype_matches",
    "is_socks_proxy_url",
    "should_bypass_proxies",
]

POOL_MANAGER: type[Any] = urllib3.PoolManager
"""The class of pools, even while a test patches `urllib3.PoolManager`."""
NOTHING_SENT = (NewConnectionError, ConnectTimeoutError)

logger = logging.getLogger(PACKAGE)


class RESTResponse(ResponseCore["RESTResponse"], io.IOBase):
    """A response whose body may not have been read yet; closing it gives up the rest."""

    # What both kinds of responses have is named here, too: some look for it in the class itself.
    if not TYPE_CHECKING:
        getheader = ResponseCore.getheader
        getheaders = ResponseCore.getheaders
        headers = ResponseCore.headers

    def __init__(self, resp: Any, sent: SentRequest | None = None) -> None:
        url = getattr(resp, "url", None)
        super().__init__(resp, sent or SentRequest("", public(url) if isinstance(url, str) else ""))

    @property
    def media_type(self) -> str:
        """The media type of the body; empty if the server does not say."""
        fields = self.response.headers  # one of them is found sooner there
        return fields.get("content-type", "") if isinstance(fields, HTTPHeaderDict) else super().media_type

    def read(self) -> bytes:
        """Read the whole body, or return it again.

        Raises:
            TransportException: the connection was lost, or was silent for too long.
            BodyGoneException: the response was closed, or read in pieces.
        """
        if self._data is None and self.deadline is not None:
            self._data = self.read_until(self.deadline)
        elif self._data is None:
            self.begin()
            try:
                self._data = self.response.data
            except HTTPError as error:
                raise translated(error, self.sent) from cause_of(error)
        return self._data or b""

    def read_until(self, deadline: float) -> bytes:
        """Read the whole body before a time of the monotonic clock.

        Raises:
            TransportException: the connection was lost, or time is up.
        """
        pieces: list[bytes] = []
        for piece in self.iter_bytes():
            pieces.append(piece)
            if time.monotonic() > deadline:
                self.response.close()
                raise TimeoutException("the answer was not complete in time", self.sent)
        return b"".join(pieces)

    def finish(self) -> None:
        """Read what nobody wants, so that the connection can be used again; one that is lost is given up."""
        try:
            self.read()
        except TransportException:
            self.close()

    def iter_bytes(self, size: int = 65_536) -> Iterator[bytes]:
        """Yield the body as it arrives, in pieces of so many bytes or so; nothing is kept.

        Raises:
            TransportException: the connection was lost, or was silent for too long.
            BodyGoneException: the response was closed, or read in pieces before.
        """
        try:
            if self._data is not None:
                yield self._data
                return
            self.begin()
            while piece := self.response.read1(size, decode_content=True):
                yield piece
        except HTTPError as error:
            raise translated(error, self.sent) from cause_of(error)

    def save_to(self, path: str | os.PathLike[str], progress: Progress | None = None) -> Path:
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
            self.read()
            ApiException.from_response(http_resp=self, body=None, data=None)
        refuse_part(self)
        response, attempts = self, resumption(self)
        try:
            with saving(path, self.headers, progress) as target:
                while True:
                    try:
                        for piece in response.iter_bytes():
                            target.write(piece)
                        target.end(response)
                        return Path(path)
                    except TransportException as error:
                        response = self.rest_for(target, attempts, error)
        except BaseException:
            if response.begun:  # else it can be saved elsewhere
                response.close()
            raise

    def rest_for(self, target: Target, attempts: Attempts, error: TransportException) -> RESTResponse:
        """Ask for what a file lacks.

        Raises:
            TransportException: the error itself, if it cannot be had.
        """
        wanted = rest_of(target.headers, target.received)
        while self.again and wanted and (delay := attempts.after_failure(True)) is not None:
            time.sleep(delay)
            with contextlib.suppress(TransportException):
                response = self.again.part(wanted)
                if target.goes_on(response.status, response.headers):
                    return response
                response.close()
        raise error

    def _fields(self) -> Iterable[tuple[str, str]]:
        fields = self.response.headers
        found: Iterable[tuple[str, str]] = getattr(fields, "iteritems", fields.items)()
        return found

    def close(self) -> None:
        """Give up what was not read; a connection that has nothing more to say can be used again."""
        if not self.closed:
            self.begun = True
            if self._data is None:
                self.response.close()
            super().close()

    def __del__(self) -> None:
        """Leave the connection open: the caller may have kept `response`, which closes it when it is not used."""


RESTResponseType = RESTResponse


class RESTClientObject:
    """Sends requests over connections that are kept open."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.times_closed = 0
        self.retries = retries_of(configuration)
        self.proxy = configuration.proxy
        self.no_proxy = configuration.no_proxy
        self.bypasses = self.bypassed(configuration.host)
        self.pool_manager = pool_manager(configuration, None if self.bypasses else self.proxy)
        self.other_pools: urllib3.PoolManager | None = None
        self.latest_timeout = (None, timeout_of(None))

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        post_params: Sequence[Any] | None = None,
        _request_timeout: Timeout | None = None,
        _retries: RetryConfig | None = None,
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
        timeout = self.timeout_for(self.configuration.timeout if _request_timeout is None else _request_timeout)
        return self.exchange(Exchange(self.configuration, method, url, headers, body, post_params, _retries), timeout)

    def exchange(self, exchange: Exchange, timeout: urllib3.Timeout) -> RESTResponse:
        """Send a request until there is an answer to keep.

        Raises:
            ClientClosedException: the client was closed before another attempt.
            TransportException: no response came.
        """
        closed = self.times_closed
        while True:
            sent = exchange.sent()
            try:
                response = self.follow(exchange.request, timeout, sent, exchange.policy)
            except BodyFailed as failed:
                raise failed.error from failed.error.__cause__
            except TransportException as error:
                delay = exchange.failed(error, NOTHING_SENT)
            else:
                wanted = exchange.answered(response)
                if wanted is None:
                    response.part_wanted = response.status == 206 and wants_part(exchange.request.headers)
                    if exchange.resumable:
                        part = partial(self.send_more, exchange.request, timeout, sent, exchange.policy)
                        response.again = Again(partial(self.repeat, exchange, timeout), part, exchange.policy)
                    return response
                response.finish()
                delay = wanted
            time.sleep(delay)
            self.require_unclosed(closed)

    def repeat(self, exchange: Exchange, timeout: urllib3.Timeout, error: TransportException) -> RESTResponse:
        """Send a request again whose answer broke off.

        Raises:
            TransportException: the failure stands, or no response came.
        """
        closed = self.times_closed
        time.sleep(exchange.broken(error))
        self.require_unclosed(closed)
        return self.exchange(exchange, timeout)

    def timeout_for(self, value: Any) -> urllib3.Timeout:
        """Return a timeout as urllib3 has it; the one that was used last is found at once."""
        latest = self.latest_timeout
        if latest[0] is not value:
            latest = self.latest_timeout = (value, timeout_of(value))
        return latest[1]

    def send_more(
        self,
        request: HookedRequest,
        timeout: urllib3.Timeout,
        sent: SentRequest,
        policy: RetryConfig,
        headers: Mapping[str, str],
    ) -> RESTResponse:
        """Send a request once more, with further header fields."""
        return self.follow(replace(request, headers=merge(request.headers, headers)), timeout, sent, policy)

    def follow(
        self, request: HookedRequest, timeout: urllib3.Timeout, sent: SentRequest, policy: RetryConfig
    ) -> RESTResponse:
        """Send a request once, and go where the answer sends it."""
        ours = policy is not NEVER or self.retries is NO_RETRIES
        retries = NO_RETRIES if ours else self.retries_for(request)
        deadline = time.monotonic() + timeout.total if isinstance(timeout.total, (int, float)) else None
        if retries is not NO_RETRIES:  # then urllib3 does
            return self.send(request, timeout, sent, deadline, retries)
        closed = self.times_closed
        for _ in range(MOST_REDIRECTS):
            response = self.send(request, timeout, sent, deadline)
            further = redirected(request, response)
            if further is None:
                return response
            response.finish()
            self.require_unclosed(closed)
            request, timeout = further, remaining(timeout, deadline, sent)
        return self.send(request, timeout, sent, deadline)

    def retries_for(self, request: HookedRequest) -> urllib3.Retry:
        """Return how often urllib3 sends a request again: never, if its body can be read only once."""
        if not getattr(request.body, "rewindable", True):
            return NO_RETRIES
        secret = {name.lower() for name, value in request.headers.items() if isinstance(value, Secret)}
        return self.retries.new(remove_headers_on_redirect=self.retries.remove_headers_on_redirect | secret)

    def send(
        self,
        request: HookedRequest,
        timeout: urllib3.Timeout,
        sent: SentRequest,
        deadline: float | None,
        retries: urllib3.Retry = NO_RETRIES,
    ) -> RESTResponse:
        """Send a request.

        Raises:
            TransportException: no response came.
        """
        try:
            manager = self.manager_for(request.url)
            make: Callable[..., Any] = manager.request if isinstance(manager, POOL_MANAGER) else UsualArguments(manager)
            response = make(
                request.method,
                request.url,
                body=Outgoing(request.body) if isinstance(request.body, Stream) else request.body,
                headers=request.headers,
                timeout=timeout,
                retries=retries,
                redirect=retries is not NO_RETRIES,
                preload_content=False,
            )
        except HTTPError as error:
            logger.debug("%s %s failed: %s", sent.method, sent.url, cause_of(error))
            raise translated(error, sent) from cause_of(error)
        logger.debug("%s %s %s", sent.method, sent.url, response.status)
        found = RESTResponse(response, sent if retries is NO_RETRIES else counted(sent, response))
        if deadline is not None and isinstance(response, urllib3.BaseHTTPResponse):  # not a test double
            found.deadline = deadline
        return found

    def manager_for(self, url: str) -> urllib3.PoolManager:
        """Return the pools for a URL: those through the proxy, unless its host is exempt."""
        if self.proxy is None or self.bypassed(url) == self.bypasses:
            return self.pool_manager
        if self.other_pools is None:
            self.other_pools = pool_manager(self.configuration, self.proxy if self.bypasses else None)
        return self.other_pools

    def bypassed(self, url: str) -> bool:
        """Whether a URL is reached without the proxy."""
        return not self.proxy or bypasses_proxies(url, self.no_proxy)

    def require_unclosed(self, times_closed: int) -> None:
        """Raise ClientClosedException if the client was closed after the given number of closings."""
        if self.times_closed != times_closed:
            raise ClientClosedException("the client was closed during the call")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.configuration,)

    def close(self) -> None:
        """Close every connection; the next request opens new ones."""
        self.times_closed += 1
        for manager in (self.pool_manager, self.other_pools):
            if manager is None or not isinstance(manager, POOL_MANAGER):
                continue
            for key in list(manager.pools.keys()):
                manager.pools[key].close()
            manager.clear()


class UsualArguments:
    """Calls a test double of urllib3's pool manager with the arguments that OpenAPI Generator's clients pass."""

    def __init__(self, manager: Any) -> None:
        self.manager = manager

    def __call__(self, method: str, url: str, *, retries: Any, redirect: bool, **usual: Any) -> Any:
        return self.manager.request(method, url, **usual)


def remaining(timeout: urllib3.Timeout, deadline: float | None, sent: SentRequest) -> urllib3.Timeout:
    """Return what is left of a timeout after a redirect.

    Raises:
        TimeoutException: nothing.
    """
    if deadline is None:
        return timeout
    left = timeout.clone()
    left.total = deadline - time.monotonic()
    if left.total <= 0:
        raise TimeoutException("the answer was not complete in time", sent)
    return left


def counted(sent: SentRequest, response: urllib3.BaseHTTPResponse) -> SentRequest:
    """Return what was sent with the attempts that urllib3 made."""
    history = response.retries.history if response.retries else ()
    return replace(sent, attempts=1 + sum(not each.redirect_location for each in history))


def cause_of(error: HTTPError) -> Exception:
    """Return what went wrong in the end; the error around it would show the whole URL."""
    return error.reason if isinstance(error, MaxRetryError) and error.reason else error


def translated(error: HTTPError, sent: SentRequest) -> OpenApiException:
    """Return our exception for one of urllib3's."""
    cause = cause_of(error)
    if isinstance(cause, LocationValueError):
        return ApiValueError(f"the URL {sent.url} cannot be used: check the host")
    if isinstance(cause, SSLError):
        kind: type[TransportException] = TLSException
    elif isinstance(cause, NewConnectionError):  # which urllib3 counts among the timeouts
        kind = ConnectionException
    elif isinstance(cause, Urllib3TimeoutError):
        kind = TimeoutException
    else:
        kind = TransportException if isinstance(cause, ResponseError) else ConnectionException
    return transport_error(kind, cause, sent)


def pool_manager(configuration: Configuration, proxy: str | None) -> urllib3.PoolManager:
    """Make the pools of connections, through a proxy if there is one.

    Raises:
        ApiValueError: the proxy is no URL.
        ImportError: it speaks SOCKS, and PySocks is not installed.
    """
    settings: dict[str, Any] = {
        "cert_reqs": ssl.CERT_REQUIRED if configuration.verify_ssl else ssl.CERT_NONE,
        "ca_certs": configuration.ssl_ca_cert,
        "ca_cert_data": configuration.ca_cert_data,
        "cert_file": configuration.cert_file,
        "key_file": configuration.key_file,
        "maxsize": configuration.connection_pool_maxsize,
        "assert_hostname": configuration.assert_hostname,
        "server_hostname": configuration.tls_server_name,
        "socket_options": configuration.socket_options,
    }
    given = {name: value for name, value in settings.items() if value is not None}
    if not proxy:
        patched = urllib3.PoolManager is not POOL_MANAGER  # by a test, through `rest.urllib3`
        return urllib3.PoolManager(**given) if patched else Pools(**given)
    if is_socks(proxy):
        return socks_manager()(proxy_url=proxy, **given)
    if not is_base(proxy):
        raise ApiValueError(NO_PROXY)
    headers, context = proxy_headers(configuration, proxy), configuration.proxy_ssl_context
    return urllib3.ProxyManager(proxy_url=proxy, proxy_headers=headers, proxy_ssl_context=context, **given)


def socks_manager() -> Callable[..., urllib3.PoolManager]:
    """Return what goes through SOCKS proxies.

    Raises:
        ImportError: PySocks is not installed.
    """
    try:
        from urllib3.contrib.socks import SOCKSProxyManager
    except ImportError as missing:
        raise ImportError("a SOCKS proxy needs PySocks: pip install PySocks") from missing
    return SOCKSProxyManager


def is_socks_proxy_url(url: str | None) -> bool:
    """Return True for the URL of a SOCKS proxy."""
    return is_socks(url)


def should_bypass_proxies(url: str, no_proxy: str | None) -> bool:
    """Return True if a URL is requested without the proxy; `no_proxy` has names and addresses, separated by commas."""
    return bypasses_proxies(url, no_proxy)


def contenttype_matches(contenttype: str, maintype: str, subtype: str) -> bool:
    """Return True if a content type has a type and a subtype, also as a suffix (`+json`); `*` matches any."""
    main, _, sub = contenttype.partition(";")[0].strip().lower().partition("/")
    return maintype.lower() in ("*", main) and subtype.lower() in ("*", sub, sub.rpartition("+")[2])
