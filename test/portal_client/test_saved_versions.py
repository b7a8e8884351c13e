"""Bodies that go to disk: what belongs together, and what is a file at all."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from portal_client import ApiException, ConnectionException, RetryConfig, UnexpectedResponseException

from .clients import Save, asking, either_saves
from .servers import server, url_of

NOTHING: dict[str, str] = {}
OLD, NEW = b"A" * 100, b"B" * 100
AGAIN = RetryConfig(attempts=5, initial_delay=0.001)
Reply = Callable[[BaseHTTPRequestHandler], None]


def whole(body: bytes, tag: str, most: int = 100) -> Reply:
    """Sends so many bytes of a whole body."""
    return sending(200, body, {"ETag": tag, "Accept-Ranges": "bytes"}, most)


def rest(body: bytes, tag: str, start: int, end: int = 99, total: str = "100", more: dict[str, str] = NOTHING) -> Reply:
    """Sends the part of a body from one byte to another."""
    found = {"ETag": tag, "Content-Range": f"bytes {start}-{end}/{total}", **more}
    return sending(206, body[start : end + 1], found)


def sending(status: int, body: bytes, headers: dict[str, str] = NOTHING, most: int = 100) -> Reply:
    def send(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body[:most])
        request.close_connection = True

    return send


class Replies:
    """Gives one reply after the other, and the last one again and again."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = replies
        self.asked: list[tuple[str | None, str | None]] = []

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        self.asked.append((request.headers["Range"], request.headers["If-Range"]))
        self.replies[min(len(self.asked), len(self.replies)) - 1](request)


def content(save: Save, replies: Replies, path: Path, **more: Any) -> bytes:
    with server(replies) as running:
        return save(asking(url_of(running), AGAIN), path / "a.bin", **more).read_bytes()


PARTS = [
    sending(206, OLD[:10], {"Content-Range": "bytes 0-9/100"}),
    sending(206, OLD[10:], {"Content-Range": "bytes 10-99/100"}),
    sending(206, OLD, {"Content-Range": "bytes 0-99/*"}),
    sending(206, OLD),
]


@either_saves
@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_nobody_asked_for_is_refused(save: Save, part: Reply, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedResponseException, match="a part of"):
        content(save, Replies(part), tmp_path)
    assert list(tmp_path.iterdir()) == []


@either_saves
def test_a_part_that_is_the_whole_is_saved(save: Save, tmp_path: Path) -> None:
    assert content(save, Replies(rest(OLD, '"a"', 0)), tmp_path) == OLD


@either_saves
def test_a_part_that_the_caller_asked_for_is_saved(save: Save, tmp_path: Path) -> None:
    replies = Replies(rest(OLD, '"a"', 10, 19, more={"Accept-Ranges": "bytes"}))
    assert content(save, replies, tmp_path, _headers={"range": "bytes=10-19"}) == OLD[10:20]


@either_saves
def test_a_part_that_the_caller_asked_for_is_not_taken_up(save: Save, tmp_path: Path) -> None:
    part = {"Content-Range": "bytes 10-99/100", "ETag": '"a"', "Accept-Ranges": "bytes"}
    replies = Replies(sending(206, OLD[10:], part, 5))
    with pytest.raises(ConnectionException):
        content(save, replies, tmp_path, _headers={"Range": "bytes=10-99"})
    assert len(replies.asked) == 1


OTHERS = [
    rest(NEW, '"b"', 30),
    rest(NEW, '"a"', 30, more={"Last-Modified": "Thu, 02 Jan 2025 00:00:00 GMT"}),
    rest(NEW * 2, '"a"', 30, 129, "200"),
    rest(NEW, '"a"', 30, more={"Content-Encoding": "gzip"}),
]


@either_saves
@pytest.mark.parametrize("other", OTHERS)
def test_a_rest_of_something_else_is_not_added(save: Save, other: Reply, tmp_path: Path) -> None:
    about = {"ETag": '"a"', "Last-Modified": "Wed, 01 Jan 2025 00:00:00 GMT", "Accept-Ranges": "bytes"}
    replies = Replies(sending(200, OLD, about, 30), other)
    with pytest.raises(ConnectionException):
        content(save, replies, tmp_path)
    assert list(tmp_path.iterdir()) == []


@either_saves
def test_the_rest_of_a_new_version_is_asked_for_by_its_own_name(save: Save, tmp_path: Path) -> None:
    replies = Replies(whole(OLD, '"a"', 30), whole(NEW, '"b"', 40), rest(NEW, '"b"', 40))
    assert content(save, replies, tmp_path) == NEW
    assert replies.asked == [(None, None), ("bytes=30-", '"a"'), ("bytes=40-", '"b"')]


@either_saves
def test_a_version_that_was_given_up_is_not_continued(save: Save, tmp_path: Path) -> None:
    replies = Replies(whole(OLD, '"a"', 30), whole(NEW, '"b"', 40), rest(OLD, '"a"', 40))
    with pytest.raises(ConnectionException):
        content(save, replies, tmp_path)


@either_saves
def test_progress_tells_the_length_of_a_new_version(save: Save, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    replies = Replies(whole(OLD, '"a"', 30), whole(NEW[:50], '"b"'))
    assert content(save, replies, tmp_path, progress=lambda *numbers: told.append(numbers)) == NEW[:50]
    assert told == [(30, 100), (50, 50)]


@either_saves
def test_a_rest_that_comes_in_parts_is_put_together(save: Save, tmp_path: Path) -> None:
    replies = Replies(whole(OLD, '"a"', 30), rest(OLD, '"a"', 30, 49), rest(OLD, '"a"', 50))
    assert content(save, replies, tmp_path) == OLD
    assert replies.asked[2] == ("bytes=50-", '"a"')


@either_saves
def test_a_rest_that_never_comes_whole_is_no_file(save: Save, tmp_path: Path) -> None:
    replies = Replies(whole(OLD, '"a"', 30), rest(OLD, '"a"', 30, 49))
    with pytest.raises(ConnectionException, match="50 of 100 bytes"):
        content(save, replies, tmp_path)
    assert list(tmp_path.iterdir()) == []


@either_saves
@pytest.mark.parametrize("status", [300, 302, 304])
def test_what_is_no_success_is_not_saved(save: Save, status: int, tmp_path: Path) -> None:
    moved = b"" if status == 304 else b"elsewhere"
    with pytest.raises(ApiException) as caught:
        content(save, Replies(sending(status, moved)), tmp_path)
    assert (caught.value.status, caught.value.body) == (status, moved.decode())
    assert list(tmp_path.iterdir()) == []
