"""Calls of the flux0 mock inside this process, and agents that wait to be told."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from typing import Any

import httpx

from examples.flux0.agent import Steps, Turn
from mock_server import App, load_app
from test.mock_server.calls import call
from test.paths import ROOT

FLUX0 = ROOT / "examples" / "flux0"
AGENT, SESSION = "vUfk4PgjTm", "zv3h4j5Fjv"
UNKNOWN = "xxxxxxxxxx"
SAID = {"type": "message", "source": "user", "content": "Weather?"}
Shown = dict[str, Any]


def flux0(**options: Any) -> App:
    """An application of its own."""
    return load_app(FLUX0, **options)


def ask(method: str, path: str, app: App | None = None, **options: Any) -> httpx.Response:
    """Make one call below `/api/sessions`."""
    return call(method, f"/api/sessions{path}", app or flux0(), **options)


def say(app: App, content: str = "Weather?", session: str = SESSION, **headers: str) -> list[Shown]:
    """Say something, and return the whole stream."""
    response = ask("POST", f"/{session}/events/stream", app, json={**SAID, "content": content}, headers=headers)
    assert response.status_code == 200, response.text
    return list(events(response.text))


def events(text: str) -> Iterator[Shown]:
    """The events of a stream: name, id and data."""
    for frame in text.split("\n\n")[:-1]:
        fields = dict(line.split(": ", 1) for line in frame.splitlines())
        yield {**fields, "data": json.loads(fields["data"])}


def listed(app: App, query: str = "", session: str = SESSION) -> list[Shown]:
    """The events of a session."""
    found: list[Shown] = ask("GET", f"/{session}/events?{query}", app).json()["data"]
    return found


class Stepwise:
    """An agent that says a number at a time, each when it is told to."""

    def __init__(self, count: int) -> None:
        self.steps: Sequence[Future[None]] = [Future() for _ in range(count)]
        self.left = threading.Event()
        """Set when it has nothing more to do, or nobody listens any more."""

    async def __call__(self, turn: Turn) -> Steps:
        """Say the numbers."""
        try:
            for number, step in enumerate(self.steps):
                await asyncio.wrap_future(step)
                yield turn.text(str(number))
        finally:
            self.left.set()

    def go(self, number: int) -> None:
        """Let it say a number."""
        self.steps[number].set_result(None)
