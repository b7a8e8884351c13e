"""Subscription as a stream of events, over a real connection."""

from __future__ import annotations

import asyncio
import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from mock_server.app import App, create_app
from mock_server.portal.agent import Turn
from mock_server.settings import Settings
from mock_server.testing import Running, serve
from test.mock_server.calls import FIXTURE, ME, client_of, form, together

Event = dict[str, Any]


class Released:
    """An agent that waits until a test lets it answer."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.go = asyncio.Event()

    async def __call__(self, turn: Turn) -> str:
        self.loop = asyncio.get_running_loop()
        await self.go.wait()
        return "Done"

    def release(self) -> None:
        assert self.loop
        self.loop.call_soon_threadsafe(self.go.set)


@contextmanager
def running_session(settings: Settings | None = None) -> Iterator[tuple[Running, Released, str]]:
    """A server with a session whose agent waits."""
    agent = Released()
    with serve(create_app(settings, agent=agent)) as server:
        started = httpx.post(f"{server.url}/sessions/async", headers=ME, **form(agent_id="a", text_prompt="x"))
        yield server, agent, started.json()["session_id"]
        agent.release()


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
        agent.release()
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
            agent.release()
            event = next_event(lines)
            assert (json.loads(event["data"])["status"], event["id"] != seen) == ("Ready", True)


@pytest.mark.parametrize("seen", ["999", "-1", "x", "9" * 30])
def test_an_event_id_that_never_was_starts_from_what_is(seen: str) -> None:
    with serve() as server, stream(server, FIXTURE, **{"Last-Event-ID": seen}) as lines:
        assert json.loads(next_event(lines)["data"])["id"] == FIXTURE


def test_a_comment_keeps_a_quiet_stream_alive() -> None:
    with running_session(Settings(heartbeat=0.01)) as (server, _, session_id), stream(server, session_id) as lines:
        next_event(lines)
        assert lines.readline() == b": nothing changed\n"


def test_a_stream_of_an_unknown_session_is_not_found_as_json() -> None:
    with serve() as server, stream(server, "unknown") as response:
        assert (response.status, json.loads(response.read())) == (404, {"detail": "Session not found"})


def test_a_server_that_stops_ends_its_streams_and_waits() -> None:
    with running_session() as (server, _, session_id), stream(server, session_id) as lines:
        next_event(lines)
        server.app.close()
        assert lines.read() == b""


@together
async def test_five_hundred_waiting_subscribers_are_woken_by_one_change() -> None:
    agent = Released()
    app: App = create_app(agent=agent)
    async with client_of(app) as client:
        started = (await client.post("/sessions/async", **form(agent_id="a", text_prompt="x"))).json()
        path = f"/sessions/{started['session_id']}/subscribe"
        waiting = [asyncio.create_task(client.get(path)) for _ in range(500)]
        await asyncio.sleep(0)
        agent.go.set()
        answers = await asyncio.gather(*waiting)
    assert {answer.json()["status"] for answer in answers} <= {"Ready", "Running"}
    assert answers[-1].json()["status"] == "Ready"


@pytest.mark.parametrize("prefer", ["wait=1", "wait=0", "wait=-1", "wait=x", "nothing"])
def test_any_prefer_header_is_understood_or_ignored(prefer: str) -> None:
    with serve(longest_wait=0.01) as server:
        response = httpx.get(f"{server.url}/sessions/{FIXTURE}/subscribe", headers={"Prefer": prefer})
    assert response.status_code == 200
