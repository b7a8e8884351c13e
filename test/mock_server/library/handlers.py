"""The handlers of an API that is not the portal."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from starlette.responses import Response, StreamingResponse

from mock_server import Event, EventStream, Problem, Request, Settings

from .shelf import Shelf

WORDS: dict[int, tuple[Any, ...]] = {1: ("Call", "me", "Ishmael"), 2: ("One", 2)}


class Handlers:
    """The operations of the library."""

    def __init__(self, settings: Settings, first_id: int = 1) -> None:
        self.shelf = Shelf()
        self.next_id = first_id

    def check(self, scheme: str, credential: str) -> str | None:
        """Return the name of a reader."""
        return credential.removeprefix("key-of-") if credential.startswith("key-of-") else None

    async def list_books(
        self,
        caller: str,
        request: Request,
        page: int,
        kinds: Sequence[str],
        words: Sequence[str],
        reader: str,
        shelves: Sequence[int] | None = None,
        X_Trace_Id: str = "",
    ) -> dict[str, Any]:
        """Say what was received."""
        found = {"page": page, "kinds": kinds, "words": words, "reader": reader, "shelves": shelves}
        return {**found, "caller": caller, "trace": X_Trace_Id, "cookies": request.cookies}

    async def add_book(self, body: dict[str, Any]) -> dict[str, Any]:
        """Keep a book."""
        if body["title"] in self.shelf.books:
            raise Problem(409, "It is there already")
        if body["title"] == "forbidden":
            raise Problem(451, "The document has no such status")
        book = {**body, "id": self.next_id}
        self.next_id += 1
        self.shelf.books[body["title"]] = book
        return book

    async def put_cover(self, id: int, body: bytes = b"") -> tuple[None, int, dict[str, str]]:
        """Say how large the cover is."""
        return None, 204, {"X-Size": str(len(body))}

    async def get_recording(self, id: int) -> Response:
        """Play sound, or what is none."""
        return StreamingResponse(sound(), media_type="audio/wav" if id == 1 else "video/mp4")

    async def read_book(self, id: int) -> EventStream:
        """Send words."""
        return EventStream(spoken(WORDS[id]))


async def sound() -> AsyncIterator[bytes]:
    """Bytes, bit by bit."""
    for _ in range(3):
        yield b"la"


async def spoken(words: Sequence[Any]) -> AsyncIterator[Event]:
    """Words as events."""
    for word in words:
        yield Event({"word": word}, "word")
