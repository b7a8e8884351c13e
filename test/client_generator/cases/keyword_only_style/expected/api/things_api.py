from __future__ import annotations

from typing import Any, Dict, Optional

from .._api import Api
from .._operations import things as _operations
from .._retry import RetryConfig
from .._types import UNSET, OptionalNullable, OptionalValue, Timeout
from .._variants import with_http_info, without_preload_content
from ..api_client import ApiClient


class ThingsApi(Api):
    """The operations of things."""

    def __init__(self, api_client: Optional[ApiClient] = None) -> None:
        super().__init__(api_client)

    def create_thing(
        self,
        *,
        name: str,
        title: OptionalNullable[str] = UNSET,
        size: OptionalValue[int] = UNSET,
        timeout: Optional[Timeout] = None,
        headers: Optional[Dict[str, Any]] = None,
        retries: Optional[RetryConfig] = None,
    ) -> None:
        """POST /things."""
        return self._call(
            _operations.CREATE_THING,
            {"name": name, "title": title, "size": size},
            timeout=timeout,
            headers=headers,
            retries=retries,
        )

    create_thing_with_http_info = with_http_info(create_thing)
    create_thing_without_preload_content = without_preload_content(create_thing)
