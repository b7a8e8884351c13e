"""All state of flux0, and the rules about it."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from mock_server import Issue, Problem, Settings, invalid

Shown = dict[str, Any]
"""A session or an event, as the API shows it."""
Clock = Callable[[], datetime]
Ids = Callable[[], str]

AGENTS = {"vUfk4PgjTm": "weather"}
"""The names of the agents that there are, by their ids."""
FIXTURE = {"id": "zv3h4j5Fjv", "agent_id": "vUfk4PgjTm", "title": "What's the weather in SF?"}
FIXTURE_CORRELATION = "RID(lyH-sVmwJO)::Y8oBzYT4CQ"
ANONYMOUS = "anonymous"


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(timezone.utc)


def random_id() -> str:
    """An id, of ten characters."""
    return secrets.token_urlsafe(8)[:10]


def user_id(name: str) -> str:
    """The id of a user, the same every time."""
    return base64.urlsafe_b64encode(hashlib.sha256(name.encode()).digest()).decode()[:10]


@dataclass(frozen=True)
class Session:
    """A session with its events, in the order of their offsets."""

    shown: Shown
    events: list[Shown] = field(default_factory=list[Shown])

    @property
    def agent(self) -> Shown:
        """What is known of its agent."""
        return {"agent_id": self.shown["agent_id"], "agent_name": AGENTS[self.shown["agent_id"]]}


class Store:
    """The sessions of all users."""

    def __init__(self, settings: Settings, clock: Clock, ids: Ids) -> None:
        self.settings = settings
        self.clock = clock
        self.ids = ids
        self.sessions: OrderedDict[str, Session] = OrderedDict()

    def create(self, user: str, wanted: Shown) -> tuple[Session, bool]:
        """Return a new session, or the one that there is already, and whether it is new.

        Raises:
            Problem: 400, there is no such agent; 409, another session has the id.
        """
        if wanted["agent_id"] not in AGENTS:
            raise Problem(400, f"There is no agent {wanted['agent_id']}")
        known = self.sessions.get(wanted.get("id") or "")
        if known is None:
            return self.add(user, wanted), True
        if any(known.shown.get(name) != wanted.get(name) for name in ("agent_id", "title")):
            raise Problem(409, f"Another session has the id {wanted['id']}")
        return known, False

    def add(self, user: str, wanted: Shown) -> Session:
        """Keep a new session; where there are too many, the oldest goes."""
        shown = {
            "id": wanted.get("id") or self.ids(),
            "agent_id": wanted["agent_id"],
            "user_id": user_id(user),
            "title": wanted.get("title"),
            "consumption_offsets": {"client": 0},
            "created_at": self.clock().isoformat(),
        }
        self.sessions[shown["id"]] = found = Session({name: each for name, each in shown.items() if each is not None})
        if len(self.sessions) > self.settings.max_sessions:
            self.sessions.popitem(last=False)
        return found

    def find(self, session_id: str) -> Session:
        """Return a session.

        Raises:
            Problem: 404, there is none.
        """
        if session_id not in self.sessions:
            raise Problem(404, f"There is no session {session_id}")
        return self.sessions[session_id]

    def of_user(self, user: str, agent_id: str | None) -> list[Shown]:
        """The sessions of a user, all of them or those with one agent."""
        shown = [session.shown for session in self.sessions.values() if session.shown["user_id"] == user_id(user)]
        return [each for each in shown if agent_id in (None, each["agent_id"])]

    def open(self, session_id: str, said: Shown) -> Session:
        """Return the session that something is said in, if that is a message of a user.

        Raises:
            Problem: 422, it is none; 404, there is no such session.
        """
        if said["type"] != "message":
            raise refused("type", "Only messages can be added")
        if said["source"] != "user":
            raise refused("source", "Only a user can add something")
        if not said.get("content"):
            raise refused("content", "A message must say something")
        return self.find(session_id)

    def correlation_id(self) -> str:
        """What everything that comes of one call has in common."""
        return f"RID({self.ids()})::{self.ids()}"

    def append(self, session: Session, event: Shown) -> Shown:
        """Add an event to a session, at the next offset."""
        placed = {"offset": len(session.events), "deleted": False, "created_at": self.clock().isoformat()}
        session.events.append({**event, **placed})
        return session.events[-1]

    def events(
        self, session_id: str, least: int, types: Sequence[str] | None, alike: dict[str, str | None]
    ) -> list[Shown]:
        """The events of a session, in the order of offsets.

        Args:
            session_id: The session.
            least: The first offset.
            types: Only these types; None: all.
            alike: The values of other fields; None: any.

        Raises:
            Problem: 404, there is no such session.
        """
        found = [each for each in self.find(session_id).events if each["offset"] >= least]
        found = [each for each in found if types is None or each["type"] in types]
        return [each for each in found if all(value in (None, each[name]) for name, value in alike.items())]


def refused(name: str, message: str) -> Problem:
    """The problem of a field that cannot be what it is."""
    return invalid([Issue(["body", name], message, "value_error")])
