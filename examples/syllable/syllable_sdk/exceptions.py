"""Everything that this package raises.

    OpenApiException
    ├── ApiTypeError                    also a TypeError
    ├── ApiValueError                   also a ValueError: settings that cannot be
    │   └── ArgumentError               also an ApiTypeError: an argument does not fit; nothing was sent
    ├── ApiAttributeError               also an AttributeError
    ├── ApiKeyError                     also a KeyError
    ├── ClientClosedException           also a RuntimeError: the client was closed before
    ├── BodyGoneException               also a RuntimeError: a body was read or given up before
    ├── OperationFailedException        what was waited for has failed: `value` has what came
    ├── WaitTimeoutException            also a TimeoutError: it is not done in time: `value` has what came last
    └── ApiException                    a call was made and has no value: `status`, `headers`, `body`, `data`
        ├── BadRequestException         400        ├── ContentTooLargeException       413
        ├── UnauthorizedException       401        ├── UnsupportedMediaTypeException  415
        ├── ForbiddenException          403        ├── UnprocessableEntityException   422
        ├── NotFoundException           404        ├── TooManyRequestsException       429
        ├── MethodNotAllowedException   405        └── ServiceException               5xx
        ├── RequestTimeoutException     408
        ├── ConflictException           409
        ├── UnexpectedResponseException also a ValueError: a response came that is not as described
        └── TransportException          no response came; also urllib3's MaxRetryError; `status` is 0
            ├── ConnectionException     also a ConnectionError: no connection, or it was lost
            └── TimeoutException        also a TimeoutError, and urllib3's ReadTimeoutError

All of them can be pickled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from urllib3.exceptions import MaxRetryError, ReadTimeoutError

from ._headers import request_id

E = TypeVar("E", bound="type[ApiException]")
LONGEST = 4_000
"""Characters that the text of an error shows of a body."""


class OpenApiException(Exception):
    """The base of all exceptions of this package."""

    def __reduce__(self) -> tuple[Any, ...]:
        return restore, (type(self), self.args, self.__dict__)


def restore(kind: type[OpenApiException], args: tuple[Any, ...], state: Mapping[str, Any]) -> OpenApiException:
    """Make an exception again that was pickled, whatever its constructor asks for."""
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


def render_path(path_to_item: Iterable[str | int]) -> str:
    """Print the way to a value: `['messages'][0]`."""
    return "".join(f"[{step!r}]" for step in path_to_item)


def located(msg: str, path_to_item: Iterable[str | int] | None) -> str:
    """Add to a message where the value stands."""
    return f"{msg} at {render_path(path_to_item)}" if path_to_item else msg


class ApiTypeError(OpenApiException, TypeError):
    """A value has a type that it cannot have."""

    def __init__(
        self,
        msg: str,
        path_to_item: Sequence[str | int] | None = None,
        valid_classes: tuple[type, ...] | None = None,
        key_type: bool | None = None,
    ) -> None:
        super().__init__(located(msg, path_to_item))
        self.path_to_item = path_to_item
        self.valid_classes = valid_classes
        self.key_type = key_type


class ApiValueError(OpenApiException, ValueError):
    """A value cannot be used."""

    def __init__(self, msg: str, path_to_item: Sequence[str | int] | None = None) -> None:
        super().__init__(located(msg, path_to_item))
        self.path_to_item = path_to_item


class ApiAttributeError(OpenApiException, AttributeError):
    """An attribute is not there."""

    def __init__(self, msg: str, path_to_item: Sequence[str | int] | None = None) -> None:
        super().__init__(located(msg, path_to_item))
        self.path_to_item = path_to_item


class ApiKeyError(OpenApiException, KeyError):
    """A key is not there."""

    def __init__(self, msg: str, path_to_item: Sequence[str | int] | None = None) -> None:
        super().__init__(located(msg, path_to_item))
        self.path_to_item = path_to_item

    __str__ = Exception.__str__
    """A KeyError would show its message in quotes."""


class ArgumentError(ApiValueError, ApiTypeError):
    """An argument of a call does not fit what the operation takes. Nothing was sent.

    Attributes:
        argument: The argument's name.
    """

    def __init__(self, argument: str, problem: str) -> None:
        Exception.__init__(self, f"{argument}: {problem}")
        self.argument = argument
        self.path_to_item = None


class ClientClosedException(OpenApiException, RuntimeError):
    """The client was used after it was closed."""


class BodyGoneException(OpenApiException, RuntimeError):
    """A body that is not kept was wanted once more: it was read in pieces, or its response was closed."""


class OperationFailedException(OpenApiException):
    """What was waited for has failed on the server.

    Attributes:
        value: What the server shows of it.
    """

    def __init__(self, msg: str, value: Any = None) -> None:
        super().__init__(msg)
        self.value = value


class WaitTimeoutException(OpenApiException, TimeoutError):
    """What was waited for was not done in time; it goes on at the server.

    Attributes:
        value: What the server showed of it last, or None.
    """

    def __init__(self, msg: str, value: Any = None) -> None:
        super().__init__(msg)
        self.value = value


@dataclass(frozen=True)
class SentRequest:
    """What was sent, without what could be secret."""

    method: str
    url: str
    """Without user name, password and query."""
    attempts: int = 1
    """How often it was sent."""


class ApiException(OpenApiException):
    """A call brought no value.

    Attributes:
        request: What was sent, and how often; None if the exception was made by hand.
        status: The status of the response, or 0 where none came.
        reason: The phrase beside the status, or why there is no response.
        headers: The header fields of the response, or None.
        body: The response's body as text, or None.
        data: The body as the model that is declared for the status, or None.
    """

    status: int | None
    reason: str | None
    body: str | None
    data: Any
    headers: Mapping[str, str] | None
    request: SentRequest | None = None

    def __init__(
        self,
        status: int | None = None,
        reason: str | None = None,
        http_resp: Any = None,
        *,
        body: str | None = None,
        data: Any = None,
    ) -> None:
        Exception.__init__(self, status, reason)
        self.status = http_resp.status if status is None and http_resp is not None else status
        self.reason = http_resp.reason if reason is None and http_resp is not None else reason
        self.headers = None if http_resp is None else http_resp.headers
        self.body = body_text(http_resp) if body is None and http_resp is not None else body
        self.data = data
        self.request = getattr(http_resp, "sent", None)

    @classmethod
    def from_response(cls, *, http_resp: Any, body: str | None, data: Any) -> NoReturn:
        """Raise the exception for the status of a response, which is one of this class, too."""
        raise class_for(http_resp.status, cls)(http_resp=http_resp, body=body, data=data)

    @property
    def request_id(self) -> str | None:
        """What the server calls the request, for its logs and its support: `X-Request-Id` and the like; or None."""
        return request_id(self.headers)

    def __repr__(self) -> str:
        """Say what the status is, and not what is in the body."""
        return f"{type(self).__name__}(status={self.status}, reason={self.reason!r})"

    def __str__(self) -> str:
        lines = [f"({self.status})", f"Reason: {self.reason}"]
        if self.headers:
            lines.append(f"HTTP response headers: {self.headers}")
        if self.body:
            lines.append(f"HTTP response body: {shortened(self.body)}")
        if self.data:
            lines.append(f"HTTP response data: {shortened(str(self.data))}")
        return "\n".join(lines) + "\n"


def shortened(text: str) -> str:
    """Return a text as the text of an error has it, where a long one would hide the rest."""
    more = len(text) - LONGEST
    return text if more <= 0 else f"{text[:LONGEST]}… ({more:,} more characters)"


APIError = ApiException
"""The same by the name that SDKs give it."""


def body_text(http_resp: Any) -> str | None:
    """Return the body of a response that was read, as text; bytes that are none are replaced."""
    data = http_resp.data
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else data


BY_STATUS: dict[int, type[ApiException]] = {}
BOTH: dict[tuple[type[ApiException], type[ApiException]], type[ApiException]] = {}


def status(code: int) -> Callable[[E], E]:
    """Register the exception for a status."""

    def register(kind: E) -> E:
        BY_STATUS[code] = kind
        return kind

    return register


def class_for(code: int, kind: type[ApiException] = ApiException) -> type[ApiException]:
    """Return the exception for a status that is also of a kind."""
    found = BY_STATUS.get(code) or (ServiceException if 500 <= code <= 599 else ApiException)
    return found if issubclass(found, kind) else kind if issubclass(kind, found) else both(kind, found)


def both(kind: type[ApiException], found: type[ApiException]) -> type[ApiException]:
    """Return the class of what is both: the exception that a document names, and the one of its status."""

    def reduce(error: ApiException) -> tuple[Any, ...]:
        return restore_both, (kind, found, error.args, error.__dict__)

    content: dict[str, Any] = {"__module__": kind.__module__, "__reduce__": reduce}
    return BOTH.setdefault((kind, found), type(kind.__name__, (kind, found), content))


def restore_both(
    kind: type[ApiException], found: type[ApiException], args: tuple[Any, ...], state: Mapping[str, Any]
) -> OpenApiException:
    """Make an exception again that was pickled and is of two classes."""
    return restore(both(kind, found), args, state)


@status(400)
class BadRequestException(ApiException):
    """The server could not make sense of the request."""


@status(401)
class UnauthorizedException(ApiException):
    """The server wants to know who calls, or does not accept the credentials."""


@status(403)
class ForbiddenException(ApiException):
    """The caller may not do this."""


@status(404)
class NotFoundException(ApiException):
    """There is nothing under that name."""


@status(405)
class MethodNotAllowedException(ApiException):
    """What is there does not have the method."""


@status(408)
class RequestTimeoutException(ApiException):
    """The server gave up waiting for the request."""


@status(409)
class ConflictException(ApiException):
    """The state on the server does not allow it."""


@status(413)
class ContentTooLargeException(ApiException):
    """The request is larger than the server accepts."""


@status(415)
class UnsupportedMediaTypeException(ApiException):
    """The body is of a media type that the server does not take."""


@status(422)
class UnprocessableEntityException(ApiException):
    """The request does not fit the specification; `data` often says where."""


@status(429)
class TooManyRequestsException(ApiException):
    """The caller should slow down; the header `Retry-After` may say for how long."""


class ServiceException(ApiException):
    """The server failed."""


class UnexpectedResponseException(ApiException, ValueError):
    """A response came, and its body is not what the specification describes; it is in `body`."""


class TransportException(ApiException, MaxRetryError):
    """No response came. The cause is the error of the library that made the connection.

    Attributes:
        url: Where the request went, without its query.
    """

    reason: Any
    """A text; the base classes do not agree on its type."""
    pool: Any = None
    """Nothing, for those who look for it in an error of urllib3."""

    def __init__(self, reason: str, request: SentRequest) -> None:
        ApiException.__init__(self, 0, reason)
        self.url = request.url
        self.request = request

    def __str__(self) -> str:
        return f"{super().__str__()}Request: {self.request.method} {self.url}\n" if self.request else super().__str__()


class ConnectionException(TransportException, ConnectionError):
    """There was no connection to the server, or it was lost before the response was complete."""


class TimeoutException(TransportException, ReadTimeoutError, TimeoutError):
    """The server did not connect, or did not answer, in time."""
