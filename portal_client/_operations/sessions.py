from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Dict, List

from pydantic import Field as Limit
from pydantic import StrictInt, StrictStr

from .. import models as _models
from .._operation import Body, Field, Items, Operation, Parameter, Response
from .._types import FileInput
from .._waiting import Waiter

if TYPE_CHECKING:
    from ..models.async_session_response import AsyncSessionResponse
    from ..models.get_sessions_response import GetSessionsResponse
    from ..models.grouped_sessions_response import GroupedSessionsResponse
    from ..models.session import Session

CREATE_ASYNC_SESSION: Operation[AsyncSessionResponse] = Operation(
    id="create_async_session",
    method="POST",
    path="/sessions/async",
    body=Body(
        {"multipart/form-data": lambda: Dict[StrictStr, Any]},
        fields=(
            Field("agent_id", "agent_id", lambda: StrictStr, required=True),
            Field("text_prompt", "text_prompt", lambda: StrictStr, required=True),
            Field("files", "files", lambda: List[FileInput], files="many"),
        ),
        required=True,
    ),
    responses={
        "200": Response({"application/json": lambda: _models.AsyncSessionResponse}),
        "401": Response({"application/json": lambda: _models.ErrorResponse}),
        "404": Response({"application/json": lambda: _models.ErrorResponse}),
        "413": Response({"application/json": lambda: _models.ErrorResponse}),
        "415": Response({"application/json": lambda: _models.ErrorResponse}),
        "422": Response({"application/json": lambda: _models.HTTPValidationError}),
    },
    security=({"HTTPBearer": ()},),
)

CREATE_SESSION: Operation[Session] = Operation(
    id="create_session",
    method="POST",
    path="/sessions",
    body=Body(
        {"multipart/form-data": lambda: Dict[StrictStr, Any]},
        fields=(
            Field("agent_id", "agent_id", lambda: StrictStr, required=True),
            Field("text_prompt", "text_prompt", lambda: StrictStr, required=True),
            Field("files", "files", lambda: List[FileInput], files="many"),
        ),
        required=True,
    ),
    responses={
        "200": Response({"application/json": lambda: _models.Session}),
        "401": Response({"application/json": lambda: _models.ErrorResponse}),
        "404": Response({"application/json": lambda: _models.ErrorResponse}),
        "413": Response({"application/json": lambda: _models.ErrorResponse}),
        "415": Response({"application/json": lambda: _models.ErrorResponse}),
        "422": Response({"application/json": lambda: _models.HTTPValidationError}),
    },
    security=({"HTTPBearer": ()},),
)

CREATE_SESSION_FROM_REPLAY: Operation[Session] = Operation(
    id="create_session_from_replay",
    method="POST",
    path="/sessions/replay",
    parameters=(
        Parameter("session_id", "session_id", "query", lambda: StrictStr, required=True, style="form", explode=True),
        Parameter(
            "last_message_index",
            "last_message_index",
            "query",
            lambda: Annotated[StrictInt, Limit(ge=0)],
            required=True,
            style="form",
            explode=True,
        ),
    ),
    responses={
        "200": Response({"application/json": lambda: _models.Session}),
        "401": Response({"application/json": lambda: _models.ErrorResponse}),
        "404": Response({"application/json": lambda: _models.ErrorResponse}),
        "422": Response({"application/json": lambda: _models.HTTPValidationError}),
    },
    security=({"HTTPBearer": ()},),
)

GET_GROUPED_SESSIONS: Operation[GroupedSessionsResponse] = Operation(
    id="get_grouped_sessions",
    method="GET",
    path="/sessions/grouped",
    responses={
        "200": Response({"application/json": lambda: _models.GroupedSessionsResponse}),
        "401": Response({"application/json": lambda: _models.ErrorResponse}),
    },
    security=({"HTTPBearer": ()},),
)

GET_SESSION: Operation[Session] = Operation(
    id="get_session",
    method="GET",
    path="/sessions/{session_id}",
    parameters=(Parameter("session_id", "session_id", "path", lambda: StrictStr, required=True),),
    responses={
        "200": Response({"application/json": lambda: _models.Session}),
        "401": Response({"application/json": lambda: _models.ErrorResponse}),
        "404": Response({"application/json": lambda: _models.ErrorResponse}),
        "405": Response({"application/json": lambda: _models.ErrorResponse}),
        "422": Response({"application/json": lambda: _models.HTTPValidationError}),
    },
    security=({"HTTPBearer": ()},),
)

GET_SESSIONS: Operation[GetSessionsResponse] = Operation(
    id="get_sessions",
    method="GET",
    path="/sessions",
    parameters=(
        Parameter("agent_id", "agent_id", "query", lambda: StrictStr, required=True, style="form", explode=True),
    ),
    responses={
        "200": Response({"application/json": lambda: _models.GetSessionsResponse}),
        "401": Response({"application/json": lambda: _models.ErrorResponse}),
        "404": Response({"application/json": lambda: _models.ErrorResponse}),
        "422": Response({"application/json": lambda: _models.HTTPValidationError}),
    },
    security=({"HTTPBearer": ()},),
)

SUBSCRIBE_TO_SESSION: Operation[Session] = Operation(
    id="subscribe_to_session",
    method="GET",
    path="/sessions/{session_id}/subscribe",
    parameters=(Parameter("session_id", "session_id", "path", lambda: StrictStr, required=True),),
    responses={
        "200": Response(
            {"application/json": lambda: _models.Session, "text/event-stream": Items(lambda: _models.Session)},
        ),
        "404": Response({"application/json": lambda: _models.ErrorResponse}),
        "422": Response({"application/json": lambda: _models.HTTPValidationError}),
    },
)

UPDATE_ASYNC_SESSION: Operation[AsyncSessionResponse] = Operation(
    id="update_async_session",
    method="PUT",
    path="/sessions/{session_id}/async",
    parameters=(Parameter("session_id", "session_id", "path", lambda: StrictStr, required=True),),
    body=Body(
        {"multipart/form-data": lambda: Dict[StrictStr, Any]},
        fields=(
            Field("text_prompt", "text_prompt", lambda: StrictStr, required=True),
            Field("files", "files", lambda: List[FileInput], files="many"),
        ),
        required=True,
    ),
    responses={
        "200": Response({"application/json": lambda: _models.AsyncSessionResponse}),
        "401": Response({"application/json": lambda: _models.ErrorResponse}),
        "404": Response({"application/json": lambda: _models.ErrorResponse}),
        "409": Response({"application/json": lambda: _models.ErrorResponse}),
        "413": Response({"application/json": lambda: _models.ErrorResponse}),
        "415": Response({"application/json": lambda: _models.ErrorResponse}),
        "422": Response({"application/json": lambda: _models.HTTPValidationError}),
    },
    security=({"HTTPBearer": ()},),
)

UPDATE_SESSION: Operation[Session] = Operation(
    id="update_session",
    method="PUT",
    path="/sessions/{session_id}",
    parameters=(Parameter("session_id", "session_id", "path", lambda: StrictStr, required=True),),
    body=Body(
        {"multipart/form-data": lambda: Dict[StrictStr, Any]},
        fields=(
            Field("text_prompt", "text_prompt", lambda: StrictStr, required=True),
            Field("files", "files", lambda: List[FileInput], files="many"),
        ),
        required=True,
    ),
    responses={
        "200": Response({"application/json": lambda: _models.Session}),
        "401": Response({"application/json": lambda: _models.ErrorResponse}),
        "404": Response({"application/json": lambda: _models.ErrorResponse}),
        "405": Response({"application/json": lambda: _models.ErrorResponse}),
        "409": Response({"application/json": lambda: _models.ErrorResponse}),
        "413": Response({"application/json": lambda: _models.ErrorResponse}),
        "415": Response({"application/json": lambda: _models.ErrorResponse}),
        "422": Response({"application/json": lambda: _models.HTTPValidationError}),
    },
    security=({"HTTPBearer": ()},),
)

WAIT_FOR_SESSION: Waiter[Session] = Waiter(
    GET_SESSION,
    "status",
    pending=frozenset({"Running"}),
    failed=frozenset({"Error"}),
    long_poll=SUBSCRIBE_TO_SESSION,
    reason="error",
)
