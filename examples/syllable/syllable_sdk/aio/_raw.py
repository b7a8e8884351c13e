"""Unread responses with the interface of aiohttp's."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Optional, Type, Union, cast

import aiohttp
from typing_extensions import Self

from .._types import Progress
from .rest import RESTResponse

if TYPE_CHECKING:
    from multidict import CIMultiDictProxy


class RawResponse:
    """An unread response that works like `aiohttp.ClientResponse`, whatever its status.

    Attributes that are not defined here are those of aiohttp's response, which is `response`.

    Args:
        unread: The response that is read; its errors are those of this package.
    """

    response: aiohttp.ClientResponse

    def __init__(self, unread: RESTResponse) -> None:
        self._unread = unread
        self.response = unread.response
        self.status = unread.status
        self.reason = unread.reason
        self.sent = unread.sent

    def __getattr__(self, name: str) -> Any:
        if name == "response":
            raise AttributeError(name)
        return getattr(self.response, name)

    def __repr__(self) -> str:
        return repr(self._unread)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    @property
    def headers(self) -> CIMultiDictProxy[str]:
        """The headers; names are found in any case, and `getall` returns every value of one."""
        return self.response.headers

    @property
    def media_type(self) -> str:
        """The media type with its parameters; empty if the server does not say."""
        return self._unread.media_type

    @property
    def content(self) -> aiohttp.StreamReader:
        """The body as it arrives: `read(n)`, `readline()`, `iter_any()`, `iter_chunked(n)`, or line by line.

        Its errors are those of aiohttp.
        """
        return self.response.content

    @property
    def data(self) -> Optional[bytes]:
        """The body, or None if it was not read yet."""
        return self._unread.data

    @property
    def closed(self) -> bool:
        """True if the response was closed, or the body was read to its end."""
        return self._unread.closed or self.response.closed

    def getheaders(self) -> CIMultiDictProxy[str]:
        """Return the headers."""
        return self.headers

    def getheader(self, name: str, default: Optional[str] = None) -> Optional[str]:
        """Return a header, or the default if the response does not have it."""
        return self.headers.get(name, default)

    async def read(self) -> bytes:
        """Read the whole body, or return it again.

        Raises:
            TransportException: the connection was lost, or no data arrived within the timeout.
            BodyGoneException: the response was closed.
        """
        return await self._unread.read()

    async def text(self, encoding: Optional[str] = None, errors: str = "strict") -> str:
        """Read the body and decode it.

        Args:
            encoding: The character encoding; by default that of the Content-Type, else UTF-8.
            errors: How to handle bytes that are not in the encoding, as in `bytes.decode`.

        Raises:
            TransportException: the connection was lost, or no data arrived within the timeout.
            BodyGoneException: the response was closed.
        """
        await self.read()
        return await self.response.text(encoding, errors)

    async def json(
        self,
        *,
        encoding: Optional[str] = None,
        loads: Callable[[str], Any] = json.loads,
        content_type: Optional[str] = "application/json",
    ) -> Any:
        """Read the body and parse it as JSON.

        Args:
            encoding: The character encoding; by default that of the Content-Type, else UTF-8.
            loads: Function that parses a string.
            content_type: Media type that the response must have; None accepts all.

        Raises:
            aiohttp.ContentTypeError: the response has another media type.
            TransportException: the connection was lost, or no data arrived within the timeout.
            BodyGoneException: the response was closed.
        """
        await self.read()
        return await self.response.json(encoding=encoding, loads=loads, content_type=content_type)

    def iter_bytes(self, size: int = 65_536) -> AsyncIterator[bytes]:
        """Yield the body as it arrives, in chunks of up to `size` bytes; nothing is kept.

        Raises:
            TransportException: the connection was lost, or no data arrived within the timeout.
            BodyGoneException: the response was closed, or read in chunks before.
        """
        return self._unread.iter_bytes(size)

    async def save_to(self, path: Union[str, os.PathLike[str]], progress: Optional[Progress] = None) -> Path:
        """Write the body to a file as it arrives; after a failure the file is as before.

        If the connection is lost, the rest is requested, as often as the retries of the call allow, if the server
        supports ranges.

        Args:
            path: The file.
            progress: Called with the number of bytes received, and the total or None.

        Raises:
            ApiException: the status is not 2xx.
            UnexpectedResponseException: the response is a part that was not requested.
            TransportException: the connection was lost, or no data arrived within the timeout.
            BodyGoneException: the response was closed, or read in chunks before.
            OSError: the file cannot be written.
        """
        return await self._unread.save_to(path, progress)

    def release(self) -> Awaitable[None]:
        """Return the connection to the pool; the rest of the body is not read."""
        released: Awaitable[None] = self.response.release()
        return released

    def close(self) -> None:
        """Close the response, and the connection if the body was not read to its end."""
        self._unread.close()


def is_of_library(response: RESTResponse) -> bool:
    """Return True if a response comes from aiohttp, not from a test double of its session."""
    return isinstance(cast("Any", response.response), aiohttp.ClientResponse)
