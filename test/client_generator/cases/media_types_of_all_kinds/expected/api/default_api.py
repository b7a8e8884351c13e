from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional, Union

from .._api import Api
from .._operations import default as _operations
from .._retry import RetryConfig
from .._types import FileInput, Timeout
from .._variants import with_http_info, without_preload_content
from ..api_client import ApiClient

if TYPE_CHECKING:
    from ..models.item import Item


class DefaultApi(Api):
    """The operations of default."""

    def __init__(self, api_client: Optional[ApiClient] = None) -> None:
        super().__init__(api_client)

    def patch_any(
        self,
        request_body: Optional[List[str]] = None,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> str:
        """PATCH /any."""
        return self._call(
            _operations.PATCH_ANY,
            {"request_body": request_body},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    patch_any_with_http_info = with_http_info(patch_any)
    patch_any_without_preload_content = without_preload_content(patch_any)

    def post_xml(
        self,
        item: Optional[Union[str, bytes]] = None,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> None:
        """POST /xml."""
        return self._call(
            _operations.POST_XML,
            {"item": item},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    post_xml_with_http_info = with_http_info(post_xml)
    post_xml_without_preload_content = without_preload_content(post_xml)

    def put_raw(
        self,
        body: Optional[FileInput] = None,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> bytes:
        """PUT /raw."""
        return self._call(
            _operations.PUT_RAW,
            {"body": body},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    put_raw_with_http_info = with_http_info(put_raw)
    put_raw_without_preload_content = without_preload_content(put_raw)

    def search(
        self,
        filter: Optional[Item] = None,
        token: Optional[str] = None,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> None:
        """GET /search."""
        return self._call(
            _operations.SEARCH,
            {"filter": filter, "token": token},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    search_with_http_info = with_http_info(search)
    search_without_preload_content = without_preload_content(search)

    def upload(
        self,
        items: List[Item],
        note: Optional[str] = None,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> Union[Item, str]:
        """Deprecated. POST /upload."""
        return self._call(
            _operations.UPLOAD,
            {"items": items, "note": note},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    upload_with_http_info = with_http_info(upload)
    upload_without_preload_content = without_preload_content(upload)
