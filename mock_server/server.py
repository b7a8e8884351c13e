"""Runs an application with uvicorn, and stops it so that nothing hangs."""

from __future__ import annotations

import socket
from types import FrameType

import uvicorn

from .app import App


class Server(uvicorn.Server):
    """A server that lets long requests come to their end when it is told to stop."""

    def __init__(self, app: App, *, announce: bool = False, log_level: str = "warning") -> None:
        super().__init__(
            uvicorn.Config(app, log_level=log_level, access_log=False, lifespan="off", timeout_graceful_shutdown=3)
        )
        self.app = app
        self.announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept, and say so."""
        await super().startup(sockets)
        if self.announce and sockets:
            host, port = sockets[0].getsockname()[:2]
            print(f"mock server ready on http://{f'[{host}]' if ':' in host else host}:{port}", flush=True)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop; those who wait for a change get what there is."""
        self.stop()
        super().handle_exit(sig, frame)

    def stop(self) -> None:
        """Begin to stop."""
        self.app.close()
        self.should_exit = True


def listen(host: str, port: int) -> socket.socket:
    """Take a port; 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=2048)
