"""What the transport on aiohttp hands to it: settings, header fields, bodies, and the time that there is."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, Optional, Tuple, TypeVar

from .._fields import from_utf8
from .._hosts import is_base, without_user
from .._multipart import Stream
from .._proxies import NO_PROXY, bypasses_proxies, is_socks, proxy_headers
from ..configuration import Configuration, UsualPool
from ..exceptions import ApiValueError, MissingFileError

MOST_AT_ONCE = 100
"""Connections, if the settings do not say how many."""

T = TypeVar("T")


async def until(deadline: Optional[float], coming: Awaitable[T]) -> T:
    """Wait for something, but not past a time of the event loop's clock."""
    if deadline is None:
        return await coming
    return await asyncio.wait_for(coming, deadline - asyncio.get_running_loop().time())


async def as_it_goes(body: Stream) -> AsyncIterator[bytes]:
    """Read a body piece by piece; files in a thread, so that they do not hold up the event loop."""
    for part in body.pieces:
        if isinstance(part, bytes):
            yield part
            continue
        pieces = iter(part)
        while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
            yield piece


def as_utf8(headers: Mapping[str, str]) -> Mapping[str, str]:
    """Undo what urllib3 wants of header fields that are not ASCII: aiohttp encodes them as UTF-8 by itself."""
    return headers if "".join(headers.values()).isascii() else {name: from_utf8(headers[name]) for name in headers}


def most_at_once(configuration: Configuration) -> int:
    """Return how many connections there may be: calls beyond them wait, which calls on streams would do for ever."""
    wanted = configuration.connection_pool_maxsize
    return MOST_AT_ONCE if isinstance(wanted, UsualPool) else wanted


class Proxy:
    """The proxy of a client, if it has one.

    Attributes:
        headers: What to tell it.
    """

    def __init__(self, configuration: Configuration) -> None:
        self._url = configuration.proxy
        self._exempt = configuration.no_proxy
        self._context = configuration.proxy_ssl_context
        self.headers = proxy_headers(configuration, self._url) if self._url and is_base(self._url) else None

    def url_for(self, url: str) -> Optional[str]:
        """Return where requests for a URL go, or None: straight to its host.

        Raises:
            ApiValueError: aiohttp has nothing for such a proxy.
        """
        proxy = self._url
        if not proxy or bypasses_proxies(url, self._exempt):
            return None
        if is_socks(proxy):
            raise ApiValueError(
                "asynchronous clients have no SOCKS; give an http or https proxy: Configuration(proxy=…)"
            )
        if not is_base(proxy):
            raise ApiValueError(NO_PROXY)
        if self._context and proxy.lower().startswith("https:"):
            raise ApiValueError(
                "asynchronous clients have no proxy_ssl_context: one TLS context is for the proxy and the server"
            )
        return without_user(proxy)


def refuse_unusable(configuration: Configuration) -> None:
    """Refuse settings that aiohttp has nothing for, rather than ignore them.

    Raises:
        ApiValueError: there are such.
    """
    names = {configuration.assert_hostname, configuration.tls_server_name} - {None, False}
    if len(names) > 1:
        raise ApiValueError(
            "assert_hostname and tls_server_name have to be the same in asynchronous clients, which ask for the name "
            "that they expect"
        )


def server_name(configuration: Configuration) -> Optional[str]:
    """Return the name to ask for, and to expect in a certificate; None: that of the host."""
    expected = configuration.assert_hostname
    return configuration.tls_server_name or (expected if isinstance(expected, str) else None)


def socket_factory(configuration: Configuration) -> Optional[Callable[[Tuple[Any, ...]], socket.socket]]:
    """Return what makes sockets with the options of the settings, if they have any."""
    options = configuration.socket_options

    def make(address: Tuple[Any, ...]) -> socket.socket:
        found = socket.socket(*address[:3])
        for option in options or ():
            found.setsockopt(*option)
        return found

    return make if options else None


def ssl_context(configuration: Configuration) -> Any:
    """Return how TLS is spoken: aiohttp's way, if the settings say nothing of it."""
    settings = configuration
    custom = (settings.ssl_ca_cert, settings.ca_cert_data, settings.cert_file)
    if settings.verify_ssl and not any(custom) and settings.assert_hostname is not False:
        return True
    try:
        context = ssl.create_default_context(cafile=settings.ssl_ca_cert, cadata=settings.ca_cert_data)
        if settings.cert_file:
            context.load_cert_chain(settings.cert_file, settings.key_file)
    except (OSError, ValueError) as error:
        message = f"the certificates cannot be read: {error}"
        if isinstance(error, FileNotFoundError):
            raise MissingFileError("ssl_ca_cert" if settings.ssl_ca_cert else "cert_file", message, error) from error
        raise ApiValueError(message) from error
    if not settings.verify_ssl or settings.assert_hostname is False:
        context.check_hostname = False
    if not settings.verify_ssl:
        context.verify_mode = ssl.CERT_NONE
    return context
