"""One client in one case: what a call takes.

    python -m benchmarks.calling CLIENT CASE URL        (run by client.py)

Prints a JSON object: the seconds and the CPU seconds of a call, after some calls that do not count.
"""

from __future__ import annotations

import datetime
import enum
import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import import_module
from typing import Any, Protocol

import urllib3
from pydantic import BaseModel, TypeAdapter

from benchmarks.answering import EVENTS, FILE, ROWS, SESSIONS, sessions

CALLS = {"session": 4_000, "sessions": 40, "post": 400, "events": 10, "decode": 8, "encode": 20}
"""How many calls are measured."""
RIGHT = {"session": 2, "sessions": SESSIONS, "post": 2, "events": sum(range(EVENTS)), "decode": ROWS, "encode": ROWS}
"""What a call returns in each case: how many messages or sessions, the sum of all events."""
HEADERS = {"Authorization": "Bearer token"}
FILE_NAME = "file.bin"

Call = Callable[[], int]


class Client(Protocol):
    """What every client does; one that cannot stream has no events."""

    def session(self) -> int: ...
    def sessions(self) -> int: ...
    def post(self) -> int: ...
    def decode(self) -> int: ...
    def encode(self) -> int: ...


class Ours:
    """`portal_client`, as a program uses it; rows are read and written as calls do it."""

    def __init__(self, url: str, rows: bytes) -> None:
        from portal_client import ApiClient, Configuration, SessionsApi
        from portal_client._model import Model
        from portal_client._operation import Items, Operation, Response
        from portal_client._values import read_json, write_json
        from portal_client.models import GetSessionsResponse

        class Delta(Model):
            n: int
            text: str

        self.api = SessionsApi(ApiClient(Configuration(host=url, access_token="token")))
        stream = Response({"text/event-stream": Items(lambda: Delta)})
        self.stream: Operation[Any] = Operation("events", "GET", "/events", responses={"200": stream})
        self.type = lambda: GetSessionsResponse
        self.rows, self.read, self.write = rows, read_json, write_json

    @cached_property
    def value(self) -> Any:
        return self.read(self.type, self.rows)

    def session(self) -> int:
        return len(self.api.get_session("one").messages)

    def sessions(self) -> int:
        return len(self.api.get_sessions("planner").sessions)

    def post(self) -> int:
        return len(self.api.create_session("planner", "Hello", [(FILE_NAME, FILE)]).messages)

    def events(self) -> int:
        with self.api._call(self.stream, {}) as stream:
            return sum(event.n for event in stream)

    def decode(self) -> int:
        return len(self.read(self.type, self.rows).sessions)

    def encode(self) -> int:
        return self.write("body", self.type, self.value).count(b'"messages"')


class OpenApiGenerator:
    """The client that OpenAPI Generator makes."""

    def __init__(self, url: str, rows: bytes) -> None:
        package = import_module("openapi_client")
        configuration = package.Configuration(host=url, access_token="token")
        self.api = package.SessionsApi(package.ApiClient(configuration))
        self.rows, self.type = rows.decode(), package.GetSessionsResponse

    @cached_property
    def value(self) -> Any:
        return self.type.from_json(self.rows)

    def session(self) -> int:
        return len(self.api.get_session("one").messages)

    def sessions(self) -> int:
        return len(self.api.get_sessions("planner").sessions)

    def post(self) -> int:
        return len(self.api.create_session("planner", "Hello", [(FILE_NAME, FILE)]).messages)

    def decode(self) -> int:
        return len(self.type.from_json(self.rows).sessions)

    def encode(self) -> int:
        written: str = self.value.to_json()
        return written.count('"messages"')


class Status(enum.Enum):
    READY = "Ready"
    RUNNING = "Running"
    FLUSHED = "Flushed"
    ERROR = "Error"


class Role(enum.Enum):
    USER = "user"
    ASSISTANT = "assistant"


class Agent(BaseModel):
    id: str
    name: str
    icon: str


class File(BaseModel):
    name: str
    content_type: str
    size: int
    sha256: str


class Message(BaseModel):
    text: str
    role: Role
    agent: Agent | None = None
    created_at: datetime.datetime | None = None
    files: list[File] | None = None


class Replayed(BaseModel):
    session_id: str
    last_message_index: int


class Session(BaseModel):
    id: str
    agent_id: str
    thread_id: str
    user_id: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    messages: list[Message]
    status: Status
    routine_id: str | None = None
    title: str | None = None
    replayed_from: Replayed | None = None
    error: str | None = None


class Sessions(BaseModel):
    sessions: list[Session]


class Delta(BaseModel):
    n: int
    text: str


class Bare:
    """urllib3 alone: what everyone writes by hand."""

    def __init__(self, url: str) -> None:
        self.url, self.pool = url, urllib3.PoolManager()

    def get(self, path: str) -> bytes:
        return self.pool.request("GET", self.url + path, headers=HEADERS).data

    def send(self) -> bytes:
        fields: list[Any] = [("agent_id", "planner"), ("text_prompt", "Hello"), ("files", (FILE_NAME, FILE))]
        return self.pool.request("POST", f"{self.url}/sessions", headers=HEADERS, fields=fields).data

    def data(self) -> Iterator[bytes]:
        """The data of every event, which are one line each."""
        response, rest = self.pool.request("GET", f"{self.url}/events", preload_content=False), b""
        for chunk in response.stream(65_536):
            *lines, rest = (rest + chunk).split(b"\n")
            yield from (line[6:] for line in lines if line.startswith(b"data: "))
        response.release_conn()


class WithModels(Bare):
    """urllib3, and plain pydantic models of the same fields."""

    def __init__(self, url: str, rows: bytes) -> None:
        super().__init__(url)
        self.one, self.many, self.delta = TypeAdapter(Session), TypeAdapter(Sessions), TypeAdapter(Delta)
        self.rows = rows

    @cached_property
    def value(self) -> Sessions:
        return self.many.validate_json(self.rows)

    def session(self) -> int:
        return len(self.one.validate_json(self.get("/sessions/one")).messages)

    def sessions(self) -> int:
        return len(self.many.validate_json(self.get("/sessions?agent_id=planner")).sessions)

    def post(self) -> int:
        return len(self.one.validate_json(self.send()).messages)

    def events(self) -> int:
        return sum(self.delta.validate_json(data).n for data in self.data())

    def decode(self) -> int:
        return len(self.many.validate_json(self.rows).sessions)

    def encode(self) -> int:
        return self.many.dump_json(self.value).count(b'"messages"')


class WithDicts(Bare):
    """urllib3, and the standard library's json."""

    def __init__(self, url: str, rows: bytes) -> None:
        super().__init__(url)
        self.rows = rows

    @cached_property
    def value(self) -> Any:
        return json.loads(self.rows)

    def session(self) -> int:
        return len(json.loads(self.get("/sessions/one"))["messages"])

    def sessions(self) -> int:
        return len(json.loads(self.get("/sessions?agent_id=planner"))["sessions"])

    def post(self) -> int:
        return len(json.loads(self.send())["messages"])

    def events(self) -> int:
        return sum(json.loads(data)["n"] for data in self.data())

    def decode(self) -> int:
        return len(json.loads(self.rows)["sessions"])

    def encode(self) -> int:
        return json.dumps(self.value).encode().count(b'"messages"')


CLIENTS: dict[str, Callable[[str, bytes], Client]] = {
    "ours": Ours,
    "openapi-generator": OpenApiGenerator,
    "pydantic": WithModels,
    "json": WithDicts,
}


def main(client: str, case: str, url: str) -> dict[str, float]:
    call: Call = getattr(CLIENTS[client](url, sessions(ROWS if case in ("decode", "encode") else 1)), case)
    for _ in range(max(2, CALLS[case] // 10)):
        assert call() == RIGHT[case]
    return taken(call, CALLS[case])


def taken(call: Call, count: int) -> dict[str, float]:
    """What one of some calls takes: seconds, and those of the processor that this process had."""
    start, cpu = time.perf_counter(), time.process_time()
    for _ in range(count):
        call()
    return {"cpu": (time.process_time() - cpu) / count, "seconds": (time.perf_counter() - start) / count}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
