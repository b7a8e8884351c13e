"""One client in many hands: threads, tasks, event loops, and those that give up."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from mock_server.testing import serve
from portal_client import Configuration, Portal
from portal_client.aio import ApiClient, AsyncPortal, SessionsApi

from .servers import Handler, say, say_session, server, url_of

MANY = 32
CALLS = range(MANY * 10)


class Doors:
    """Lets requests in, answers them, and knows the connections that they came by."""

    def __init__(self, handle: Handler = say_session) -> None:
        self.handle = handle
        self.connections: set[tuple[str, int]] = set()

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        self.connections.add(request.client_address)
        self.handle(request)


class Wave:
    """Refuses an old token, but not before everyone has sent it."""

    def __init__(self) -> None:
        self.everyone = threading.Barrier(MANY)
        self.refused: list[str] = []
        self.revoked = threading.Event()

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        if request.headers["Authorization"] == "Bearer new":
            say_session(request)
            return
        self.everyone.wait(10)
        self.revoked.set()
        self.refused.append(request.headers["Authorization"])
        say(request, {"detail": "who?"}, 401)


class Vault:
    """Keeps a token until it is revoked; getting a new one takes as long as anyone else tries it too."""

    def __init__(self, revoked: threading.Event) -> None:
        self.revoked = revoked
        self.token = "old"
        self.renewals = 0
        self.crowded = threading.Event()

    def __call__(self) -> str:
        if self.revoked.is_set() and self.token == "old":
            self.renew()
        return self.token

    async def ask(self) -> str:
        if self.revoked.is_set() and self.token == "old":
            await asyncio.to_thread(self.renew)
        return self.token

    def renew(self) -> None:
        self.renewals += 1
        if self.renewals > 1:
            self.crowded.set()
        self.crowded.wait(0.1)
        self.token = "new"


def by_threads(portal: Portal, call: Callable[[int], Any]) -> list[Any]:
    with portal, ThreadPoolExecutor(MANY) as threads:
        return list(threads.map(call, CALLS))


def by_tasks(portal: AsyncPortal, call: Callable[[int], Any]) -> list[Any]:
    async def main() -> list[Any]:
        async with portal:
            return await asyncio.gather(*map(call, CALLS))

    return asyncio.run(main())


def test_threads_get_the_answers_to_their_own_calls() -> None:
    with serve() as mock:
        portal = Portal(base_url=mock.url, access_token=lambda: "t")

        def talk(number: int) -> tuple[str, str]:
            session = portal.sessions.create_session("planner", f"prompt {number}")
            again = portal.sessions.get_session(session.id)
            return session.messages[0].text, again.messages[0].text

        assert by_threads(portal, talk) == [(f"prompt {number}",) * 2 for number in CALLS]


def test_tasks_get_the_answers_to_their_own_calls() -> None:
    with serve() as mock:
        portal = AsyncPortal(base_url=mock.url, access_token=lambda: "t")

        async def talk(number: int) -> tuple[str, str]:
            session = await portal.sessions.create_session("planner", f"prompt {number}")
            again = await portal.sessions.get_session(session.id)
            return session.messages[0].text, again.messages[0].text

        assert by_tasks(portal, talk) == [(f"prompt {number}",) * 2 for number in CALLS]


def test_threads_open_a_connection_each_at_most() -> None:
    doors = Doors()
    with server(doors) as running:
        portal = Portal(Configuration(connection_pool_maxsize=MANY), base_url=url_of(running))
        found = by_threads(portal, lambda number: portal.sessions.get_session("s").id)
    assert found == ["s1"] * len(CALLS)
    assert len(doors.connections) <= MANY


@pytest.mark.parametrize("most", [4, Configuration().connection_pool_maxsize + 0], ids=["few", "usual"])
def test_tasks_share_the_connections_that_there_may_be(most: int) -> None:
    doors = Doors()
    with server(doors) as running:
        portal = AsyncPortal(Configuration(connection_pool_maxsize=most), base_url=url_of(running))
        found = by_tasks(portal, lambda number: portal.sessions.get_session("s"))
    assert [session.id for session in found] == ["s1"] * len(CALLS)
    assert len(doors.connections) <= most


def test_threads_that_are_refused_together_renew_their_credentials_once() -> None:
    wave = Wave()
    vault = Vault(wave.revoked)
    with server(wave) as running:
        portal = Portal(base_url=url_of(running), access_token=vault)
        with portal, ThreadPoolExecutor(MANY) as threads:
            found = list(threads.map(lambda _: portal.sessions.get_session("s").id, range(MANY)))
    assert (found, len(wave.refused), vault.renewals) == (["s1"] * MANY, MANY, 1)


def test_tasks_that_are_refused_together_renew_their_credentials_once() -> None:
    wave = Wave()
    vault = Vault(wave.revoked)

    async def main(url: str) -> list[str]:
        settings = Configuration(connection_pool_maxsize=MANY, access_token=vault.ask)
        async with AsyncPortal(settings, base_url=url) as portal:
            found = await asyncio.gather(*(portal.sessions.get_session("s") for _ in range(MANY)))
            return [session.id for session in found]

    with server(wave) as running:
        assert asyncio.run(main(url_of(running))) == ["s1"] * MANY
    assert (len(wave.refused), vault.renewals) == (MANY, 1)


class Leaving:
    """Begins to answer with some pieces, if any, tells that it has, and notices when nobody listens any more."""

    def __init__(self, pieces: bytes | None) -> None:
        self.pieces = pieces
        self.begun = threading.Event()
        self.left = threading.Event()

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        if self.pieces is not None:
            request.send_response(200)
            request.send_header("Content-Type", "text/event-stream")
            request.end_headers()
            request.wfile.write(self.pieces)
        self.begun.set()
        with contextlib.suppress(ConnectionResetError):
            assert not request.rfile.read(1)  # which ends when the other side closes
        self.left.set()
        request.close_connection = True


async def begin(call: Any, leaving: Leaving) -> asyncio.Task[Any]:
    """Start a call, and wait until the server has begun with it."""
    task = asyncio.create_task(call)
    assert await asyncio.to_thread(leaving.begun.wait, 5)
    return task


async def cancel(task: asyncio.Task[Any]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("pieces", [None, b"{"], ids=["before its answer", "in the midst of it"])
def test_the_server_notices_that_a_call_was_cancelled(pieces: bytes | None) -> None:
    leaving = Leaving(pieces)

    async def main(url: str) -> bool:
        async with AsyncPortal(base_url=url) as portal:
            await cancel(await begin(portal.sessions.get_session("s"), leaving))
            return await asyncio.to_thread(leaving.left.wait, 5)

    with server(leaving) as running:
        assert asyncio.run(main(url_of(running)))


def test_the_server_notices_that_a_stream_was_cancelled() -> None:
    leaving = Leaving(b"data: 1\n\n")

    async def follow(portal: AsyncPortal) -> None:
        async with await portal.sessions.subscribe_to_session_stream("s") as sessions:
            async for _ in sessions.events():
                pass

    async def main(url: str) -> bool:
        async with AsyncPortal(base_url=url) as portal:
            await cancel(await begin(follow(portal), leaving))
            return await asyncio.to_thread(leaving.left.wait, 5)

    with server(leaving) as running:
        assert asyncio.run(main(url_of(running)))


def test_settings_that_were_used_under_an_event_loop_can_be_copied() -> None:
    tokens = iter(["old", "new"])
    settings = Configuration(access_token=lambda: next(tokens))

    def handle(request: BaseHTTPRequestHandler) -> None:
        say_session(request) if request.headers["Authorization"] == "Bearer new" else say(request, {}, 401)

    async def main(url: str) -> str:
        settings.host = url
        async with ApiClient(settings) as client:
            return (await SessionsApi(client).get_session("s")).id

    with server(handle) as running:
        assert asyncio.run(main(url_of(running))) == "s1"
    assert copy.deepcopy(settings).host == settings.host
