"""`…_without_preload_content` returns a response that works like urllib3's, and like aiohttp's in the async client."""

from __future__ import annotations

import asyncio
import codecs
import csv
import gc
import gzip
import io
import json
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import urllib3

from portal_client import ApiClient, Configuration, Portal, SessionsApi
from portal_client.aio import AsyncPortal
from portal_client.exceptions import BodyGoneException, TransportException

from .servers import server, url_of

LINES = b'{"n": 1,\n"text": "caf\xc3\xa9",\n"more": [1, 2, 3]}\n'
BODIES = {
    "length": ({"Content-Length": str(len(LINES)), "Set-Cookie": "a=1"}, LINES),
    "chunked": (
        {"Transfer-Encoding": "chunked"},
        b"5\r\n" + LINES[:5] + b"\r\n%x\r\n" % len(LINES[5:]) + LINES[5:] + b"\r\n0\r\n\r\n",
    ),
    "gzip": (
        {"Content-Encoding": "gzip", "Content-Length": str(len(gzip.compress(LINES, mtime=0)))},
        gzip.compress(LINES, mtime=0),
    ),
}


def answer(request: BaseHTTPRequestHandler) -> None:
    """Send the body that the session id of the path names, with status 418."""
    headers, body = BODIES[request.path.rpartition("/")[2]]
    request.send_response(418)
    for name, value in {"Content-Type": "application/json", "X-Id": "7", **headers}.items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(body)


@contextmanager
def both(name: str) -> Iterator[tuple[Any, Any]]:
    """Return the response of urllib3 itself, and ours to the same request."""
    with server(answer) as running, urllib3.PoolManager() as pool, Portal(base_url=url_of(running)) as portal:
        theirs = pool.request("GET", f"{url_of(running)}/sessions/{name}", preload_content=False)
        yield theirs, portal.sessions.get_session_without_preload_content(name)


def copied(response: Any) -> bytes:
    target = io.BytesIO()
    shutil.copyfileobj(response, target, 7)
    return target.getvalue()


def wrapped(response: Any) -> list[list[str]]:
    response.auto_close = False
    return list(csv.reader(io.TextIOWrapper(response, "utf-8", newline="")))


def filled(response: Any) -> list[Any]:
    buffer = bytearray(10)
    return [response.readinto(buffer), bytes(buffer), response.read(3), response.read()]


def until_closed(response: Any) -> bytes:
    found = b""
    while not response.closed:
        found += response.read(10)
    return found


def after_with(response: Any) -> list[Any]:
    with response as entered:
        return [entered.read(4), entered is response]


SYNC: dict[str, Callable[[Any], Any]] = {
    "read": lambda response: [response.read(), response.read(), response.read(5)],
    "read_parts": lambda response: [
        response.read(5),
        response.read(0),
        response.read(amt=6),
        response.read(-1),
        response.read(),
    ],
    "read_then_data": lambda response: [response.read(5), response.data],
    "read_and_keep": lambda response: [response.read(cache_content=True), response.data, response.data],
    "data": lambda response: [response.data, response.data, response.read()],
    "json": lambda response: [response.json(), response.json()],
    "json_load": json.load,
    "not_decoded": lambda response: response.read(decode_content=False),
    "part_not_decoded": lambda response: response.read(6, decode_content=False),
    "stream": lambda response: list(response.stream(16)),
    "stream_of_default_size": lambda response: b"".join(response.stream()),
    "stream_not_decoded": lambda response: b"".join(response.stream(16, decode_content=False)),
    "read1": lambda response: b"".join(iter(lambda: response.read1(8), b"")),
    "lines": list,
    "readline": lambda response: [response.readline(), response.readline(), response.read()],
    "readinto": filled,
    "copyfileobj": copied,
    "text_wrapper": wrapped,
    "buffered": lambda response: io.BufferedReader(response).read(),
    "decoded": lambda response: codecs.getreader("utf-8")(response).read(),
    "until_closed": until_closed,
    "with": after_with,
    "state": lambda response: [
        response.status,
        response.reason,
        response.version,
        response.readable(),
        response.closed,
        response.isclosed(),
    ],
    "headers": lambda response: [
        response.headers["x-ID"],
        response.getheader("x-id"),
        response.headers.getlist("X-Id"),
        response.headers.get("none"),
        response.info()["X-Id"],
        "x-id" in response.headers,
    ],
    "url": lambda response: [response.geturl().rpartition("/")[2], response.url.rpartition("/")[2]],
    "released": lambda response: [response.read(4), response.release_conn(), response.connection],
    "drained": lambda response: [response.drain_conn(), response.read(), response.tell() > 0],
    "after_close": lambda response: [response.read(4), response.close(), response.closed],
    "chunks": lambda response: [response.supports_chunked_reads(), response.chunked],
}


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("use", SYNC)
def test_raw_response_works_like_urllib3(use: str, name: str) -> None:
    with both(name) as (theirs, ours):
        assert SYNC[use](ours) == SYNC[use](theirs)


def test_raw_response_streams_while_it_is_not_referenced() -> None:
    with server(answer) as running, ApiClient(Configuration(host=url_of(running))) as client:
        api = SessionsApi(client)
        assert b"".join(api.get_session_without_preload_content("length").stream(3)) == LINES
        assert list(api.get_session_without_preload_content("length")) == LINES.splitlines(keepends=True)
        assert api.get_session_without_preload_content("length").json()["n"] == 1


def test_response_of_the_transport_outlives_ours() -> None:
    with server(answer) as running, ApiClient(Configuration(host=url_of(running))) as client:
        theirs = client.call_api("GET", f"{url_of(running)}/sessions/length").response
        gc.collect()
        assert b"".join(theirs.stream(3)) == LINES
        theirs = SessionsApi(client).get_session_without_preload_content("length").response
        gc.collect()
        assert theirs.read() == LINES


def test_raw_response_without_content_can_be_used(tmp_path: Path) -> None:
    def no_content(request: BaseHTTPRequestHandler) -> None:
        request.send_response(204)
        request.end_headers()

    with server(no_content) as running, Portal(base_url=url_of(running)) as portal:
        for use in ("read", "data", "stream", "lines", "copyfileobj"):
            with portal.sessions.get_session_without_preload_content("s") as response:
                assert response.status == 204
                assert not any(SYNC[use](response))
        saved = portal.sessions.get_session_without_preload_content("s").save_to(tmp_path / "empty")
        assert saved.read_bytes() == b""


def test_closed_raw_response_raises_on_read() -> None:
    with both("length") as (_, ours):
        ours.close()
        with pytest.raises(BodyGoneException, match="closed"):
            ours.read()


def test_raw_response_converts_errors_of_the_connection() -> None:
    def cut_off(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "100")
        request.end_headers()
        request.wfile.write(b"part")
        request.close_connection = True

    with server(cut_off) as running, Portal(base_url=url_of(running)) as portal:
        for use in ("read", "json", "stream", "lines", "readinto", "copyfileobj"):
            response = portal.sessions.get_session_without_preload_content("s")
            with pytest.raises(TransportException):
                SYNC[use](response)


async def chunks(pieces: AsyncIterator[bytes]) -> bytes:
    return b"".join([piece async for piece in pieces])


async def in_with(response: Any) -> list[Any]:
    async with response as entered:
        found = [await entered.json(), entered is response]
    return [*found, response.closed]


async def lines(response: Any) -> list[bytes]:
    return [line async for line in response.content]


async def failed(response: Any) -> list[Any]:
    with pytest.raises(aiohttp.ClientResponseError) as caught:
        response.raise_for_status()
    return [caught.value.status, response.ok]


async def pairs(*awaited: Awaitable[Any]) -> list[Any]:
    return [await each for each in awaited]


ASYNC: dict[str, Callable[[Any], Awaitable[Any]]] = {
    "read": lambda response: pairs(response.read(), response.read()),
    "text": lambda response: pairs(
        response.text(), response.text("latin-1"), response.text(encoding="ascii", errors="replace")
    ),
    "json": lambda response: pairs(response.json(), response.json(content_type=None), response.json(loads=str)),
    "part": lambda response: pairs(response.content.read(5), response.content.readexactly(3), response.content.read()),
    "part_then_read": lambda response: pairs(response.content.read(5), response.read()),
    "readline": lambda response: pairs(response.content.readline(), response.content.readany()),
    "lines": lines,
    "iter_any": lambda response: chunks(response.content.iter_any()),
    "iter_chunked": lambda response: chunks(response.content.iter_chunked(4)),
    "with": in_with,
    "failed": failed,
}


@asynccontextmanager
async def both_async(name: str) -> AsyncIterator[tuple[Any, Any]]:
    """Return the response of aiohttp itself, and ours to the same request."""
    with server(answer) as running:
        async with aiohttp.ClientSession() as session, AsyncPortal(base_url=url_of(running)) as portal:
            theirs = await session.get(f"{url_of(running)}/sessions/{name}")
            yield theirs, await portal.sessions.get_session_without_preload_content(name)
            theirs.close()


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("use", ASYNC)
def test_raw_response_works_like_aiohttp(use: str, name: str) -> None:
    async def check() -> None:
        async with both_async(name) as (theirs, ours):
            assert await ASYNC[use](ours) == await ASYNC[use](theirs)

    asyncio.run(check())


def test_raw_response_has_the_attributes_of_aiohttp() -> None:
    def state(response: Any) -> list[Any]:
        names = ("status", "reason", "method", "content_type", "charset", "content_length", "ok", "history", "links")
        found = [getattr(response, name) for name in names]
        return [*found, response.url.path, response.headers["x-ID"], response.headers.getall("X-Id")]

    async def check() -> None:
        async with both_async("length") as (theirs, ours):
            assert state(ours) == state(theirs)
            assert ours.cookies["a"].value == theirs.cookies["a"].value
            assert await ours.release() is await theirs.release() is None

    asyncio.run(check())
