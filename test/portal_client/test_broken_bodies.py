"""Answers whose bodies break off: what is asked for again, and what is not."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from portal_client import (
    ApiClient,
    ClientClosedException,
    Configuration,
    ConnectionException,
    NotFoundException,
    Portal,
    RetryConfig,
    ServiceException,
)
from portal_client.aio import AsyncPortal

from .clients import Call, asking, either
from .servers import busy, cut_off, say, say_session, server, url_of
from .wire import SESSION

QUICK = RetryConfig(initial_delay=0.001)


class InTurn:
    """Answers in one way after the other, and notes what it was asked."""

    def __init__(self, *answers: Callable[[BaseHTTPRequestHandler], None]) -> None:
        self.answers = iter(answers)
        self.seen: list[tuple[str, str | None]] = []

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        self.seen.append((request.command, request.headers["Authorization"]))
        request.rfile.read(int(request.headers.get("Content-Length", 0)))
        next(self.answers)(request)


def refuse(request: BaseHTTPRequestHandler) -> None:
    say(request, {"detail": "who are you?"}, 401)


@either
def test_a_value_is_asked_for_again_by_the_rules_of_all_attempts(call: Call) -> None:
    answers = InTurn(cut_off, busy, cut_off, say_session)
    with server(answers) as running:
        patient = RetryConfig(attempts=4, initial_delay=0.001)
        assert call(asking(url_of(running), patient), "get_session", "s").id == "s1"
    assert len(answers.seen) == 4


@either
@pytest.mark.parametrize(
    ("answers", "kind"),
    [((cut_off, cut_off, busy), ServiceException), ((busy, cut_off, cut_off), ConnectionException)],
    ids=["status", "broken"],
)
def test_what_the_last_attempt_brings_is_what_the_call_ends_with(call: Call, answers: Any, kind: Any) -> None:
    with server(InTurn(*answers)) as running, pytest.raises(kind) as caught:
        call(asking(url_of(running), QUICK), "get_session", "s")
    assert caught.value.request.attempts == 3


@either
def test_hooks_see_each_answer_and_no_error_in_place_of_one(call: Call) -> None:
    seen: list[int] = []
    errors: list[Exception] = []
    hooks = {
        "after_response": [lambda request, response: seen.append(response.status)],
        "on_error": [lambda request, error: errors.append(error)],
    }
    with server(InTurn(cut_off, say_session)) as running:
        call(asking(url_of(running), QUICK, **hooks), "get_session", "s")
    assert (seen, errors) == ([200, 200], [])
    with server(InTurn(cut_off)) as running, pytest.raises(ConnectionException):
        call(asking(url_of(running), None, **hooks), "get_session", "s")
    assert (seen, errors) == ([200, 200, 200], [])


@either
@pytest.mark.parametrize("timeout", [5, (5, 5)])
def test_the_body_of_an_error_that_broke_off_is_asked_for_again_too(call: Call, timeout: Any) -> None:
    def missing(request: BaseHTTPRequestHandler) -> None:
        say(request, {"detail": "no"}, 404)

    with server(InTurn(lambda request: cut_off(request, 404), missing)) as running:
        with pytest.raises(NotFoundException) as caught:
            call(asking(url_of(running), QUICK), "get_session", "s", _request_timeout=timeout)
        assert caught.value.data.detail == "no"


@either
def test_an_answer_that_refuses_the_credentials_has_them_renewed(call: Call) -> None:
    answers = InTurn(cut_off, refuse, say_session)
    with server(answers) as running:
        settings = asking(url_of(running), QUICK, access_token=lambda: "old" if len(answers.seen) < 2 else "new")
        assert call(settings, "get_session", "s").id == "s1"
    assert [token for _, token in answers.seen] == ["Bearer old", "Bearer old", "Bearer new"]


@either
@pytest.mark.parametrize(
    ("method", "arguments", "retries"),
    [("get_session", ("s",), None), ("create_async_session", ("a", "b"), RetryConfig(methods=frozenset({"POST"})))],
)
def test_what_nobody_wants_again_is_not_asked_for_again(call: Call, method: str, arguments: Any, retries: Any) -> None:
    answers = InTurn(cut_off, cut_off)
    with server(answers) as running, pytest.raises(ConnectionException):
        call(asking(url_of(running), retries), method, *arguments)
    assert len(answers.seen) == 1


def test_a_response_for_the_caller_to_read_is_the_one_that_came() -> None:
    answers = InTurn(cut_off, refuse)
    with server(answers) as running, Portal(**asking(url_of(running), QUICK)) as portal:
        response = portal.sessions.get_session_without_preload_content("s")
        with pytest.raises(ConnectionException):
            response.read()
        assert response.status == 200
    assert len(answers.seen) == 1


def test_a_response_for_the_caller_to_await_is_the_one_that_came() -> None:
    async def main(url: str) -> int:
        async with AsyncPortal(**asking(url, QUICK)) as portal:
            response = await portal.sessions.get_session_without_preload_content("s")
            with pytest.raises(ConnectionException):
                await response.read()
            return response.status

    answers = InTurn(cut_off, refuse)
    with server(answers) as running:
        assert asyncio.run(main(url_of(running))) == 200
    assert len(answers.seen) == 1


def test_a_stream_that_comes_in_the_place_of_an_error_is_one() -> None:
    def events(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/event-stream")
        request.end_headers()
        request.wfile.write(b"data: " + json.dumps(SESSION).encode() + b"\n\n")
        request.close_connection = True

    with (
        server(InTurn(lambda request: cut_off(request, 500), events)) as running,
        Portal(**asking(url_of(running), QUICK)) as portal,
        portal.sessions.subscribe_to_session_stream("s") as stream,
    ):
        assert [session.id for session in stream] == ["s1"]


def test_a_client_that_was_closed_makes_no_further_attempt() -> None:
    answers = InTurn(busy, say_session)
    with server(answers) as running:
        client = ApiClient(Configuration(host=url_of(running), retries=RetryConfig(initial_delay=0.3, jitter=0)))
        threading.Timer(0.1, client.close).start()
        with pytest.raises(ClientClosedException):
            client.call_api("GET", f"{url_of(running)}/sessions/s")
    assert len(answers.seen) == 1


def test_an_asynchronous_client_that_was_closed_makes_no_further_attempt() -> None:
    async def main(url: str) -> None:
        portal = AsyncPortal(**asking(url, RetryConfig(initial_delay=0.3, jitter=0)))
        asyncio.get_running_loop().call_later(0.1, lambda: asyncio.ensure_future(portal.close()))
        with pytest.raises(ClientClosedException):
            await portal.sessions.get_session("s")

    answers = InTurn(busy, say_session)
    with server(answers) as running:
        asyncio.run(main(url_of(running)))
    assert len(answers.seen) == 1
