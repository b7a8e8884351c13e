"""What each operation calls."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from mock_server import Request, Settings

from .fixtures import TOKEN, sessions, summaries
from .recordings import Recordings
from .search import Search
from .store import Page, Shown, Store


class Handlers:
    """The operations, by their ids."""

    def __init__(self, settings: Settings) -> None:
        self.store = Store(sessions(), summaries()) if settings.fixtures else Store([], {})
        self.recordings = Recordings({TOKEN} if settings.fixtures else set())

    async def sessions_list(
        self,
        page: int | None = 0,
        limit: int = 25,
        search_fields: Sequence[str] = (),
        search_field_values: Sequence[str] = (),
        order_by: str | None = None,
        order_by_direction: str | None = None,
        fields: Sequence[str] = (),
        start_datetime: str | None = None,
        end_datetime: str | None = None,
    ) -> Shown:
        """List sessions."""
        search = Search.of(search_fields, search_field_values, start_datetime, end_datetime)
        return self.store.list(search, Page(page or 0, limit, order_by, order_by_direction, fields))

    async def sessions_get_full_summary(self, session_id: str) -> Shown:
        """Sum a session up."""
        return self.store.summary(session_id)

    async def sessions_get_by_id(self, session_id: str) -> Shown:
        """Return one session."""
        return self.store.find(session_id)

    async def sessions_stream_recording(self, token: str, request: Request) -> Response:
        """Stream a recording, whole or in part."""
        return self.recordings.response(token, request.preferred("application/octet-stream", "audio/wav"))
