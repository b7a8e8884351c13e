"""What each operation of the portal calls."""

from __future__ import annotations

import re
from asyncio import shield
from collections.abc import AsyncIterator, Sequence

from ..events import Event, EventStream
from ..multipart import Upload
from ..requests import Request
from .model import Session, Shown, user_message
from .store import Store


class Handlers:
    """The operations of the portal, by their ids."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.close = store.close

    async def create_session(self, caller: str, agent_id: str, text_prompt: str, files: Sequence[Upload] = ()) -> Shown:
        """Start a session, and answer when the agent has."""
        session = self.store.create(caller, agent_id, text_prompt)
        return await shield(self.store.start_turn(session, user_message(text_prompt, files)))

    async def create_async_session(
        self, caller: str, agent_id: str, text_prompt: str, files: Sequence[Upload] = ()
    ) -> Shown:
        """Start a session, and answer at once."""
        session = self.store.create(caller, agent_id, text_prompt)
        self.store.start_turn(session, user_message(text_prompt, files))
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

    async def subscribe_to_session(self, session_id: str, request: Request) -> Shown | EventStream:
        """Follow a session, as JSON or as events."""
        session = self.store.find_for_anyone(session_id)
        if request.preferred("application/json", "text/event-stream") == "text/event-stream":
            return EventStream(self.events(session, last_seen(request)))
        return await self.store.settled(session, wait_of(request, self.store.settings.longest_wait))

    async def update_session(
        self, caller: str, session_id: str, text_prompt: str, files: Sequence[Upload] = ()
    ) -> Shown:
        """Add a prompt, and answer when the agent has."""
        session = self.store.find_open(caller, session_id, text_prompt)
        return await shield(self.store.start_turn(session, user_message(text_prompt, files)))

    async def update_async_session(
        self, caller: str, session_id: str, text_prompt: str, files: Sequence[Upload] = ()
    ) -> Shown:
        """Add a prompt, and answer at once."""
        session = self.store.find_open(caller, session_id, text_prompt)
        self.store.start_turn(session, user_message(text_prompt, files))
        return {"session_id": session.id}

    async def events(self, session: Session, seen: int) -> AsyncIterator[Event]:
        """The session and its changes as events."""
        async for change in self.store.changes(session, seen):
            yield Event(change.shown, "session", str(change.version))


def wait_of(request: Request, most: float) -> float:
    """How long a caller wants to wait (RFC 7240 §4.3), at most as long as the server does."""
    wanted = re.search(r"(?:^|[,;\s])wait=(\d{1,9})\b", request.headers.get("prefer", ""))
    return min(float(wanted.group(1)), most) if wanted else most


def last_seen(request: Request) -> int:
    """The version that a caller has seen already; 0 where it says nothing of the kind."""
    said = request.headers.get("last-event-id", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else 0
