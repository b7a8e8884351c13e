"""Where an answer sends a request on to: the same for both kinds of clients."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler

import pytest

from portal_client import ApiClient, ApiException, ClientClosedException, Configuration, TimeoutException

from .clients import Call, awaited, blocking, either
from .servers import say, say_session, server, url_of
from .wire import SESSION

ANY_KEY = {"type": "api_key", "in": "header", "key": "X-Any-Key", "value": "hush"}


@either
def test_credentials_stay_with_their_origin(call: Call) -> None:
    seen: list[dict[str, str]] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append({name.lower(): value for name, value in request.headers.items()})
        say_session(request)

    with server(handle) as other, server(lambda found: say(found, None, 307, Location=url_of(other))) as running:
        settings = {"access_token": "hush", "base_url": url_of(running)}
        assert call(settings, "get_session", "s", _headers={"X-Mine": "1", "Cookie": "a=hush"}).id == "s1"
    assert "hush" not in str(seen)
    assert seen[0]["x-mine"] == "1"


@pytest.mark.parametrize(
    ("call", "retries"), [(blocking, None), (blocking, 3), (awaited, None)], ids=["blocking", "urllib3", "awaited"]
)
def test_a_credential_of_the_call_stays_with_its_origin(call: Call, retries: int | None) -> None:
    seen: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(str(request.headers))
        say_session(request)

    with server(handle) as other, server(lambda found: say(found, None, 307, Location=url_of(other))) as running:
        settings = {"configuration": Configuration(retries=retries), "base_url": url_of(running)}
        assert call(settings, "get_session", "s", _request_auth=ANY_KEY).id == "s1"
    assert len(seen) == 1
    assert "hush" not in seen[0]


@either
def test_a_redirect_is_followed_as_a_url_has_to_be_written(call: Call) -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        if "new" in request.path:
            return say(request, {**SESSION, "id": request.path})
        return say(request, {}, 307, Location="/new place?q=1%20%#top")

    with server(handle) as running:
        assert call({"base_url": url_of(running)}, "get_session", "s").id == "/new%20place?q=1%20%25"


@either
@pytest.mark.parametrize(
    "location", ["http://[bad", "http://x:port/", "file:///etc/passwd", "http://x:99999/", "//", "http://a..b/"]
)
def test_a_redirect_that_leads_nowhere_is_the_answer(call: Call, location: str) -> None:
    with (
        server(lambda request: say(request, None, 302, Location=location)) as running,
        pytest.raises(ApiException) as caught,
    ):
        call({"base_url": url_of(running)}, "get_session", "s")
    assert caught.value.status == 302


@either
def test_redirects_without_end_are_followed_five_times(call: Call) -> None:
    seen: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.path)
        say(request, None, 302, Location="/again")

    with server(handle) as running, pytest.raises(ApiException) as caught:
        call({"base_url": url_of(running)}, "get_session", "s")
    assert (caught.value.status, len(seen)) == (302, 6)


@either
def test_a_body_that_can_be_read_once_is_not_redirected(call: Call) -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        while request.rfile.readline() != b"0\r\n":
            pass
        request.rfile.readline()
        say(request, {}, 307, Location="/new")

    once = iter([b"drop by drop"])
    with server(handle) as running, pytest.raises(ApiException) as caught:
        call({"base_url": url_of(running)}, "create_session", "a", "hi", [("f.txt", once)])
    assert caught.value.status == 307


@pytest.mark.parametrize(
    ("status", "method", "body"),
    [(301, "POST", b"once"), (302, "POST", b"once"), (303, "GET", b""), (307, "POST", b"once"), (308, "POST", b"once")],
)
def test_a_redirected_post_becomes_what_the_status_says(status: int, method: str, body: bytes) -> None:
    arrived: list[tuple[str, str, bytes]] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers.get("Content-Length", 0))
        arrived.append((request.command, request.path, request.rfile.read(length)))
        say(request, SESSION, status if request.path == "/old" else 200, Location="/new")

    with server(handle) as running, ApiClient(Configuration(host=url_of(running))) as client:
        client.call_api("POST", f"{url_of(running)}/old", {"Content-Type": "text/plain"}, b"once")
    assert arrived == [("POST", "/old", b"once"), (method, "/new", body)]


@either
def test_a_credential_that_is_not_ascii_stays_with_its_origin_too(call: Call) -> None:
    seen: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(str(request.headers))
        say_session(request)

    with server(handle) as other, server(lambda found: say(found, None, 307, Location=url_of(other))) as running:
        auth = {**ANY_KEY, "value": "schlüssel"}
        assert call({"base_url": url_of(running)}, "get_session", "s", _request_auth=auth).id == "s1"
    assert "X-Any-Key" not in seen[0]


@either
def test_a_place_in_utf8_is_gone_to(call: Call) -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        if "sessions" in request.path:
            request.wfile.write("HTTP/1.1 307 There\r\nLocation: /é\r\nContent-Length: 0\r\n\r\n".encode())
        else:
            say(request, {**SESSION, "id": request.path})

    with server(handle) as running:
        assert call({"base_url": url_of(running)}, "get_session", "s").id == "/%C3%A9"


@either
def test_redirects_have_no_more_time_than_one_answer(call: Call) -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.2)
        say(request, None, 307, Location="/again")

    with server(handle) as running:
        begun = time.monotonic()
        with pytest.raises(TimeoutException):
            call({"base_url": url_of(running)}, "get_session", "s", _request_timeout=0.5)
        assert time.monotonic() - begun < 0.9


@either
def test_a_password_in_the_place_is_not_sent(call: Call) -> None:
    seen: list[str | None] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        if "sessions" in request.path:
            return say(request, None, 307, Location=f"http://u:p@{request.headers['Host']}/there")
        seen.append(request.headers["Authorization"])
        return say_session(request)

    with server(handle) as running:
        assert call({"base_url": url_of(running), "access_token": "t"}, "get_session", "s").id == "s1"
    assert seen == ["Bearer t"]


def test_a_client_that_was_closed_goes_nowhere() -> None:
    seen: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.path)
        client.close()
        say(request, None, 307, Location="/there")

    with server(handle) as running:
        client = ApiClient(Configuration(host=url_of(running)))
        with pytest.raises(ClientClosedException):
            client.call_api("GET", f"{url_of(running)}/here")
    assert seen == ["/here"]
