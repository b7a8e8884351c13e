"""Waits that are cancelled: what was waited for is given up, and does not look finished."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from portal_client import RetryConfig
from portal_client.aio import AsyncPortal
from portal_client.exceptions import BodyGoneException

from .servers import server, url_of
from .test_concurrency import Leaving, begin, cancel
from .test_reconnect import Act, playing

EVENT = b"data: 1\n\n"
Begin = Callable[[AsyncPortal], Awaitable[AsyncIterator[Any]]]


async def items(portal: AsyncPortal) -> AsyncIterator[Any]:
    return await portal.sessions.subscribe_to_session_stream("s")


async def events(portal: AsyncPortal) -> AsyncIterator[Any]:
    return (await portal.sessions.subscribe_to_session_stream("s")).events()


async def pieces(portal: AsyncPortal) -> AsyncIterator[Any]:
    return (await portal.sessions.get_session_without_preload_content("s")).iter_bytes()


def with_client(talk: Callable[[AsyncPortal], Awaitable[Any]], url: str) -> Any:
    async def main() -> Any:
        async with AsyncPortal(base_url=url) as portal:
            return await talk(portal)

    return asyncio.run(main())


async def drain(coming: AsyncIterator[Any]) -> None:
    async for _ in coming:
        pass


@pytest.mark.parametrize("begun", [items, events, pieces])
def test_a_wait_that_is_cancelled_gives_up_the_connection_though_someone_holds_what_was_read(begun: Begin) -> None:
    leaving = Leaving(b": nothing yet\n")

    async def talk(portal: AsyncPortal) -> tuple[Any, bool]:
        coming = await begun(portal)
        await cancel(await begin(drain(coming), leaving))
        return coming, await asyncio.to_thread(leaving.left.wait, 5)

    with server(leaving) as running:
        assert with_client(talk, url_of(running))[1]


@pytest.mark.parametrize("begun", [items, events, pieces])
def test_what_was_given_up_by_a_cancelled_wait_does_not_look_finished(begun: Begin) -> None:
    leaving = Leaving(b": nothing yet\n")

    async def talk(portal: AsyncPortal) -> None:
        coming = await begun(portal)
        await cancel(await begin(drain(coming), leaving))
        for _ in range(2):
            with pytest.raises(BodyGoneException, match="cancelled"):
                await anext(coming)

    with server(leaving) as running:
        with_client(talk, url_of(running))


def test_a_wait_that_is_cancelled_after_an_event_leaves_no_end_behind_it() -> None:
    leaving = Leaving(EVENT)

    async def talk(portal: AsyncPortal) -> None:
        stream = await portal.sessions.subscribe_to_session_stream("s")
        assert (await anext(stream.events())).data == "1"
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(anext(stream.events()), 0.05)
        with pytest.raises(BodyGoneException):
            await anext(stream)

    with server(leaving) as running:
        with_client(talk, url_of(running))


def test_a_stream_that_is_cancelled_between_two_connections_makes_no_further_one() -> None:
    slow = RetryConfig(initial_delay=60, max_delay=60, total=None)

    async def talk(portal: AsyncPortal) -> None:
        stream = (await portal.sessions.subscribe_to_session_stream("s")).reconnecting(slow)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(anext(stream), 0.2)
        with pytest.raises(BodyGoneException):
            await anext(stream)

    with playing(Act()) as (play, url):
        with_client(talk, url)
    assert len(play.heard) == 1
