"""The sessions and their rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_server import Problem

from .search import Search

Shown = dict[str, Any]
"""What a caller sees of something."""


@dataclass(frozen=True)
class Page:
    """Which part of a list is shown, in which order, and how much of each session."""

    number: int
    """Counts from 0."""
    limit: int
    order_by: str | None = None
    direction: str | None = None
    fields: Sequence[str] = ()
    """None: all."""

    def sorted(self, sessions: Sequence[Shown]) -> list[Shown]:
        """Sort sessions; those without the property come last, and among equals the latest comes first."""
        name, last = self.order_by or "timestamp", self.direction or ("asc" if self.order_by else "desc")
        latest = sorted(sessions, key=lambda session: str(session["timestamp"]), reverse=True)
        known = [session for session in latest if session[name] is not None]
        known.sort(key=lambda session: session[name], reverse=last == "desc")
        return known + [session for session in latest if session[name] is None]

    def shown(self, session: Shown) -> Shown:
        """The properties that are asked for, and `timestamp`."""
        wanted = {"timestamp", *self.fields} if self.fields else set(session)
        return {name: value for name, value in session.items() if name in wanted}


class Store:
    """The sessions of an organization."""

    def __init__(self, sessions: Sequence[Shown], summaries: Mapping[str, Shown]) -> None:
        self.sessions = {session["session_id"]: session for session in sessions}
        self.summaries = summaries

    def list(self, search: Search, page: Page) -> Shown:
        """List a page of the sessions that match; a page past the last one is empty."""
        found = page.sorted([session for session in self.sessions.values() if search.matches(session)])
        start = page.number * page.limit
        return {
            "items": [page.shown(session) for session in found[start : start + page.limit]],
            "page": page.number,
            "page_size": page.limit,
            "total_pages": -(-len(found) // page.limit) if page.limit else 0,
            "total_count": len(found),
        }

    def find(self, session_id: str) -> Shown:
        """Return a session.

        Raises:
            Problem: 404, there is none of that id.
        """
        if session_id not in self.sessions:
            raise Problem(404, "There is no such session")
        return self.sessions[session_id]

    def summary(self, session_id: str) -> Shown:
        """Return the summary of a session; one that nobody has summed up has an empty one.

        Raises:
            Problem: 404, there is no session of that id.
        """
        return self.summaries.get(self.find(session_id)["session_id"], {"summary": None, "rating": None})
