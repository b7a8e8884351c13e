"""The base of the short way in: an asynchronous client with an attribute for each group of operations."""

from __future__ import annotations

from types import TracebackType
from typing import Optional, Type

from typing_extensions import Self

from .._client_settings import settings_for
from .._types import Timeout
from ..configuration import Configuration, Credential
from .api_client import ApiClient


class AsyncBaseClient:
    """A client: `async with` closes its connections at the end.

    What is given beside a configuration wins over it; the configuration itself stays as it is.
    """

    def __init__(
        self,
        configuration: Optional[Configuration] = None,
        base_url: Optional[str] = None,
        timeout: Optional[Timeout] = None,
        **credentials: Optional[Credential],
    ) -> None:
        self.api_client = ApiClient(settings_for(configuration, base_url, timeout, credentials))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections; a call after this opens new ones."""
        await self.api_client.close()
