"""A conversation through the client of flux0: event by event, to its end or until somebody breaks it off."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from examples.flux0.flux0_client import EventSourceDTO, EventStream, EventTypeDTO, Flux0, models
from examples.flux0.flux0_client.aio import AsyncFlux0
from examples.flux0.flux0_client.exceptions import ConnectionException
from mock_server.testing import serve
from test.examples.flux0 import SESSION, Stepwise, flux0
from test.mock_server.calls import together

COUNT = 200
PATIENCE = 10.0
SAID: Any = {"session_id": SESSION, "type_": EventTypeDTO.MESSAGE, "source": EventSourceDTO.USER, "content": "Count!"}


@contextmanager
def counting(count: int = COUNT) -> Iterator[tuple[str, Stepwise]]:
    """A server whose agent waits to be told to say a number."""
    agent = Stepwise(count)
    with serve(flux0(agent=agent)) as server:
        yield server.url, agent


def said(event: models.SessionStream) -> str:
    """What the agent says in an event."""
    assert isinstance(event, models.ChunkEventStream)
    return str(event.data.patches[0].value)


def test_each_event_arrives_before_the_next_one_is_sent() -> None:
    with counting() as (url, agent), Flux0(base_url=url) as client, client.sessions.create_event(**SAID) as stream:
        for number in range(COUNT):
            agent.go(number)
            assert said(next(stream)) == str(number)
        assert list(stream) == []


@together
async def test_each_event_arrives_before_the_next_one_is_sent_to_those_who_await_it() -> None:
    with counting() as (url, agent):
        async with AsyncFlux0(base_url=url) as client, await client.sessions.create_event(**SAID) as stream:
            for number in range(COUNT):
                agent.go(number)
                assert said(await anext(stream)) == str(number)
            assert [event async for event in stream] == []


def test_breaking_off_closes_the_connection_and_the_server_notices() -> None:
    with counting() as (url, agent), Flux0(base_url=url) as client:
        with client.sessions.create_event(**SAID) as stream:
            agent.go(0)
            next(stream)
            assert not agent.left.is_set()
        assert agent.left.wait(PATIENCE)
        assert client.sessions.list_events(session_id=SESSION, min_offset=8).data == []


@together
async def test_breaking_off_what_is_awaited_is_noticed_too() -> None:
    with counting() as (url, agent):
        async with AsyncFlux0(base_url=url) as client:
            async with await client.sessions.create_event(**SAID) as stream:
                agent.go(0)
                await anext(stream)
            assert await asyncio.to_thread(agent.left.wait, PATIENCE)


def test_a_dropped_connection_is_an_error_after_what_arrived() -> None:
    with serve(flux0()) as server, Flux0(base_url=server.url) as client:
        received = received_until(ConnectionException, client.sessions.create_event(**{**SAID, "content": "[drop]"}))
    assert received[0] == "status"
    assert received[-1] == "chunk"


def received_until(error: type[Exception], stream: EventStream[models.SessionStream]) -> list[str]:
    """The names of the events before an error."""
    found: list[str] = []
    with stream, pytest.raises(error):
        found.extend(event.event for event in stream)
    return found


def test_a_failing_agent_is_a_last_status() -> None:
    with serve(flux0()) as server, Flux0(base_url=server.url) as client:
        *_, last = client.sessions.create_event(**SAID, headers={"Mock-Fault": "fail"})
    assert isinstance(last, models.EmittedEventStream)
    assert isinstance(last.data.data, models.StatusEventDataDTO)
    assert last.data.data.status == models.StatusEventDataStatusField.ERROR
