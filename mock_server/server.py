"""Runs an application with uvicorn, and stops it so that nothing hangs."""

from __future__ import annotations

import asyncio
import socket

import uvicorn

from .app import App

GRACE = 0.2
"""How long requests have to end by themselves when the server stops, in seconds."""


class Server(uvicorn.Server):
    """A server that stops at once, whatever waits."""

    def __init__(self, app: App, *, announce: bool = False) -> None:
        super().__init__(
            uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=3)
        )
        self.app = app
        self.announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept, and say so."""
        await super().startup(sockets)
        if self.announce and sockets:
            host, port = sockets[0].getsockname()[:2]
            print(f"mock server ready on http://{f'[{host}]' if ':' in host else host}:{port}", flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop: those who wait for a change get what there is, and those who wait for longer are told so."""
        self.app.close()
        asyncio.get_running_loop().call_later(GRACE, self.cancel_requests)
        await super().shutdown(sockets)

    def cancel_requests(self) -> None:
        """End the requests that still run."""
        for task in self.server_state.tasks:
            task.cancel()


def listen(host: str, port: int) -> socket.socket:
    """Take a port; 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=2048)
