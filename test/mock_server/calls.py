"""Calls of an application inside this process, and agents that tests control."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from typing import Any

import httpx

from mock_server import App, create_app
from mock_server.portal.agent import Turn
from mock_server.settings import Settings

ME = {"Authorization": "Bearer me"}
SOMEONE = {"Authorization": "Bearer someone"}
FIXTURE = "session_id_example"


@asynccontextmanager
async def client_of(app: App | None = None, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A client that calls as me."""
    transport = httpx.ASGITransport(app=app or create_app(Settings(**settings)))
    async with httpx.AsyncClient(transport=transport, base_url="http://mock", headers=ME) as client:
        yield client


def form(**fields: str) -> dict[str, Any]:
    """A multipart form without files; httpx makes one only if it is given as files."""
    return {"files": [(name, (None, value)) for name, value in fields.items()]}


def upload(*files: tuple[str, bytes, str], **fields: str) -> dict[str, Any]:
    """A multipart form with files: name, content, media type."""
    return {"files": [*form(**fields)["files"], *(("files", file) for file in files)]}


def call(method: str, path: str, app: App | None = None, **options: Any) -> httpx.Response:
    """Make one call of a new application, or of this one."""

    async def made() -> httpx.Response:
        async with client_of(app) as client:
            return await client.request(method, path, **options)

    return asyncio.run(made())


def together(test: Callable[[], Awaitable[None]]) -> Callable[[], None]:
    """Run an asynchronous test."""

    def run() -> None:
        asyncio.run(asyncio.wait_for(test(), 20))

    run.__name__ = test.__name__
    return run


class Stepwise:
    """An agent that answers when it is told to, and says who asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: asyncio.Queue[str | Exception] = asyncio.Queue()

    async def __call__(self, turn: Turn) -> str:
        self.asked.append(turn.messages[-1]["text"])
        answer = await self.answers.get()
        if isinstance(answer, Exception):
            raise answer
        return answer


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2024, 1, 31, 12, 0, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        return self.time

    def move(self, **by: float) -> None:
        self.time += timedelta(**by)


async def until(condition: Callable[[], bool]) -> None:
    """Let other work of the loop go on until a condition holds."""
    while not condition():
        await asyncio.sleep(0)
