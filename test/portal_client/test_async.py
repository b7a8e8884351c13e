"""The asynchronous client: the same calls, the same bytes, the same errors."""

from __future__ import annotations

import asyncio
import gc
import inspect
import re
import subprocess
import sys
import time
import warnings
from collections.abc import Awaitable, Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import aiohttp
import pytest

import portal_client
from mock_server.testing import serve
from portal_client import (
    Configuration,
    ConnectionException,
    NotFoundException,
    Portal,
    RetryConfig,
    Session,
    TimeoutException,
    UnexpectedResponseException,
)
from portal_client.aio import ApiClient, AsyncEventStream, AsyncPortal, SessionsApi
from portal_client.aio._raw import RawResponse
from portal_client.aio.rest import NOTHING_SENT, cause_of, translated
from portal_client.exceptions import SentRequest
from test.client_generator.recording import Recorder, recording
from test.paths import ROOT

from .servers import say, say_session, server, silent_server, stalls, url_of
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
    async def both(portal: AsyncPortal) -> tuple[Any, RawResponse, bytes]:
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


def test_an_error_about_connecting_has_no_query_in_it() -> None:
    error = aiohttp.ConnectionTimeoutError("Connection timeout to host http://x/?k=hush")
    found = translated(error, SentRequest("GET", "http://x/"))
    assert "hush" not in f"{found} {cause_of(error)}"
    assert isinstance(cause_of(error), NOTHING_SENT)


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


def test_async_client_used_after_close_reopens() -> None:
    async def main(url: str) -> str:
        async with ApiClient(Configuration(host=url)) as client:
            await SessionsApi(client).get_session("s")
        found = await SessionsApi(client).get_session("s")
        await client.close()
        return found.id

    with server() as running:
        assert asyncio.run(main(url_of(running))) == "s1"


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
