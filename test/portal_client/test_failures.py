"""What comes of calls that fail before there is a whole answer: the same for both kinds of clients."""

from __future__ import annotations

import time
import traceback
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from portal_client import (
    ApiException,
    ApiValueError,
    ArgumentError,
    Configuration,
    ConnectionException,
    Portal,
    TimeoutConfig,
    TimeoutException,
    TransportException,
)

from .clients import Call, awaited, blocking, either
from .servers import closed_port, drips, say, say_session, server, silent_server, stalls, url_of

IN_THE_QUERY = {"type": "api_key", "in": "query", "key": "k", "value": "hush"}


@either
def test_failures_of_the_connection_are_ours(call: Call) -> None:
    with pytest.raises(ConnectionException) as refused:
        call({"base_url": closed_port()}, "get_session", "s")
    assert isinstance(refused.value, ConnectionError)
    with silent_server() as url, pytest.raises(TimeoutException):
        call({"base_url": url, "timeout": 0.05}, "get_session", "s")


@either
def test_an_answer_that_is_late_is_waited_for_no_longer_than_asked(call: Call) -> None:
    with silent_server() as url:
        begun = time.monotonic()
        with pytest.raises(TimeoutException) as caught:
            call({"base_url": url}, "get_session", "s", _request_timeout=(1, 0.1))
        assert time.monotonic() - begun < 0.5
    assert (caught.value.status, caught.value.url) == (0, f"{url}/sessions/s")


@either
@pytest.mark.parametrize("handle", [drips, stalls])
@pytest.mark.parametrize("timeout", [0.2, TimeoutConfig(total=0.2)])
def test_a_total_timeout_holds_for_the_body_too(call: Call, timeout: Any, handle: Any) -> None:
    with server(handle) as running:
        begun = time.monotonic()
        with pytest.raises(TimeoutException):
            call({"base_url": url_of(running)}, "get_session", "s", _request_timeout=timeout)
        assert time.monotonic() - begun < 1


@either
def test_no_timeout_can_be_asked_for(call: Call) -> None:
    with server() as running:
        settings = {"configuration": Configuration(timeout=None), "base_url": url_of(running)}
        assert call(settings, "get_session", "s").id == "s1"


@either
@pytest.mark.parametrize("timeout", [0, -1, "1", (1, 2, 3), (), (0, 1), [1, 2], 1e99, float("nan")])
def test_a_timeout_that_makes_no_sense_is_refused(call: Call, timeout: Any) -> None:
    with pytest.raises(ArgumentError, match="timeout: give seconds"):
        call({}, "get_session", "s", _request_timeout=timeout)
    with pytest.raises(ArgumentError, match="timeout: give seconds"):
        call({"timeout": timeout}, "get_session", "s")


@either
def test_a_connection_that_is_lost_while_reading_is_our_error(call: Call) -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b"{")
        request.close_connection = True

    with server(handle) as running, pytest.raises(ConnectionException):
        call({"base_url": url_of(running)}, "get_session", "s")


@either
@pytest.mark.parametrize("sent", [b"no HTTP\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{", b""])
def test_no_error_shows_a_secret(call: Call, sent: bytes) -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(sent)
        request.close_connection = True

    with server(handle) as running, pytest.raises(TransportException) as caught:
        call({"base_url": url_of(running)}, "get_session", "s", _request_auth=IN_THE_QUERY)
    assert "hush" not in "".join(traceback.format_exception_only(caught.value))
    assert "hush" not in "".join(traceback.format_exception_only(caught.value.__cause__))


@either
@pytest.mark.parametrize(
    "host",
    [
        "http://",
        "http://u:hush@[bad",
        "http://a..b",
        "http://x:99999",
        "http://x:port",
        f"http://{'a' * 70}.b",
        "x.y",
    ],
)
def test_a_host_that_is_no_url_is_our_error_and_shows_no_password(call: Call, host: str) -> None:
    with pytest.raises(ApiValueError, match="is no http or https URL; give one as base_url") as caught:
        call({"base_url": host}, "get_session", "s")
    assert "hush" not in str(caught.value)


LONE = "\ud800"


@either
@pytest.mark.parametrize(
    ("operation", "arguments", "options"),
    [
        ("get_session", (LONE,), {}),
        ("get_sessions", (LONE,), {}),
        ("create_session", ("a", LONE), {}),
        ("create_session", ("a", "b", [(LONE, b"x")]), {}),
        ("get_session", ("s",), {"_headers": {"X": LONE}}),
    ],
    ids=["path", "query", "field", "file name", "header"],
)
def test_a_text_that_nothing_can_express_is_our_error(call: Call, operation: str, arguments: Any, options: Any) -> None:
    with pytest.raises(ApiValueError, match="cannot be sent"):
        call({}, operation, *arguments, **options)


@either
@pytest.mark.parametrize("name", ["", "a:b", "é", "a b"])
def test_what_is_no_name_of_a_header_field_is_our_error(call: Call, name: str) -> None:
    with pytest.raises(ApiValueError, match="is no name of a header field"):
        call({}, "get_session", "s", _headers={name: "x"})


@either
@pytest.mark.parametrize("token", ["hush\0", "hush\n", "hush\x1b"])
def test_a_token_with_a_control_character_is_our_error_and_not_shown(call: Call, token: str) -> None:
    with pytest.raises(ApiValueError, match="'Authorization' has a") as caught:
        call({"access_token": token}, "get_session", "s")
    assert "hush" not in str(caught.value)


@either
def test_a_hook_cannot_smuggle_a_line_break_into_a_header_field_nor_its_secret_out(call: Call) -> None:
    def hook(request: Any) -> None:
        request.headers["Authorization"] = "hush\r\nX: y"

    with pytest.raises(ApiValueError, match="'Authorization' has a line break") as caught:
        call({"configuration": Configuration(before_request=[hook])}, "get_session", "s")
    assert "hush" not in "".join(traceback.format_exception(caught.value))


@either
def test_a_hook_that_sets_what_nothing_can_express_is_our_error(call: Call) -> None:
    def hook(request: Any) -> None:
        request.headers["X"] = LONE

    with pytest.raises(ApiValueError, match="cannot be sent"):
        call({"configuration": Configuration(before_request=[hook])}, "get_session", "s")


@either
@pytest.mark.parametrize("auth", ["x", {"in": "header"}])
def test_a_credential_that_is_none_is_our_error(call: Call, auth: Any) -> None:
    with pytest.raises(ApiValueError, match="_request_auth: give"):
        call({}, "get_session", "s", _request_auth=auth)


@either
@pytest.mark.parametrize("retries", ["x", 1.5, object()])
def test_retries_that_are_none_are_our_error(call: Call, retries: Any) -> None:
    with pytest.raises(ApiValueError, match="RetryConfig"):
        call({"configuration": Configuration(retries=retries)}, "get_session", "s")


@either
@pytest.mark.parametrize("token", [5, b"t", lambda: 5])
def test_a_token_that_is_no_text_is_our_error(call: Call, token: Any) -> None:
    with pytest.raises(ApiValueError, match="a credential is a text"):
        call({"access_token": token}, "get_session", "s")


def test_an_error_whose_encoding_is_none_keeps_its_status() -> None:  # which aiohttp takes for no HTTP
    def handle(request: BaseHTTPRequestHandler) -> None:
        say(request, {"detail": "no"}, 404, **{"Content-Type": "text/plain; charset=\0"})

    with server(handle) as running, pytest.raises(ApiException) as caught:
        blocking({"base_url": url_of(running)}, "get_session", "s")
    assert caught.value.status == 404


@either
def test_a_password_in_the_host_goes_nowhere(call: Call) -> None:
    seen: list[str | None] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.headers["Authorization"])
        say_session(request)

    with server(handle) as running:
        host = url_of(running).replace("//", "//user:hush@")
        assert call({"base_url": host, "access_token": "t"}, "get_session", "s").id == "s1"
    assert seen == ["Bearer t"]
    assert "hush" not in repr(Configuration(host=host))


def test_hooks_that_would_have_to_be_awaited_are_refused() -> None:
    async def hook(request: Any) -> None: ...

    wrong: Any = hook
    with pytest.raises(ApiValueError, match="before_request: hook is a coroutine function"):
        Configuration(before_request=[wrong])


def test_an_error_has_what_callers_of_urllib3_look_for() -> None:
    with silent_server() as url, pytest.raises(TimeoutException) as caught:
        blocking({"base_url": url}, "get_session", "s", _request_timeout=0.05)
    assert (caught.value.pool, caught.value.url) == (None, f"{url}/sessions/s")


def test_an_awaited_call_says_that_time_is_up() -> None:
    with server(drips) as running, pytest.raises(TimeoutException, match="in time"):
        awaited({"base_url": url_of(running)}, "get_session", "s", _request_timeout=0.1)


def test_each_call_waits_as_long_as_it_says() -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.2)
        say_session(request)

    with server(handle) as running, Portal(base_url=url_of(running)) as portal:
        assert portal.sessions.get_session("s", _request_timeout=5).id == "s1"
        with pytest.raises(TimeoutException):
            portal.sessions.get_session("s", _request_timeout=0.1)
        assert portal.sessions.get_session("s").id == "s1"


@either
def test_transport_error_message_names_the_request(call: Call) -> None:
    url = closed_port()
    with pytest.raises(ConnectionException, match=f"^GET {url}/sessions/s: .*refused|Connect call failed"):
        call({"base_url": url}, "get_session", "s")


@either
def test_header_fields_of_hooks_are_sent_whatever_is_in_them(call: Call) -> None:
    seen: list[tuple[str | None, ...]] = []

    def hook(request: Any) -> None:
        request.headers.update({"X-Number": 7, "X-Text": "日"})

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append((request.headers["X-Number"], request.headers["X-Text"]))
        say_session(request)

    with server(handle) as running:
        settings = {"configuration": Configuration(before_request=[hook]), "base_url": url_of(running)}
        assert call(settings, "get_session", "s").id == "s1"
    assert seen == [("7", "日".encode().decode("latin-1"))]
