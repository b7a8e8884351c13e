"""All state of the portal, and the rules about it."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timezone
from hashlib import sha256

from ..problems import Issue, Problem, invalid
from ..settings import Settings
from . import model
from .agent import Agent, Turn
from .model import ERROR, FIXTURE_AGENT, FIXTURE_SESSION, FLUSHED, READY, RUNNING, Change, Session, Shown

Clock = Callable[[], datetime]
Ids = Callable[[], str]
Key = tuple[str, str]


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(timezone.utc)


def random_id() -> str:
    """An id of 128 random bits: whoever knows it may subscribe."""
    return secrets.token_urlsafe(16)


class Store:
    """The sessions of all callers."""

    def __init__(self, settings: Settings, *, agent: Agent, clock: Clock, ids: Ids) -> None:
        self.settings = settings
        self.agent = agent
        self.clock = clock
        self.ids = ids
        self.running: set[asyncio.Task[Shown]] = set()
        self.closing = False
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if nothing had been asked yet."""
        self.sessions: OrderedDict[Key, Session] = OrderedDict()
        """All sessions, the one that changed last at the end."""
        self.owned: dict[str, dict[str, OrderedDict[str, Session]]] = {}
        """The same by owner, agent and id."""
        self.latest_fixture: Session | None = None
        self.fixture_messages = model.fixture_messages(self.clock())
        self.touches = 0

    def close(self) -> None:
        """Let all who wait for a change go on with what there is."""
        self.closing = True
        for session in self.sessions.values():
            session.change.ended.set()

    def create(self, owner: str, agent_id: str, text: str) -> Session:
        """Make a session that nothing was said in yet, for a prompt that may be taken."""
        self.check_prompt(text)
        if self.settings.strict_agents and agent_id != FIXTURE_AGENT:
            raise Problem(404, "Agent not found")
        return self.add(owner, model.new_session(self.ids(), self.ids(), agent_id, user_of(owner), self.clock()))

    def add(self, owner: str, shown: Shown) -> Session:
        """Keep a session; where there are too many, the one that was untouched for longest goes, if it is at rest."""
        session = Session(owner, Change(1, shown))
        self.sessions[key_of(owner, session.id)] = session
        self.owned.setdefault(owner, {}).setdefault(session.agent_id, OrderedDict())[session.id] = session
        self.count(session)
        if len(self.sessions) > self.settings.max_sessions:
            at_rest = (each for each in self.sessions.values() if not each.turns and each is not session)
            self.drop(next(at_rest, next(iter(self.sessions.values()))))
        return session

    def count(self, session: Session) -> None:
        """Note that a session is the one that changed last."""
        self.touches += 1
        session.touched = self.touches

    def touch(self, session: Session) -> None:
        """Put a session that changed at the end of its lists."""
        self.count(session)
        key = key_of(session.owner, session.id)
        if key in self.sessions:
            self.sessions.move_to_end(key)
            self.owned[session.owner][session.agent_id].move_to_end(session.id)
        if session.id == FIXTURE_SESSION:
            self.latest_fixture = session

    def drop(self, session: Session) -> None:
        """Forget a session."""
        del self.sessions[key_of(session.owner, session.id)]
        mine = self.owned[session.owner]
        del mine[session.agent_id][session.id]
        if not mine[session.agent_id]:
            del mine[session.agent_id]
        if not mine:
            del self.owned[session.owner]

    def fixture(self, owner: str) -> Session:
        """The session that an owner has from the beginning, older than all others."""
        found = self.sessions.get(key_of(owner, FIXTURE_SESSION))
        if found:
            return found
        names = FIXTURE_SESSION, "thread_id_example", FIXTURE_AGENT, user_of(owner)
        session = self.add(owner, model.new_session(*names, self.clock(), self.fixture_messages))
        session.touched = 0
        self.owned[owner][FIXTURE_AGENT].move_to_end(session.id, last=False)
        return session

    def find(self, owner: str, session_id: str) -> Session:
        """Return a session of an owner; that of another is not found either."""
        if session_id == FIXTURE_SESSION and self.settings.fixtures:
            return self.fixture(owner)
        session = self.sessions.get(key_of(owner, session_id))
        if session is None or session.owner != owner:
            raise Problem(404, "Session not found")
        return session

    def find_for_anyone(self, session_id: str) -> Session:
        """Return a session for whoever knows its id; of the example, the copy that changed last."""
        if session_id == FIXTURE_SESSION and self.settings.fixtures:
            return self.latest_fixture or self.fixture("")
        session = self.sessions.get(key_of("", session_id))
        if session is None:
            raise Problem(404, "Session not found")
        return session

    def by_agent(self, owner: str) -> dict[str, OrderedDict[str, Session]]:
        """The sessions of an owner by agent, the one that changed last at the end."""
        if self.settings.fixtures:
            self.fixture(owner)
        return self.owned.get(owner, {})

    def of_agent(self, owner: str, agent_id: str) -> list[Shown]:
        """The sessions of an owner with one agent, the one that changed last first."""
        if self.settings.strict_agents and agent_id != FIXTURE_AGENT:
            raise Problem(404, "Agent not found")
        return [session.shown for session in reversed(self.by_agent(owner).get(agent_id, {}).values())]

    def grouped(self, owner: str) -> dict[str, list[Shown]]:
        """Summaries of the sessions of an owner by the time of their last update; groups that are empty are absent."""
        time, groups = self.clock(), dict[str, list[Shown]]()
        mine = [session for sessions in self.by_agent(owner).values() for session in sessions.values()]
        for session in sorted(mine, key=lambda session: session.touched, reverse=True):
            updated = datetime.fromisoformat(session.shown["updated_at"].replace("Z", "+00:00"))
            groups.setdefault(model.label(updated, time), []).append(model.summary(session.shown))
        return groups

    def check_prompt(self, text: str) -> None:
        """Refuse what is over a limit, before anything is stored."""
        if len(text) > self.settings.max_prompt:
            message = f"A prompt may have at most {self.settings.max_prompt} characters"
            raise invalid([Issue(["body", "text_prompt"], message, "string_too_long")])

    def find_open(self, owner: str, session_id: str, text: str) -> Session:
        """Return a session that takes a prompt, unless it takes none, or too many wait for it."""
        self.check_prompt(text)
        session = self.find(owner, session_id)
        if session.shown["status"] == FLUSHED:
            raise Problem(409, "The session is closed for further prompts")
        if session.turns > self.settings.max_waiting:
            raise Problem(409, f"{session.turns - 1} prompts are waiting for this session already")
        return session

    def start_turn(self, session: Session, message: Shown | None) -> asyncio.Task[Shown]:
        """Run a turn: at once, or when those before it have ended; it goes on when the caller has gone.

        Args:
            session: The session, which is `Running` from now on.
            message: The prompt; None if the last message is one already.

        Returns:
            What is shown of the session when this turn has ended, whatever waits behind it.
        """
        session.turns += 1
        begins = session.turns == 1
        if begins:
            self.begin(session, message)
        task = asyncio.get_running_loop().create_task(self.take_turn(session, message, begins))
        self.running.add(task)
        task.add_done_callback(self.running.discard)
        return task

    async def take_turn(self, session: Session, message: Shown | None, has_begun: bool) -> Shown:
        """Wait for the turns before this one; then ask the agent, and add what it says."""
        async with session.turn:
            if not has_begun:
                self.begin(session, message)
            changes: Shown = {"status": ERROR, "error": "The turn was cancelled"}
            try:
                changes = await self.answer(session)
            finally:
                session.turns -= 1
                behind = {"status": RUNNING, "error": None} if session.turns else {}
                session.show(**{**changes, "updated_at": self.time(), **behind})
                self.touch(session)
            return {**session.shown, **changes}

    def begin(self, session: Session, message: Shown | None) -> None:
        """Begin a turn: add the prompt."""
        time, messages = self.time(), session.shown["messages"]
        said = [*messages, {**message, "created_at": time}] if message else messages
        session.show(status=RUNNING, error=None, messages=said, updated_at=time)
        self.touch(session)

    async def answer(self, session: Session) -> Shown:
        """Ask the agent; one that fails leaves the session in `Error`."""
        messages, agent_id = session.shown["messages"], session.agent_id
        try:
            text = await self.agent(Turn(agent_id, session.id, messages))
        except Exception as error:
            return {"status": ERROR, "error": str(error) or type(error).__name__}
        return {"status": READY, "messages": [*messages, model.agent_message(text, agent_id, self.time())]}

    def time(self) -> str:
        """The time as it is shown."""
        return model.timestamp(self.clock())

    async def replay(self, owner: str, session_id: str, last: int) -> Shown:
        """Make a session from the first messages of another; a prompt at their end is answered."""
        source = self.find(owner, session_id).shown
        if last >= len(source["messages"]):
            message = f"Input should be less than {len(source['messages'])}, the number of messages"
            raise invalid([Issue(["query", "last_message_index"], message, "less_than")])
        origin = {"session_id": session_id, "last_message_index": last}
        kept = source["messages"][: last + 1]
        ids = self.ids(), self.ids()
        session = self.add(
            owner, model.new_session(*ids, source["agent_id"], user_of(owner), self.clock(), kept, origin)
        )
        if kept[-1]["role"] == "user":
            return await asyncio.shield(self.start_turn(session, None))
        return session.shown

    async def settled(self, session: Session, seconds: float) -> Shown:
        """Return a session at once, or if it is running at its next change, or after a while as it is."""
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.next_change(session, session.change), seconds)
        return session.shown

    async def changes(self, session: Session, seen: int) -> AsyncIterator[Change]:
        """Follow a session: what is shown now, unless it was seen, and every change, until no turn runs."""
        change: Change | None = session.change
        if change and change.version > seen:
            yield change
        while change and (change := await self.next_change(session, change)):
            yield change

    async def next_change(self, session: Session, change: Change) -> Change | None:
        """Wait for the change after one; there is none to wait for if no turn runs, or the server stops."""
        if not change.is_running or self.closing:
            return None
        session.followers += 1
        try:
            await change.ended.wait()
        finally:
            session.followers -= 1
        return change.next


def key_of(owner: str, session_id: str) -> Key:
    """What a session is kept under: its id is its own, but everybody has a copy of the example."""
    return (owner if session_id == FIXTURE_SESSION else "", session_id)


def user_of(owner: str) -> str:
    """The id of a caller; the token that names it is a secret, and not shown."""
    return f"user-{sha256(owner.encode()).hexdigest()[:16]}" if owner else "user_id_example"
