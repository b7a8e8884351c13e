from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Optional

from ._client import BaseClient

if TYPE_CHECKING:
    from ._types import Timeout
    from .api.things_api import ThingsApi
    from .configuration import Configuration, Credential


class Client(BaseClient):
    """The short way into the API of Case: an attribute for each group of operations.
    `with` closes its connections.

    Args:
        configuration: Settings beyond these; it is copied.
        key: The key for Key. By default what `CLIENT_KEY` says.
        other: The key for Other. By default what `CLIENT_OTHER` says.
        base_url: Where the API is, instead of /.
        timeout: Seconds for a call; or to connect, and then between two reads.
    """

    def __init__(
        self,
        configuration: Optional[Configuration] = None,
        *,
        key: Optional[Credential] = None,
        other: Optional[Credential] = None,
        base_url: Optional[str] = None,
        timeout: Optional[Timeout] = None,
    ) -> None:
        super().__init__(
            configuration,
            base_url,
            timeout,
            key=key,
            other=other,
        )

    @cached_property
    def things(self) -> ThingsApi:
        """The operations of things."""
        from .api.things_api import ThingsApi

        return ThingsApi(self.api_client)
