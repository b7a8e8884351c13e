"""Bodies that come compressed: read, streamed and saved as what they were before."""

from __future__ import annotations

import asyncio
import gzip
import json
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from portal_client import ConnectionException, NotFoundException, OpenApiException, Portal
from portal_client.aio import AsyncPortal

from .servers import server, url_of
from .wire import SESSION

BODY = json.dumps(SESSION).encode()
EVENTS = b"".join(b"id: %d\ndata: %s\n\n" % (number, BODY) for number in range(3))


def raw_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


def brotli(content: bytes) -> bytes:
    packed: bytes = import_module("brotli").compress(content)
    return packed


def zstd(content: bytes) -> bytes:
    name = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
    packed: bytes = import_module(name).compress(content)
    return packed


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "zlib": ("deflate", zlib.compress),
    "raw": ("deflate", raw_deflate),
    "br": ("br", brotli),
    "zstd": ("zstd", zstd),
}


@dataclass
class Packed:
    """Sends a body as it is, in small chunks, and says how it is encoded."""

    body: bytes
    encoding: str
    media_type: str = "application/json"
    status: int = 200
    size: int = 37
    asked: list[str] = field(default_factory=list)

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        self.asked.append(request.headers["Accept-Encoding"])
        request.send_response(self.status)
        request.send_header("Content-Type", self.media_type)
        request.send_header("Content-Encoding", self.encoding)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        pieces = (self.body[start : start + self.size] for start in range(0, len(self.body), self.size))
        for piece in (*pieces, b""):
            request.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))


class Waiting:
    """The client to be awaited, for whoever does not wait."""

    def __init__(self, url: str) -> None:
        self.url = url

    def do(self, what: Callable[[AsyncPortal], Any]) -> Any:
        async def main() -> Any:
            async with AsyncPortal(base_url=self.url) as portal:
                return await what(portal)

        return asyncio.run(main())

    def value(self) -> str:
        return str(self.do(lambda portal: portal.sessions.get_session("s")).id)

    def pieces(self) -> list[bytes]:
        async def stream(portal: AsyncPortal) -> list[bytes]:
            response = await portal.sessions.get_session_without_preload_content("s")
            return [piece async for piece in response.iter_bytes(50)]

        found: list[bytes] = self.do(stream)
        return found

    def saved(self, path: Path) -> bytes:
        async def save(portal: AsyncPortal) -> Path:
            return await (await portal.sessions.get_session_without_preload_content("s")).save_to(path)

        content: bytes = self.do(save).read_bytes()
        return content

    def events(self) -> list[str]:
        async def follow(portal: AsyncPortal) -> list[str]:
            async with await portal.sessions.subscribe_to_session_stream("s") as sessions:
                return [session.id + sessions.last_event_id async for session in sessions]

        found: list[str] = self.do(follow)
        return found

    def largest(self) -> tuple[int, int]:
        async def measure(portal: AsyncPortal) -> tuple[int, int]:
            response = await portal.sessions.get_session_without_preload_content("s")
            return max([len(piece) async for piece in response.iter_bytes()]), tracemalloc.get_traced_memory()[1]

        found: tuple[int, int] = self.do(measure)
        return found


class Blocking:
    """The same with the client that waits."""

    def __init__(self, url: str) -> None:
        self.portal = Portal(base_url=url)

    def value(self) -> str:
        with self.portal:
            return self.portal.sessions.get_session("s").id

    def pieces(self) -> list[bytes]:
        with self.portal:
            return list(self.portal.sessions.get_session_without_preload_content("s").iter_bytes(50))

    def saved(self, path: Path) -> bytes:
        with self.portal:
            return self.portal.sessions.get_session_without_preload_content("s").save_to(path).read_bytes()

    def events(self) -> list[str]:
        with self.portal, self.portal.sessions.subscribe_to_session_stream("s") as sessions:
            return [session.id + sessions.last_event_id for session in sessions]

    def largest(self) -> tuple[int, int]:
        with self.portal:
            response = self.portal.sessions.get_session_without_preload_content("s")
            return max(len(piece) for piece in response.iter_bytes()), tracemalloc.get_traced_memory()[1]


both = pytest.mark.parametrize("client", [Blocking, Waiting])
every_encoding = pytest.mark.parametrize("packing", PACKERS)


@both
@every_encoding
def test_a_value_is_read_as_it_was_before(client: Any, packing: str) -> None:
    encoding, pack = PACKERS[packing]
    with server(Packed(pack(BODY), encoding)) as running:
        assert client(url_of(running)).value() == "s1"


@both
@every_encoding
def test_pieces_are_those_of_the_body_as_it_was_before(client: Any, packing: str) -> None:
    encoding, pack = PACKERS[packing]
    with server(Packed(pack(BODY * 20), encoding)) as running:
        pieces = client(url_of(running)).pieces()
    assert b"".join(pieces) == BODY * 20
    assert all(pieces)
    assert packing == "br" or max(map(len, pieces)) <= 50  # Brotli's decoder hands out what it has at hand


@both
@every_encoding
def test_a_file_is_saved_as_it_was_before(client: Any, packing: str, tmp_path: Path) -> None:
    encoding, pack = PACKERS[packing]
    with server(Packed(pack(BODY), encoding)) as running:
        assert client(url_of(running)).saved(tmp_path / "session.json") == BODY


@both
@every_encoding
def test_events_are_those_that_were_packed(client: Any, packing: str) -> None:
    encoding, pack = PACKERS[packing]
    with server(Packed(pack(EVENTS), encoding, "text/event-stream")) as running:
        assert client(url_of(running)).events() == ["s10", "s11", "s12"]


@both
def test_the_body_of_an_error_is_readable(client: Any) -> None:
    answer = Packed(gzip.compress(b'{"detail": "no such session"}'), "gzip", status=404)
    with server(answer) as running, pytest.raises(NotFoundException) as caught:
        client(url_of(running)).value()
    assert (caught.value.data.detail, caught.value.body) == ("no such session", '{"detail": "no such session"}')


@both
def test_what_is_not_packed_as_it_says_is_our_error(client: Any) -> None:
    with server(Packed(BODY, "gzip")) as running, pytest.raises(ConnectionException) as caught:
        client(url_of(running)).value()
    assert isinstance(caught.value, OpenApiException)


@both
def test_a_small_body_that_grows_large_takes_no_more_memory_than_its_pieces(client: Any) -> None:
    answer = Packed(gzip.compress(bytes(64 << 20)), "gzip", size=4096)
    with server(answer) as running:
        tracemalloc.start()
        try:
            largest, memory = client(url_of(running)).largest()
        finally:
            tracemalloc.stop()
    assert largest <= 65_536
    assert memory < 8 << 20


def test_each_client_accepts_what_its_library_does_unless_told() -> None:
    answer = Packed(gzip.compress(BODY), "gzip")
    with server(answer) as running, Portal(base_url=url_of(running)) as portal:
        portal.sessions.get_session("s")
        portal.sessions.get_session("s", _headers={"Accept-Encoding": "gzip"})
        Waiting(url_of(running)).value()
    assert answer.asked[:2] == ["identity", "gzip"]
    assert answer.asked[2].startswith("gzip, deflate")
