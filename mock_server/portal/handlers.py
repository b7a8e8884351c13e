"""What each operation of the portal calls."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from typing import Any

import orjson
from starlette.responses import Response, StreamingResponse

from ..bodies import Upload
from ..operations import Request
from .model import Session, Shown
from .store import Store


class Handlers:
    """The operations of the portal, by their ids."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def create_session(self, caller: str, agent_id: str, text_prompt: str, files: Sequence[Upload] = ()) -> Shown:
        """Start a session, and answer when the agent has."""
        self.store.check_prompt(text_prompt, files)
        session = self.store.create(caller, agent_id)
        return await self.store.run_turn(session, text_prompt, files)

    async def create_async_session(
        self, caller: str, agent_id: str, text_prompt: str, files: Sequence[Upload] = ()
    ) -> Shown:
        """Start a session, and answer at once."""
        self.store.check_prompt(text_prompt, files)
        session = self.store.create(caller, agent_id)
        self.store.start_turn(session, text_prompt, files)
        return {"session_id": session.id}

    async def create_session_from_replay(self, caller: str, session_id: str, last_message_index: int) -> Shown:
        """Start a session from the first messages of another."""
        return await self.store.replay(caller, session_id, last_message_index)

    async def get_grouped_sessions(self, caller: str) -> Shown:
        """List the caller's sessions by time."""
        return {"time_to_sessions": self.store.grouped(caller)}

    async def get_session(self, caller: str, session_id: str) -> Shown:
        """Return one session."""
        return self.store.find(caller, session_id).shown

    async def get_sessions(self, caller: str, agent_id: str) -> Shown:
        """List the caller's sessions with one agent."""
        return {"sessions": self.store.of_agent(caller, agent_id)}

    async def subscribe_to_session(self, session_id: str, request: Request) -> Shown | Response:
        """Follow a session, as JSON or as events."""
        session = self.store.find_for_anyone(session_id)
        if wants_events(request.headers.get("accept", "")):
            return events(self.store, session, seen_by(request, session))
        return await self.store.settled(session, wait_of(request, self.store.settings.longest_wait))

    async def update_session(
        self, caller: str, session_id: str, text_prompt: str, files: Sequence[Upload] = ()
    ) -> Shown:
        """Add a prompt, and answer when the agent has."""
        return await self.store.run_turn(self.open_session(caller, session_id, text_prompt, files), text_prompt, files)

    async def update_async_session(
        self, caller: str, session_id: str, text_prompt: str, files: Sequence[Upload] = ()
    ) -> Shown:
        """Add a prompt, and answer at once."""
        session = self.open_session(caller, session_id, text_prompt, files)
        self.store.start_turn(session, text_prompt, files)
        return {"session_id": session.id}

    def open_session(self, caller: str, session_id: str, text: str, files: Sequence[Upload]) -> Session:
        """Return a session that takes a prompt."""
        self.store.check_prompt(text, files)
        session = self.store.find(caller, session_id)
        self.store.check_open(session)
        return session


def wants_events(accept: str) -> bool:
    """Whether a caller prefers events to JSON (RFC 9110 §12.5.1)."""
    quality = {"text/event-stream": 0.0, "application/json": 0.0}
    for item in accept.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        quality[name] = float(weight) if re.fullmatch(r"[01](\.\d{0,3})?", weight) else 0.0
    return quality["text/event-stream"] > quality["application/json"]


def seen_by(request: Request, session: Session) -> int:
    """The version that a caller has seen last; one that the session has not reached yet is none."""
    text = request.headers.get("last-event-id", "")
    seen = int(text) if re.fullmatch(r"\d{1,18}", text, re.ASCII) else 0
    return seen if seen <= session.version else 0


def wait_of(request: Request, most: float) -> float:
    """How long a caller wants to wait (RFC 7240 §4.3), at most as long as the server does."""
    wanted = re.search(r"(?:^|[,;\s])wait=(\d{1,9})\b", request.headers.get("prefer", ""))
    return min(float(wanted.group(1)), most) if wanted else most


def events(store: Store, session: Session, seen: int) -> Response:
    """A stream of events: the session now and at every change."""

    async def frames() -> AsyncIterator[bytes]:
        yield b": subscribed\n\n"
        async for change in store.changes(session, seen):
            yield b": nothing changed\n\n" if change is None else frame(*change)

    return StreamingResponse(frames(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})


def frame(version: int, shown: Any) -> bytes:
    """An event with a session in it."""
    return b"event: session\nid: %d\ndata: %b\n\n" % (version, orjson.dumps(shown))
