"""One turn of an agent: its steps become what is streamed, and what the session keeps."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from mock_server import Event, Problem

from .agent import Status, Step, Steps, Text, ToolCall, ToolResult
from .store import Session, Shown, Store, user_id


@dataclass
class Draft:
    """A document that grows; once it is whole, it is an event."""

    event_id: str
    steps: list[Any] = field(default_factory=list[Any])
    seq: int = 0


class Conversation:
    """A message of a user, and the agent's turn after it."""

    def __init__(self, store: Store, session: Session, correlation_id: str = "") -> None:
        self.store = store
        self.session = session
        self.correlation_id = correlation_id or store.correlation_id()
        self.draft: Draft | None = None

    def say(self, user: str, content: str) -> None:
        """Keep what the user said."""
        data = message([{"type": "content", "content": content}], {"id": user_id(user), "name": user})
        self.keep(self.store.ids(), "message", "user", data)

    def record(self, steps: Iterable[Step]) -> None:
        """Keep a turn that nobody follows."""
        for step in steps:
            for _ in self.take(step):
                pass
        self.finish()

    async def stream(self, steps: Steps) -> AsyncIterator[Event]:
        """Keep a turn, and say what happens as it does; a turn that nobody follows any more ends where it is."""
        try:
            async with aclosing(steps) as taken:
                async for step in taken:
                    for event in self.take(step):
                        yield event
        except ConnectionError as error:
            raise Problem(500, str(error)) from error
        except Exception as error:
            self.draft = None
            yield self.status(Status("error", str(error)))
        self.finish()

    def take(self, step: Step) -> Iterator[Event]:
        """Go on with what grows, or begin something new."""
        if self.draft and type(self.draft.steps[0]) is not type(step):
            self.finish()
        if isinstance(step, Status):
            yield self.status(step)
            return
        self.draft = self.draft or Draft(self.store.ids())
        for patches in patches_of(step, len(self.draft.steps)):
            yield self.chunk(self.draft, patches)
        self.draft.steps.append(step)

    def finish(self) -> None:
        """Keep what grew."""
        if self.draft:
            type_, data = whole(self.draft.steps, self.session)
            self.keep(self.draft.event_id, type_, "ai_agent", data)
        self.draft = None

    def status(self, step: Status) -> Event:
        """Keep a status, and say it."""
        data = {"type": "status", "status": step.status, "acknowledged_offset": self.acknowledged()}
        detail = {"data": {"detail": step.detail}} if step.detail else {}
        event = self.keep(self.store.ids(), "status", "ai_agent", {**data, **detail})
        return Event(event, "status", event["id"])

    def acknowledged(self) -> int:
        """The offset of the last message of the user."""
        return max((each["offset"] for each in self.session.events if each["source"] == "user"), default=0)

    def chunk(self, draft: Draft, patches: list[Shown]) -> Event:
        """Say what changes in a document."""
        seq, draft.seq = draft.seq, draft.seq + 1
        data = {"event_id": draft.event_id, "correlation_id": self.correlation_id, "seq": seq, "patches": patches}
        extra = {"metadata": self.session.agent, "timestamp": self.store.clock().timestamp()}
        return Event({**data, **extra}, "chunk")

    def keep(self, event_id: str, type_: str, source: str, data: Shown) -> Shown:
        """Add an event to the session, and return it as it is streamed."""
        event = {"id": event_id, "correlation_id": self.correlation_id, "type": type_, "source": source, "data": data}
        extra = {} if source == "user" else {"metadata": self.session.agent}
        self.store.append(self.session, {**event, **extra})
        return {**event, **extra}


def patches_of(step: Step, index: int) -> Iterator[list[Shown]]:
    """The changes of a document that a step makes, a list for each chunk.

    Args:
        step: The step.
        index: How many steps the document has already.
    """
    if isinstance(step, Text):
        yield [add("/-", step.text)]
    elif isinstance(step, ToolResult):
        yield [add("/tool_call_results/-", result_of(step))]
    elif isinstance(step, ToolCall):
        place = f"/tool_calls/{index}"
        yield [
            add(place, {"type": "tool_call", "tool_call_id": step.id, "tool_name": "", "args": []}),
            {"op": "replace", "path": f"{place}/tool_name", "value": step.name},
        ]
        for piece in re.findall(r".{1,12}", json.dumps(dict(step.args))):
            yield [add(f"{place}/args/-", piece)]


def add(path: str, value: Any) -> Shown:
    """A change that adds a value (RFC 6902 §4.1)."""
    return {"op": "add", "path": path, "value": value}


def whole(steps: list[Any], session: Session) -> tuple[str, Shown]:
    """What the steps of a document are as an event: its type and its data."""
    first = steps[0]
    if isinstance(first, ToolResult):
        return "tool", {"type": "tool_call_result", "tool_calls": [result_of(step) for step in steps]}
    if isinstance(first, ToolCall):
        parts = [call_of(step) for step in steps]
    else:
        parts = [{"type": "content", "content": "".join(step.text for step in steps)}]
    agent = session.agent
    return "message", message(parts, {"id": agent["agent_id"], "name": agent["agent_name"]})


def message(parts: list[Shown], participant: dict[str, str]) -> Shown:
    """The data of a message."""
    return {"type": "message", "parts": parts, "tags": [], "flagged": False, "participant": participant}


def call_of(step: ToolCall) -> Shown:
    """A call as a part of a message."""
    return {"type": "tool_call", "tool_call_id": step.id, "tool_name": step.name, "args": dict(step.args)}


def result_of(step: ToolResult) -> Shown:
    """A call with its result."""
    call = {"tool_call_id": step.call.id, "tool_name": step.call.name, "args": dict(step.call.args)}
    if step.error is not None:
        return {**call, "error": step.error}
    return {**call, "result": {"data": step.data, "metadata": {}, "control": {"mode": "auto"}}}
