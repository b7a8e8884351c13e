"""A module of flux0-server: an agent that shows its status, thinks, calls a tool and answers in chunks.

It runs in the server's own environment, and needs nothing but the server.
"""

from __future__ import annotations

from typing import Any

from flux0_core.agent_runners.api import AgentRunner, Deps, agent_runner
from flux0_core.agent_runners.context import Context
from flux0_stream.types import ChunkEvent


@agent_runner("echo")
class EchoAgent(AgentRunner):
    """Repeats the last message of the user."""

    async def run(self, context: Context, deps: Deps) -> bool:
        """Emit the events of one turn."""
        correlation = deps.correlator.correlation_id
        events = await deps.list_session_events(context.session_id)
        said = next(event.data["parts"][0]["content"] for event in reversed(events) if event.source == "user")

        async def status(name: str, event_id: str | None = None) -> None:
            await deps.event_emitter.enqueue_status_event(correlation, {"type": "status", "status": name}, event_id)

        async def chunk(event_id: str, number: int, path: str, value: Any, **metadata: str) -> None:
            about = {"agent_id": context.agent_id, "agent_name": "Echo", **metadata}
            patch = {"op": "add", "path": path, "value": value}
            await deps.event_emitter.enqueue_event_chunk(ChunkEvent(correlation, event_id, number, [patch], about))

        await status("processing")
        await chunk(f"{correlation}-thought", 0, "/-", "Hm.", kind="reasoning")
        await status("ready", f"{correlation}-thought")
        await status("typing")
        for number, word in enumerate(said.split()):
            await chunk(f"{correlation}-answer", number, "/-", word)
        await status("ready", f"{correlation}-answer")
        await status("completed")
        return True


async def init_module(container: Any) -> None:
    """Offer the agent."""
    container[EchoAgent] = EchoAgent


async def shutdown_module() -> None:
    """Do nothing: the agent holds no resources."""
