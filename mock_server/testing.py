"""A server for tests, in a thread, on a free port; and an agent that does what a test tells it.

agent = Puppet()
with serve(create_app(agent=agent)) as server:
    started = requests.post(f"{server.url}/sessions/async", …)
    assert agent.asked() == "Hello"     # waits until the turn has begun
    agent.answer("Hi")
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from .app import App
from .portal import create_app
from .portal.agent import Turn
from .server import Server, listen
from .settings import Settings

PATIENCE = 10.0
"""How long tests wait for what should come at once, in seconds."""


@dataclass(frozen=True)
class Running:
    """A server that runs."""

    url: str
    app: App
    server: Server

    def stop(self) -> None:
        """Begin to stop, as a signal would; the end of the block waits for it."""
        self.server.should_exit = True


@contextmanager
def serve(app: App | None = None, **settings: Any) -> Iterator[Running]:
    """Run an application while the block runs.

    Args:
        app: The application; the default is a portal of its own.
        settings: Settings of that portal.
    """
    app = app or create_app(Settings(**settings))
    with listen("127.0.0.1", 0) as taken:
        server = Server(app)
        running = Running(f"http://127.0.0.1:{taken.getsockname()[1]}", app, server)
        thread = threading.Thread(target=server.run, args=([taken],), daemon=True)
        thread.start()
        try:
            wait_for(server, thread)
            yield running
        finally:
            running.stop()
            thread.join(PATIENCE)


def wait_for(server: Server, thread: threading.Thread) -> None:
    """Wait until a server accepts."""
    end = time.monotonic() + PATIENCE
    while not server.started:
        if not thread.is_alive() or time.monotonic() > end:
            raise RuntimeError("the mock server did not start")
        time.sleep(0.005)


class Puppet:
    """An agent that answers when a test says so, from whatever thread; each answer is for one turn."""

    def __init__(self) -> None:
        self.turns: queue.Queue[tuple[Turn, Future[str]]] = queue.Queue()
        self.current: Future[str] = Future()

    async def __call__(self, turn: Turn) -> str:
        """Wait for what the test says."""
        said: Future[str] = Future()
        self.turns.put((turn, said))
        return await asyncio.wrap_future(said)

    def asked(self) -> str:
        """Wait for the next turn, and return its prompt.

        Raises:
            queue.Empty: there is none for long.
        """
        turn, self.current = self.turns.get(timeout=PATIENCE)
        return str(turn.messages[-1]["text"])

    def answer(self, text: str) -> None:
        """Answer the turn that was asked last."""
        self.current.set_result(text)

    def fail(self, error: Exception) -> None:
        """Let the turn that was asked last fail."""
        self.current.set_exception(error)
