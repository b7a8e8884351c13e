from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional

from pydantic import StrictBool, StrictInt, StrictStr

from .. import models as _models
from .._operation import Body, Field, Items, Operation, Parameter, Response
from .._streams import EventStream

if TYPE_CHECKING:
    from ..models.events_dto import EventsDTO
    from ..models.session_dto import SessionDTO
    from ..models.session_stream import SessionStream
    from ..models.sessions_dto import SessionsDTO

CREATE: Operation[SessionDTO] = Operation(
    id="create",
    method="POST",
    path="/api/sessions",
    parameters=(
        Parameter("allow_greeting", "allow_greeting", "query", lambda: StrictBool, style="form", explode=True),
    ),
    body=Body(
        {"application/json": lambda: Dict[StrictStr, Any]},
        fields=(
            Field("agent_id", "agent_id", lambda: StrictStr, required=True),
            Field("id", "id", lambda: Optional[StrictStr]),
            Field("title", "title", lambda: Optional[StrictStr]),
        ),
        required=True,
    ),
    responses={
        "201": Response({"application/json": lambda: _models.SessionDTO}),
        "400": Response({"application/json": lambda: Any}),
        "409": Response({"application/json": lambda: Any}),
        "422": Response({"application/json": lambda: Any}),
    },
)

CREATE_EVENT: Operation[EventStream[SessionStream]] = Operation(
    id="create_event",
    method="POST",
    path="/api/sessions/{session_id}/events/stream",
    parameters=(Parameter("session_id", "session_id", "path", lambda: StrictStr, required=True),),
    body=Body(
        {"application/json": lambda: Dict[StrictStr, Any]},
        fields=(
            Field("type_", "type", lambda: _models.EventTypeDTO, required=True),
            Field("source", "source", lambda: _models.EventSourceDTO, required=True),
            Field("content", "content", lambda: Optional[StrictStr]),
        ),
        required=True,
    ),
    responses={
        "200": Response({"text/event-stream": Items(lambda: _models.SessionStream, envelope=True)}),
        "404": Response({"application/json": lambda: Any}),
        "422": Response({"application/json": lambda: Any}),
    },
)

LIST: Operation[SessionsDTO] = Operation(
    id="list",
    method="GET",
    path="/api/sessions",
    parameters=(Parameter("agent_id", "agent_id", "query", lambda: Optional[StrictStr], style="form", explode=True),),
    responses={
        "200": Response({"application/json": lambda: _models.SessionsDTO}),
        "422": Response({"application/json": lambda: Any}),
    },
)

LIST_EVENTS: Operation[EventsDTO] = Operation(
    id="list_events",
    method="GET",
    path="/api/sessions/{session_id}/events",
    parameters=(
        Parameter("session_id", "session_id", "path", lambda: StrictStr, required=True),
        Parameter("min_offset", "min_offset", "query", lambda: Optional[StrictInt], style="form", explode=True),
        Parameter("source", "source", "query", lambda: Optional[_models.EventSourceDTO], style="form", explode=True),
        Parameter("correlation_id", "correlation_id", "query", lambda: Optional[StrictStr], style="form", explode=True),
        Parameter("types", "types", "query", lambda: Optional[List[_models.EventTypeDTO]], style="form"),
    ),
    responses={
        "200": Response({"application/json": lambda: _models.EventsDTO}),
        "404": Response({"application/json": lambda: Any}),
        "422": Response({"application/json": lambda: Any}),
        "504": Response({"application/json": lambda: Any}),
    },
)

RETRIEVE: Operation[SessionDTO] = Operation(
    id="retrieve",
    method="GET",
    path="/api/sessions/{session_id}",
    parameters=(Parameter("session_id", "session_id", "path", lambda: StrictStr, required=True),),
    responses={
        "200": Response({"application/json": lambda: _models.SessionDTO}),
        "404": Response({"application/json": lambda: Any}),
        "422": Response(
            {"application/json": lambda: _models.HTTPValidationErrorData},
            error=lambda: _models.HTTPValidationError,
        ),
    },
)
