"""Exceptions of this package.

    OpenApiException
    ├── ApiTypeError                    also a TypeError
    ├── ApiValueError                   also a ValueError: settings that cannot be
    │   └── ArgumentError               also an ApiTypeError: an argument is not valid; nothing was sent
    │       └── FileArgumentError       also an OSError: a file cannot be read
    │           └── MissingFileError    also a FileNotFoundError
    ├── ApiAttributeError               also an AttributeError
    ├── ApiKeyError                     also a KeyError
    ├── ClientClosedException           also a RuntimeError: the client was closed during a call
    ├── BodyGoneException               also a RuntimeError: a body was read or given up before
    ├── OperationFailedException        what was waited for has failed: `value` has what came
    ├── WaitTimeoutException            also a TimeoutError: it is not done in time: `value` has what came last
    └── APIError                        a call failed: `status`, `reason`, `headers`, `body`, `data`, `request`
        ├── ApiException                the response is an error
        │   ├── BadRequestException         400        ├── ContentTooLargeException       413
        │   ├── UnauthorizedException       401        ├── UnsupportedMediaTypeException  415
        │   ├── ForbiddenException          403        ├── UnprocessableEntityException   422
        │   ├── NotFoundException           404        ├── TooManyRequestsException       429
        │   ├── MethodNotAllowedException   405        └── ServiceException               5xx
        │   ├── RequestTimeoutException     408
        │   ├── ConflictException           409
        │   └── UnexpectedResponseException also a ValueError: the response does not match the spec
        └── TransportException          no response; also urllib3's MaxRetryError; `status` is 0
            ├── ConnectionException     also a ConnectionError: connecting failed, or the connection was lost
            │   └── TLSException        also an ApiException and urllib3's SSLError: the TLS handshake failed
            └── TimeoutException        also a TimeoutError and urllib3's ReadTimeoutError

A transport exception is also an instance of the class that the HTTP library raised (urllib3's or aiohttp's).

All of them can be pickled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from urllib3.exceptions import MaxRetryError, ReadTimeoutError, SSLError

from ._document import DROP_IN
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


class FileArgumentError(ArgumentError, OSError):
    """A file to upload cannot be read. Nothing was sent."""

    __str__ = Exception.__str__

    def __init__(self, argument: str, problem: str, error: OSError) -> None:
        super().__init__(argument, problem)
        self.errno, self.strerror, self.filename = error.errno, error.strerror, error.filename

    def __reduce__(self) -> tuple[Any, ...]:
        error = OSError(self.errno, self.strerror, self.filename)
        return type(self), (self.argument, str(self).removeprefix(f"{self.argument}: "), error)


class MissingFileError(FileArgumentError, FileNotFoundError):
    """A file to upload, or one with certificates, does not exist. Nothing was sent."""


class ClientClosedException(OpenApiException, RuntimeError):
    """The client was closed while a call was about to send another request: a retry or a redirect."""


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


class APIError(OpenApiException):
    """A call failed: the response is an error, or there is no response.

    Attributes:
        request: The request and the number of attempts; None if the exception was made by hand.
        status: The status code of the response, or 0 if there is none.
        reason: The reason phrase of the response, or the cause if there is no response.
        headers: The headers of the response, or None.
        body: The body of the response as a string, or None.
        data: The body as the model that the spec declares for the status, or None.
    """

    status: int | None = None
    reason: Any = None
    body: str | None = None
    data: Any = None
    headers: Mapping[str, str] | None = None
    request: SentRequest | None = None

    @property
    def request_id(self) -> str | None:
        """The ID that the server gave to the request (`X-Request-Id` and similar headers), or None."""
        return request_id(self.headers)

    def __repr__(self) -> str:
        """Show the status and the reason, not the body."""
        return f"{type(self).__name__}(status={self.status}, reason={self.reason!r})"


class ApiException(APIError):
    """The response of a call is an error."""

    reason: str | None

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
        self.headers = None if http_resp is None else headers_of(http_resp)
        self.body = body_text(http_resp) if body is None and http_resp is not None else body
        self.data = data
        self.request = getattr(http_resp, "sent", None)

    @classmethod
    def from_response(cls, *, http_resp: Any, body: str | None, data: Any) -> NoReturn:
        """Raise the exception for the status of a response, which is one of this class, too."""
        raise class_for(http_resp.status, cls)(http_resp=http_resp, body=body, data=data)

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
    """Return a body or its model as the message of an error shows it; style sdk cuts off long ones."""
    more = len(text) - LONGEST
    return text if DROP_IN or more <= 0 else f"{text[:LONGEST]}… ({more:,} more characters)"


def headers_of(http_resp: Any) -> Any:
    """Return the headers of a response, or of a stub that has only `headers` or only `getheaders()`."""
    return http_resp.headers if hasattr(http_resp, "headers") else http_resp.getheaders()


def body_text(http_resp: Any) -> str | None:
    """Return the body of a response as a string, invalid bytes replaced; None if it was not read."""
    data = getattr(http_resp, "data", None)
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


class TransportException(APIError, MaxRetryError):
    """There is no response, or it broke off.

    Attributes:
        url: The URL of the request, without its query.
        reason: The error of the HTTP library, or a message. A string after unpickling.
    """

    status: int | None = 0
    pool: Any = None
    """Always None; urllib3's errors have the attribute."""

    def __init__(self, reason: Any, request: SentRequest, cause: BaseException | None = None) -> None:
        Exception.__init__(self, 0, str(reason))
        self.reason = reason if cause is None else cause
        self.message = str(reason)
        self.url = request.url
        self.request = request

    def __str__(self) -> str:
        return f"{self.request.method} {self.url}: {self.message}" if self.request else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        state: dict[str, Any] = {name: getattr(self, name) for name in ("message", "url", "request")}
        state["reason"] = str(self.reason)
        bases = BASES.get(type(self), (type(self), type(self)))
        return restore_mixed, (*bases, self.args, state)


class ConnectionException(TransportException, ConnectionError):
    """Connecting to the server failed, or the connection was lost before the response was complete."""


class TLSException(ConnectionException, ApiException, SSLError):
    """The TLS handshake failed, for example because the server's certificate is not trusted."""

    reason: Any = None
    __init__ = ConnectionException.__init__
    __str__ = ConnectionException.__str__


class TimeoutException(TransportException, ReadTimeoutError, TimeoutError):
    """Connecting or reading took longer than the timeout."""


MIXED: dict[tuple[type[TransportException], type[BaseException]], type[TransportException]] = {}
BASES: dict[type[OpenApiException], tuple[type[TransportException], type[BaseException]]] = {}
"""The two bases of each class that `mixed` made."""


def mixed(kind: type[TransportException], library_error: type[BaseException]) -> type[TransportException]:
    """Return a class that is both: ours, and that of the HTTP library; ours alone if Python cannot combine them."""
    bases = (kind, library_error)
    if issubclass(kind, library_error):
        return kind
    if bases not in MIXED:
        content: dict[str, Any] = {"__module__": kind.__module__}
        try:
            MIXED[bases] = type(kind.__name__, bases, content)
        except TypeError:
            return kind
        BASES[MIXED[bases]] = bases
    return MIXED[bases]


def transport_error(
    kind: type[TransportException],
    error: BaseException,
    request: SentRequest,
    library_error: type[BaseException] | None = None,
) -> TransportException:
    """Make the exception for an error of the HTTP library; it is also an instance of that error's class.

    Args:
        kind: The class of this package.
        error: What went wrong, without secrets.
        request: The request that failed.
        library_error: The class that the library raised, if it is not that of the error.
    """
    raised = library_error or type(error)
    made = mixed(kind, raised)(f"{raised.__name__}: {error}", request, error)
    for name, value in vars(error).items():
        if not hasattr(made, name):
            setattr(made, name, value)
    if isinstance(error, OSError) and isinstance(made, OSError):
        made.errno, made.strerror = error.errno, error.strerror
    return made


def restore_mixed(
    kind: type[TransportException],
    library_error: type[BaseException],
    args: tuple[Any, ...],
    state: Mapping[str, Any],
) -> OpenApiException:
    """Recreate a transport exception from its pickled form."""
    return restore(mixed(kind, library_error), args, state)
