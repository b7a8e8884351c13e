"""A server for tests: in a thread, on a free port.

with serve(max_files=1) as server:
    requests.get(f"{server.url}/sessions/grouped", …)
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from .app import App, create_app
from .server import Server, listen
from .settings import Settings

LONGEST_START = 10.0


@dataclass(frozen=True)
class Running:
    """A server that runs."""

    url: str
    app: App


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
        thread = threading.Thread(target=server.run, args=([taken],), daemon=True)
        thread.start()
        try:
            wait_for(server, thread)
            yield Running(f"http://127.0.0.1:{taken.getsockname()[1]}", app)
        finally:
            server.stop()
            thread.join(LONGEST_START)


def wait_for(server: Server, thread: threading.Thread) -> None:
    """Wait until a server accepts."""
    end = time.monotonic() + LONGEST_START
    while not server.started:
        if not thread.is_alive() or time.monotonic() > end:
            raise RuntimeError("the mock server did not start")
        time.sleep(0.005)
