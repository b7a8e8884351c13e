"""What the API shows, made: sessions, messages, files. A shown value is never changed; a change makes a new one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from ..multipart import Upload

READY, RUNNING, FLUSHED, ERROR = "Ready", "Running", "Flushed", "Error"
LONGEST_NAME = 80
FIXTURE_SESSION = "session_id_example"
FIXTURE_AGENT = "agent_id_example"
FIXTURE_MESSAGES = 64
Shown = dict[str, Any]


@dataclass
class Change:
    """What is shown of a session from one change to the next."""

    version: int
    shown: Shown
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the next change is there, or when nobody should wait for it any more."""
    next: Change | None = None

    @property
    def is_running(self) -> bool:
        """Whether a turn runs."""
        return bool(self.shown["status"] == RUNNING)


@dataclass
class Session:
    """A session in the store: what is shown of it now, and the turns that have come."""

    owner: str
    change: Change
    touched: int = 0
    """Rises with every change of any session: those that changed last have the highest."""
    turns: int = 0
    """How many turns have come and not ended: the one that runs, and those that wait for it."""
    followers: int = 0
    """How many wait for a change."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by the turn that runs; those that wait get it in the order in which they came."""

    @property
    def shown(self) -> Shown:
        """What is shown of the session."""
        return self.change.shown

    @property
    def id(self) -> str:
        """The id of the session."""
        return str(self.shown["id"])

    @property
    def agent_id(self) -> str:
        """The agent that answers."""
        return str(self.shown["agent_id"])

    def show(self, **changes: Any) -> None:
        """Change what is shown, and wake those who wait for it."""
        before = self.change
        self.change = before.next = Change(before.version + 1, {**before.shown, **changes})
        before.ended.set()


def timestamp(time: datetime) -> str:
    """A time as the API shows it (RFC 3339)."""
    return time.isoformat().replace("+00:00", "Z")


@lru_cache(maxsize=256)
def agent_of(agent_id: str) -> Shown:
    """An agent as it is shown beside what it says."""
    return {"id": agent_id, "name": agent_id.replace("_", " ").strip().title() or "Agent", "icon": "🤖"}


def user_message(text: str, files: Sequence[Upload], stamp: str | None = None) -> Shown:
    """What the user says; the time is that of its turn."""
    shown = [{"name": f.name, "content_type": f.content_type, "size": f.size, "sha256": f.sha256} for f in files]
    return {"text": text, "role": "user", "agent": None, "created_at": stamp, "files": shown}


def agent_message(text: str, agent_id: str, stamp: str) -> Shown:
    """What the agent says."""
    return {"text": text, "role": "assistant", "agent": agent_of(agent_id), "created_at": stamp, "files": None}


def new_session(
    session_id: str,
    thread_id: str,
    agent_id: str,
    user_id: str,
    time: datetime,
    messages: Sequence[Shown] = (),
    replayed_from: Mapping[str, Any] | None = None,
) -> Shown:
    """A session that nothing was said in yet, or only what it replays."""
    return {
        "id": session_id,
        "agent_id": agent_id,
        "thread_id": thread_id,
        "user_id": user_id,
        "created_at": timestamp(time),
        "updated_at": timestamp(time),
        "messages": list(messages),
        "status": READY,
        "routine_id": None,
        "title": None,
        "replayed_from": replayed_from,
        "error": None,
    }


def name_of(shown: Shown) -> str:
    """What a list calls a session: the first thing that the user said, shortened."""
    said = next((message["text"] for message in shown["messages"] if message["role"] == "user"), "")
    return str(said)[:LONGEST_NAME]


def summary(shown: Shown) -> Shown:
    """A session as one line of a list."""
    agent = agent_of(shown["agent_id"])
    return {"id": shown["id"], "agent": agent, "updated_at": shown["updated_at"], "name": name_of(shown)}


def label(updated: datetime, now: datetime) -> str:
    """The group of a session by the days since its last update."""
    days = (now.date() - updated.astimezone(now.tzinfo).date()).days
    for limit, name in ((0, "Today"), (1, "Yesterday"), (7, "Previous 7 Days"), (30, "Previous 30 Days")):
        if days <= limit:
            return name
    return "Older"


def fixture_messages(time: datetime) -> list[Shown]:
    """A long conversation, the same for every caller."""
    found = []
    for number in range(1, FIXTURE_MESSAGES // 2 + 1):
        at = time - timedelta(minutes=FIXTURE_MESSAGES - 2 * number)
        found.append(user_message(f"Question {number}", (), timestamp(at)))
        found.append(agent_message(f"Answer {number}", FIXTURE_AGENT, timestamp(at + timedelta(seconds=5))))
    return found
