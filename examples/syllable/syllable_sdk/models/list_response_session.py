from __future__ import annotations

from typing import List

from pydantic import StrictInt

from .._model import Model, Nullable
from .session import Session


class ListResponseSession(Model):
    """A page of sessions."""

    items: List[Session]
    """The sessions of the page."""

    page: StrictInt
    """Which page it is; the first is 0."""

    page_size: StrictInt
    """How many sessions a page has at most."""

    total_pages: Nullable[StrictInt] = None
    """How many pages there are."""

    total_count: Nullable[StrictInt] = None
    """How many sessions there are on all pages."""
