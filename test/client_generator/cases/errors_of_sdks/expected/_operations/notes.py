from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import StrictStr

from .. import models as _models
from .._operation import Operation, Parameter, Response, unread
from ..rest import RESTResponse

if TYPE_CHECKING:
    from ..models.note import Note
    from ..models.state import State

FIND: Operation[Note] = Operation(
    id="find",
    method="GET",
    path="/notes/{id}",
    parameters=(Parameter("id", "id", "path", lambda: StrictStr, required=True),),
    responses={
        "200": Response({"application/json": lambda: _models.Note}),
        "404": Response({"application/json": lambda: _models.Problem}, error=lambda: _models.ProblemError),
        "422": Response({"application/json": lambda: _models.InvalidData}, error=lambda: _models.Invalid),
        "default": Response({"application/json": lambda: _models.Problem}, error=lambda: _models.ProblemError),
    },
)

STATE: Operation[State] = Operation(
    id="state",
    method="GET",
    path="/state",
    responses={"default": Response({"application/json": lambda: _models.State})},
)

TEXT: Operation[RESTResponse] = Operation(
    id="text",
    method="GET",
    path="/notes/{id}/text",
    parameters=(Parameter("id", "id", "path", lambda: StrictStr, required=True),),
    responses={
        "200": Response({"application/octet-stream": unread}),
        "404": Response({"application/json": lambda: _models.Problem}, error=lambda: _models.ProblemError),
    },
)
