"""Bodies on their way in asynchronous clients: what fails in them is no failure of the connection."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Optional

from .._multipart import Stream
from .._sending import BodyFailed
from ._connections import as_it_goes


class Outgoing:
    """A body that is being sent.

    Attributes:
        failed: What went wrong in it; aiohttp takes that for a failure of the connection.
    """

    failed: Optional[BodyFailed] = None

    def __init__(self, body: Stream) -> None:
        self.body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in as_it_goes(self.body):
                yield piece
        except Exception as error:
            self.failed = BodyFailed(error)
            raise self.failed from error
