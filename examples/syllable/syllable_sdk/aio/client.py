from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Optional

from ._client import AsyncBaseClient

if TYPE_CHECKING:
    from .._types import Timeout
    from ..configuration import Configuration, Credential
    from .api.sessions_api import SessionsApi


class AsyncSyllableSDK(AsyncBaseClient):
    """The short way into the API of Syllable sessions: an attribute for each group of operations.
    `async with` closes its connections.

    Args:
        configuration: Settings beyond these; it is copied.
        api_key_header: The key for APIKeyHeader. The key of an organization. By default what
            `SYLLABLESDK_API_KEY_HEADER` says.
        base_url: Where the API is, instead of https://api.syllable.cloud.
        timeout: Seconds for a call; or to connect, and then between two reads.
    """

    def __init__(
        self,
        configuration: Optional[Configuration] = None,
        *,
        api_key_header: Optional[Credential] = None,
        base_url: Optional[str] = None,
        timeout: Optional[Timeout] = None,
    ) -> None:
        super().__init__(
            configuration,
            base_url,
            timeout,
            api_key_header=api_key_header,
        )

    @cached_property
    def sessions(self) -> SessionsApi:
        """Sessions, the building blocks of conversations."""
        from .api.sessions_api import SessionsApi

        return SessionsApi(self.api_client)
