"""A server that has five things and shows two at a time, in every way that there is to page."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .recording import Request

THINGS = [{"id": number} for number in range(1, 6)]
SIZE = 2

Answer = tuple[int, Mapping[str, str], Any]
"""Status, header fields, and what is sent as JSON."""


@dataclass
class Shelf:
    """The requests so far, and how the next ones are answered."""

    url: str
    requests: list[Request] = field(default_factory=list)
    answer: Callable[[Request], Answer] = field(default=lambda request: answer(request))

    @property
    def targets(self) -> list[str]:
        """Path and query of the requests so far."""
        return [request.target for request in self.requests]


def answer(request: Request) -> Answer:
    """Answer a request by its path."""
    parts = urlsplit(request.target)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.path == "/search":
        query["at"] = json.loads(request.body).get("paging", {}).get("after", "0")
    size = int(query.get("size") or query.get("limit") or SIZE)
    before = query.get("cursor") or query.get("offset") or query.get("at") or 0
    return shown(parts.path, (int(query["page"]) - 1) * size if "page" in query else int(before), size)


def shown(path: str, first: int, size: int) -> Answer:
    """Show the things from one on, and say how to go on."""
    found, last = THINGS[first : first + size], first + size >= len(THINGS)
    if path == "/links":
        return 200, {} if last else {"Link": f'</links?at={first + size}>; rel="next"'}, found
    after = f"{path}?at={first + size}" if path == "/urls" else str(first + size)
    pages = -(-len(THINGS) // size)
    return 200, {}, {"data": found, "next": None if last else after, "page-info": {"pages": pages}}


@contextmanager
def shelved() -> Iterator[Shelf]:
    """Run such a server on a free port."""
    shelf = Shelf("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            shelf.requests.append(Request(self.command, self.path, dict(self.headers.items()), body))
            status, headers, value = shelf.answer(shelf.requests[-1])
            content = json.dumps(value).encode()
            self.send_response(status)
            for name, each in {**headers, "Content-Type": "application/json", "Content-Length": len(content)}.items():
                self.send_header(name, str(each))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = answer

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shelf.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield shelf
    finally:
        server.shutdown()
        server.server_close()
