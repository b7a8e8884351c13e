"""The syllable API in tests: served, seen on the wire, and disturbed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx
from starlette.types import Message, Receive, Scope, Send

from examples.syllable.recordings import Recordings
from examples.syllable.syllable_sdk import SyllableSDK
from mock_server import App, Settings, load_app
from mock_server.testing import serve
from test.mock_server.calls import call
from test.paths import ROOT

FOLDER = ROOT / "examples" / "syllable"
BASE = "/api/v1/sessions"
KEY = {"Syllable-API-Key": "a-key"}


@cache
def shared() -> App:
    """An application for all tests that only read, as this API does."""
    return load_app(FOLDER)


def ask(path: str, app: App | None = None, **options: Any) -> httpx.Response:
    """Make a call with a key."""
    return call("GET", f"{BASE}{path}", app or shared(), headers={**KEY, **options.pop("headers", {})}, **options)


def listed(**query: Any) -> dict[str, Any]:
    """List sessions."""
    response = ask("/", params=query)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


@dataclass
class Wire:
    """Stands between the server and an application: notes requests, and disturbs responses.

    Attributes:
        cut: Ends the body of the first response after so many bytes, as a lost connection does.
        gate: Holds bodies back after their first piece until it is set.
    """

    app: App
    cut: int | None = None
    gate: threading.Event | None = None
    scopes: list[Scope] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stack, self.app.stack = self.app.stack, self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.stack(scope, receive, send)
            return
        self.scopes.append(scope)
        left = self.cut if len(self.scopes) == 1 else None

        async def disturbed(message: Message) -> None:
            nonlocal left
            body = message.get("body", b"")
            if left is not None and body and len(body) > left:
                raise ConnectionAbortedError
            left = None if left is None else left - len(body)
            await send(message)
            if body and self.gate:
                await asyncio.to_thread(self.gate.wait, 10)

        await self.stack(scope, receive, disturbed)

    def headers(self, name: str) -> list[str | None]:
        """A header field of each request."""
        found = [{key.decode(): value.decode() for key, value in scope["headers"]} for scope in self.scopes]
        return [headers.get(name) for headers in found]

    @property
    def target(self) -> str:
        """Path and query of the last request, as they were sent."""
        scope = self.scopes[-1]
        return "?".join(part.decode() for part in (scope["raw_path"], scope["query_string"]) if part)


@contextmanager
def served(seconds: int | None = None, **options: Any) -> Iterator[tuple[str, Wire]]:
    """Serve the API while the block runs; its recording is that long."""
    app = load_app(FOLDER, Settings(**options.pop("settings", {})))
    if seconds:
        app.handlers.recordings = Recordings({"<value>"}, seconds)
    wire = Wire(app, **options)
    with serve(app) as server:
        yield server.url, wire


@contextmanager
def client_on_wire(**options: Any) -> Iterator[tuple[SyllableSDK, Wire]]:
    """A client, and what it sends."""
    with served(**options) as (url, wire), SyllableSDK(api_key_header="a-key", base_url=url) as client:
        yield client, wire
