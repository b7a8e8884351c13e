"""Who answers a prompt: a script that says the same every time, or what a test puts in its place."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

Message = dict[str, Any]
"""A message as the API shows it; nobody changes it once it is made."""


@dataclass(frozen=True)
class Turn:
    """What an agent is asked."""

    agent_id: str
    session_id: str
    messages: Sequence[Message]
    """All that was said; the last one is the prompt."""


Agent = Callable[[Turn], Awaitable[str]]
"""Returns the text of the answer. What it raises leaves the session in `Error`, with the error's text."""


@dataclass(frozen=True)
class Script:
    """Answers with what was said, which prompt of the session it is, and the files that came with it."""

    delay: float = 0.0
    """How long it thinks, in seconds."""

    async def __call__(self, turn: Turn) -> str:
        """Answer a prompt."""
        if self.delay:
            await asyncio.sleep(self.delay)
        prompt = turn.messages[-1]
        number = sum(message["role"] == "user" for message in turn.messages)
        files = ", ".join(f"{file['name']} ({file['size']} bytes)" for file in prompt["files"] or ())
        received = f" I have read {files}." if files else ""
        return f"{turn.agent_id} on prompt {number}: you said “{prompt['text']}”.{received}"
