from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional

from .._api import Api
from .._operations import default as _operations
from .._pager import paged
from .._retry import RetryConfig
from .._types import Timeout
from .._variants import with_http_info, without_preload_content
from ..api_client import ApiClient

if TYPE_CHECKING:
    from ..models.search import Search
    from ..models.thing import Thing
    from ..models.things import Things


class DefaultApi(Api):
    """The operations of default."""

    def __init__(self, api_client: Optional[ApiClient] = None) -> None:
        super().__init__(api_client)

    def by_body(
        self,
        search: Search,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> Things:
        """POST /search."""
        return self._call(
            _operations.BY_BODY,
            {"search": search},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    by_body_with_http_info = with_http_info(by_body)
    by_body_without_preload_content = without_preload_content(by_body)
    by_body_iter = paged(by_body, _operations.BY_BODY_PAGING)

    def by_cursor(
        self,
        cursor: Optional[str] = None,
        color: Optional[str] = None,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> Things:
        """GET /cursors."""
        return self._call(
            _operations.BY_CURSOR,
            {"cursor": cursor, "color": color},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    by_cursor_with_http_info = with_http_info(by_cursor)
    by_cursor_without_preload_content = without_preload_content(by_cursor)
    by_cursor_iter = paged(by_cursor, _operations.BY_CURSOR_PAGING)

    def by_link(
        self,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> List[Thing]:
        """GET /links."""
        return self._call(
            _operations.BY_LINK,
            {},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    by_link_with_http_info = with_http_info(by_link)
    by_link_without_preload_content = without_preload_content(by_link)
    by_link_iter = paged(by_link, _operations.BY_LINK_PAGING)

    def by_offset(
        self,
        offset: Optional[int] = None,
        limit: Optional[int] = None,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> Things:
        """GET /offsets."""
        return self._call(
            _operations.BY_OFFSET,
            {"offset": offset, "limit": limit},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    by_offset_with_http_info = with_http_info(by_offset)
    by_offset_without_preload_content = without_preload_content(by_offset)
    by_offset_iter = paged(by_offset, _operations.BY_OFFSET_PAGING)

    def by_old_link(
        self,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> List[int]:
        """Deprecated. GET /old."""
        return self._call(
            _operations.BY_OLD_LINK,
            {},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    by_old_link_with_http_info = with_http_info(by_old_link)
    by_old_link_without_preload_content = without_preload_content(by_old_link)
    by_old_link_iter = paged(by_old_link, _operations.BY_OLD_LINK_PAGING)

    def by_page(
        self,
        page: Optional[int] = None,
        size: Optional[int] = None,
        color: Optional[str] = None,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> Things:
        """GET /pages."""
        return self._call(
            _operations.BY_PAGE,
            {"page": page, "size": size, "color": color},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    by_page_with_http_info = with_http_info(by_page)
    by_page_without_preload_content = without_preload_content(by_page)
    by_page_iter = paged(by_page, _operations.BY_PAGE_PAGING)

    def by_url(
        self,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> Things:
        """GET /urls."""
        return self._call(
            _operations.BY_URL,
            {},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    by_url_with_http_info = with_http_info(by_url)
    by_url_without_preload_content = without_preload_content(by_url)
    by_url_iter = paged(by_url, _operations.BY_URL_PAGING)
