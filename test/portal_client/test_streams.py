"""Streams over sockets: items as they arrive, and what happens where one side breaks off."""

from __future__ import annotations

import itertools
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Annotated, Any, Literal

import pytest
from pydantic import StrictInt, StrictStr

from portal_client import ApiClient, Configuration, Portal
from portal_client._api import Api
from portal_client._enum import Known
from portal_client._events import ServerSentEvent
from portal_client._model import Model
from portal_client._operation import Items, Operation, Response
from portal_client._streams import EventStream
from portal_client._union import Alternatives, UnionModel
from portal_client.exceptions import ConnectionException, TimeoutException, UnexpectedResponseException

from .servers import server, url_of


class Tick(Model):
    n: StrictInt


class TickEvent(Model):
    event: Annotated[Literal["tick"], Known()]
    data: Tick


class EndEvent(Model):
    event: Annotated[Literal["end"], Known()]
    data: StrictStr


class AnyEvent(UnionModel):
    root: Annotated[TickEvent | EndEvent, Alternatives("event", {"tick": "TickEvent", "end": "EndEvent"})]


FRAMINGS: dict[str, dict[str, str]] = {
    "chunked": {"Transfer-Encoding": "chunked"},
    "dropped": {"Transfer-Encoding": "chunked"},
    "gzip": {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"},
    "close": {},
    "1000": {"Content-Length": "1000"},
    "one chunk": {"Transfer-Encoding": "chunked"},
}
ONE, TWO = b'id: 1\ndata: {"n": 1}\n\n', b'id: 2\ndata: {"n": 2}\n\n'


@dataclass
class Teller:
    """Sends a stream piece by piece; only `chunked` tells the end of it."""

    pieces: Iterable[bytes]
    framing: str = "chunked"
    media_type: str = "text/event-stream"
    unheard: threading.Event = field(default_factory=threading.Event)
    """Set when nobody takes the pieces any more."""

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        for name, value in {"Content-Type": self.media_type, **FRAMINGS[self.framing]}.items():
            request.send_header(name, value)
        request.end_headers()
        request.close_connection = True
        packer = zlib.compressobj(wbits=31)
        chunked = "Transfer-Encoding" in FRAMINGS[self.framing] and self.framing != "one chunk"
        try:
            if self.framing == "one chunk":
                request.wfile.write(b"1000\r\n")
            for piece in self.pieces:
                data = packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH) if self.framing == "gzip" else piece
                request.wfile.write(b"%x\r\n%s\r\n" % (len(data), data) if chunked else data)
            if self.framing == "chunked":
                request.wfile.write(b"0\r\n\r\n")
        except OSError:
            self.unheard.set()


@contextmanager
def told(teller: Teller, type_: Any = Tick, envelope: bool = False, **settings: Any) -> Iterator[EventStream[Any]]:
    content = {teller.media_type: Items(lambda: type_, envelope)}
    operation: Operation[EventStream[Any]] = Operation("ticks", "GET", "/ticks", responses={"200": Response(content)})
    with server(teller) as running, ApiClient(Configuration(host=url_of(running), **settings)) as client:
        yield Api(client)._call(operation, {})


@pytest.mark.parametrize("framing", FRAMINGS)
def test_an_item_is_there_before_the_next_one_is_sent(framing: str) -> None:
    read = threading.Semaphore(0)

    def pieces() -> Iterator[bytes]:
        for event in (ONE, TWO):
            yield event[:9]
            yield event[9:]
            assert read.acquire(timeout=5)

    with told(Teller(pieces(), framing)) as stream:
        for n in (1, 2):
            assert next(stream) == Tick(n=n)
            read.release()


def endless(framing: str) -> Teller:
    return Teller(itertools.chain([ONE + TWO], itertools.repeat(b": still here\n" * 1000)), framing)


@pytest.mark.parametrize("framing", ["chunked", "close"])
def test_the_server_notices_when_a_stream_is_broken_off(framing: str) -> None:
    teller = endless(framing)
    with told(teller) as stream:
        with stream:
            for item in stream:
                assert item == Tick(n=1)
                break
        assert teller.unheard.wait(5)


def test_the_server_notices_when_a_stream_is_forgotten() -> None:
    teller = endless("chunked")
    with told(teller) as stream:
        next(stream)
        del stream
        assert teller.unheard.wait(5)


@pytest.mark.parametrize("framing", ["chunked", "close"])
@pytest.mark.parametrize("read", [0, 1, 2])
def test_a_stream_that_was_closed_has_no_more_items(framing: str, read: int) -> None:
    with told(endless(framing)) as stream:
        with stream:
            assert len(list(itertools.islice(stream, read))) == read
        assert list(stream) == []
        assert list(stream.events()) == []


@pytest.mark.parametrize("framing", ["chunked", "close"])
def test_a_finished_stream_just_ends(framing: str) -> None:
    with told(Teller([ONE, TWO], framing)) as stream:
        assert [item.n for item in stream] == [1, 2]
        assert list(stream) == []


@pytest.mark.parametrize("framing", ["dropped", "1000", "one chunk"])
def test_a_connection_that_is_lost_raises_after_what_came(framing: str) -> None:
    with told(Teller([ONE, TWO[:9]], framing)) as stream:
        assert next(stream) == Tick(n=1)
        with pytest.raises(ConnectionException) as caught:
            next(stream)
    assert str(caught.value.url).endswith("/ticks")


def test_a_stream_that_falls_silent_is_waited_for_no_longer_than_asked() -> None:
    over = threading.Event()

    def pieces() -> Iterator[bytes]:
        yield ONE
        over.wait(5)

    with told(Teller(pieces()), timeout=(1, 0.1)) as stream:
        assert next(stream) == Tick(n=1)
        with pytest.raises(TimeoutException):
            next(stream)
        over.set()


def test_an_item_that_does_not_fit_raises_and_the_next_one_can_be_read() -> None:
    with told(Teller([ONE, b'data: {"n": "x"}\n\ndata: {"n"\n\n', TWO])) as stream:
        assert next(stream) == Tick(n=1)
        for body in ('{"n": "x"}', '{"n"'):
            with pytest.raises(UnexpectedResponseException, match="an event does not fit") as caught:
                next(stream)
            assert (caught.value.status, caught.value.body) == (200, body)
        assert list(stream) == [Tick(n=2)]


def test_without_validation_an_event_that_does_not_fit_is_handed_on() -> None:
    with told(Teller([ONE, b'event: odd\ndata: {"n": "x"}\n\n']), client_side_validation=False) as stream:
        assert list(stream) == [Tick(n=1), ServerSentEvent('{"n": "x"}', "odd", "1")]


UNKNOWN = b'event: ping\ndata: {"n": "x"}\n\n', b"event: ping\ndata: hello\n\n"
PINGS = [ServerSentEvent('{"n": "x"}', "ping", "1"), ServerSentEvent("hello", "ping", "1")]


def test_an_event_with_a_name_that_the_document_does_not_know_is_handed_on_as_it_came() -> None:
    with told(Teller([ONE, *UNKNOWN, TWO])) as stream:
        assert list(stream) == [Tick(n=1), *PINGS, Tick(n=2)]


def test_an_event_with_a_name_whose_data_fit_is_read_like_any_other() -> None:
    with told(Teller([b"event: tick\n" + ONE])) as stream:
        assert list(stream) == [Tick(n=1)]


def test_an_event_without_a_name_of_its_own_has_to_fit() -> None:
    pieces = [b'event: message\ndata: {"n": "x"}\n\n', b'event:\ndata: {"n": "x"}\n\n']
    with told(Teller(pieces)) as stream, stream:
        for _ in range(2):
            with pytest.raises(UnexpectedResponseException, match="an event does not fit"):
                next(stream)


def test_an_event_that_is_described_as_a_whole_has_to_fit_whatever_its_name() -> None:
    teller = Teller([b'event: tick\ndata: {"n": "x"}\n\n'])
    fits_not = pytest.raises(UnexpectedResponseException, match="an event does not fit")
    with told(teller, TickEvent, envelope=True) as stream, stream, fits_not:
        next(stream)


@pytest.mark.parametrize("framing", ["chunked", "close"])
def test_done_ends_a_stream_that_goes_on(framing: str) -> None:
    teller = Teller(itertools.chain([ONE, b"data: [DONE]\n\n"], itertools.repeat(TWO)), framing)
    with told(teller) as stream:
        assert list(stream) == [Tick(n=1)]


def test_events_that_a_union_does_not_know_are_handed_on() -> None:
    pieces = [
        b'event: tick\ndata: {"n": 1}\n\n',
        b'event: new\nid: 5\ndata: {"m": 2}\n\n',
        b"event: end\nid\ndata: bye\n\n",
    ]
    with told(Teller(pieces), AnyEvent, envelope=True) as stream:
        assert [item.actual_instance for item in stream] == [
            TickEvent.from_dict({"event": "tick", "data": {"n": 1}, "id": ""}),
            {"event": "new", "id": "5", "data": {"m": 2}},
            EndEvent.from_dict({"event": "end", "data": "bye", "id": ""}),
        ]


def test_a_text_is_not_read_as_json() -> None:
    with told(Teller([b'data: 1\n\ndata: {"n": 1}\n\n']), str) as stream:
        assert list(stream) == ["1", '{"n": 1}']


def test_the_last_id_is_there_to_go_on_from() -> None:
    with told(Teller([ONE, b'data: {"n": 3}\n\n', TWO, b'id\ndata: {"n": 4}\n\n'])) as stream:
        assert stream.last_event_id == ""
        assert [(item.n, stream.last_event_id) for item in stream] == [(1, "1"), (3, "1"), (2, "2"), (4, "")]


def test_the_last_id_is_known_also_of_events_read_as_they_are() -> None:
    with told(Teller([ONE, TWO])) as stream:
        assert [(event.data, stream.last_event_id) for event in stream.events()] == [
            ('{"n": 1}', "1"),
            ('{"n": 2}', "2"),
        ]


def test_lines_are_read_to_the_last_one_without_an_end() -> None:
    with told(Teller([b'{"n": 1}\n{"n"', b": 2}"], media_type="application/jsonl")) as stream:
        assert [item.n for item in stream] == [1, 2]


def test_a_value_where_a_stream_was_asked_for_is_refused_with_the_value_in_it() -> None:
    with server() as running, Portal(base_url=url_of(running)) as portal:
        with pytest.raises(UnexpectedResponseException, match="a stream was asked for") as caught:
            portal.sessions.subscribe_to_session_stream("s")
        assert '"id"' in str(caught.value.body)
