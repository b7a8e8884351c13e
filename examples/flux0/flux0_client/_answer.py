"""Responses, as far as they are alike whichever transport brought them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Optional, TypeVar

from typing_extensions import TypeIs

from ._headers import Headers
from ._media import charset
from ._retry import RetryConfig
from .exceptions import BodyGoneException, SentRequest, TransportException

R = TypeVar("R")
"""What a request that is sent again returns: a response, or what brings one when it is awaited."""
UNKNOWN = SentRequest("", "")


class Answer:
    """What came back: status and header fields, and the body once it was read.

    Attributes:
        status: The status code.
        reason: The phrase beside it.
        sent: What it is the response to.
    """

    status: int
    reason: Optional[str]
    sent: SentRequest
    _data: Optional[bytes] = None
    _headers: Optional[Headers] = None

    @property
    def data(self) -> Optional[bytes]:
        """The body, or None if it was not read yet."""
        return self._data

    @data.setter
    def data(self, data: Optional[bytes]) -> None:
        self._data = data

    @property
    def headers(self) -> Headers:
        """The header fields; names are found in any case."""
        if self._headers is None:
            self._headers = Headers(self._fields())
        return self._headers

    @property
    def media_type(self) -> str:
        """The media type of the body; empty if the server does not say."""
        return self.headers.get("content-type", "")

    @property
    def content(self) -> bytes:
        """The body; empty as long as it was not read."""
        return self._data or b""

    @property
    def text(self) -> str:
        """The body as text; what is not in its encoding is replaced."""
        try:
            return self.content.decode(charset(self.media_type), "replace")
        except (LookupError, ValueError):  # some encodings cannot replace anything
            return self.content.decode("utf-8", "replace")

    def _fields(self) -> Iterable[tuple[str, str]]:
        return ()


def is_answer(response: object) -> TypeIs[Answer]:
    """Whether a response is one of ours, and no stand-in such as `MagicMock(spec=RESTResponse)`."""
    return issubclass(type(response), Answer)


class Received(Answer):
    """A response that was read to its end."""

    def __init__(
        self, status: int, reason: Optional[str], headers: Headers, data: bytes, sent: SentRequest = UNKNOWN
    ) -> None:
        self.status = status
        self.reason = reason
        self.data = data
        self.sent = sent
        self._headers = headers


@dataclass(frozen=True)
class Again(Generic[R]):
    """The ways to ask again for a body that broke off."""

    whole: Callable[[TransportException], R]
    """Makes another attempt at the call; raises the failure if there is none left."""
    part: Callable[[Mapping[str, str]], R]
    """Asks for what is lacking, by further header fields."""
    policy: RetryConfig


class ResponseCore(Answer, Generic[R]):
    """What the responses of both transports have: they are handed out before their bodies were read.

    Attributes:
        response: The response as the transport has it.
        begun: Whether the body is read, was, or was given up.
        deadline: When it has to be there, by the clock of the transport.
        again: The ways to ask for it again if it breaks off, where that is wanted.
        part_wanted: Whether a part came (206), and the caller had asked for one.
        reopen: The way to ask for a stream once more, with further header fields.
    """

    begun = False
    deadline: Optional[float] = None
    again: Optional[Again[R]] = None
    part_wanted = False
    reopen: Optional[Callable[[Mapping[str, str], RetryConfig], R]] = None

    def __init__(self, resp: Any, sent: SentRequest = UNKNOWN) -> None:
        self.response = resp
        self.status = resp.status
        self.reason = resp.reason
        self.sent = sent

    def __repr__(self) -> str:
        """Say what came, not what is in it."""
        about = self.media_type or "no media type"
        return f"<{type(self).__name__} {self.status}: {about}, {'read' if self._data is not None else 'not read yet'}>"

    def getheaders(self) -> Headers:
        """Return the header fields."""
        return self.headers

    def getheader(self, name: str, default: Optional[str] = None) -> Optional[str]:
        """Return a header field."""
        return self.headers.get(name, default)

    def begin(self) -> None:
        """Note that the body is read from here on, which can be done once.

        Raises:
            BodyGoneException: it was read in pieces, or given up.
        """
        if self.begun:
            raise BodyGoneException("the body was given up, or read in pieces; read() keeps it")
        self.begun = True
