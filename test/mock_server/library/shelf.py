"""A module beside the handlers."""

from __future__ import annotations

from typing import Any


class Shelf:
    """The books, by title."""

    def __init__(self) -> None:
        self.books: dict[str | None, dict[str, Any]] = {}
