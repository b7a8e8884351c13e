"""Waiting for a session, by both clients: by calls that are answered late, else by asking again and again."""

from __future__ import annotations

import asyncio
import pickle
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from mock_server import create_app
from mock_server.testing import Puppet, serve
from portal_client import (
    ArgumentError,
    Configuration,
    NotFoundException,
    OperationFailedException,
    Portal,
    ServiceException,
    Session,
    SessionsApi,
    TimeoutException,
    WaitTimeoutException,
    aio,
)
from portal_client._operations.sessions import WAIT_FOR_SESSION
from portal_client._waiting import BETWEEN, Waiting
from portal_client.exceptions import SentRequest

from .servers import say, server, url_of
from .wire import SESSION

RUNNING, READY = {**SESSION, "status": "Running"}, SESSION
Wait = Callable[..., Session]


def wait_sync(url: str, session_id: str = "s", settings: Configuration | None = None, **how: Any) -> Session:
    with Portal(settings, access_token="me", base_url=url) as portal:
        return portal.sessions.wait_for_session(session_id, **how)


def wait_async(url: str, session_id: str = "s", settings: Configuration | None = None, **how: Any) -> Session:
    async def wait() -> Session:
        async with aio.AsyncPortal(settings, access_token="me", base_url=url) as portal:
            return await portal.sessions.wait_for_session(session_id, **how)

    return asyncio.run(wait())


both = pytest.mark.parametrize("wait", [wait_sync, wait_async], ids=["sync", "async"])


@pytest.fixture
def puppet() -> Puppet:
    return Puppet()


@pytest.fixture
def url(puppet: Puppet) -> Iterator[str]:
    with serve(create_app(agent=puppet)) as running:
        yield running.url


def start(url: str, puppet: Puppet) -> str:
    with Portal(access_token="me", base_url=url) as portal:
        session_id = portal.sessions.create_async_session("a", "Hello").session_id
    assert puppet.asked() == "Hello"
    return session_id


@both
def test_a_session_is_returned_as_soon_as_it_is_ready(wait: Wait, url: str, puppet: Puppet) -> None:
    session_id = start(url, puppet)
    answering = threading.Timer(0.1, puppet.answer, ["Hi"])
    answering.start()
    session = wait(url, session_id, timeout=20)
    assert (session.status.value, session.messages[-1].text) == ("Ready", "Hi")


@both
def test_a_session_that_fails_raises_with_the_session_and_its_reason(wait: Wait, url: str, puppet: Puppet) -> None:
    session_id = start(url, puppet)
    puppet.fail(RuntimeError("the agent is lost"))
    with pytest.raises(OperationFailedException, match=r"status is Error: .*the agent is lost") as caught:
        wait(url, session_id, timeout=20)
    assert caught.value.value.id == session_id
    assert pickle.loads(pickle.dumps(caught.value)).value == caught.value.value


@both
def test_a_session_that_takes_too_long_raises_with_what_came_last(wait: Wait) -> None:
    with (
        server(lambda request: say(request, RUNNING)) as running,
        pytest.raises(WaitTimeoutException, match=r"not done after 0.2 s; status is Running") as caught,
    ):
        wait(url_of(running), timeout=0.2)
    assert isinstance(caught.value, TimeoutError)
    assert caught.value.value == Session.from_dict(RUNNING)


@both
def test_a_server_that_says_nothing_for_too_long_raises_the_same(wait: Wait, url: str, puppet: Puppet) -> None:
    session_id = start(url, puppet)
    with pytest.raises(WaitTimeoutException, match=r"not done after 0.2 s$"):
        wait(url, session_id, timeout=0.2)
    puppet.answer("at last")


@both
@pytest.mark.parametrize("status", [404, 405, 501])
def test_a_server_without_subscriptions_is_polled(wait: Wait, status: int) -> None:
    asked: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.path)
        late = request.path.endswith("/subscribe")
        say(request, {} if late else READY if len(asked) > 2 else RUNNING, status if late else 200)

    with server(handle) as running:
        assert wait(url_of(running), timeout=20).status.value == "Ready"
    assert asked == ["/sessions/s/subscribe", "/sessions/s", "/sessions/s"]


@both
def test_what_is_not_there_raises_at_once(wait: Wait, url: str) -> None:
    with pytest.raises(NotFoundException):
        wait(url, "no-such-session", timeout=20)


@both
def test_what_comes_in_style_with_an_unknown_status_is_done(wait: Wait) -> None:
    with server(lambda request: say(request, {**SESSION, "status": "Archived"})) as running:
        assert wait(url_of(running)).status == "Archived"


@both
@pytest.mark.parametrize("status", [202, 204])
def test_an_answer_without_a_value_settles_nothing(wait: Wait, status: int) -> None:
    asked: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.path)
        if len(asked) > 1:
            say(request, READY)
            return
        request.send_response(status)
        request.send_header("Content-Length", "0")
        request.end_headers()

    with server(handle) as running:
        assert wait(url_of(running), timeout=20).status.value == "Ready"
    assert len(asked) == 2


@both
@pytest.mark.parametrize("timeout", [float("nan"), float("inf"), "10"])
def test_a_timeout_that_is_no_number_of_seconds_is_refused(wait: Wait, timeout: Any) -> None:
    with server() as running, pytest.raises(ArgumentError, match="timeout: give seconds"):
        wait(url_of(running), timeout=timeout)


@contextmanager
def crowded_host() -> Iterator[str]:
    """A host whose queue is full: who connects to it hears nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, ExitStack() as waiting:
        for _ in range(4):
            caller = waiting.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@both
def test_a_host_that_takes_no_connections_is_given_up(wait: Wait, monkeypatch: pytest.MonkeyPatch) -> None:
    failures: list[Exception] = []
    settings = Configuration(timeout=(0.05, 5), on_error=[lambda _, error: failures.append(error)])
    monkeypatch.setattr("portal_client._waiting.BETWEEN", replace(BETWEEN, initial_delay=0))
    with crowded_host() as url, pytest.raises(TimeoutException):
        wait(url, settings=settings)
    assert len(failures) == BETWEEN.attempts


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_polls_come_further_and_further_apart_and_never_too_late() -> None:
    clock, pauses = Clock(), list[float]()
    waiting = Waiting(WAIT_FOR_SESSION, 10, clock)
    while clock.now < 10:
        waiting.limits()
        assert not waiting.settled(Session.from_dict(RUNNING))
        pauses.append(waiting.pause())
        clock.now += pauses[-1]
    assert pauses[:3] == [0.5, 0.75, 1.125]
    assert sum(pauses) == 10
    with pytest.raises(WaitTimeoutException):
        waiting.limits()


def test_polls_of_days_stay_as_far_apart_as_they_came() -> None:
    waiting = Waiting(replace(WAIT_FOR_SESSION, long_poll=None), None, Clock())
    assert max(waiting.pause() for _ in range(5_000)) == waiting.pause() == BETWEEN.max_delay


def test_an_answer_that_was_held_back_is_asked_for_again_at_once() -> None:
    clock = Clock()
    waiting = Waiting(WAIT_FOR_SESSION, None, clock)
    waiting.limits()
    clock.now += 30
    assert waiting.pause() == 0


def test_a_server_that_fails_again_and_again_is_given_up() -> None:
    waiting = Waiting(WAIT_FOR_SESSION, None)
    for _ in range(BETWEEN.attempts - 1):
        waiting.failed(ServiceException(503, "busy"))
    with pytest.raises(ServiceException):
        waiting.failed(ServiceException(503, "busy"))


def test_calls_that_nobody_took_are_counted_and_those_that_were_held_back_are_not() -> None:
    waiting = Waiting(WAIT_FOR_SESSION, None, nothing_sent=(ConnectionRefusedError,))
    refused, held_back = (TimeoutException("late", SentRequest("GET", "/")) for _ in range(2))
    refused.__cause__ = ConnectionRefusedError()
    for _ in range(BETWEEN.attempts - 1):
        waiting.failed(refused)
        waiting.failed(held_back)
    with pytest.raises(TimeoutException):
        waiting.failed(refused)


def test_waiting_is_there_for_callers_of_the_api_class_too(url: str) -> None:
    with Portal(access_token="me", base_url=url) as portal:
        ready = SessionsApi(portal.api_client).wait_for_session("session_id_example")
    assert ready.status.value == "Ready"
