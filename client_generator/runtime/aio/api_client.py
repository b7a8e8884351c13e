"""The client that asynchronous API classes send their requests with."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any, ClassVar, Dict, Optional, Type

from typing_extensions import Self

from .._answer import Answer
from .._client_core import ClientCore, received_whole
from .._overrides import Overrides
from .._retry import RetryConfig
from .._types import Timeout
from ..configuration import Configuration
from . import rest
from .rest import RESTClientObject, RESTResponse


class ApiClient(ClientCore):
    """A client: `async with ApiClient(configuration) as client` closes its connections at the end.

    Args:
        configuration: Settings. Defaults to `Configuration.get_default()`, which all such clients share.
        header_name: A header field to send with each request, …
        header_value: … and its value.
        cookie: A `Cookie` header to send with each request.
    """

    _default: ClassVar[Optional[ApiClient]] = None
    _ApiClient__deserialize = ClientCore._deserialize_value  # which code for OpenAPI Generator's clients calls

    def __init__(
        self,
        configuration: Optional[Configuration] = None,
        header_name: Optional[str] = None,
        header_value: Optional[str] = None,
        cookie: Optional[str] = None,
    ) -> None:
        super().__init__(configuration, header_name, header_value, cookie)
        self.rest_client = rest.RESTClientObject(self.configuration)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections; a call after this opens new ones."""
        await self.rest_client.close()

    @classmethod
    def get_default(cls) -> ApiClient:
        """Return the client that API objects share if they are created without one."""
        if ApiClient._default is None:
            ApiClient._default = cls()
        return ApiClient._default

    @classmethod
    def set_default(cls, default: Optional[ApiClient]) -> None:
        """Set the client that API objects share if they are created without one; None resets it."""
        ApiClient._default = default

    async def call_api(
        self,
        method: str,
        url: str,
        header_params: Optional[Dict[str, str]] = None,
        body: Any = None,
        post_params: Optional[Sequence[Any]] = None,
        _request_timeout: Optional[Timeout] = None,
        _retries: Optional[RetryConfig] = None,
    ) -> RESTResponse:
        """Send a request and return its response, unread; every call of an operation comes this way.

        Args:
            method: The HTTP method.
            url: The whole URL.
            header_params: All header fields.
            body: Bytes or a text to send as they are; anything else is sent as JSON.
            post_params: Instead of a body: the fields of a form.
            _request_timeout: Seconds, instead of those of the configuration.
            _retries: When to send again, instead of what the configuration says.

        Raises:
            TransportException: no response came.
        """
        options = {"_retries": _retries} if _retries is not None else {}
        return await self.rest_client.request(
            method,
            url,
            headers=header_params,
            body=body,
            post_params=post_params,
            _request_timeout=_request_timeout,
            **options,
        )


OVERRIDES = Overrides(ApiClient, RESTClientObject)


async def received_from(response: RESTResponse) -> Answer:
    """Read a response to its end."""
    await response.read()
    return received_whole(response)
