from __future__ import annotations

from typing import Annotated

from pydantic import Field as Limit
from pydantic import StrictInt, StrictStr

from .._operation import Operation, Parameter, Response

THINGS_THING_ID_GET: Operation[None] = Operation(
    id="things_thing_id_get",
    method="GET",
    path="/things/{thing-id}",
    parameters=(
        Parameter("thing_id", "thing-id", "path", lambda: Annotated[StrictInt, Limit(ge=1)], required=True),
        Parameter("var_self", "self", "query", lambda: StrictStr, style="form", explode=True),
    ),
    responses={"204": Response()},
)
