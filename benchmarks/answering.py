"""A server that answers at once with bytes made beforehand, and what it answers.

    python -m benchmarks.answering        (run by client.py; prints its port)

It reads a request only to know where it ends, and has a thread for each connection.
"""

from __future__ import annotations

import json
import re
import socket
import threading
from typing import Any

SESSIONS, ROWS, EVENTS = 1_000, 5_000, 10_000
EVENTS_IN_A_CHUNK = 100
FILE = b"0123456789abcdef" * 65_536
WHEN = "2024-01-31T09:30:00Z"
END = b"\r\n\r\n"
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


def session(number: int) -> dict[str, Any]:
    """A session as the portal sends it: a prompt, with a file in every fourth session, and the agent's answer."""
    file = {"name": "notes.txt", "content_type": "text/plain", "size": 1024, "sha256": "e3b0c442" * 8}
    asked = {"text": "What is on my calendar on Tuesday?", "role": "user", "agent": None, "created_at": WHEN}
    agent = {"id": "planner", "name": "Planner", "icon": "🗓"}
    answered = {"text": "Nothing but lunch.", "role": "assistant", "agent": agent, "created_at": WHEN, "files": None}
    names = {"id": f"session-{number}", "agent_id": "planner", "thread_id": f"thread-{number}", "user_id": "ada"}
    return {
        **names,
        "created_at": WHEN,
        "updated_at": WHEN,
        "messages": [{**asked, "files": None if number % 4 else [file]}, answered],
        "status": "Ready",
        "routine_id": None,
        "title": "A plan for Tuesday",
        "replayed_from": None,
        "error": None,
    }


def sessions(count: int) -> bytes:
    """A list of sessions."""
    return json.dumps({"sessions": [session(number) for number in range(count)]}, ensure_ascii=False).encode()


def events() -> list[bytes]:
    """Server-sent events as a model that speaks sends them."""
    data = (json.dumps({"n": number, "text": "Nothing but lunch."}) for number in range(EVENTS))
    return [f"event: delta\nid: {number}\ndata: {text}\n\n".encode() for number, text in enumerate(data)]


def whole(body: bytes) -> bytes:
    """A response with a body of known length."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d"
    return head % len(body) + END + body


def chunked(media_type: str, pieces: list[bytes]) -> bytes:
    """A response whose body comes in chunks."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nTransfer-Encoding: chunked".encode()
    return head + END + b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0" + END


def answers() -> dict[bytes, bytes]:
    """Every response, by what its request begins with."""
    stream = events()
    pieces = [b"".join(stream[start : start + EVENTS_IN_A_CHUNK]) for start in range(0, EVENTS, EVENTS_IN_A_CHUNK)]
    one = whole(json.dumps(session(0), ensure_ascii=False).encode())
    return {
        b"GET /sessions?": whole(sessions(SESSIONS)),
        b"GET /sessions/": one,
        b"POST /sessions ": one,
        b"GET /events ": chunked("text/event-stream", pieces),
    }


def serve(connection: socket.socket, known: dict[bytes, bytes]) -> None:
    """Answer what comes over one connection until it ends."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    received = b""
    while piece := connection.recv(1 << 20):
        received += piece
        head, end, rest = received.partition(END)
        if not end:
            continue
        found = LENGTH.search(head)
        skip(connection, int(found[1]) - len(rest) if found else 0)
        received = b""
        connection.sendall(next(answer for start, answer in known.items() if head.startswith(start)))


def skip(connection: socket.socket, missing: int) -> None:
    """Receive the rest of a body."""
    buffer = bytearray(min(max(missing, 0), 1 << 20))
    while missing > 0:
        missing -= connection.recv_into(buffer) or missing


def main() -> None:
    known = answers()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(listening.getsockname()[1], flush=True)
        while True:
            threading.Thread(target=serve, args=(listening.accept()[0], known), daemon=True).start()


if __name__ == "__main__":
    main()
