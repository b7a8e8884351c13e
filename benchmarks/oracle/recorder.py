"""A server on a raw socket that records every request byte for byte, and answers with a prepared response."""

from __future__ import annotations

import queue
import socket
import threading
from dataclasses import dataclass
from typing import BinaryIO

from .wire import Request


@dataclass(frozen=True)
class Reply:
    """A response to send."""

    status: int = 200
    content_type: str = ""
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()

    def encode(self, head: bool) -> bytes:
        """Return the bytes of the response; without a body if the request was HEAD."""
        lines = [f"HTTP/1.1 {self.status} Status"]
        if self.content_type:
            lines.append(f"Content-Type: {self.content_type}")
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.status not in (204, 304):
            lines.append(f"Content-Length: {len(self.body)}")
        content = b"" if head or self.status in (204, 304) else self.body
        return "\r\n".join([*lines, "", ""]).encode() + content


class Recorder:
    """A server on loopback, with a thread for each connection; connections are kept alive."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.requests: queue.Queue[Request] = queue.Queue()
        self.reply = Reply()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        """Accept connections."""
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection: socket.socket) -> None:
        """Serve the requests of one connection."""
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection, connection.makefile("rb") as stream:
            try:
                while (request := read_request(stream)) is not None:
                    self.requests.put(request)
                    connection.sendall(self.reply.encode(request.method == "HEAD"))
            except (OSError, ValueError):
                return

    def taken(self) -> list[Request]:
        """Return the requests since the last call."""
        found = []
        while not self.requests.empty():
            found.append(self.requests.get())
        return found

    def close(self) -> None:
        """Stop to accept connections."""
        self.socket.close()


def read_request(stream: BinaryIO) -> Request | None:
    """Read one request; None at the end of the connection."""
    line = stream.readline()
    if not line.strip():
        return None
    method, _, rest = line.decode("latin-1").strip().partition(" ")
    target = rest.rpartition(" ")[0]
    headers: list[tuple[str, str]] = []
    while (line := stream.readline()).strip():
        name, _, value = line.rstrip(b"\r\n").partition(b":")
        headers.append((name.decode("latin-1"), value.strip(b" \t").decode("utf-8", "replace")))
    named = {name.lower(): value for name, value in headers}
    body = b""
    if named.get("transfer-encoding", "").lower() == "chunked":
        while size := int(stream.readline().split(b";")[0], 16):
            body += stream.read(size)
            stream.readline()
        stream.readline()
    elif "content-length" in named:
        body = stream.read(int(named["content-length"]))
    return Request(method, target, headers, body)
