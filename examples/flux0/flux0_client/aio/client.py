from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Optional

from ._client import AsyncBaseClient

if TYPE_CHECKING:
    from .._types import Timeout
    from ..configuration import Configuration
    from .api.sessions_api import SessionsApi


class AsyncFlux0(AsyncBaseClient):
    """The short way into the API of flux0 Sessions: an attribute for each group of operations.
    `async with` closes its connections.

    Args:
        configuration: Settings beyond these; it is copied.
        base_url: Where the API is, instead of http://127.0.0.1:8080.
        timeout: Seconds for a call; or to connect, and then between two reads.
    """

    def __init__(
        self,
        configuration: Optional[Configuration] = None,
        *,
        base_url: Optional[str] = None,
        timeout: Optional[Timeout] = None,
    ) -> None:
        super().__init__(
            configuration,
            base_url,
            timeout,
        )

    @cached_property
    def sessions(self) -> SessionsApi:
        """Start conversations, say something, and read what was said."""
        from .api.sessions_api import SessionsApi

        return SessionsApi(self.api_client)
