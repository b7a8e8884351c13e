from __future__ import annotations

from typing import TYPE_CHECKING

from .. import models as _models
from .._operation import Items, Operation, Response
from .._streams import EventStream

if TYPE_CHECKING:
    from ..models.event import Event
    from ..models.tick import Tick

CHAT: Operation[EventStream[Event]] = Operation(
    id="chat",
    method="POST",
    path="/chat",
    responses={"200": Response({"text/event-stream": Items(lambda: _models.Event, envelope=True, strings=("end",))})},
)

LINES: Operation[EventStream[Tick]] = Operation(
    id="lines",
    method="GET",
    path="/lines",
    responses={"200": Response({"application/jsonl": Items(lambda: _models.Tick)})},
)

SEQUENCE: Operation[EventStream[Tick]] = Operation(
    id="sequence",
    method="GET",
    path="/sequence",
    responses={
        "200": Response({"application/json-seq": Items(lambda: _models.Tick)}),
        "404": Response({"application/json": lambda: _models.Tick}),
    },
)

TICKS: Operation[EventStream[Tick]] = Operation(
    id="ticks",
    method="GET",
    path="/ticks",
    responses={"200": Response({"text/event-stream": Items(lambda: _models.Tick)})},
)
