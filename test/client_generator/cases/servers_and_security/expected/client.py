from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Optional

from ._client import BaseClient

if TYPE_CHECKING:
    from ._types import Timeout
    from .api.default_api import DefaultApi
    from .api.one_api import OneApi
    from .api.two_api import TwoApi
    from .configuration import Configuration, Credential


class Client(BaseClient):
    """The short way into the API of Case: an attribute for each group of operations.
    `with` closes its connections.

    Args:
        configuration: Settings beyond these; it is copied.
        key: The key for key. By default what `CLIENT_KEY` says.
        query: The key for query. By default what `CLIENT_QUERY` says.
        cookie: The key for cookie. By default what `CLIENT_COOKIE` says.
        username: The username for basic. By default what `CLIENT_USERNAME` says.
        password: The password for basic. By default what `CLIENT_PASSWORD` says.
        access_token: The token for oauth. By default what `CLIENT_ACCESS_TOKEN` says.
        base_url: Where the API is, instead of http://{region}.example.com/{base}.
        timeout: Seconds for a call; or to connect, and then between two reads.
    """

    def __init__(
        self,
        configuration: Optional[Configuration] = None,
        *,
        key: Optional[Credential] = None,
        query: Optional[Credential] = None,
        cookie: Optional[Credential] = None,
        username: Optional[Credential] = None,
        password: Optional[Credential] = None,
        access_token: Optional[Credential] = None,
        base_url: Optional[str] = None,
        timeout: Optional[Timeout] = None,
    ) -> None:
        super().__init__(
            configuration,
            base_url,
            timeout,
            key=key,
            query=query,
            cookie=cookie,
            username=username,
            password=password,
            access_token=access_token,
        )

    @cached_property
    def default(self) -> DefaultApi:
        """The operations of default."""
        from .api.default_api import DefaultApi

        return DefaultApi(self.api_client)

    @cached_property
    def one(self) -> OneApi:
        """The operations of one."""
        from .api.one_api import OneApi

        return OneApi(self.api_client)

    @cached_property
    def two(self) -> TwoApi:
        """The operations of two."""
        from .api.two_api import TwoApi

        return TwoApi(self.api_client)
