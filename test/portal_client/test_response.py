"""What becomes of a response: a value, or the error that it is."""

from __future__ import annotations

import contextlib
import gc
import json
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pydantic
import pytest

from portal_client import ApiException, ApiResponse, ErrorResponse, Session, SessionsApi, exceptions
from portal_client._answer import Received
from portal_client._headers import Headers
from portal_client._operation import Operation, Response
from portal_client._response import read
from portal_client.exceptions import UnexpectedResponseException

from .wire import SESSION, Wire, client_on


def value_of(content: dict[str, Any], media_type: str, data: bytes, status: int = 200, key: str = "200") -> Any:
    operation: Operation[Any] = Operation("op", "GET", "/", responses={key: Response(content)})
    return read(operation, Received(status, "OK", Headers([("content-type", media_type)]), data))


@pytest.mark.parametrize(
    ("declared", "media_type", "data", "expected"),
    [
        ("application/json", "application/json", b'["a"]', ["a"]),
        ("application/json", "application/json; charset=latin-1", '["ü"]'.encode("latin-1"), ["ü"]),
        ("application/json", "application/hal+json", b'["a"]', ["a"]),
        ("application/json", "text/json", b'["a"]', ["a"]),
        ("application/json", "", b'["a"]', ["a"]),
        ("application/json", "text/plain", b'["a"]', ["a"]),
        ("application/vnd.x+json", "application/json", b'["a"]', ["a"]),
        ("application/json; charset=utf-8", "application/json", b'["a"]', ["a"]),
    ],
)
def test_json_is_read_whatever_it_is_called(declared: str, media_type: str, data: bytes, expected: Any) -> None:
    assert value_of({declared: lambda: list[str]}, media_type, data) == expected


@pytest.mark.parametrize(
    ("declared", "media_type", "type_", "data", "expected"),
    [
        ("text/csv", "text/csv; charset=utf-16", str, "a,ü".encode("utf-16"), "a,ü"),
        ("text/*", "text/vnd.x1", str, b"x", "x"),
        ("application/pdf", "application/pdf", bytes, b"%PDF\xff", b"%PDF\xff"),
        ("*/*", "audio/wav", bytes, b"\x00", b"\x00"),
    ],
)
def test_texts_and_bytes_are_read_as_they_are(
    declared: str, media_type: str, type_: type, data: bytes, expected: Any
) -> None:
    assert value_of({declared: lambda: type_}, media_type, data) == expected


@pytest.mark.parametrize("key", ["201", "2XX", "default"])
def test_statuses_are_looked_up_by_code_range_and_default(key: str) -> None:
    assert value_of({"application/json": lambda: int}, "application/json", b"1", 201, key) == 1


@pytest.mark.parametrize(("status", "key"), [(201, "200"), (204, "204"), (205, "2XX")])
def test_a_success_without_declared_content_has_no_value(status: int, key: str) -> None:
    assert value_of({"application/json": lambda: int}, "application/json", b"", status, key) is None


def test_an_answer_to_head_has_no_value() -> None:
    operation: Operation[Any] = Operation("op", "HEAD", "/", responses={"200": Response({"text/csv": lambda: str})})
    assert read(operation, Received(200, "OK", Headers(), b"")) is None


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, ApiException),
        (400, exceptions.BadRequestException),
        (401, exceptions.UnauthorizedException),
        (403, exceptions.ForbiddenException),
        (404, exceptions.NotFoundException),
        (405, exceptions.MethodNotAllowedException),
        (408, exceptions.RequestTimeoutException),
        (409, exceptions.ConflictException),
        (413, exceptions.ContentTooLargeException),
        (415, exceptions.UnsupportedMediaTypeException),
        (418, ApiException),
        (422, exceptions.UnprocessableEntityException),
        (429, exceptions.TooManyRequestsException),
        (500, exceptions.ServiceException),
        (599, exceptions.ServiceException),
    ],
)
def test_each_status_raises_its_class(sessions: SessionsApi, wire: Wire, status: int, kind: type[ApiException]) -> None:
    wire.answer({"detail": "no"}, status=status, headers={"X-Request-Id": "7"})
    with pytest.raises(ApiException) as caught:
        sessions.get_session("s")
    error = caught.value
    assert type(error) is kind
    assert (error.status, error.reason, error.body) == (status, "Because", '{"detail": "no"}')
    assert error.headers is not None
    assert error.headers["x-request-id"] == "7"


def test_an_error_has_its_model(sessions: SessionsApi, wire: Wire) -> None:
    wire.answer({"detail": "no", "hint": "yes"}, status=404)
    with pytest.raises(ApiException) as caught:
        sessions.get_session("s")
    assert isinstance(caught.value.data, ErrorResponse)
    assert caught.value.data.model_extra == {"hint": "yes"}


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"detail": 1}'])
def test_a_body_that_does_not_fit_never_hides_the_status(sessions: SessionsApi, wire: Wire, body: bytes) -> None:
    wire.answer(status=404, body=body)
    with pytest.raises(exceptions.NotFoundException) as caught:
        sessions.get_session("s")
    assert (caught.value.data, caught.value.body) == (None, body.decode())


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"id": 1}', b"[]"])
def test_a_value_that_does_not_fit_is_our_error_with_the_response_in_it(
    sessions: SessionsApi, wire: Wire, body: bytes
) -> None:
    wire.answer(body=body, headers={"X-Request-Id": "7"})
    with pytest.raises(UnexpectedResponseException, match="get_session: the response does not fit") as caught:
        sessions.get_session("s")
    error = caught.value
    assert isinstance(error, ValueError)
    assert isinstance(error.__cause__, pydantic.ValidationError)
    assert (error.status, error.body, dict(error.headers or {})["X-Request-Id"]) == (200, body.decode(), "7")


def test_without_client_side_validation_what_does_not_fit_is_handed_on(wire: Wire) -> None:
    odd = {**SESSION, "id": 7, "created_at": "yesterday", "messages": [{"text": None, "role": "user"}], "status": "New"}
    wire.answer(odd)
    session = SessionsApi(client_on(wire, client_side_validation=False)).get_session("s")
    assert isinstance(session, Session)
    assert (session.id, session.created_at, session.thread_id) == (7, "yesterday", "t1")  # type: ignore[comparison-overlap]
    message: Any = session.messages[0]
    assert (message.text, message.role.is_known, str(session.status.value)) == (None, True, "New")
    assert session.updated_at.year == 2024


@pytest.mark.parametrize("body", [b"<html>", b"[1]"])
def test_without_client_side_validation_what_has_no_shape_is_handed_on_too(wire: Wire, body: bytes) -> None:
    wire.answer(body=body)
    value: Any = SessionsApi(client_on(wire, client_side_validation=False)).get_session("s")
    assert value in ("<html>", [1])


def test_response_headers_can_be_written_as_json() -> None:
    headers = Headers([("Content-Type", "application/json"), ("X-Id", "7"), ("x-id", "8")])
    expected = {"Content-Type": "application/json", "X-Id": "7, 8"}
    assert json.loads(json.dumps(headers)) == headers == expected
    assert ({**headers, "A": "b"}, headers | {"A": "b"}) == ({**expected, "A": "b"},) * 2
    response = ApiResponse(status_code=200, headers=headers, data=1, raw_data=b"1")
    assert json.loads(response.model_dump_json())["headers"] == expected
    assert (headers.pop("X-Id"), "x-id" in headers, headers.get("x-id", 5)) == ("7, 8", False, 5)
    copied = pickle.loads(pickle.dumps(Headers([("A", "1"), ("a", "2")])))
    assert (copied["a"], copied.get_all("A")) == ("1, 2", ["1", "2"])


def test_header_fields_are_found_in_any_case_and_kept_apart() -> None:
    headers = Headers([("Set-Cookie", "a=1"), ("set-cookie", "b=2"), ("X-Id", "7")])
    assert (headers["x-id"], "X-ID" in headers, headers.get("none")) == ("7", True, None)
    assert headers["SET-COOKIE"] == "a=1, b=2"
    assert headers.get_all("Set-Cookie") == headers.getlist("set-cookie") == ["a=1", "b=2"]
    assert (list(headers), len(headers), dict(headers)["X-Id"]) == (["Set-Cookie", "X-Id"], 2, "7")


def test_cookies_that_the_server_sets_are_not_shown() -> None:
    assert "a=1" not in repr(Headers([("Set-Cookie", "a=1")]))


def test_a_missing_value_of_a_problem_is_not_in_its_message(sessions: SessionsApi, wire: Wire) -> None:
    wire.answer({**SESSION, "id": ["hush"]})
    with pytest.raises(UnexpectedResponseException) as caught:
        sessions.get_session("s")
    assert "id: Input should be a valid string" in str(caught.value.reason)
    assert "hush" not in str(caught.value.reason)


@pytest.fixture
def collector() -> Iterator[None]:
    yield
    gc.enable()


LARGE = json.dumps({"sessions": [SESSION] * 1_000}).encode()


@pytest.mark.usefixtures("collector")
@pytest.mark.parametrize("before", [gc.enable, gc.disable], ids=["on", "off"])
@pytest.mark.parametrize("body", [LARGE, LARGE[:-1]], ids=["read", "broken"])
def test_a_large_body_leaves_the_garbage_collector_as_it_was(
    sessions: SessionsApi, wire: Wire, before: Callable[[], None], body: bytes
) -> None:
    before()
    was = gc.isenabled()
    wire.answer(body=body)
    with contextlib.suppress(UnexpectedResponseException):
        sessions.get_sessions("a")
    assert gc.isenabled() is was


@pytest.mark.usefixtures("collector")
def test_a_large_body_is_read_without_collections(sessions: SessionsApi, wire: Wire) -> None:
    found: list[str] = []
    gc.callbacks.append(lambda phase, info: found.append(phase))
    try:
        wire.answer(body=LARGE)
        read = sessions.get_sessions("a")
        during = len(found)
    finally:
        gc.callbacks.pop()
    assert len(read.sessions or ()) == 1_000
    assert during <= 4


def test_error_message_has_the_whole_body_as_in_the_peer(sessions: SessionsApi, wire: Wire) -> None:
    wire.answer(body=b"x" * 100_000, status=500)
    with pytest.raises(ApiException) as caught:
        sessions.get_session("s")
    assert "x" * 100_000 in str(caught.value)
    assert len(caught.value.body or "") == 100_000


@pytest.mark.parametrize("name", ["idna", "undefined", "no-such", "\udcff"])
def test_an_encoding_that_cannot_be_used_does_not_hide_the_response(name: str) -> None:
    received = Received(500, None, Headers([("Content-Type", f"text/plain; charset={name}")]), b"ouch")
    assert received.text == "ouch"
