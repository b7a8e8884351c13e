from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Optional

from .._api import Api
from .._operations import default as _operations
from .._retry import RetryConfig
from .._streams import EventStream
from .._types import Timeout
from .._variants import with_http_info, without_preload_content
from ..api_client import ApiClient

if TYPE_CHECKING:
    from ..models.event import Event
    from ..models.tick import Tick


class DefaultApi(Api):
    """The operations of default."""

    def __init__(self, api_client: Optional[ApiClient] = None) -> None:
        super().__init__(api_client)

    def chat(
        self,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> EventStream[Event]:
        """POST /chat."""
        return self._call(
            _operations.CHAT,
            {},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    chat_with_http_info = with_http_info(chat)
    chat_without_preload_content = without_preload_content(chat)

    def lines(
        self,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> EventStream[Tick]:
        """GET /lines."""
        return self._call(
            _operations.LINES,
            {},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    lines_with_http_info = with_http_info(lines)
    lines_without_preload_content = without_preload_content(lines)

    def sequence(
        self,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> EventStream[Tick]:
        """GET /sequence."""
        return self._call(
            _operations.SEQUENCE,
            {},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    sequence_with_http_info = with_http_info(sequence)
    sequence_without_preload_content = without_preload_content(sequence)

    def ticks(
        self,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> EventStream[Tick]:
        """GET /ticks."""
        return self._call(
            _operations.TICKS,
            {},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    ticks_with_http_info = with_http_info(ticks)
    ticks_without_preload_content = without_preload_content(ticks)
