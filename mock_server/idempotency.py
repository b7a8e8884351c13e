"""Requests that come twice with the same `Idempotency-Key`: the second one gets the answer of the first."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.responses import Response

from .problems import Issue, invalid

HEADER = "idempotency-key"
METHODS = ("POST", "PATCH")
MOST = 1_000
"""Keys that are remembered; older ones are forgotten."""
Key = tuple[str, str, str]


class Answers:
    """The answers of an operation, by caller, path and key."""

    def __init__(self) -> None:
        self.found: OrderedDict[Key, tuple[str, asyncio.Future[Response]]] = OrderedDict()

    async def once(self, key: Key, arguments: Mapping[str, Any], answer: Callable[[], Awaitable[Response]]) -> Response:
        """Answer a request, or return the answer that it got before; one that is still to come is waited for.

        Raises:
            Problem: the key was used for another request.
        """
        digest = hashlib.sha256(repr(sorted(arguments.items(), key=lambda item: item[0])).encode()).hexdigest()
        if key in self.found:
            known, coming = self.found[key]
            if known != digest:
                message = "The key was used for another request"
                raise invalid([Issue(["header", "Idempotency-Key"], message, "idempotency_key_reused")])
            return await asyncio.shield(coming)
        return await self.first(key, digest, answer)

    async def first(self, key: Key, digest: str, answer: Callable[[], Awaitable[Response]]) -> Response:
        """Answer a request for the first time; what fails may be tried again."""
        coming: asyncio.Future[Response] = asyncio.get_running_loop().create_future()
        self.found[key] = (digest, coming)
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
        coming.set_result(response)
        return response
