"""Subscription, over a real connection: one answer, or a stream of events."""

from __future__ import annotations

import asyncio
import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from mock_server import Settings, create_app
from mock_server.portal import Portal
from mock_server.testing import Puppet, Running, serve
from test.mock_server.calls import FIXTURE, ME, SOMEONE, Stepwise, client_of, form, together, until

Event = dict[str, Any]


@contextmanager
def running_session(**settings: Any) -> Iterator[tuple[Running, Puppet, str]]:
    """A server with a session whose agent waits to be told what to say."""
    agent = Puppet()
    with serve(create_app(Settings(**settings), agent=agent)) as server:
        started = httpx.post(f"{server.url}/sessions/async", headers=ME, **form(agent_id="a", text_prompt="x"))
        assert agent.asked() == "x"
        yield server, agent, started.json()["session_id"]


def eventually(condition: Callable[[], bool]) -> None:
    """Wait for what another thread is about to do."""
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.001)


@contextmanager
def stream(server: Running, session_id: str, **headers: str) -> Iterator[http.client.HTTPResponse]:
    """An open stream of events; lines arrive as they are sent."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
    connection.request("GET", f"/sessions/{session_id}/subscribe", headers={"Accept": "text/event-stream", **headers})
    try:
        yield connection.getresponse()
    finally:
        connection.close()


def next_event(lines: http.client.HTTPResponse) -> Event:
    """Read one event, comments left out."""
    found: Event = {}
    while line := lines.readline().decode().rstrip("\n"):
        name, _, value = line.partition(": ")
        found[name] = value
    return found if "data" in found else next_event(lines) if found else {}


def test_an_event_comes_at_once_and_at_every_change_until_nothing_runs() -> None:
    with running_session() as (server, agent, session_id), stream(server, session_id) as lines:
        assert lines.getheader("content-type", "").startswith("text/event-stream")
        first = next_event(lines)
        assert (first["event"], json.loads(first["data"])["status"]) == ("session", "Running")
        agent.answer("Done")
        last = next_event(lines)
        assert json.loads(last["data"])["status"] == "Ready"
        assert int(last["id"]) > int(first["id"])
        assert lines.read() == b""


def test_the_stream_of_a_session_that_does_not_run_has_one_event() -> None:
    with serve() as server, stream(server, FIXTURE) as lines:
        assert json.loads(next_event(lines)["data"])["status"] == "Ready"
        assert lines.read() == b""


def test_a_stream_resumes_after_the_last_event_that_was_seen() -> None:
    with running_session() as (server, agent, session_id):
        with stream(server, session_id) as lines:
            seen = next_event(lines)["id"]
        with stream(server, session_id, **{"Last-Event-ID": seen}) as lines:
            agent.answer("Done")
            event = next_event(lines)
            assert (json.loads(event["data"])["status"], event["id"] != seen) == ("Ready", True)


def test_a_comment_keeps_a_quiet_stream_alive() -> None:
    with running_session(heartbeat=0.01) as (server, _, session_id), stream(server, session_id) as lines:
        next_event(lines)
        assert lines.readline() == b": nothing new\n"


def test_a_stream_of_an_unknown_session_is_not_found_as_json() -> None:
    with serve() as server, stream(server, "unknown") as response:
        assert (response.status, json.loads(response.read())) == (404, {"detail": "Session not found"})


def test_every_change_is_an_event_even_those_that_come_at_once() -> None:
    with running_session() as (server, agent, session_id), stream(server, session_id) as lines:
        first = json.loads(next_event(lines)["data"])
        path = f"{server.url}/sessions/{session_id}/async"
        assert httpx.put(path, headers=ME, **form(text_prompt="y")).status_code == 200
        agent.answer("one")
        assert agent.asked() == "y"
        agent.answer("two")
        rest = [json.loads(next_event(lines)["data"]) for _ in range(3)]
        assert lines.read() == b""
    assert [len(shown["messages"]) for shown in (first, *rest)] == [1, 2, 3, 4]
    assert [shown["status"] for shown in (first, *rest)] == ["Running", "Running", "Running", "Ready"]


def test_a_caller_that_goes_is_noticed() -> None:
    with running_session() as (server, _, session_id):
        assert isinstance(server.app, Portal)
        session = server.app.store.find_for_anyone(session_id)
        with stream(server, session_id) as lines:
            next_event(lines)
            eventually(lambda: session.followers == 1)
            lines.close()
        eventually(lambda: session.followers == 0)


def test_a_server_that_stops_ends_its_streams_and_waits() -> None:
    with running_session() as (server, _, session_id), stream(server, session_id) as lines:
        next_event(lines)
        server.stop()
        assert lines.read() == b""


def test_head_of_a_stream_has_its_headers_and_ends() -> None:
    with running_session() as (server, _, session_id):
        path = f"{server.url}/sessions/{session_id}/subscribe"
        response = httpx.head(path, headers={"Accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/event-stream", "text/event-stream"),
        ("text/event-stream, */*;q=0.1", "text/event-stream"),
        ("application/json, text/event-stream", "application/json"),
        ("text/event-stream;q=0.5, application/json", "application/json"),
        ("text/html", "application/json"),
        ("*/*", "application/json"),
    ],
)
def test_the_media_type_that_is_liked_best_is_sent(accept: str, kind: str) -> None:
    with serve() as server:
        response = httpx.get(f"{server.url}/sessions/{FIXTURE}/subscribe", headers={"Accept": accept})
    assert response.headers["content-type"].partition(";")[0] == kind


@together
async def test_the_example_is_followed_by_whoever_knows_its_name() -> None:
    async with client_of() as client:
        path = f"/sessions/{FIXTURE}/subscribe"
        assert len((await client.get(path)).json()["messages"]) == 64
        await client.put(f"/sessions/{FIXTURE}", **form(text_prompt="More"))
        await client.get(f"/sessions/{FIXTURE}", headers=SOMEONE)
        assert len((await client.get(path)).json()["messages"]) == 66


@together
async def test_five_hundred_waiting_subscribers_are_woken_by_one_change() -> None:
    agent = Stepwise()
    app = create_app(agent=agent)
    async with client_of(app) as client:
        started = (await client.post("/sessions/async", **form(agent_id="a", text_prompt="x"))).json()
        session = app.store.find_for_anyone(started["session_id"])
        path = f"/sessions/{started['session_id']}/subscribe"
        waiting = [asyncio.create_task(client.get(path)) for _ in range(500)]
        await until(lambda: session.followers == 500)
        agent.answers.put_nowait("Done")
        answers = await asyncio.gather(*waiting)
    assert {answer.json()["status"] for answer in answers} == {"Ready"}


@pytest.mark.parametrize("prefer", ["wait=1", "wait=0", "wait=-1", "wait=x", "nothing"])
def test_any_prefer_header_is_understood_or_ignored(prefer: str) -> None:
    with serve(longest_wait=0.01) as server:
        response = httpx.get(f"{server.url}/sessions/{FIXTURE}/subscribe", headers={"Prefer": prefer})
    assert response.status_code == 200
