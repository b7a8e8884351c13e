"""The base of the short way in: a client with an attribute for each group of operations."""

from __future__ import annotations

from types import TracebackType
from typing import Optional, Type

from typing_extensions import Self

from ._client_settings import settings_for
from ._types import Timeout
from .api_client import ApiClient
from .configuration import Configuration, Credential


class BaseClient:
    """A client: `with` closes its connections at the end.

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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; a call after this opens new ones."""
        self.api_client.close()
