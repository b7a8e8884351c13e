from __future__ import annotations

from typing import TYPE_CHECKING, List

from pydantic import StrictInt, StrictStr

from .. import models as _models
from .._operation import Body, Operation, Parameter, Response
from .._paging import Paging

if TYPE_CHECKING:
    from ..models.thing import Thing
    from ..models.things import Things

BY_BODY: Operation[Things] = Operation(
    id="by_body",
    method="POST",
    path="/search",
    body=Body({"application/json": lambda: _models.Search}, argument="search", required=True),
    responses={"200": Response({"application/json": lambda: _models.Things})},
    security=({"key": (), "token": ()},),
)
BY_BODY_PAGING: Paging[Thing] = Paging(
    "cursor",
    items=("data",),
    argument=("search", "paging", "after"),
    next=("next",),
)

BY_CURSOR: Operation[Things] = Operation(
    id="by_cursor",
    method="GET",
    path="/cursors",
    parameters=(
        Parameter("cursor", "cursor", "query", lambda: StrictStr, style="form", explode=True),
        Parameter("color", "color", "query", lambda: StrictStr, style="form", explode=True),
    ),
    responses={"200": Response({"application/json": lambda: _models.Things})},
    security=({"key": (), "token": ()},),
)
BY_CURSOR_PAGING: Paging[Thing] = Paging("cursor", items=("data",), argument=("cursor",), next=("next",))

BY_LINK: Operation[List[Thing]] = Operation(
    id="by_link",
    method="GET",
    path="/links",
    responses={"200": Response({"application/json": lambda: List[_models.Thing]})},
    security=({"key": (), "token": ()},),
)
BY_LINK_PAGING: Paging[Thing] = Paging("link")

BY_OFFSET: Operation[Things] = Operation(
    id="by_offset",
    method="GET",
    path="/offsets",
    parameters=(
        Parameter("offset", "offset", "query", lambda: StrictInt, style="form", explode=True),
        Parameter("limit", "limit", "query", lambda: StrictInt, style="form", explode=True),
    ),
    responses={"200": Response({"application/json": lambda: _models.Things})},
    security=({"key": (), "token": ()},),
)
BY_OFFSET_PAGING: Paging[Thing] = Paging(
    "offset",
    items=("data",),
    argument=("offset",),
    start=0,
    limit=("limit",),
    size=2,
)

BY_OLD_LINK: Operation[List[int]] = Operation(
    id="by_old_link",
    method="GET",
    path="/old",
    responses={"200": Response({"application/json": lambda: List[StrictInt]})},
    security=({"key": (), "token": ()},),
    deprecated=True,
)
BY_OLD_LINK_PAGING: Paging[int] = Paging("link")

BY_PAGE: Operation[Things] = Operation(
    id="by_page",
    method="GET",
    path="/pages",
    parameters=(
        Parameter("page", "page", "query", lambda: StrictInt, style="form", explode=True),
        Parameter("size", "size", "query", lambda: StrictInt, style="form", explode=True),
        Parameter("color", "color", "query", lambda: StrictStr, style="form", explode=True),
    ),
    responses={"200": Response({"application/json": lambda: _models.Things})},
    security=({"key": (), "token": ()},),
)
BY_PAGE_PAGING: Paging[Thing] = Paging(
    "page",
    items=("data",),
    argument=("page",),
    limit=("size",),
    size=2,
    pages=("page-info", "pages"),
)

BY_URL: Operation[Things] = Operation(
    id="by_url",
    method="GET",
    path="/urls",
    responses={"200": Response({"application/json": lambda: _models.Things})},
    security=({"key": (), "token": ()},),
)
BY_URL_PAGING: Paging[Thing] = Paging("url", items=("data",), next=("next",))
