"""Requests that come twice with the same `Idempotency-Key`: the second one gets the answer of the first."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import AsyncContentStream, Response, StreamingResponse

from .problems import Issue, Problem, invalid

HEADER = "idempotency-key"
METHODS = ("POST", "PATCH")
MOST = 1_000
"""Keys that are remembered; older ones are forgotten."""
Key = tuple[str, str, str]


@dataclass
class Recording:
    """A stream that is kept as it is sent, to be sent again when it has ended."""

    pieces: list[Any] = field(default_factory=list[Any])
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    whole: bool = False

    async def record(self, body: AsyncContentStream, broken: Callable[[], object]) -> AsyncIterator[Any]:
        """Send the stream; one that breaks off can be asked for anew."""
        try:
            async for piece in body:
                self.pieces.append(piece)
                yield piece
            self.whole = True
        finally:
            self.ended.set()
            if not self.whole:
                broken()

    async def replay(self) -> AsyncIterator[Any]:
        """Send it again."""
        await self.ended.wait()
        for piece in self.pieces:
            yield piece
        if not self.whole:
            raise Problem(500, "The first answer broke off")


class Answers:
    """The answers of an operation, by caller, path and key."""

    def __init__(self) -> None:
        self.found: OrderedDict[Key, tuple[str, asyncio.Future[Response], Recording]] = OrderedDict()

    async def once(self, key: Key, arguments: Mapping[str, Any], answer: Callable[[], Awaitable[Response]]) -> Response:
        """Answer a request, or return the answer that it got before; one that is still to come is waited for.

        Raises:
            Problem: the key was used for another request.
        """
        digest = hashlib.sha256(repr(sorted(arguments.items(), key=lambda item: item[0])).encode()).hexdigest()
        if key in self.found:
            known, coming, recording = self.found[key]
            if known != digest:
                message = "The key was used for another request"
                raise invalid([Issue(["header", "Idempotency-Key"], message, "idempotency_key_reused")])
            return again(await asyncio.shield(coming), recording)
        return await self.first(key, digest, answer)

    async def first(self, key: Key, digest: str, answer: Callable[[], Awaitable[Response]]) -> Response:
        """Answer a request for the first time; what fails may be tried again."""
        coming: asyncio.Future[Response] = asyncio.get_running_loop().create_future()
        recording = Recording()
        self.found[key] = (digest, coming, recording)
        while len(self.found) > MOST:
            self.found.popitem(last=False)
        try:
            response = await answer()
        except BaseException as error:
            self.found.pop(key, None)
            coming.set_exception(error if isinstance(error, Exception) else RuntimeError("the first one was given up"))
            coming.exception()  # nobody may be waiting for it
            raise
        if response.status_code >= 500:
            self.found.pop(key, None)
        if isinstance(response, StreamingResponse):
            response.body_iterator = recording.record(response.body_iterator, lambda: self.found.pop(key, None))
        coming.set_result(response)
        return response


def again(response: Response, recording: Recording) -> Response:
    """Return an answer that was sent before; streams can be sent once only."""
    if not isinstance(response, StreamingResponse):
        return response
    return StreamingResponse(recording.replay(), response.status_code, dict(response.headers), response.media_type)
