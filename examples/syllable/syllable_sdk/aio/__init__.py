"""The asynchronous client: the same classes and methods, to be awaited, on aiohttp."""

from typing import TYPE_CHECKING

from .._lazy import lazy

if TYPE_CHECKING:
    from ._pager import AsyncPager as AsyncPager
    from ._streams import AsyncEventStream as AsyncEventStream
    from .api.sessions_api import SessionsApi as SessionsApi
    from .api_client import ApiClient as ApiClient
    from .client import AsyncSyllableSDK as AsyncSyllableSDK

__all__ = [
    "AsyncSyllableSDK",
    "ApiClient",
    "AsyncEventStream",
    "AsyncPager",
    "SessionsApi",
]
if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "AsyncSyllableSDK": "client",
            "ApiClient": "api_client",
            "AsyncEventStream": "_streams",
            "AsyncPager": "_pager",
            "SessionsApi": "api.sessions_api",
        },
    )
