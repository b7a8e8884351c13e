from __future__ import annotations

from typing import Any, Dict, Optional

from .._api import Api
from .._operations import default as _operations
from .._retry import RetryConfig
from .._types import Timeout
from .._variants import with_http_info, without_preload_content
from ..api_client import ApiClient


class DefaultApi(Api):
    """The operations of default."""

    def __init__(self, api_client: Optional[ApiClient] = None) -> None:
        super().__init__(api_client)

    def things_thing_id_get(
        self,
        thing_id: int,
        var_self: Optional[str] = None,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> None:
        """GET /things/{thing-id}."""
        return self._call(
            _operations.THINGS_THING_ID_GET,
            {"thing_id": thing_id, "var_self": var_self},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    things_thing_id_get_with_http_info = with_http_info(things_thing_id_get)
    things_thing_id_get_without_preload_content = without_preload_content(things_thing_id_get)
