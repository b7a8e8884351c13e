"""Who answers: the steps that an agent takes in its turn, and a script that takes the same ones every time."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Status:
    """What the agent is about now."""

    status: str
    detail: str = ""


@dataclass(frozen=True)
class ToolCall:
    """A tool that the agent asks for; calls that follow each other are one message."""

    id: str
    name: str
    args: Mapping[str, Any]


@dataclass(frozen=True)
class ToolResult:
    """What came of a call; `error` says why there is nothing."""

    call: ToolCall
    data: Any = None
    error: str | None = None


@dataclass(frozen=True)
class Text:
    """A piece of what the agent says; pieces that follow each other are one message."""

    text: str


Step = Status | ToolCall | ToolResult | Text


@dataclass(frozen=True)
class Turn:
    """What an agent is asked, and the steps that it can take."""

    agent_id: str
    session_id: str
    content: str
    status = Status
    text = Text
    tool_call = ToolCall
    tool_result = ToolResult


Steps = AsyncGenerator[Step, None]
Agent = Callable[[Turn], Steps]
"""Takes its steps. What it raises ends its turn with a status `error`, and a ConnectionError drops the connection."""


@dataclass(frozen=True)
class Script:
    """Looks up whatever it is asked, and finds the weather."""

    delay: float = 0.0
    """How long it thinks before each step, in seconds."""

    async def __call__(self, turn: Turn) -> Steps:
        """Answer a message."""
        for step in weather(turn.content):
            if self.delay:
                await asyncio.sleep(self.delay)
            yield step


def weather(content: str) -> Iterator[Step]:
    """The steps of the script."""
    call = ToolCall("call01", "search", {"query": content})
    yield Status("processing", "thinking")
    yield call
    yield ToolResult(call, "60 degrees and foggy")
    yield Status("processing", "reading")
    yield Status("typing")
    yield from words(f"You asked: {content} It's 60 degrees and foggy in San Francisco.")


def greeting() -> Iterator[Step]:
    """What agents say first, where they may."""
    yield Status("typing")
    yield from words("Hello! Ask me about the weather.")


def words(text: str) -> Iterator[Text]:
    """A text word by word, nothing of it lost."""
    return (Text(word) for word in re.findall(r"\s*\S+|\s+", text))


FAULTS: Mapping[str, Exception] = {
    "fail": RuntimeError("The agent was told to fail"),
    "drop": ConnectionResetError("The agent was told to drop the connection"),
}
"""What can be asked for to go wrong, …"""


def fault_of(content: str, header: str) -> str:
    """… with a header, or with its name in brackets in a message: `[fail]`; empty where nothing is."""
    return next((name for name in FAULTS if name == header or f"[{name}]" in content), "")


async def with_fault(steps: Steps, fault: str) -> Steps:
    """Take the steps of an agent up to its first word, and then what goes wrong."""
    async with aclosing(steps) as taken:
        async for step in taken:
            yield step
            if isinstance(step, Text):
                break
    raise FAULTS[fault]
