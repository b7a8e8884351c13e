"""One asynchronous client in one case: what a call takes, one awaited after the other.

    python -m benchmarks.awaiting CLIENT CASE URL        (run by client.py)

Prints what `calling.py` prints. By hand is aiohttp with its defaults.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from importlib import import_module
from typing import Any

from pydantic import TypeAdapter
from typing_extensions import Self

from benchmarks.answering import FILE
from benchmarks.calling import CALLS, FILE_NAME, HEADERS, RIGHT, Delta, Session, Sessions

Call = Callable[[], Awaitable[int]]


class Ours:
    """`portal_client.aio`, as a program uses it."""

    def __init__(self, url: str) -> None:
        from portal_client import Configuration
        from portal_client._model import Model
        from portal_client._operation import Items, Operation, Response
        from portal_client.aio import ApiClient, SessionsApi

        class Delta(Model):
            n: int
            text: str

        self.client = ApiClient(Configuration(host=url, access_token="token"))
        self.api = SessionsApi(self.client)
        stream = Response({"text/event-stream": Items(lambda: Delta)})
        self.stream: Operation[Any] = Operation("events", "GET", "/events", responses={"200": stream})

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.client.close()

    async def session(self) -> int:
        return len((await self.api.get_session("one")).messages)

    async def sessions(self) -> int:
        return len((await self.api.get_sessions("planner")).sessions)

    async def post(self) -> int:
        return len((await self.api.create_session("planner", "Hello", [(FILE_NAME, FILE)])).messages)

    async def events(self) -> int:
        total = 0
        async with await self.api._stream(self.stream, {}) as stream:
            async for event in stream:
                total += event.n
        return total


class OpenApiGenerator:
    """The client that OpenAPI Generator makes for its library `asyncio`."""

    def __init__(self, url: str) -> None:
        package = import_module("openapi_client")
        self.client = package.ApiClient(package.Configuration(host=url, access_token="token"))
        self.api = package.SessionsApi(self.client)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.client.close()

    async def session(self) -> int:
        return len((await self.api.get_session("one")).messages)

    async def sessions(self) -> int:
        return len((await self.api.get_sessions("planner")).sessions)

    async def post(self) -> int:
        return len((await self.api.create_session("planner", "Hello", [(FILE_NAME, FILE)])).messages)


class Bare:
    """aiohttp alone: what everyone writes by hand."""

    def __init__(self, url: str) -> None:
        self.url, self.aiohttp = url, import_module("aiohttp")

    async def __aenter__(self) -> Self:
        self.http = self.aiohttp.ClientSession(headers=HEADERS)
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.http.close()

    async def get(self, path: str) -> bytes:
        async with self.http.get(self.url + path) as response:
            content: bytes = await response.read()
            return content

    async def send(self) -> bytes:
        form = self.aiohttp.FormData({"agent_id": "planner", "text_prompt": "Hello"})
        form.add_field("files", FILE, filename=FILE_NAME)
        async with self.http.post(f"{self.url}/sessions", data=form) as response:
            content: bytes = await response.read()
            return content

    async def data(self) -> AsyncIterator[bytes]:
        """The data of every event, which are one line each."""
        rest = b""
        async with self.http.get(f"{self.url}/events") as response:
            async for chunk in response.content.iter_any():
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    if line.startswith(b"data: "):
                        yield line[6:]


class WithModels(Bare):
    """aiohttp, and plain pydantic models of the same fields."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.one, self.many, self.delta = TypeAdapter(Session), TypeAdapter(Sessions), TypeAdapter(Delta)

    async def session(self) -> int:
        return len(self.one.validate_json(await self.get("/sessions/one")).messages)

    async def sessions(self) -> int:
        return len(self.many.validate_json(await self.get("/sessions?agent_id=planner")).sessions)

    async def post(self) -> int:
        return len(self.one.validate_json(await self.send()).messages)

    async def events(self) -> int:
        return sum([self.delta.validate_json(data).n async for data in self.data()])


class WithDicts(Bare):
    """aiohttp, and the standard library's json."""

    async def session(self) -> int:
        return len(json.loads(await self.get("/sessions/one"))["messages"])

    async def sessions(self) -> int:
        return len(json.loads(await self.get("/sessions?agent_id=planner"))["sessions"])

    async def post(self) -> int:
        return len(json.loads(await self.send())["messages"])

    async def events(self) -> int:
        return sum([json.loads(data)["n"] async for data in self.data()])


CLIENTS: dict[str, Callable[[str], AbstractAsyncContextManager[Any]]] = {
    "ours": Ours,
    "openapi-generator": OpenApiGenerator,
    "pydantic": WithModels,
    "json": WithDicts,
}


async def main(client: str, case: str, url: str) -> dict[str, float]:
    async with CLIENTS[client](url) as made:
        call: Call = getattr(made, case)
        for _ in range(max(2, CALLS[case] // 10)):
            assert await call() == RIGHT[case]
        return await taken(call, CALLS[case])


async def taken(call: Call, count: int) -> dict[str, float]:
    """What one of some calls takes: seconds, and those of the processor that this process had."""
    start, cpu = time.perf_counter(), time.process_time()
    for _ in range(count):
        await call()
    return {"cpu": (time.process_time() - cpu) / count, "seconds": (time.perf_counter() - start) / count}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(*sys.argv[1:]))))
