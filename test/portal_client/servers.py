"""Servers on this machine, for what only sockets can show."""

from __future__ import annotations

import json
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from .wire import SESSION

Handler = Callable[[BaseHTTPRequestHandler], None]


def closed_port() -> str:
    """The URL of a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@contextmanager
def silent_server() -> Iterator[str]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


class Crowded(ThreadingHTTPServer):
    """Takes as many connections at once as tests have threads."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Show what went wrong, unless a client went in the midst of it."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def say(request: BaseHTTPRequestHandler, value: object, status: int = 200, **headers: str) -> None:
    """Answer with JSON."""
    body = json.dumps(value).encode()
    request.send_response(status)
    for name, text in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
        request.send_header(name, text)
    request.end_headers()
    request.wfile.write(body)


def say_session(request: BaseHTTPRequestHandler) -> None:
    say(request, SESSION)


def drips(request: BaseHTTPRequestHandler) -> None:
    """Send a body that never comes to an end."""
    request.send_response(200)
    request.send_header("Content-Length", "1000000")
    request.end_headers()
    with suppress(OSError):
        while True:
            request.wfile.write(b" ")
            time.sleep(0.01)


def stalls(request: BaseHTTPRequestHandler) -> None:
    """Send the head of an answer, and nothing of its body until the client goes."""
    request.send_response(200)
    request.send_header("Content-Length", "10")
    request.end_headers()
    request.connection.recv(1)
    request.close_connection = True


def cut_off(request: BaseHTTPRequestHandler, status: int = 200) -> None:
    """Break off an answer in its body."""
    request.send_response(status)
    request.send_header("Content-Length", "100")
    request.end_headers()
    request.wfile.write(b"{")
    request.close_connection = True


def busy_and_cut_off(request: BaseHTTPRequestHandler) -> None:
    cut_off(request, 503)


def busy(request: BaseHTTPRequestHandler) -> None:
    say(request, {"detail": "later"}, 503)


def hang_up(request: BaseHTTPRequestHandler) -> None:
    request.close_connection = True


@contextmanager
def server(
    handle: Handler = say_session, prepare: Callable[[ThreadingHTTPServer], None] = lambda running: None
) -> Iterator[ThreadingHTTPServer]:
    """A server that answers everything in one way, over connections that stay open."""

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            handle(self)

        def do_GET(self) -> None:
            handle(self)

        def log_message(self, format: str, *args: object) -> None: ...

    with Crowded(("127.0.0.1", 0), Answer) as running:
        prepare(running)
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield running
        finally:
            running.shutdown()
            thread.join()


def url_of(running: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{running.server_address[1]}"
