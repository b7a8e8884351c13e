"""A server that keeps the requests that it gets, and answers as it is told."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Request:
    """What came over the wire."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Recorder:
    """The requests so far, and the answer to the next ones."""

    url: str
    requests: list[Request] = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pieces: list[bytes] = field(default_factory=list)

    @property
    def last(self) -> Request:
        """The last request."""
        return self.requests[-1]

    def answers(self, content_type: str, *pieces: bytes, status: int = 200, **headers: str) -> None:
        """Say what to answer; several pieces are sent as chunks, each by itself."""
        self.status, self.pieces = status, list(pieces)
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if content_type:
            self.headers["Content-Type"] = content_type


@contextmanager
def recording() -> Iterator[Recorder]:
    """Run a server on a free port."""
    recorder = Recorder("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            recorder.requests.append(Request(self.command, self.path, dict(self.headers.items()), body))
            self.send_response(recorder.status)
            for name, value in recorder.headers.items():
                self.send_header(name, value)
            send(self, recorder.pieces)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_QUERY = answer

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    recorder.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield recorder
    finally:
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, pieces: Iterable[bytes]) -> None:
    """Send a body: whole, or in chunks if it has several pieces."""
    found = list(pieces)
    if len(found) < 2:
        content = b"".join(found)
        if handler.command != "HEAD":
            handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)
        return
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    for piece in [*found, b""]:
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        handler.wfile.flush()
