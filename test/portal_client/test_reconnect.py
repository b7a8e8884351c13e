"""Streams that break off and are asked for again, by both clients."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from pydantic import StrictInt

from portal_client import ApiClient, ApiException, ApiValueError, Configuration, RetryConfig, aio
from portal_client._api import Api
from portal_client._events import ServerSentEvent
from portal_client._model import Model
from portal_client._operation import Items, Operation, Response
from portal_client._reconnect import Reconnection
from portal_client.aio._api import Api as AsyncApi
from portal_client.exceptions import ConnectionException, SentRequest, UnexpectedResponseException

from .servers import server, url_of


class Tick(Model):
    n: StrictInt


AT_ONCE = RetryConfig(attempts=3, initial_delay=0, total=None)
EVENTS = "text/event-stream"


def ticks(media_type: str = EVENTS, method: str = "GET") -> Operation[Any]:
    content = {media_type: Items(lambda: Tick)}
    return Operation("ticks", method, "/ticks", responses={"200": Response(content)}, security=({"HTTPBearer": ()},))


def tick(n: int, more: str = "") -> bytes:
    return f'{more}id: {n}\ndata: {{"n": {n}}}\n\n'.encode()


@dataclass
class Act:
    """What one connection brings."""

    body: bytes = b""
    status: int = 200
    whole: bool = False
    """Whether the stream ends as the protocol has it, rather than breaking off."""
    media_type: str = EVENTS


@dataclass
class Play:
    """Answers each connection by the next act; the last one is repeated."""

    acts: list[Act]
    heard: list[dict[str, str]] = field(default_factory=list)

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        act = self.acts[min(len(self.heard), len(self.acts) - 1)]
        self.heard.append({name.lower(): value for name, value in request.headers.items()})
        request.send_response(act.status)
        if act.status != 200:
            request.send_header("Content-Length", "0")
            request.end_headers()
            return
        request.send_header("Content-Type", act.media_type)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        request.wfile.write(b"%x\r\n%s\r\n" % (len(act.body), act.body) if act.body else b"")
        request.wfile.write(b"0\r\n\r\n" if act.whole else b"")
        request.close_connection = True

    @property
    def asked_from(self) -> list[str | None]:
        return [headers.get("last-event-id") for headers in self.heard]


@contextmanager
def playing(*acts: Act) -> Iterator[tuple[Play, str]]:
    play = Play(list(acts))
    with server(play) as running:
        yield play, url_of(running)


def read_sync(url: str, operation: Operation[Any], retries: RetryConfig, **how: Any) -> list[int]:
    tokens = map(str, itertools.count())
    settings = Configuration(host=url, access_token=lambda: next(tokens))
    with ApiClient(settings) as client, Api(client)._call(operation, {}) as stream:
        return [item.n for item in stream.reconnecting(retries, **how)]


def read_async(url: str, operation: Operation[Any], retries: RetryConfig, **how: Any) -> list[int]:
    async def read() -> list[int]:
        tokens = map(str, itertools.count())
        settings = Configuration(host=url, access_token=lambda: next(tokens))
        async with aio.ApiClient(settings) as client:
            stream: Any = await AsyncApi(client)._stream(operation, {})
            async with stream:
                return [item.n async for item in stream.reconnecting(retries, **how)]

    return asyncio.run(read())


both = pytest.mark.parametrize("read", [read_sync, read_async], ids=["sync", "async"])


@both
def test_a_stream_goes_on_after_the_last_event_that_came(read: Any) -> None:
    with playing(Act(tick(1) + tick(2)), Act(tick(3)), Act(tick(4), whole=True)) as (play, url):
        assert read(url, ticks(), AT_ONCE) == [1, 2, 3, 4]
    assert play.asked_from == [None, "2", "3"]


@both
def test_an_id_counts_without_an_event_and_for_the_connections_that_follow(read: Any) -> None:
    unnamed = b'data: {"n": 2}\n\n'
    with playing(Act(tick(1) + b"id: 7\n\n"), Act(unnamed), Act(unnamed, whole=True)) as (play, url):
        assert read(url, ticks(), AT_ONCE) == [1, 2, 2]
    assert play.asked_from == [None, "7", "7"]


@both
def test_a_delay_counts_without_an_event(read: Any) -> None:
    slow = RetryConfig(attempts=3, initial_delay=60, max_delay=60)
    with playing(Act(tick(1) + b"retry: 1\n\n"), Act(tick(2), whole=True)) as (_, url):
        begun = time.monotonic()
        assert read(url, ticks(), slow) == [1, 2]
        assert time.monotonic() - begun < 30


@both
def test_credentials_are_asked_for_anew_with_each_connection(read: Any) -> None:
    with playing(Act(tick(1)), Act(tick(2), whole=True)) as (play, url):
        read(url, ticks(), AT_ONCE)
    first, second = (headers["authorization"] for headers in play.heard)
    assert first != second


@both
def test_a_stream_that_breaks_off_again_and_again_without_an_event_raises(read: Any) -> None:
    with playing(Act(tick(1)), Act()) as (play, url), pytest.raises(ConnectionException):
        read(url, ticks(), AT_ONCE)
    assert play.asked_from == [None, "1", "1"]


@both
def test_a_server_that_is_busy_is_asked_again_and_one_that_refuses_is_not(read: Any) -> None:
    acts = Act(tick(1)), Act(status=503), Act(tick(2)), Act(status=404)
    with playing(*acts) as (play, url), pytest.raises(ApiException) as caught:
        read(url, ticks(), AT_ONCE)
    assert caught.value.status == 404
    assert play.asked_from == [None, "1", "1", "2"]


@both
def test_an_answer_that_is_no_stream_is_refused_with_the_answer_in_it(read: Any) -> None:
    value = Act(b'{"n": 2}', whole=True, media_type="application/json")
    with playing(Act(tick(1)), value) as (play, url), pytest.raises(UnexpectedResponseException) as caught:
        read(url, ticks(), AT_ONCE)
    assert (str(caught.value.body), len(play.heard)) == ('{"n": 2}', 2)
    assert "a stream was asked for, and application/json came" in str(caught.value)


@pytest.mark.parametrize("at_end", [False, True])
def test_the_time_for_all_attempts_begins_when_the_connection_is_lost(at_end: bool) -> None:
    now = 0.0
    reconnection = Reconnection(RetryConfig(attempts=2, initial_delay=1, jitter=0, total=60), at_end, lambda: now)
    error = ConnectionException("lost", SentRequest("GET", "/"))
    for _ in range(3):
        reconnection.received(ServerSentEvent("1"))
        now += 3600
        assert (reconnection.ended(None) if at_end else reconnection.broken(error, None)) == 1


@both
def test_the_end_of_a_stream_stands_if_nobody_asks_otherwise(read: Any) -> None:
    with playing(Act(tick(1), whole=True)) as (play, url):
        assert read(url, ticks(), AT_ONCE) == [1]
    assert len(play.heard) == 1


@both
def test_a_stream_that_ends_is_asked_for_again_until_there_is_nothing_more(read: Any) -> None:
    with playing(Act(tick(1), whole=True), Act(tick(2), whole=True), Act(status=204)) as (play, url):
        assert read(url, ticks(), AT_ONCE, at_end=True) == [1, 2]
    assert play.asked_from == [None, "1", "2"]


@both
def test_the_delay_that_the_server_wants_wins(read: Any) -> None:
    for_ever = RetryConfig(attempts=3, initial_delay=1_000, max_delay=1_000, total=None)
    with playing(Act(tick(1, "retry: 1\n")), Act(tick(2), whole=True)) as (_, url):
        assert read(url, ticks(), for_ever) == [1, 2]


@both
@pytest.mark.parametrize(
    ("operation", "reason"),
    [(ticks(method="POST"), "only the stream of a GET"), (ticks("application/x-ndjson"), "only a text/event-stream")],
)
def test_what_cannot_be_asked_for_twice_is_refused(read: Any, operation: Operation[Any], reason: str) -> None:
    media_type = next(iter(operation.responses["200"].content))
    with playing(Act(whole=True, media_type=media_type)) as (_, url), pytest.raises(ApiValueError, match=reason):
        read(url, operation, AT_ONCE)


@both
def test_without_being_asked_to_a_stream_does_not_reconnect(read: Any) -> None:
    with playing(Act(tick(1)), Act(tick(2), whole=True)) as (play, url), pytest.raises(ConnectionException):
        read(url, ticks(), RetryConfig(attempts=1, total=None))
    assert len(play.heard) == 1
