"""Events that a server sends (WHATWG HTML §9.2), as they come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True)
class Event:
    """An event; its data are sent as JSON."""

    data: Any
    event: str | None = None
    id: str | None = None

    def document(self) -> dict[str, Any]:
        """The event as a schema sees it that describes more than the data."""
        fields = {"id": self.id, "event": self.event, "data": self.data}
        return {name: value for name, value in fields.items() if value is not None}

    def frame(self) -> bytes:
        """The event as it is sent."""
        head = "".join(f"{name}: {value}\n" for name, value in (("event", self.event), ("id", self.id)) if value)
        return b"%bdata: %b\n\n" % (head.encode(), orjson.dumps(self.data))


@dataclass(frozen=True)
class EventStream:
    """What a handler returns to send events. It ends with the iterator, which is cancelled when the caller has gone."""

    events: AsyncIterator[Event]


async def frames(stream: EventStream, check: Callable[[Event], None], heartbeat: float) -> AsyncIterator[bytes]:
    """What is sent: every event, held against its schema, and a comment where nothing comes for long.

    Args:
        stream: The events.
        check: Raises for an event that the document does not allow.
        heartbeat: The time between two comments, in seconds.
    """
    while True:
        coming = asyncio.ensure_future(anext(stream.events, None))
        try:
            while not (await asyncio.wait({coming}, timeout=heartbeat))[0]:
                yield b": nothing new\n\n"
        finally:
            coming.cancel()
        event = coming.result()
        if event is None:
            return
        check(event)
        yield event.frame()
