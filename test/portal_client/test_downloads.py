"""Bodies that go to disk as they arrive."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from portal_client import Configuration, ConnectionException, Portal, RetryConfig, ServiceException
from portal_client.aio import AsyncPortal

from .servers import say, server, url_of

CONTENT = bytes(range(256)) * 1_000
SETTINGS = Configuration(retries=RetryConfig(attempts=5, initial_delay=0.001))


class Breaking:
    """Sends a body in several connections, each of which is lost after so many bytes."""

    def __init__(self, most: int, etag: str = '"1"', ranges: bool = True) -> None:
        self.most = most
        self.etag = etag
        self.ranges = ranges
        self.asked: list[tuple[str | None, str | None]] = []

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        wanted, condition = request.headers["Range"], request.headers["If-Range"]
        self.asked.append((wanted, condition))
        start = int(wanted[6:-1]) if wanted and condition == self.etag else 0
        request.send_response(206 if start else 200)
        request.send_header("Content-Type", "audio/wav")
        request.send_header("Content-Length", str(len(CONTENT) - start))
        request.send_header("ETag", self.etag)
        if start:
            request.send_header("Content-Range", f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}")
        if self.ranges:
            request.send_header("Accept-Ranges", "bytes")
        request.end_headers()
        request.wfile.write(CONTENT[start : start + self.most])
        request.close_connection = True


def save(sends: Breaking, path: Path, configuration: Configuration | None = None, progress: Any = None) -> Path:
    with server(sends) as running, Portal(configuration, base_url=url_of(running)) as portal:
        return portal.sessions.get_session_without_preload_content("s").save_to(path, progress)


async def save_async(url: str, path: Path) -> Path:
    async with AsyncPortal(SETTINGS, base_url=url) as portal:
        response = await portal.sessions.get_session_without_preload_content("s")
        return await response.save_to(path)


def test_a_body_is_saved_and_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    found = save(Breaking(len(CONTENT)), tmp_path / "a.wav", progress=lambda *numbers: told.append(numbers))
    assert found == tmp_path / "a.wav"
    assert found.read_bytes() == CONTENT
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert len(told) > 1


def test_a_failure_leaves_what_was_there_before(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"old")
    with pytest.raises(ConnectionException):
        save(Breaking(1_000), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_lacking_is_asked_for(tmp_path: Path) -> None:
    sends = Breaking(100_000)
    assert save(sends, tmp_path / "a.wav", SETTINGS).read_bytes() == CONTENT
    assert sends.asked[0] == (None, None)
    assert [condition for _, condition in sends.asked[1:]] == ['"1"'] * (len(sends.asked) - 1)
    assert len(sends.asked) == 3


def test_the_asynchronous_client_asks_for_it_too(tmp_path: Path) -> None:
    sends = Breaking(100_000)
    with server(sends) as running:
        assert asyncio.run(save_async(url_of(running), tmp_path / "a.wav")).read_bytes() == CONTENT
    assert len(sends.asked) == 3


@pytest.mark.parametrize("sends", [Breaking(1_000, ranges=False), Breaking(1_000, etag='W/"1"')])
def test_what_may_have_changed_is_not_patched_together(tmp_path: Path, sends: Breaking) -> None:
    with pytest.raises(ConnectionException):
        save(sends, tmp_path / "a.wav", SETTINGS)
    assert len(sends.asked) == 1


def fails(request: BaseHTTPRequestHandler) -> None:
    say(request, {"detail": "later"}, 503)


def sends_another_part(request: BaseHTTPRequestHandler) -> None:
    say(request, [], 206, **{"Content-Range": f"bytes 0-{len(CONTENT) - 1}/{len(CONTENT)}"})


class Interrupted(Breaking):
    """Answers the second request in a way of its own."""

    def __init__(self, second: Callable[[BaseHTTPRequestHandler], None]) -> None:
        super().__init__(200_000)
        self.second = second

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        if len(self.asked) != 1:
            return super().__call__(request)
        self.asked.append((request.headers["Range"], None))
        return self.second(request)


@pytest.mark.parametrize("second", [fails, sends_another_part])
def test_only_the_rest_of_a_body_is_added_to_it(tmp_path: Path, second: Callable[..., None]) -> None:
    sends = Interrupted(second)
    assert save(sends, tmp_path / "a.wav", SETTINGS).read_bytes() == CONTENT
    assert [wanted for wanted, _ in sends.asked] == [None, "bytes=200000-", "bytes=200000-"]


@pytest.mark.parametrize("second", [fails, sends_another_part])
def test_the_asynchronous_client_adds_only_the_rest_too(tmp_path: Path, second: Callable[..., None]) -> None:
    with server(Interrupted(second)) as running:
        assert asyncio.run(save_async(url_of(running), tmp_path / "a.wav")).read_bytes() == CONTENT


def test_a_rest_that_is_refused_each_time_is_the_error_of_the_connection(tmp_path: Path) -> None:
    class Refusing(Interrupted):
        def __call__(self, request: BaseHTTPRequestHandler) -> None:
            super().__call__(request) if not self.asked else fails(request)

    with pytest.raises(ConnectionException):
        save(Refusing(fails), tmp_path / "a.wav", SETTINGS)
    assert list(tmp_path.iterdir()) == []


def test_an_error_is_not_saved(tmp_path: Path) -> None:
    with server(fails) as running:
        with Portal(base_url=url_of(running)) as portal, pytest.raises(ServiceException, match="later"):
            portal.sessions.get_session_without_preload_content("s").save_to(tmp_path / "a.wav")
        with pytest.raises(ServiceException, match="later"):
            asyncio.run(save_async(url_of(running), tmp_path / "a.wav"))
    assert list(tmp_path.iterdir()) == []


def test_a_saved_file_has_the_permissions_of_other_files(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    found = save(Breaking(len(CONTENT)), tmp_path / "a.wav")
    assert found.stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_body_that_changed_is_read_anew(tmp_path: Path) -> None:
    class Changing(Breaking):
        def __call__(self, request: BaseHTTPRequestHandler) -> None:
            if self.asked:
                self.etag, self.most = '"2"', len(CONTENT)
            super().__call__(request)

    sends = Changing(1_000)
    assert save(sends, tmp_path / "a.wav", SETTINGS).read_bytes() == CONTENT
    assert len(sends.asked) == 2
