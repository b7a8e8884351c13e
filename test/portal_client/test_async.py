"""The asynchronous client: the same calls, the same bytes, the same errors."""

from __future__ import annotations

import asyncio
import gc
import inspect
import re
import subprocess
import sys
import time
import traceback
import warnings
from collections.abc import Awaitable, Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import aiohttp
import pytest

import portal_client
from mock_server.testing import serve
from portal_client import (
    ApiException,
    ApiValueError,
    ClientClosedException,
    Configuration,
    ConnectionException,
    NotFoundException,
    Portal,
    RetryConfig,
    Session,
    TimeoutConfig,
    TimeoutException,
    UnexpectedResponseException,
)
from portal_client.aio import ApiClient, AsyncEventStream, AsyncPortal, SessionsApi
from portal_client.aio.rest import NOTHING_SENT, RESTResponse, cause_of, translated
from portal_client.exceptions import SentRequest
from test.client_generator.recording import Recorder, recording
from test.paths import ROOT

from .servers import closed_port, drips, say, say_session, server, silent_server, url_of
from .test_transport import ANY_KEY, NO_HOSTS, NOWHERE
from .wire import SESSION

OPERATIONS = sorted(name for name in vars(portal_client.SessionsApi) if not name.startswith("_"))
CALLS: dict[str, tuple[Any, ...]] = {
    "create_session": ("a", "Hi", [("ü.txt", b"x", "text/plain"), b"y"]),
    "create_async_session": ("a", "Hi"),
    "create_session_from_replay": ("s/1", 2),
    "get_grouped_sessions": (),
    "get_session": ("ä b",),
    "get_sessions": ("a&b",),
    "subscribe_to_session": ("s",),
    "update_session": ("s", "More"),
    "update_async_session": ("s", "More", [b"z"]),
}


def run(call: Callable[[AsyncPortal], Awaitable[Any]], *arguments: Any, **settings: Any) -> Any:
    async def main() -> Any:
        async with AsyncPortal(*arguments, **settings) as portal:
            return await call(portal)

    return asyncio.run(main())


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    with recording() as found:
        found.answers("", status=204)
        yield found


def without_boundary(recorder: Recorder) -> tuple[str, str, dict[str, str], bytes]:
    request = recorder.last
    boundary = re.search("boundary=(.*)", request.headers.get("Content-Type", ""))
    body = request.body.replace(boundary[1].encode(), b"") if boundary else request.body
    headers = {name.lower(): re.sub("boundary=.*", "", value) for name, value in request.headers.items()}
    headers.pop("accept-encoding", None)
    return request.method, request.target, headers, body


@pytest.mark.parametrize("name", CALLS)
def test_both_clients_put_the_same_bytes_on_the_wire(recorder: Recorder, name: str) -> None:
    settings: dict[str, Any] = {"base_url": recorder.url, "access_token": "t"}
    with Portal(**settings) as portal:
        getattr(portal.sessions, name)(*CALLS[name], _headers={"X-Mine": "é"})
    expected = without_boundary(recorder)
    run(lambda portal: getattr(portal.sessions, name)(*CALLS[name], _headers={"X-Mine": "é"}), **settings)
    assert without_boundary(recorder) == expected


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_asynchronous_methods_are_those_of_the_other_client(name: str) -> None:
    method = getattr(SessionsApi, name)
    assert inspect.iscoroutinefunction(method)
    found = list(inspect.signature(method).parameters.values())
    assert found == list(inspect.signature(getattr(portal_client.SessionsApi, name)).parameters.values())


def test_a_turn_is_followed_to_its_end_on_the_mock_server() -> None:
    async def follow(portal: AsyncPortal) -> Session:
        started = await portal.sessions.create_async_session("planner", "What is on?", [("n.txt", b"Tuesday")])
        session = await portal.sessions.get_session(started.session_id)
        while session.status == "Running":
            session = await portal.sessions.subscribe_to_session(started.session_id)
        return session

    with serve() as mock:
        session = run(follow, base_url=mock.url, access_token="t")
    assert (session.status, len(session.messages)) == ("Ready", 2)


def test_variants_have_the_response() -> None:
    async def both(portal: AsyncPortal) -> tuple[Any, RESTResponse, bytes]:
        whole = await portal.sessions.get_session_with_http_info("s")
        raw = await portal.sessions.get_session_without_preload_content("s")
        return whole, raw, await raw.read()

    with server() as running:
        whole, raw, content = run(both, base_url=url_of(running))
    assert (whole.status_code, whole.data.id, raw.status) == (200, "s1", 200)
    assert content == whole.raw_data


def test_errors_are_those_of_the_other_client() -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        say(request, {"detail": "no"}, 404)

    with server(handle) as running, pytest.raises(NotFoundException) as caught:
        run(lambda portal: portal.sessions.get_session("s"), base_url=url_of(running))
    assert caught.value.data.detail == "no"
    assert caught.value.request is not None
    assert (caught.value.request.method, caught.value.request.url) == ("GET", f"{url_of(running)}/sessions/s")
    with server(lambda request: say(request, [])) as running, pytest.raises(UnexpectedResponseException):
        run(lambda portal: portal.sessions.get_session("s"), base_url=url_of(running))


def test_failures_of_the_connection_are_ours() -> None:
    with pytest.raises(ConnectionException) as refused:
        run(lambda portal: portal.sessions.get_session("s"), base_url=closed_port())
    assert isinstance(refused.value, ConnectionError)
    with silent_server() as url, pytest.raises(TimeoutException):
        run(lambda portal: portal.sessions.get_session("s"), base_url=url, timeout=0.05)
    with silent_server() as url, pytest.raises(TimeoutException):
        run(lambda portal: portal.sessions.get_session("s", _request_timeout=(1, 0.05)), base_url=url)


def test_an_answer_that_is_no_http_shows_no_query() -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"nonsense\r\n\r\n")
        request.close_connection = True

    async def run(url: str) -> None:
        async with portal_client.aio.ApiClient(Configuration(host=url)) as client:
            await client.call_api("GET", f"{url}/sessions?key=hush")

    with server(handle) as running, pytest.raises(ConnectionException) as caught:
        asyncio.run(run(url_of(running)))
    assert "Bad status line" in str(caught.value)
    assert "hush" not in f"{caught.value}{caught.value!r}"


def test_a_connection_that_is_lost_while_reading_is_our_error() -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b"{")
        request.close_connection = True

    with server(handle) as running, pytest.raises(ConnectionException):
        run(lambda portal: portal.sessions.get_session("s"), base_url=url_of(running))


def test_requests_are_sent_again_by_the_same_rules() -> None:
    statuses = iter([503, 429, 200])

    def handle(request: BaseHTTPRequestHandler) -> None:
        status = next(statuses)
        say(request, SESSION if status == 200 else {}, status)

    with server(handle) as running:
        settings = Configuration(retries=RetryConfig(initial_delay=0.001))
        session = run(lambda portal: portal.sessions.get_session("s"), settings, base_url=url_of(running))
    assert session.id == "s1"


def test_credentials_may_be_awaited_and_are_asked_for_again_once() -> None:
    seen: list[str] = []
    tokens = iter(["old", "new"])

    async def provider() -> str:
        await asyncio.sleep(0)
        return next(tokens)

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.headers["Authorization"])
        say_session(request) if seen[-1] == "Bearer new" else say(request, {}, 401)

    with server(handle) as running:
        run(lambda portal: portal.sessions.get_session("s"), access_token=provider, base_url=url_of(running))
    assert seen == ["Bearer old", "Bearer new"]


def test_a_credential_that_has_to_be_awaited_is_refused_by_the_other_client() -> None:
    async def provider() -> str:
        return "t"

    with warnings.catch_warnings(), Portal(access_token=provider) as portal:
        warnings.simplefilter("ignore", RuntimeWarning)  # that nobody awaits it
        with pytest.raises(ValueError, match="only the asynchronous client"):
            portal.sessions.get_session("s")
        gc.collect()


def stalls(request: BaseHTTPRequestHandler) -> None:
    """Send the head of an answer, and nothing of its body until the client goes."""
    request.send_response(200)
    request.send_header("Content-Length", "10")
    request.end_headers()
    request.connection.recv(1)
    request.close_connection = True


@pytest.mark.parametrize("handle", [drips, stalls])
@pytest.mark.parametrize("timeout", [0.2, TimeoutConfig(total=0.2)])
def test_a_total_timeout_holds_for_the_body_too(timeout: Any, handle: Any) -> None:
    with server(handle) as running, pytest.raises(TimeoutException):
        run(lambda portal: portal.sessions.get_session("s", _request_timeout=timeout), base_url=url_of(running))


def test_a_number_of_seconds_is_how_long_a_body_that_is_read_as_it_arrives_may_be_silent() -> None:
    async def read(portal: AsyncPortal) -> list[bytes]:
        response = await portal.sessions.get_session_without_preload_content("s", _request_timeout=0.2)
        return [piece async for piece in response.iter_bytes()]

    with server(stalls) as running, pytest.raises(TimeoutException):
        run(read, base_url=url_of(running))


def test_waiting_for_a_connection_of_others_is_not_connecting() -> None:
    async def side_by_side(portal: AsyncPortal) -> list[Session]:
        return await asyncio.gather(*(portal.sessions.get_session("s") for _ in range(2)))

    def late(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.3)
        say_session(request)

    with server(late) as running:
        settings = Configuration(connection_pool_maxsize=1, timeout=(0.1, 5))
        assert len(run(side_by_side, settings, base_url=url_of(running))) == 2


@pytest.mark.parametrize("sent", [b"no HTTP\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{", b""])
def test_no_error_shows_a_secret_even_in_its_traceback(sent: bytes) -> None:
    auth = {"type": "api_key", "in": "query", "key": "k", "value": "hush"}

    def handle(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(sent)
        request.close_connection = True

    with server(handle) as running, pytest.raises(ConnectionException) as caught:
        run(lambda portal: portal.sessions.get_session("s", _request_auth=auth), base_url=url_of(running))
    assert "hush" not in "".join(traceback.format_exception_only(caught.value))
    assert "hush" not in "".join(traceback.format_exception_only(caught.value.__cause__))


def test_an_error_about_connecting_has_no_query_in_it() -> None:
    error = aiohttp.ConnectionTimeoutError("Connection timeout to host http://x/?k=hush")
    found = translated(error, SentRequest("GET", "http://x/"))
    assert "hush" not in f"{found} {cause_of(error)}"
    assert isinstance(cause_of(error), NOTHING_SENT)


def test_credentials_stay_with_their_origin_when_redirected() -> None:
    seen: list[dict[str, str]] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append({name.lower(): value for name, value in request.headers.items()})
        say_session(request)

    with server(handle) as other:

        def redirect(request: BaseHTTPRequestHandler) -> None:
            say(request, None, 307, Location=f"{url_of(other)}/s")

        with server(redirect) as running:
            settings: dict[str, Any] = {"access_token": "hush", "base_url": url_of(running)}
            run(lambda portal: portal.sessions.get_session("s", _headers={"X-Mine": "1"}), **settings)
    assert "hush" not in str(seen)
    assert seen[0]["x-mine"] == "1"


def test_a_redirect_is_followed_as_a_url_has_to_be_written() -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        if "new" in request.path:
            return say(request, {**SESSION, "id": request.path})
        return say(request, {}, 307, Location="/new place?q=1%20%#top")

    async def awaited(url: str) -> Session:
        async with AsyncPortal(base_url=url) as portal:
            return await portal.sessions.get_session("s")

    with server(handle) as running, Portal(base_url=url_of(running)) as portal:
        found = [portal.sessions.get_session("s").id, asyncio.run(awaited(url_of(running))).id]
    assert found == ["/new%20place?q=1%20%25"] * 2


@pytest.mark.parametrize("host", NO_HOSTS)
def test_a_host_that_is_no_url_is_our_error(host: str) -> None:
    with pytest.raises(ApiValueError, match="is no http or https URL"):
        run(lambda portal: portal.sessions.get_session("s"), base_url=host)


@pytest.mark.parametrize("location", NOWHERE)
def test_a_redirect_that_leads_nowhere_is_the_answer(location: str) -> None:
    with (
        server(lambda request: say(request, None, 302, Location=location)) as running,
        pytest.raises(ApiException) as caught,
    ):
        run(lambda portal: portal.sessions.get_session("s"), base_url=url_of(running))
    assert caught.value.status == 302


def test_a_credential_of_the_call_stays_with_its_origin_when_redirected() -> None:
    seen: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(str(request.headers))
        say_session(request)

    with server(handle) as other, server(lambda found: say(found, None, 307, Location=url_of(other))) as running:
        run(lambda portal: portal.sessions.get_session("s", _request_auth=ANY_KEY), base_url=url_of(running))
    assert len(seen) == 1
    assert "hush" not in seen[0]


def test_redirects_without_end_are_followed_five_times() -> None:
    seen: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.path)
        say(request, None, 302, Location="/again")

    with server(handle) as running, pytest.raises(ApiException) as caught:
        run(lambda portal: portal.sessions.get_session("s"), base_url=url_of(running))
    assert (caught.value.status, len(seen)) == (302, 6)


UNDER_SEVERAL_LOOPS = """
import asyncio, sys
from portal_client.aio import AsyncPortal
portal = AsyncPortal(base_url=sys.argv[1])
print([asyncio.run(portal.sessions.get_session("s")).id for _ in range(3)])
asyncio.run(portal.close())
"""


def test_one_client_outlives_its_event_loop() -> None:  # whose connections nobody can close any more
    with server() as running:
        command = [sys.executable, "-W", "ignore", "-c", UNDER_SEVERAL_LOOPS, url_of(running)]
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (result.stdout, result.stderr) == ("['s1', 's1', 's1']\n", "")


def test_use_after_close_raises() -> None:
    async def main() -> None:
        async with ApiClient(Configuration()) as client:
            pass
        await SessionsApi(client).get_session("s")

    with pytest.raises(ClientClosedException):
        asyncio.run(main())


def test_cookies_that_a_server_sets_are_not_sent_back() -> None:
    seen: list[str | None] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.headers["Cookie"])
        say(request, SESSION, 200, **{"Set-Cookie": "a=b; Path=/"})

    async def twice(portal: AsyncPortal) -> None:
        await portal.sessions.get_session("s")
        await portal.sessions.get_session("s")

    with server(handle) as running:
        run(twice, base_url=url_of(running).replace("127.0.0.1", "localhost"))
        with Portal(base_url=url_of(running)) as portal:
            portal.sessions.get_session("s")
            portal.sessions.get_session("s")
    assert seen == [None] * 4


def test_many_calls_run_side_by_side() -> None:
    async def all_at_once(portal: AsyncPortal) -> set[str]:
        return {session.id for session in await asyncio.gather(*(portal.sessions.get_session("s") for _ in range(50)))}

    with server() as running:
        assert run(all_at_once, base_url=url_of(running)) == {"s1"}


def test_a_cancelled_call_gives_up_its_connection() -> None:
    async def main(portal: AsyncPortal) -> int:
        task = asyncio.create_task(portal.sessions.get_session("s"))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        session = await portal.api_client.rest_client.session()
        assert session.connector is not None
        return len(session.connector._acquired)

    with silent_server() as url:
        assert run(main, base_url=url) == 0


def test_a_stream_is_read_item_by_item(recorder: Recorder) -> None:
    from portal_client._operation import Items, Operation, Response

    events: Operation[Any] = Operation(
        "events", "GET", "/events", responses={"200": Response({"text/event-stream": Items(lambda: int)})}
    )
    recorder.answers("text/event-stream", b"id: 7\ndata: 1\n", b"\ndata: 2\n\n", b"data: 3\n\n")

    async def main(portal: AsyncPortal) -> tuple[list[int], str]:
        stream: AsyncEventStream[int] = await portal.sessions._stream(events, {})
        async with stream:
            return [number async for number in stream], stream.last_event_id

    assert run(main, base_url=recorder.url) == ([1, 2, 3], "7")


def test_the_package_never_imports_aiohttp_by_itself() -> None:
    code = "import sys, portal_client; portal_client.Portal().close(); assert 'aiohttp' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)


def test_what_is_missing_is_named_with_the_extra_that_brings_it() -> None:
    code = "import sys; sys.modules['aiohttp'] = None; from portal_client.aio import AsyncPortal"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert 'portal_client.aio needs aiohttp: pip install "portal-client[asyncio]"' in result.stderr
