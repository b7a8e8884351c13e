"""The client that API classes send their requests with: its settings, its connections, its headers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Dict, Optional, Type

from typing_extensions import Self

from . import rest
from ._answer import Answer
from ._client_core import ClientCore, RequestSerialized, received_whole
from ._overrides import Overrides
from ._retry import RetryConfig
from ._types import Timeout
from .api_response import ApiResponse
from .configuration import Configuration
from .exceptions import (
    ApiException,
    ApiValueError,
    BadRequestException,
    ForbiddenException,
    NotFoundException,
    ServiceException,
    UnauthorizedException,
)
from .rest import RESTClientObject, RESTResponse

__all__ = [
    "ApiClient",
    "ApiException",
    "ApiResponse",
    "ApiValueError",
    "BadRequestException",
    "Configuration",
    "ForbiddenException",
    "NotFoundException",
    "RESTResponse",
    "RequestSerialized",
    "ServiceException",
    "UnauthorizedException",
    "rest",
]


class ApiClient(ClientCore):
    """A client: `with ApiClient(configuration) as client` closes its connections at the end.

    The methods beyond `call_api` and `close` are here for code that does by hand what API classes do.

    Args:
        configuration: Settings. Defaults to `Configuration.get_default()`, which all such clients share.
        header_name: A header field to send with each request, …
        header_value: … and its value.
        cookie: A `Cookie` header to send with each request.
    """

    _default: ClassVar[Optional[ApiClient]] = None
    _ApiClient__deserialize = ClientCore._deserialize_value  # which code for OpenAPI Generator's clients calls

    # What both kinds of clients have is named here, too: some look for it in the class itself.
    deserialize = ClientCore.deserialize
    explode_query_object = ClientCore.explode_query_object
    files_parameters = ClientCore.files_parameters
    param_serialize = ClientCore.param_serialize
    parameters_to_tuples = ClientCore.parameters_to_tuples
    parameters_to_url_query = ClientCore.parameters_to_url_query
    sanitize_for_serialization = ClientCore.sanitize_for_serialization
    select_header_accept = ClientCore.select_header_accept
    select_header_content_type = ClientCore.select_header_content_type
    set_default_header = ClientCore.set_default_header
    update_params_for_auth = ClientCore.update_params_for_auth
    _apply_auth_params = ClientCore._apply_auth_params
    if not TYPE_CHECKING:
        user_agent = ClientCore.user_agent

    def __init__(
        self,
        configuration: Optional[Configuration] = None,
        header_name: Optional[str] = None,
        header_value: Optional[str] = None,
        cookie: Optional[str] = None,
    ) -> None:
        super().__init__(configuration, header_name, header_value, cookie)
        self.rest_client = rest.RESTClientObject(self.configuration)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; a call after this opens new ones."""
        self.rest_client.close()

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

    def call_api(
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
        return self.rest_client.request(
            method,
            url,
            headers=header_params,
            body=body,
            post_params=post_params,
            _request_timeout=_request_timeout,
            **options,
        )

    def response_deserialize(
        self, response_data: Any, response_types_map: Optional[Mapping[str, Optional[str]]] = None
    ) -> ApiResponse[Any]:
        """Read a response as one of the types that are named for each status.

        Raises:
            ApiException: the status is not one of success.
        """
        response_data.read()
        return super().response_deserialize(response_data, response_types_map)


OVERRIDES = Overrides(ApiClient, RESTClientObject)


def received_from(response: RESTResponse) -> Answer:
    """Read a response to its end."""
    response.read()
    return received_whole(response)
