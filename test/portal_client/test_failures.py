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
    TimeoutConfig,
    TimeoutException,
)

from .clients import Call, either
from .servers import closed_port, drips, server, silent_server, stalls, url_of

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

    with server(handle) as running, pytest.raises(ApiException) as caught:
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
