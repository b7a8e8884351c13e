"""Files that change while they are sent, or cannot be read any more, and callers whose own code fails by then."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from portal_client import ApiValueError, ArgumentError, ConnectionException, RetryConfig, TransportException, Upload
from portal_client.exceptions import SentRequest

from .clients import Call, asking, blocking, either
from .servers import say, say_session, server, url_of

LARGE = bytes(range(256)) * 4_000
AGAIN = RetryConfig(initial_delay=0.001, methods=frozenset({"POST"}))
Failing = Callable[[Exception], Any]


class Receiver:
    """Keeps the bodies that come, those that come in part included, and answers with one status after the other."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = iter(statuses)
        self.heads: list[str] = []
        self.bodies: list[bytes] = []

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        self.heads.append(request.requestline)
        length = request.headers["Content-Length"]
        self.bodies.append(request.rfile.read(int(length) if length else -1))
        request.close_connection = not length or len(self.bodies[-1]) < int(length)
        status = next(self.statuses, 200)
        if not request.close_connection:
            say_session(request) if status == 200 else say(request, {}, status)


def send(call: Call, received: Callable[[BaseHTTPRequestHandler], None], file: Any, retries: Any = AGAIN) -> None:
    with server(received) as running:
        call(asking(url_of(running), retries), "create_session", "a", "x", [file], _request_timeout=(5, 5))


def first(act: Callable[[], object]) -> Callable[[int, int | None], None]:
    """What is done once, in the midst of an upload."""
    acts = [act]

    def progress(sent: int, total: int | None) -> None:
        if acts:
            acts.pop()()

    return progress


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.bin"
    path.write_bytes(LARGE)
    return path


def append(path: Path) -> int:
    with path.open("ab") as file:
        return file.write(b"GET /other HTTP/1.1\r\n\r\n" * 10)


@either
def test_a_file_that_grows_is_sent_as_long_as_it_was(call: Call, large: Path) -> None:
    received = Receiver()
    send(call, received, Upload(large, progress=first(lambda: append(large))))
    assert LARGE + b"\r\n--" in received.bodies[0]
    assert received.bodies[0].endswith(b"--\r\n")
    assert len(received.heads) == 1


@either
def test_progress_does_not_tell_more_than_the_whole(call: Call, large: Path) -> None:
    told: list[tuple[int, int | None]] = []

    def progress(sent: int, total: int | None) -> None:
        told.append((sent, total))
        append(large)

    send(call, Receiver(), Upload(large, progress=progress))
    assert told[-1] == (len(LARGE), len(LARGE))


@either
def test_an_open_file_that_grows_is_sent_as_long_as_it_was(call: Call, large: Path) -> None:
    received = Receiver()
    with large.open("rb") as file:
        send(call, received, Upload(file, progress=first(lambda: append(large))))
    assert LARGE + b"\r\n--" in received.bodies[0]


@either
def test_a_file_that_shrinks_is_an_error_at_once(call: Call, large: Path) -> None:
    received = Receiver()
    cut = first(lambda: large.write_bytes(LARGE[:100_000]))
    with pytest.raises(ApiValueError, match=r"files: the file became shorter .* \d+ of 1024000 bytes") as caught:
        send(call, received, Upload(large, progress=cut))
    assert not isinstance(caught.value, TransportException)
    assert len(received.heads) <= 1


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="only there do files have bytes and no length")
@either
def test_a_file_without_a_length_of_its_own_is_sent_whole(call: Call) -> None:
    received = Receiver()
    send(call, received, Upload("/proc/version", progress=lambda sent, total: None))
    assert Path("/proc/version").read_bytes() + b"\r\n--" in received.bodies[0]


def iterator(error: Exception) -> Iterator[bytes]:
    yield b"piece"
    raise error


def progress(error: Exception) -> Upload:
    def fail(sent: int, total: int | None) -> None:
        raise error

    return Upload(LARGE, name="x", progress=fail)


ERRORS = [
    KeyError("mine"),
    OSError(28, "mine"),
    BrokenPipeError("mine"),
    TimeoutError("mine"),
    ConnectionException("mine", SentRequest("GET", "")),
]


@either
@pytest.mark.parametrize("failing", [iterator, progress])
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_what_the_code_of_the_caller_raises_is_raised(call: Call, failing: Failing, error: Exception) -> None:
    received = Receiver()
    with pytest.raises(type(error), match="mine") as caught:
        send(call, received, failing(error))
    assert repr(caught.value) == repr(error)  # threads hand on copies of some
    assert len(received.heads) <= 1


def test_retries_of_urllib3_do_not_send_it_again_either() -> None:
    received, error = Receiver(), OSError(28, "mine")
    with pytest.raises(OSError, match="mine") as caught:
        send(blocking, received, progress(error), retries=3)
    assert caught.value is error
    assert len(received.heads) <= 1


def closed() -> io.BytesIO:
    file = io.BytesIO(b"x")
    file.close()
    return file


UNREADABLE = [closed(), Upload(closed(), name="x"), ("x", closed()), "a\0b", Path("a\0b"), Upload("a\0b")]


@either
@pytest.mark.parametrize("file", UNREADABLE)
def test_what_cannot_be_opened_is_the_fault_of_its_argument(call: Call, file: Any) -> None:
    received = Receiver()
    with pytest.raises(ArgumentError, match="files: cannot read the file: ") as caught:
        send(call, received, file)
    assert caught.value.argument == "files"
    assert received.heads == []


@either
def test_a_file_that_was_closed_before_it_goes_again_is_an_error(call: Call) -> None:
    file, received = io.BytesIO(LARGE), Receiver(503)
    with pytest.raises(ArgumentError, match="files: cannot read the file: "):
        send(call, received, Upload(file, progress=lambda sent, total: file.close() if sent == total else None))
    assert LARGE in received.bodies[0]


@either
def test_a_file_that_was_removed_before_it_goes_again_is_an_error(call: Call, large: Path) -> None:
    received = Receiver(503)
    with pytest.raises(ArgumentError, match="files: cannot read the file: "):
        send(call, received, Upload(large, progress=lambda sent, total: large.unlink(missing_ok=True)))
    assert received.bodies[0].count(LARGE) == 1
