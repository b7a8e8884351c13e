"""The tree of exceptions, which callers of usual clients find what they catch in."""

from __future__ import annotations

import inspect
import pickle
from typing import Any

import pytest
import urllib3

from portal_client import ErrorResponse, exceptions
from portal_client._answer import Received
from portal_client._headers import Headers

ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "ApiTypeError": ("no", ["a", 0], (int,), True),
    "ApiValueError": ("no", ["a", 0]),
    "ApiAttributeError": ("no", ["a", 0]),
    "ApiKeyError": ("no", ["a", 0]),
    "ArgumentError": ("files", "no"),
    "FileArgumentError": ("files", "no", OSError(5, "broken")),
    "MissingFileError": ("files", "no", FileNotFoundError(2, "missing", "x")),
    "TLSException": ("not trusted", exceptions.SentRequest("GET", "http://x")),
    "TransportException": ("lost", exceptions.SentRequest("GET", "http://x")),
    "ConnectionException": ("lost", exceptions.SentRequest("GET", "http://x")),
    "TimeoutException": ("late", exceptions.SentRequest("GET", "http://x")),
}


def every() -> list[Exception]:
    classes = [
        kind
        for _, kind in inspect.getmembers(exceptions, inspect.isclass)
        if issubclass(kind, exceptions.OpenApiException)
    ]
    received = Received(404, "Not Found", Headers([("X", "1")]), b'{"detail": "no"}')
    data = ErrorResponse(detail="no")
    made: list[Exception] = []
    for kind in classes:
        if kind.__name__ in ARGUMENTS:
            made.append(kind(*ARGUMENTS[kind.__name__]))
        elif issubclass(kind, exceptions.ApiException):
            made.append(kind(http_resp=received, data=data))
        else:
            made.append(kind("no"))
    return made


@pytest.mark.parametrize("error", every(), ids=lambda error: type(error).__name__)
def test_every_exception_can_be_pickled(error: Exception) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (str(again), again.args, vars(again)) == (str(error), error.args, vars(error))


@pytest.mark.parametrize("error", every(), ids=lambda error: type(error).__name__)
def test_every_exception_is_in_the_drawn_tree(error: Exception) -> None:
    assert type(error).__name__ in (exceptions.__doc__ or "")


@pytest.mark.parametrize(
    ("name", "bases"),
    [
        ("ApiTypeError", (TypeError,)),
        ("ApiValueError", (ValueError,)),
        ("ApiAttributeError", (AttributeError,)),
        ("ApiKeyError", (KeyError,)),
        ("ArgumentError", (exceptions.ApiValueError, exceptions.ApiTypeError)),
        ("FileArgumentError", (exceptions.ArgumentError, OSError)),
        ("MissingFileError", (exceptions.FileArgumentError, FileNotFoundError)),
        ("ClientClosedException", (RuntimeError,)),
        ("BodyGoneException", (RuntimeError,)),
        ("UnexpectedResponseException", (exceptions.ApiException, ValueError)),
        (
            "TransportException",
            (exceptions.APIError, urllib3.exceptions.MaxRetryError, urllib3.exceptions.HTTPError),
        ),
        ("ConnectionException", (exceptions.TransportException, ConnectionError)),
        ("TLSException", (exceptions.ConnectionException, exceptions.ApiException, urllib3.exceptions.SSLError)),
        ("TimeoutException", (exceptions.TransportException, TimeoutError, urllib3.exceptions.ReadTimeoutError)),
    ],
)
def test_exceptions_are_also_what_callers_catch(name: str, bases: tuple[type, ...]) -> None:
    assert issubclass(getattr(exceptions, name), bases[0])
    assert all(issubclass(getattr(exceptions, name), base) for base in bases)


def test_a_problem_says_where_the_value_stands() -> None:
    assert exceptions.render_path(["a", 0]) == "['a'][0]"
    assert str(exceptions.ApiKeyError("no", ["a", 0])) == "no at ['a'][0]"


def test_an_error_shows_status_reason_headers_and_body() -> None:
    received = Received(404, "Not Found", Headers([("X", "1")]), b"gone")
    assert str(exceptions.ApiException(http_resp=received)) == (
        "(404)\nReason: Not Found\nHTTP response headers: Headers({'X': '1'})\nHTTP response body: gone\n"
    )


def test_the_repr_of_an_error_says_its_status_and_nothing_of_its_body() -> None:
    received = Received(404, "Not Found", Headers([("X", "1")]), b"gone")
    error = exceptions.NotFoundException(http_resp=received)
    assert repr(error) == "NotFoundException(status=404, reason='Not Found')"


def test_from_response_raises_by_status() -> None:
    with pytest.raises(exceptions.ConflictException) as caught:
        exceptions.ApiException.from_response(http_resp=Received(409, "No", Headers(), b"x"), body="x", data=1)
    assert (caught.value.status, caught.value.body, caught.value.data) == (409, "x", 1)
