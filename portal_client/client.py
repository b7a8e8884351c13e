from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Optional

from ._client import BaseClient

if TYPE_CHECKING:
    from ._types import Timeout
    from .api.sessions_api import SessionsApi
    from .configuration import Configuration, Credential


class Portal(BaseClient):
    """The short way into the API of Portal: an attribute for each group of operations.
    `with` closes its connections.

    Args:
        configuration: Settings beyond these; it is copied.
        access_token: The token for HTTPBearer. The token names the caller, and the caller owns the sessions created
            with it. By default what `PORTAL_ACCESS_TOKEN` says.
        base_url: Where the API is, instead of http://localhost.
        timeout: Seconds for a call; or to connect, and then between two reads.
    """

    def __init__(
        self,
        configuration: Optional[Configuration] = None,
        *,
        access_token: Optional[Credential] = None,
        base_url: Optional[str] = None,
        timeout: Optional[Timeout] = None,
    ) -> None:
        super().__init__(
            configuration,
            base_url,
            timeout,
            access_token=access_token,
        )

    @cached_property
    def sessions(self) -> SessionsApi:
        """Start conversations, continue them, replay them and follow them."""
        from .api.sessions_api import SessionsApi

        return SessionsApi(self.api_client)
