"""What arrives bit by bit, and is given up when nobody waits for it any more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Generic, TypeVar

from ..exceptions import BodyGoneException

T = TypeVar("T")


class Coming(Generic[T]):
    """Goes through what comes; a wait that is cancelled gives up the rest, which then does not look finished.

    Args:
        rest: What comes.
        give_up: Closes the connection that it comes by.
    """

    def __init__(self, rest: AsyncIterator[T], give_up: Callable[[], None]) -> None:
        self.rest = rest
        self.give_up = give_up
        self.cancelled = False

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        """Wait for what is next.

        Raises:
            BodyGoneException: the wait before was cancelled.
        """
        if self.cancelled:
            raise BodyGoneException("a wait for it was cancelled, which gave up the rest; ask for it again")
        try:
            return await self.rest.__anext__()
        except asyncio.CancelledError:
            self.cancelled = True
            self.give_up()
            raise
