"""Files that are read as they are sent."""

from __future__ import annotations

import asyncio
import io
import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from portal_client import (
    ArgumentError,
    Configuration,
    Portal,
    RetryConfig,
    ServiceException,
    UnauthorizedException,
    Upload,
)
from portal_client._sources import SMALL
from portal_client.aio import AsyncPortal
from test.paths import ROOT

from .servers import say, say_session, server, url_of

LARGE = bytes(range(256)) * 4_000
AGAIN = RetryConfig(initial_delay=0.001, methods=frozenset({"POST"}))


class Receiver:
    """Keeps the bodies that come, parted or not, and answers with one status after the other."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = iter(statuses)
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        length = request.headers.get("Content-Length")
        self.bodies.append(request.rfile.read(int(length)) if length else b"".join(chunks(request)))
        status = next(self.statuses, 200)
        say_session(request) if status == 200 else say(request, {}, status)


def chunks(request: BaseHTTPRequestHandler) -> Iterator[bytes]:
    while size := int(request.rfile.readline(), 16):
        yield request.rfile.read(size)
        request.rfile.readline()
    request.rfile.readline()


@pytest.fixture
def large(tmp_path: Path) -> Path:
    assert len(LARGE) > SMALL
    path = tmp_path / "large.bin"
    path.write_bytes(LARGE)
    return path


def sent(received: Receiver) -> bytes:
    body = received.bodies[-1]
    return body[body.index(b'name="files"') :].partition(b"\r\n\r\n")[2].rpartition(b"\r\n--")[0]


def test_a_large_file_is_sent_with_its_length(large: Path) -> None:
    received = Receiver()
    with server(received) as running, Portal(base_url=url_of(running)) as portal:
        portal.sessions.create_session("a", "x", [large])
    assert sent(received) == LARGE
    assert "transfer-encoding" not in received.headers[0]
    assert b'filename="large.bin"' in received.bodies[0]


def test_what_has_no_length_is_sent_in_chunks() -> None:
    received = Receiver()
    with server(received) as running, Portal(base_url=url_of(running)) as portal:
        portal.sessions.create_session("a", "x", [("parts.bin", (b"ab" for _ in range(3)), "text/x-parts")])
    assert sent(received) == b"ababab"
    assert received.headers[0]["transfer-encoding"] == "chunked"
    assert b"Content-Type: text/x-parts" in received.bodies[0]


@pytest.mark.parametrize("skip", [0, 7])
def test_an_open_file_is_sent_from_where_it_stood_each_time(large: Path, skip: int) -> None:
    received = Receiver(503, 200)
    with large.open("rb") as file, server(received) as running, Portal(base_url=url_of(running)) as portal:
        file.seek(skip)
        portal.sessions.create_session("a", "x", [file], _retries=AGAIN)
        assert not file.closed
    assert sent(received) == LARGE[skip:]
    assert received.bodies[0] == received.bodies[1]


def test_what_can_be_read_only_once_is_sent_only_once() -> None:
    received = Receiver(503, 200)
    with server(received) as running, Portal(base_url=url_of(running)) as portal, pytest.raises(ServiceException):
        portal.sessions.create_session("a", "x", [iter([b"a"])], _retries=AGAIN)
    assert len(received.bodies) == 1


def renewing() -> Callable[[], str]:
    """A source of tokens, each of them another one."""
    numbers = itertools.count()
    return lambda: f"token-{next(numbers)}"


@pytest.mark.parametrize("content", [b"small", LARGE])
def test_an_open_file_is_sent_whole_when_credentials_are_renewed(content: bytes) -> None:
    received = Receiver(401, 200)
    with server(received) as running, Portal(base_url=url_of(running), access_token=renewing()) as portal:
        portal.sessions.create_session("a", "x", [io.BytesIO(content)])
    assert sent(received) == content
    assert received.bodies[0] == received.bodies[1]


def test_what_can_be_read_only_once_is_not_sent_with_renewed_credentials() -> None:
    received = Receiver(401, 200)
    with (
        server(received) as running,
        Portal(base_url=url_of(running), access_token=renewing()) as portal,
        pytest.raises(UnauthorizedException),
    ):
        portal.sessions.create_session("a", "x", [iter([b"a"])])
    assert len(received.bodies) == 1


def test_the_asynchronous_client_sends_open_files_whole_when_credentials_are_renewed() -> None:
    received = Receiver(401, 200)

    async def main(url: str) -> None:
        async with AsyncPortal(base_url=url, access_token=renewing()) as portal:
            await portal.sessions.create_session("a", "x", [io.BytesIO(b"small")])

    with server(received) as running:
        asyncio.run(main(url_of(running)))
    assert sent(received) == b"small"


def test_progress_is_told_as_a_file_is_sent(large: Path) -> None:
    told: list[tuple[int, int | None]] = []
    upload = Upload(large, name="ü.bin", content_type="x/y", progress=lambda done, total: told.append((done, total)))
    received = Receiver()
    with server(received) as running, Portal(base_url=url_of(running)) as portal:
        portal.sessions.create_session("a", "x", [upload])
    assert told[-1] == (len(LARGE), len(LARGE))
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert len(told) > 10
    assert 'filename="ü.bin"\r\nContent-Type: x/y'.encode() in received.bodies[0]


@pytest.mark.parametrize("wrong", [iter(["text"]), iter([1]), io.StringIO("text")])
def test_what_yields_no_bytes_is_refused(wrong: object) -> None:
    with (
        server(Receiver()) as running,
        Portal(base_url=url_of(running)) as portal,
        pytest.raises(ArgumentError, match=r"files: .*is no file; give bytes, a path"),
    ):
        portal.sessions.create_session("a", "x", [wrong])  # type: ignore[list-item]


def test_the_asynchronous_client_sends_the_same(large: Path) -> None:
    received = Receiver(503, 200)

    async def main(url: str) -> None:
        async with AsyncPortal(Configuration(retries=AGAIN), base_url=url) as portal:
            await portal.sessions.create_session("a", "x", [large])
            await portal.sessions.create_session("a", "x", [("p", iter([b"ab", b"c"]))])

    with server(received) as running:
        asyncio.run(main(url_of(running)))
    assert received.bodies[0] == received.bodies[1]
    assert received.headers[0]["content-length"] == str(len(received.bodies[0]))
    assert sent(received) == b"abc"
    assert received.headers[-1]["transfer-encoding"] == "chunked"


PROGRAM = """
import resource, sys
from portal_client import Portal
from portal_client.exceptions import ApiException
with Portal(base_url=sys.argv[1]) as portal:
    portal.sessions.create_session("a", "x", [("small", b"x")])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    portal.sessions.create_session("a", "x", [__import__("pathlib").Path(sys.argv[2])])
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_a_file_of_a_gibibyte_takes_little_memory(tmp_path: Path) -> None:
    huge = tmp_path / "huge.bin"
    with huge.open("wb") as file:
        file.truncate(1 << 30)  # sparse: it takes no room on the disk

    def swallow(request: BaseHTTPRequestHandler) -> None:
        left = int(request.headers["Content-Length"])
        while left and (piece := request.rfile.read(min(left, 1 << 20))):
            left -= len(piece)
        say_session(request)

    with server(swallow) as running:
        command = [sys.executable, "-c", PROGRAM, url_of(running), str(huge)]
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) < 32
