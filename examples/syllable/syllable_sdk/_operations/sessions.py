from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional

from pydantic import StrictInt, StrictStr

from .. import models as _models
from .._operation import Operation, Parameter, Response, unread
from .._paging import Paging
from ..rest import RESTResponse

if TYPE_CHECKING:
    from ..models.list_response_session import ListResponseSession
    from ..models.session import Session
    from ..models.session_summary_response import SessionSummaryResponse

GET_BY_ID: Operation[Session] = Operation(
    id="get_by_id",
    method="GET",
    path="/api/v1/sessions/{session_id}",
    parameters=(Parameter("session_id", "session_id", "path", lambda: StrictStr, required=True),),
    responses={
        "200": Response({"application/json": lambda: _models.Session}),
        "401": Response({"application/json": lambda: Dict[StrictStr, Any]}),
        "404": Response({"application/json": lambda: Dict[StrictStr, Any]}),
        "422": Response(
            {"application/json": lambda: _models.HTTPValidationErrorData},
            error=lambda: _models.HTTPValidationError,
        ),
    },
    security=({"APIKeyHeader": ()},),
)

GET_FULL_SUMMARY: Operation[SessionSummaryResponse] = Operation(
    id="get_full_summary",
    method="GET",
    path="/api/v1/sessions/full-summary/{session_id}",
    parameters=(Parameter("session_id", "session_id", "path", lambda: StrictStr, required=True),),
    responses={
        "200": Response({"application/json": lambda: _models.SessionSummaryResponse}),
        "401": Response({"application/json": lambda: Dict[StrictStr, Any]}),
        "404": Response({"application/json": lambda: Dict[StrictStr, Any]}),
        "422": Response(
            {"application/json": lambda: _models.HTTPValidationErrorData},
            error=lambda: _models.HTTPValidationError,
        ),
    },
    security=({"APIKeyHeader": ()},),
)

LIST: Operation[ListResponseSession] = Operation(
    id="list",
    method="GET",
    path="/api/v1/sessions/",
    parameters=(
        Parameter("page", "page", "query", lambda: Optional[StrictInt], style="form", explode=True),
        Parameter("limit", "limit", "query", lambda: StrictInt, style="form", explode=True),
        Parameter(
            "search_fields",
            "search_fields",
            "query",
            lambda: List[_models.SessionProperties],
            style="form",
            explode=True,
        ),
        Parameter(
            "search_field_values",
            "search_field_values",
            "query",
            lambda: List[StrictStr],
            style="form",
            explode=True,
        ),
        Parameter(
            "order_by",
            "order_by",
            "query",
            lambda: Optional[_models.SessionProperties],
            style="form",
            explode=True,
        ),
        Parameter(
            "order_by_direction",
            "order_by_direction",
            "query",
            lambda: Optional[_models.OrderByDirection],
            style="form",
            explode=True,
        ),
        Parameter("fields", "fields", "query", lambda: List[_models.SessionProperties], style="form", explode=True),
        Parameter("start_datetime", "start_datetime", "query", lambda: Optional[StrictStr], style="form", explode=True),
        Parameter("end_datetime", "end_datetime", "query", lambda: Optional[StrictStr], style="form", explode=True),
    ),
    responses={
        "200": Response({"application/json": lambda: _models.ListResponseSession}),
        "401": Response({"application/json": lambda: Dict[StrictStr, Any]}),
        "422": Response(
            {"application/json": lambda: _models.HTTPValidationErrorData},
            error=lambda: _models.HTTPValidationError,
        ),
    },
    security=({"APIKeyHeader": ()},),
)
LIST_PAGING: Paging[Session] = Paging(
    "page",
    items=("items",),
    argument=("page",),
    start=0,
    limit=("limit",),
    size=25,
    pages=("total_pages",),
)

STREAM_RECORDING: Operation[RESTResponse] = Operation(
    id="stream_recording",
    method="GET",
    path="/api/v1/sessions/recording/stream",
    parameters=(Parameter("token", "token", "query", lambda: StrictStr, required=True, style="form", explode=True),),
    responses={
        "200": Response({"application/octet-stream": unread, "audio/wav": unread}),
        "206": Response({"application/octet-stream": unread, "audio/wav": unread}),
        "401": Response({"application/json": lambda: Dict[StrictStr, Any]}),
        "404": Response({"application/json": lambda: Dict[StrictStr, Any]}),
        "416": Response(),
        "422": Response(
            {"application/json": lambda: _models.HTTPValidationErrorData},
            error=lambda: _models.HTTPValidationError,
        ),
    },
    security=({"APIKeyHeader": ()},),
)
