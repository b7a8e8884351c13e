"""What only sockets can show: connections kept and closed, time running out, redirects, proxies."""

from __future__ import annotations

import threading
import traceback
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
import urllib3

from portal_client import (
    ApiClient,
    ApiException,
    Configuration,
    Portal,
    SessionsApi,
)
from portal_client.exceptions import ConnectionException, TransportException
from portal_client.rest import RESTClientObject, contenttype_matches, is_socks_proxy_url, should_bypass_proxies

from .servers import closed_port, say, say_session, server, silent_server, url_of
from .wire import SESSION


def test_connections_are_kept_and_closed_at_the_end() -> None:
    ports: list[Any] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        ports.append(request.client_address)
        say_session(request)

    with server(handle) as running, ApiClient(Configuration(host=url_of(running))) as client:
        api = SessionsApi(client)
        api.get_session("s")
        api.get_session("s")
        idle: Any = client.rest_client.pool_manager.connection_from_url(url_of(running)).pool
        connection = idle.get(block=False)
        idle.put(connection)
        assert connection.sock is not None
        client.close()
        assert connection.sock is None
    assert len(set(ports)) == 1


@pytest.mark.parametrize("make", [lambda url: Portal(base_url=url), lambda url: ApiClient(Configuration(host=url))])
def test_client_used_after_close_reopens(make: Any) -> None:
    with server() as running:
        with make(url_of(running)) as client:
            api = client.sessions if isinstance(client, Portal) else SessionsApi(client)
            api.get_session("s")
        assert api.get_session("s").id == "s1"
        client.close()


def test_retries_are_those_of_the_settings_and_end_in_our_error() -> None:
    seen: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.path)
        say(request, {"detail": "later"}, 503)

    retries = urllib3.Retry(2, status_forcelist=[503], backoff_factor=0)
    with (
        server(handle) as running,
        ApiClient(Configuration(host=url_of(running), retries=retries)) as client,
        pytest.raises(TransportException) as caught,
    ):
        SessionsApi(client).get_session("s")
    assert len(seen) == 3
    assert isinstance(caught.value, urllib3.exceptions.MaxRetryError)


def test_nothing_is_sent_twice_unless_asked_for() -> None:
    seen: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.path)
        request.close_connection = True

    with (
        server(handle) as running,
        ApiClient(Configuration(host=url_of(running))) as client,
        pytest.raises(ConnectionException),
    ):
        SessionsApi(client).get_session("s")
    assert len(seen) == 1


def test_a_body_that_can_be_read_once_is_not_sent_twice_by_urllib3_either() -> None:
    bodies: list[bytes] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        bodies.append(b"".join(iter(request.rfile.readline, b"0\r\n")) + request.rfile.readline())
        say(request, {}, 503)

    retries = urllib3.Retry(3, status_forcelist=[503], allowed_methods=None)
    with (
        server(handle) as running,
        Portal(Configuration(retries=retries), base_url=url_of(running)) as portal,
        pytest.raises(ApiException),
    ):
        portal.sessions.create_session("a", "hi", [("f.txt", iter([b"drop by drop"]))])
    assert len(bodies) == 1


def test_two_origins_are_told_apart_by_one_client() -> None:
    with server() as one, server() as other, ApiClient(Configuration()) as client:
        for running in (one, other, one):
            response = client.call_api("GET", f"{url_of(running)}/sessions/s")
            assert (response.status, response.response.url) == (200, "/sessions/s")
        client.rest_client.pool_manager.clear()
        assert client.call_api("GET", f"{url_of(one)}/sessions/s").status == 200


def test_no_error_shows_a_secret_even_in_its_traceback() -> None:
    auth = {"type": "api_key", "in": "query", "key": "k", "value": "hush"}
    with silent_server() as silent:
        for url in (closed_port(), silent):
            client = ApiClient(Configuration(host=url, access_token="hush", retries=1))
            with client, pytest.raises(TransportException) as caught:
                SessionsApi(client).get_session("s", _request_auth=auth, _request_timeout=0.05)
            shown = "".join(traceback.format_exception(caught.type, caught.value, caught.tb.tb_next))
            assert "hush" not in shown.replace("'hush'", "").replace('"hush"', "")


def test_an_unread_response_can_be_read_and_closed() -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        say(request, {"detail": "no"}, 404, **{"X-Id": "7"})

    with server(handle) as running, ApiClient(Configuration(host=url_of(running))) as client:
        with SessionsApi(client).get_session_without_preload_content("s") as response:
            assert (response.status, response.getheader("x-id")) == (404, "7")
            assert response.read() == response.data == b'{"detail": "no"}'
            assert response.getheader("none", "?") == "?"
        assert response.closed


def test_an_unread_response_arrives_piece_by_piece() -> None:
    read_first = threading.Event()

    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        request.wfile.write(b"5\r\nfirst\r\n")
        assert read_first.wait(5)
        request.wfile.write(b"6\r\nsecond\r\n0\r\n\r\n")

    with server(handle) as running, ApiClient(Configuration(host=url_of(running))) as client:
        pieces = SessionsApi(client).get_session_without_preload_content("s").iter_bytes()
        assert next(pieces) == b"first"
        read_first.set()
        assert list(pieces) == [b"second"]


def test_many_threads_can_use_one_client() -> None:
    from concurrent.futures import ThreadPoolExecutor

    with server() as running, Portal(base_url=url_of(running)) as portal, ThreadPoolExecutor(16) as threads:
        found = list(threads.map(portal.sessions.get_session, ["s"] * 64))
    assert {session.id for session in found} == {SESSION["id"]}


@pytest.mark.parametrize(
    ("settings", "proxy"),
    [
        ({"proxy": "http://p:1"}, "http://p:1"),
        ({"proxy": "http://p:1", "no_proxy": "localhost"}, None),
        ({}, None),
    ],
)
def test_a_proxy_is_used_unless_the_host_is_exempt(settings: Any, proxy: str | None) -> None:
    manager = RESTClientObject(Configuration(**settings)).pool_manager
    found = manager.proxy.url if isinstance(manager, urllib3.ProxyManager) and manager.proxy else None
    assert found == proxy


def test_the_environment_has_a_proxy_for_the_scheme_of_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://secure:1")
    assert Configuration(host="https://x").proxy == "http://secure:1"
    assert Configuration(host="http://x").proxy is None
    monkeypatch.setenv("no_proxy", "x")
    assert not isinstance(RESTClientObject(Configuration(host="https://x")).pool_manager, urllib3.ProxyManager)


def test_user_and_password_of_a_proxy_go_to_the_proxy() -> None:
    manager = RESTClientObject(Configuration(proxy="http://u:p@proxy:1")).pool_manager
    assert isinstance(manager, urllib3.ProxyManager)
    assert manager.proxy_headers == {"proxy-authorization": "Basic dTpw"}


@pytest.mark.parametrize(
    ("no_proxy", "bypassed"),
    [
        ("*", True),
        ("b.c", True),
        (".b.c", True),
        ("a.b.c:80", True),
        ("x, A.B.C", True),
        ("b", False),
        ("", False),
        (None, False),
    ],
)
def test_names_that_are_reached_without_a_proxy(no_proxy: str | None, bypassed: bool) -> None:
    assert should_bypass_proxies("http://a.b.c:80/x", no_proxy) is bypassed


def test_small_questions_of_callers_are_answered() -> None:
    assert is_socks_proxy_url("SOCKS5h://p:1")
    assert not is_socks_proxy_url("http://p:1")
    assert not is_socks_proxy_url(None)
    assert contenttype_matches("Application/JSON; charset=utf-8", "application", "json")
    assert contenttype_matches("text/csv", "text", "*")
    assert not contenttype_matches("text/csv", "application", "csv")
