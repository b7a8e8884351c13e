from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Optional

from .._api import Api
from .._operations import default as _operations
from .._retry import RetryConfig
from .._types import FileInput, Timeout
from .._variants import with_http_info, without_preload_content
from ..api_client import ApiClient

if TYPE_CHECKING:
    from ..models.upload_request_size import UploadRequestSize
    from ..models.user import User


class DefaultApi(Api):
    """The operations of default."""

    def __init__(self, api_client: Optional[ApiClient] = None) -> None:
        super().__init__(api_client)

    def create(
        self,
        user: User,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> User:
        """POST /users."""
        return self._call(
            _operations.CREATE,
            {"user": user},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    create_with_http_info = with_http_info(create)
    create_without_preload_content = without_preload_content(create)

    def upload(
        self,
        photo: FileInput,
        size: Optional[UploadRequestSize] = None,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> None:
        """POST /photos."""
        return self._call(
            _operations.UPLOAD,
            {"photo": photo, "size": size},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    upload_with_http_info = with_http_info(upload)
    upload_without_preload_content = without_preload_content(upload)
