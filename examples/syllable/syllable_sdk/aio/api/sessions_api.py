from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional

from ..._operations import sessions as _operations
from ..._retry import RetryConfig
from ..._types import UNSET, OptionalNullable, OptionalValue, Timeout
from .._api import Api
from .._pager import paged
from .._variants import with_http_info, without_preload_content
from ..api_client import ApiClient
from ..rest import RESTResponse

if TYPE_CHECKING:
    from ...models.list_response_session import ListResponseSession
    from ...models.order_by_direction import OrderByDirection
    from ...models.session import Session
    from ...models.session_properties import SessionProperties
    from ...models.session_summary_response import SessionSummaryResponse


class SessionsApi(Api):
    """Sessions, the building blocks of conversations."""

    def __init__(self, api_client: Optional[ApiClient] = None) -> None:
        super().__init__(api_client)

    async def get_by_id(
        self,
        *,
        session_id: str,
        timeout: Optional[Timeout] = None,
        headers: Optional[Dict[str, Any]] = None,
        retries: Optional[RetryConfig] = None,
    ) -> Session:
        """Returns everything that is known of a session but what was said in it.

        Args:
            session_id: The id of the session.
        """
        return await self._call(
            _operations.GET_BY_ID,
            {"session_id": session_id},
            timeout=timeout,
            headers=headers,
            retries=retries,
        )

    get_by_id_with_http_info = with_http_info(get_by_id)
    get_by_id_without_preload_content = without_preload_content(get_by_id)

    async def get_full_summary(
        self,
        *,
        session_id: str,
        timeout: Optional[Timeout] = None,
        headers: Optional[Dict[str, Any]] = None,
        retries: Optional[RetryConfig] = None,
    ) -> SessionSummaryResponse:
        """Returns what was said in a session, in a few sentences, and how it was rated.

        Args:
            session_id: The id of the session.
        """
        return await self._call(
            _operations.GET_FULL_SUMMARY,
            {"session_id": session_id},
            timeout=timeout,
            headers=headers,
            retries=retries,
        )

    get_full_summary_with_http_info = with_http_info(get_full_summary)
    get_full_summary_without_preload_content = without_preload_content(get_full_summary)

    async def list(
        self,
        *,
        page: OptionalNullable[int] = UNSET,
        limit: OptionalValue[int] = UNSET,
        search_fields: OptionalValue[List[SessionProperties]] = UNSET,
        search_field_values: OptionalValue[List[str]] = UNSET,
        order_by: OptionalNullable[SessionProperties] = UNSET,
        order_by_direction: OptionalNullable[OrderByDirection] = UNSET,
        fields: OptionalValue[List[SessionProperties]] = UNSET,
        start_datetime: OptionalNullable[str] = UNSET,
        end_datetime: OptionalNullable[str] = UNSET,
        timeout: Optional[Timeout] = None,
        headers: Optional[Dict[str, Any]] = None,
        retries: Optional[RetryConfig] = None,
    ) -> ListResponseSession:
        """Lists the sessions that match every search, the latest first unless `order_by` says otherwise. Pages count
        from 0.

        Args:
            page: Which page; the first is 0.
            limit: How many sessions a page has at most; with 0 there are none, but still their number.
            search_fields: Properties to search by, each with a value in `search_field_values`. A session matches
                all of them.
            search_field_values: The values to search for, the first for the first of `search_fields`, and so on.
                Ids, kinds and booleans are the same but for case, names and addresses contain the value, a duration
                equals it, and a timestamp contains it as it is written.
            order_by: The property to sort by; `timestamp` if there is none. What has no value comes last.
            order_by_direction: The direction to sort in; `asc` if `order_by` is there, else `desc`.
            fields: The properties to return, `timestamp` always among them; all, if none is named.
            start_datetime: Sessions from this time on; a date, or a date with a time (ISO 8601), in UTC where there
                is no offset.
            end_datetime: Sessions before this time, written as `start_datetime` is.
        """
        return await self._call(
            _operations.LIST,
            {
                "page": page,
                "limit": limit,
                "search_fields": search_fields,
                "search_field_values": search_field_values,
                "order_by": order_by,
                "order_by_direction": order_by_direction,
                "fields": fields,
                "start_datetime": start_datetime,
                "end_datetime": end_datetime,
            },
            timeout=timeout,
            headers=headers,
            retries=retries,
        )

    list_with_http_info = with_http_info(list)
    list_without_preload_content = without_preload_content(list)
    list_iter = paged(list, _operations.LIST_PAGING)

    async def stream_recording(
        self,
        *,
        token: str,
        timeout: Optional[Timeout] = None,
        headers: Optional[Dict[str, Any]] = None,
        retries: Optional[RetryConfig] = None,
    ) -> RESTResponse:
        """Streams the recording of a session. A download that broke off goes on with `Range`, guarded by `If-Range`
        and the `ETag` of the first response (RFC 9110 §14).

        Args:
            token: The token of the recording.
        """
        return await self._unread(
            _operations.STREAM_RECORDING,
            {"token": token},
            timeout=timeout,
            headers=headers,
            retries=retries,
        )

    stream_recording_with_http_info = with_http_info(stream_recording)
    stream_recording_without_preload_content = without_preload_content(stream_recording)
