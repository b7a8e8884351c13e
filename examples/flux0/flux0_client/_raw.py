"""Unread responses with the interface of urllib3's."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Generator, Iterator
from typing import Any, Optional

from typing_extensions import Self
from urllib3 import BaseHTTPResponse, HTTPHeaderDict
from urllib3.exceptions import HTTPError

from .exceptions import BodyGoneException
from .rest import RESTResponse, cause_of, translated


class RawResponse(RESTResponse):
    """An unread response that works like `urllib3.HTTPResponse`, whatever its status.

    Attributes that are not defined here are those of urllib3's response, which is `response`.
    """

    def __init__(self, response: RESTResponse) -> None:
        super().__init__(response.response, response.sent)
        vars(self).update(vars(response))

    def __enter__(self) -> Self:
        return self  # an empty body counts as closed, which the base class refuses

    def __getattr__(self, name: str) -> Any:
        if name == "response":
            raise AttributeError(name)
        return getattr(self.response, name)

    @property
    def data(self) -> bytes:
        """The body; it is read on first use. After a partial read: the rest of it."""
        data = self._data
        if data is None:
            data = self._data = (self.response.data or b"") if self.begun else self.read()
        return data

    @data.setter
    def data(self, data: Optional[bytes]) -> None:
        self._data = data

    @property
    def closed(self) -> bool:
        """True after `close()`, and after the last byte was read unless `auto_close` is False."""
        return super().closed or bool(self.response.closed)

    @property
    def auto_close(self) -> bool:
        """True if reading the last byte closes the response; `io.TextIOWrapper` needs False."""
        return bool(self.response.auto_close)

    @auto_close.setter
    def auto_close(self, auto_close: bool) -> None:
        self.response.auto_close = auto_close

    @property
    def url(self) -> Optional[str]:
        """URL of the response."""
        return self.geturl()

    def read(
        self, amt: Optional[int] = None, decode_content: Optional[bool] = None, cache_content: bool = False
    ) -> bytes:
        """Read the body, or up to `amt` bytes of it; after its end, return an empty string.

        Args:
            amt: Most bytes to return; None returns everything that was not read yet.
            decode_content: Whether to decompress; by default True.
            cache_content: Whether `data` returns the same bytes afterwards. It does after one read of everything.

        Raises:
            TransportException: the connection was lost, or no data arrived within the timeout.
            BodyGoneException: the response was closed.
        """
        if (amt is None or amt < 0) and not self.begun and decode_content is not False:
            return super().read()
        with self._reading():
            data: bytes = self.response.read(amt, decode_content, cache_content)
        return data

    def read1(self, amt: Optional[int] = None, decode_content: Optional[bool] = None) -> bytes:
        """Read up to `amt` bytes with at most one read from the connection."""
        with self._reading():
            data: bytes = self.response.read1(amt, decode_content)
        return data

    def readinto(self, b: bytearray) -> int:
        """Read into a buffer and return the number of bytes."""
        with self._reading():
            size: int = self.response.readinto(b)
        return size

    def stream(self, amt: Optional[int] = 2**16, decode_content: Optional[bool] = None) -> Iterator[bytes]:
        """Yield the body as it arrives, in chunks of up to `amt` bytes."""
        with self._reading():
            yield from self.response.stream(amt, decode_content)

    def read_chunked(self, amt: Optional[int] = None, decode_content: Optional[bool] = None) -> Iterator[bytes]:
        """Yield the chunks of a body with chunked transfer encoding."""
        with self._reading():
            yield from self.response.read_chunked(amt, decode_content)

    def __iter__(self) -> Iterator[bytes]:
        with self._reading():
            yield from self.response

    def json(self) -> Any:
        """Read the body and parse it as JSON."""
        return json.loads(self.data)

    def readable(self) -> bool:
        """Return True: the body can be read."""
        return True

    def fileno(self) -> int:
        """Return the file descriptor of the connection."""
        number: int = self.response.fileno()
        return number

    def tell(self) -> int:
        """Return the number of bytes that were received."""
        position: int = self.response.tell()
        return position

    def geturl(self) -> Optional[str]:
        """Return the URL of the response."""
        url: Optional[str] = self.response.geturl()
        return url

    def info(self) -> HTTPHeaderDict:
        """Return the headers as urllib3 has them."""
        headers: HTTPHeaderDict = self.response.headers
        return headers

    def drain_conn(self) -> None:
        """Read and discard the rest of the body."""
        self.begun = True
        self.response.drain_conn()

    def release_conn(self) -> None:
        """Return the connection to the pool."""
        self.response.release_conn()

    @contextlib.contextmanager
    def _reading(self) -> Generator[None, None, None]:
        """Mark the body as begun, and convert urllib3's errors.

        Raises:
            BodyGoneException: the response was closed.
        """
        if super().closed:
            raise BodyGoneException("the response is closed")
        self.begun = True
        try:
            yield
        except HTTPError as error:
            raise translated(error, self.sent) from cause_of(error)


def is_of_library(response: RESTResponse) -> bool:
    """Return True if a response comes from urllib3, not from a test double of its pools."""
    return isinstance(response.response, BaseHTTPResponse)
