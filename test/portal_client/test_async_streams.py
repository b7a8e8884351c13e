"""Streams that are awaited behave as those of the other client do."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from portal_client import Configuration
from portal_client._operation import Items, Operation, Response
from portal_client.aio import ApiClient, AsyncEventStream
from portal_client.aio._api import Api
from portal_client.exceptions import ConnectionException, TimeoutException, UnexpectedResponseException

from .servers import server, url_of
from .test_streams import FRAMINGS, ONE, PINGS, TWO, UNKNOWN, Teller, Tick, endless

Follow = Callable[[AsyncEventStream[Tick]], Awaitable[Any]]


def followed(teller: Teller, follow: Follow, **settings: Any) -> Any:
    """What someone has of a stream who follows it."""
    content = {teller.media_type: Items(lambda: Tick)}
    operation: Operation[Any] = Operation("ticks", "GET", "/ticks", responses={"200": Response(content)})

    async def main(url: str) -> Any:
        async with ApiClient(Configuration(host=url, **settings)) as client:
            return await follow(await Api(client)._stream(operation, {}))

    with server(teller) as running:
        return asyncio.run(main(url_of(running)))


async def numbers(stream: AsyncEventStream[Tick]) -> list[int]:
    return [item.n async for item in stream]


@pytest.mark.parametrize("framing", FRAMINGS)
def test_an_item_is_there_before_the_next_one_is_sent(framing: str) -> None:
    read = threading.Semaphore(0)

    def pieces() -> Iterator[bytes]:
        for event in (ONE, TWO):
            yield event[:9]
            yield event[9:]
            assert read.acquire(timeout=5)

    async def follow(stream: AsyncEventStream[Tick]) -> list[int]:
        found = []
        async with stream:
            for _ in range(2):
                found.append((await anext(stream)).n)
                read.release()
        return found

    assert followed(Teller(pieces(), framing), follow) == [1, 2]


@pytest.mark.parametrize("framing", ["chunked", "close"])
def test_the_server_notices_when_a_stream_is_broken_off(framing: str) -> None:
    teller = endless(framing)

    async def follow(stream: AsyncEventStream[Tick]) -> bool:
        async with stream:
            async for item in stream:
                assert item == Tick(n=1)
                break
        return await asyncio.to_thread(teller.unheard.wait, 5)

    assert followed(teller, follow)


@pytest.mark.parametrize("framing", ["chunked", "close"])
@pytest.mark.parametrize("read", [0, 1, 2])
def test_a_stream_that_was_closed_has_no_more_items(framing: str, read: int) -> None:
    async def follow(stream: AsyncEventStream[Tick]) -> list[list[Any]]:
        async with stream:
            first = [await anext(stream) for _ in range(read)]
        return [first, [item async for item in stream], [event async for event in stream.events()]]

    assert followed(endless(framing), follow) == [[Tick(n=1), Tick(n=2)][:read], [], []]


@pytest.mark.parametrize("framing", ["chunked", "close"])
def test_a_finished_stream_just_ends(framing: str) -> None:
    async def follow(stream: AsyncEventStream[Tick]) -> list[list[int]]:
        return [await numbers(stream), await numbers(stream)]

    assert followed(Teller([ONE, TWO], framing), follow) == [[1, 2], []]


@pytest.mark.parametrize("framing", ["dropped", "1000", "one chunk"])
def test_a_connection_that_is_lost_raises_after_what_came(framing: str) -> None:
    async def follow(stream: AsyncEventStream[Tick]) -> None:
        assert await anext(stream) == Tick(n=1)
        await anext(stream)

    with pytest.raises(ConnectionException) as caught:
        followed(Teller([ONE, TWO[:9]], framing), follow)
    assert str(caught.value.url).endswith("/ticks")


def test_a_stream_that_falls_silent_is_waited_for_no_longer_than_asked() -> None:
    over = threading.Event()

    def pieces() -> Iterator[bytes]:
        yield ONE
        over.wait(5)

    async def follow(stream: AsyncEventStream[Tick]) -> None:
        assert await anext(stream) == Tick(n=1)
        with pytest.raises(TimeoutException):
            await anext(stream)
        over.set()

    followed(Teller(pieces()), follow, timeout=(1, 0.1))


def test_an_item_that_does_not_fit_raises_and_the_next_one_can_be_read() -> None:
    async def follow(stream: AsyncEventStream[Tick]) -> list[int]:
        with pytest.raises(UnexpectedResponseException, match="an event does not fit"):
            await anext(stream)
        return await numbers(stream)

    assert followed(Teller([b'data: {"n": "x"}\n\n', TWO]), follow) == [2]


def test_an_event_with_a_name_that_the_document_does_not_know_is_handed_on_as_it_came() -> None:
    async def follow(stream: AsyncEventStream[Tick]) -> list[Any]:
        return [item async for item in stream]

    assert followed(Teller([ONE, *UNKNOWN, TWO]), follow) == [Tick(n=1), *PINGS, Tick(n=2)]


@pytest.mark.parametrize("framing", ["chunked", "close"])
def test_done_ends_a_stream_that_goes_on(framing: str) -> None:
    assert followed(Teller([ONE, b"data: [DONE]\n\n", TWO, TWO], framing), numbers) == [1]


def test_the_last_id_is_known_also_of_events_read_as_they_are() -> None:
    async def follow(stream: AsyncEventStream[Tick]) -> list[tuple[str, str]]:
        return [(event.data, stream.last_event_id) async for event in stream.events()]

    assert followed(Teller([ONE, TWO]), follow) == [('{"n": 1}', "1"), ('{"n": 2}', "2")]
