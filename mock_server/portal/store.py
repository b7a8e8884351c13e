"""All state of the portal, and the rules about it."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timezone
from hashlib import sha256

from ..bodies import Upload
from ..problems import Issue, Problem, invalid
from ..settings import Settings
from . import model
from .agent import Agent, Turn
from .model import FLUSHED, READY, RUNNING, Session, Shown, user_message

Clock = Callable[[], datetime]
Ids = Callable[[], str]


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
        self.sessions: OrderedDict[str, Session] = OrderedDict()
        """By id, the one that changed last at the end."""
        self.owned: dict[str, dict[str, OrderedDict[str, Session]]] = {}
        """The same by owner and agent, fixtures among them."""
        self.fixtures: dict[str, Session] = {}
        """The session that every owner has from the beginning."""
        self.fixture_messages = model.fixture_messages(clock())
        self.running: set[asyncio.Task[Shown]] = set()
        self.touches = 0
        self.closing = False

    def close(self) -> None:
        """Let all who wait for a change go on with what there is."""
        self.closing = True
        for session in [*self.sessions.values(), *self.fixtures.values()]:
            session.changed.set()

    def create(self, owner: str, agent_id: str) -> Session:
        """Make a session that nothing was said in yet."""
        if self.settings.strict_agents and agent_id != model.FIXTURE_AGENT:
            raise Problem(404, "Agent not found")
        return self.add(owner, model.new_session(self.ids(), self.ids(), agent_id, user_of(owner), self.clock()))

    def add(self, owner: str, shown: Shown) -> Session:
        """Keep a session; where there are too many, the one that was untouched for longest goes."""
        session = Session(owner, shown)
        self.touch(session)
        if len(self.sessions) > self.settings.max_sessions:
            old = next(each for each in self.sessions.values() if each is not session)
            self.drop(old)
        return session

    def touch(self, session: Session) -> None:
        """Put a session at the end of its lists: it is the one that changed last."""
        self.touches += 1
        session.touched = self.touches
        if session.id != model.FIXTURE_SESSION:
            self.sessions[session.id] = session
            self.sessions.move_to_end(session.id)
        mine = self.owned.setdefault(session.owner, {}).setdefault(session.agent_id, OrderedDict())
        mine[session.id] = session
        mine.move_to_end(session.id)

    def drop(self, session: Session) -> None:
        """Forget a session."""
        del self.sessions[session.id]
        mine = self.owned[session.owner]
        del mine[session.agent_id][session.id]
        if not mine[session.agent_id]:
            del mine[session.agent_id]
        if not mine:
            del self.owned[session.owner]

    def fixture(self, owner: str) -> Session:
        """The session that an owner has from the beginning."""
        if owner not in self.fixtures:
            shown = model.new_session(
                model.FIXTURE_SESSION,
                "thread_id_example",
                model.FIXTURE_AGENT,
                user_of(owner),
                self.clock(),
                self.fixture_messages,
            )
            session = self.fixtures[owner] = Session(owner, shown)
            mine = self.owned.setdefault(owner, {}).setdefault(session.agent_id, OrderedDict())
            mine[session.id] = session
            mine.move_to_end(session.id, last=False)
        return self.fixtures[owner]

    def find(self, owner: str, session_id: str) -> Session:
        """Return a session of an owner; that of another is not found either."""
        session = self.lookup(owner, session_id)
        if session is None or session.owner != owner:
            raise Problem(404, "Session not found")
        return session

    def find_for_anyone(self, session_id: str) -> Session:
        """Return a session for whoever knows its id."""
        session = self.lookup("", session_id)
        if session is None:
            raise Problem(404, "Session not found")
        return session

    def lookup(self, owner: str, session_id: str) -> Session | None:
        """Return a session by its id."""
        if session_id == model.FIXTURE_SESSION and self.settings.fixtures:
            return self.fixture(owner)
        return self.sessions.get(session_id)

    def by_agent(self, owner: str) -> dict[str, OrderedDict[str, Session]]:
        """The sessions of an owner by agent, the one that changed last at the end."""
        if self.settings.fixtures:
            self.fixture(owner)
        return self.owned.get(owner, {})

    def of_agent(self, owner: str, agent_id: str) -> list[Shown]:
        """The sessions of an owner with one agent, the one that changed last first."""
        if self.settings.strict_agents and agent_id != model.FIXTURE_AGENT:
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

    def check_prompt(self, text: str, files: Sequence[Upload]) -> None:
        """Refuse what is over a limit, before anything is stored."""
        if len(text) > self.settings.max_prompt:
            message = f"A prompt may have at most {self.settings.max_prompt} characters"
            raise invalid([Issue(["body", "text_prompt"], message, "string_too_long")])
        if len(files) > self.settings.max_files:
            raise Problem(413, f"A prompt may have at most {self.settings.max_files} files")

    def check_open(self, session: Session) -> None:
        """Refuse a prompt for a session that takes none, or that too many wait for."""
        if session.status == FLUSHED:
            raise Problem(409, "The session is closed for further prompts")
        if session.turns > self.settings.max_waiting:
            raise Problem(409, f"{session.turns - 1} prompts are waiting for this session already")

    async def run_turn(self, session: Session, text: str, files: Sequence[Upload]) -> Shown:
        """Run a turn when it is its turn: the prompt is added, then the agent's answer.

        Returns:
            The session as it was when this turn ended, whatever waits behind it.
        """
        session.turns += 1
        return await self.take_turn(session, user_message(text, files))

    def start_turn(self, session: Session, text: str, files: Sequence[Upload]) -> None:
        """Run a turn in the background; the session is `Running` from now on."""
        session.turns += 1
        if session.turns == 1:
            session.show(status=RUNNING, error=None)
        task = asyncio.get_running_loop().create_task(self.take_turn(session, user_message(text, files)))
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def take_turn(self, session: Session, message: Shown | None) -> Shown:
        """Wait for the turns before this one; then add the message, if there is one, and the agent's answer."""
        async with session.turn:
            try:
                if message:
                    self.say(session, {**message, "created_at": model.timestamp(self.clock())})
                status, changes = await self.agent_answers(session)
            finally:
                session.turns -= 1
            session.show(status=RUNNING if session.turns else status, **changes)
            self.touch(session)
            return {**session.shown, "status": status}

    async def agent_answers(self, session: Session) -> tuple[str, Shown]:
        """Ask the agent; one that fails leaves the session in `Error`."""
        messages, agent_id = session.shown["messages"], session.shown["agent_id"]
        session.show(status=RUNNING, error=None)
        try:
            text = await self.agent(Turn(agent_id, session.id, messages))
        except Exception as error:
            stamp = model.timestamp(self.clock())
            return model.ERROR, {"error": str(error) or type(error).__name__, "updated_at": stamp}
        answer = model.agent_message(text, agent_id, model.timestamp(self.clock()))
        return READY, {"messages": [*messages, answer], "updated_at": answer["created_at"]}

    def say(self, session: Session, message: Shown) -> None:
        """Add a message."""
        session.show(messages=[*session.shown["messages"], message], updated_at=message["created_at"])
        self.touch(session)

    async def replay(self, owner: str, session_id: str, last: int) -> Shown:
        """Make a session from the first messages of another; a prompt at their end is answered."""
        source = self.find(owner, session_id).shown
        if last >= len(source["messages"]):
            message = f"Input should be less than {len(source['messages'])}, the number of messages"
            raise invalid([Issue(["query", "last_message_index"], message, "less_than")])
        origin = {"session_id": session_id, "last_message_index": last}
        kept = source["messages"][: last + 1]
        ids = self.ids(), self.ids()
        shown = model.new_session(*ids, source["agent_id"], user_of(owner), self.clock(), kept, origin)
        session = self.add(owner, shown)
        if kept[-1]["role"] == "user":
            session.turns += 1
            return await self.take_turn(session, None)
        return session.shown

    async def next_change(self, session: Session, version: int, seconds: float) -> bool:
        """Wait until a session is beyond a version; False if that takes too long, or the server stops."""
        if session.version > version or self.closing:
            return session.version > version
        try:
            await asyncio.wait_for(session.changed.wait(), seconds)
        except asyncio.TimeoutError:
            return False
        return not self.closing

    async def settled(self, session: Session, seconds: float) -> Shown:
        """Return a session at once, or if it is running at its next change, or after a while as it is."""
        if session.status == RUNNING:
            await self.next_change(session, session.version, seconds)
        return session.shown

    async def changes(self, session: Session, seen: int) -> AsyncIterator[tuple[int, Shown] | None]:
        """Follow a session until it is not running: version and what is shown; None if nothing changes for long."""
        while True:
            if session.version > seen:
                seen = session.version
                yield seen, session.shown
            if session.status != RUNNING or self.closing:
                return
            if not await self.next_change(session, seen, self.settings.heartbeat):
                if self.closing:
                    return
                yield None


def user_of(owner: str) -> str:
    """The id of a caller; the token that names it is a secret, and not shown."""
    return f"user-{sha256(owner.encode()).hexdigest()[:16]}" if owner else "user_id_example"
