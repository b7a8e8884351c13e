"""One asynchronous client under several event loops."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal_client import Configuration
from portal_client.aio import AsyncPortal

from .servers import server, url_of
from .test_concurrency import Doors, Leaving


async def some_calls(portal: AsyncPortal) -> None:
    await asyncio.gather(*(portal.sessions.get_session("s") for _ in range(5)))


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_first_calls_of_a_second_event_loop_share_its_connections() -> None:
    async def counted(portal: AsyncPortal) -> int:
        async with portal:
            await some_calls(portal)
            return len(doors.connections)

    doors = Doors()
    with server(doors) as running:
        portal = AsyncPortal(Configuration(connection_pool_maxsize=1), base_url=url_of(running))
        asyncio.run(some_calls(portal))
        assert asyncio.run(counted(portal)) == 2
    gc.collect()  # finds the sockets of the first loop, which ended without closing them


def test_an_event_loop_that_was_idle_closes_its_connections_when_it_goes_on() -> None:
    leaving = Leaving(b"data: 1\n\n")

    async def follow(portal: AsyncPortal) -> object:
        return await portal.sessions.subscribe_to_session_stream("s")

    with server(leaving) as running, contextlib.closing(asyncio.new_event_loop()) as idle:
        portal = AsyncPortal(base_url=url_of(running))
        stream = idle.run_until_complete(follow(portal))
        asyncio.run(portal.close())
        assert not leaving.left.is_set()
        assert idle.run_until_complete(asyncio.to_thread(leaving.left.wait, 5))
        assert stream


def test_an_event_loop_of_another_thread_closes_its_connections_by_itself() -> None:
    leaving = Leaving(b"data: 1\n\n")

    async def follow(portal: AsyncPortal, read: threading.Event) -> bool:
        stream = await portal.sessions.subscribe_to_session_stream("s")
        read.set()
        return bool(stream) and await asyncio.to_thread(leaving.left.wait, 5)

    with server(leaving) as running, ThreadPoolExecutor(1) as thread:
        portal, read = AsyncPortal(base_url=url_of(running)), threading.Event()
        found = thread.submit(asyncio.run, follow(portal, read))
        assert read.wait(5)
        asyncio.run(portal.close())
        assert found.result()
