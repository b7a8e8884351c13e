"""What each operation of flux0 calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mock_server import EventStream, Problem, Request, Settings

from .agent import Agent, Script, Turn, fault_of, greeting, weather, with_fault
from .conversation import Conversation
from .store import ANONYMOUS, FIXTURE, FIXTURE_CORRELATION, Clock, Ids, Shown, Store, now, random_id

COOKIE = "flux0_user_sub"
FAULT = "mock-fault"
"""A header that lets something go wrong: `fail` and `drop` an answer, `timeout` a list of events."""


class Handlers:
    """The operations of flux0, by their ids.

    Args:
        settings: Limits and habits.
        agent: Answers messages; the default one takes the same steps every time.
        clock: Tells the time, with its offset.
        ids: Makes ids of ten characters.
    """

    def __init__(
        self, settings: Settings, agent: Agent | None = None, clock: Clock = now, ids: Ids = random_id
    ) -> None:
        self.store = Store(settings, clock, ids)
        self.agent = agent or Script(settings.delay)
        if settings.fixtures:
            session, _ = self.store.create(ANONYMOUS, FIXTURE)
            conversation = Conversation(self.store, session, FIXTURE_CORRELATION)
            conversation.say(ANONYMOUS, FIXTURE["title"])
            conversation.record(weather(FIXTURE["title"]))

    async def create_session(self, request: Request, body: Shown, allow_greeting: bool) -> Shown:
        """Start a session."""
        session, new = self.store.create(user_of(request), body)
        if new and allow_greeting:
            Conversation(self.store, session).record(greeting())
        return session.shown

    async def list_sessions(self, request: Request, agent_id: str | None = None) -> Shown:
        """List the user's sessions."""
        return {"data": self.store.of_user(user_of(request), agent_id)}

    async def read_session(self, session_id: str) -> Shown:
        """Return one session."""
        return self.store.find(session_id).shown

    async def create_session_event(self, request: Request, session_id: str, body: Shown) -> EventStream:
        """Keep a message, and stream the answer."""
        session = self.store.open(session_id, body)
        conversation = Conversation(self.store, session)
        conversation.say(user_of(request), body["content"])
        steps = self.agent(Turn(session.shown["agent_id"], session_id, body["content"]))
        fault = fault_of(body["content"], request.headers.get(FAULT, ""))
        return EventStream(conversation.stream(with_fault(steps, fault) if fault else steps))

    async def list_session_events(
        self,
        request: Request,
        session_id: str,
        min_offset: int | None = None,
        source: str | None = None,
        correlation_id: str | None = None,
        types: Sequence[str] | None = None,
    ) -> dict[str, Any]:
        """List the events of a session."""
        if request.headers.get(FAULT) == "timeout":
            raise Problem(504, "It took too long")
        alike = {"source": source, "correlation_id": correlation_id}
        return {"data": self.store.events(session_id, min_offset or 0, types, alike)}


def user_of(request: Request) -> str:
    """The user whom a cookie names."""
    return request.cookies.get(COOKIE) or ANONYMOUS
