from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Dict, List, Union

from pydantic import StrictInt, StrictStr

from .. import models as _models
from .._encodings import EmbeddedJson
from .._model import Bytes
from .._operation import Body, Field, Operation, Parameter, Response
from .._types import FileInput

if TYPE_CHECKING:
    from ..models.item import Item

PATCH_ANY: Operation[str] = Operation(
    id="patch_any",
    method="PATCH",
    path="/any",
    body=Body({"*/*": lambda: List[StrictStr]}, argument="request_body"),
    responses={"default": Response({"text/plain": lambda: StrictStr})},
)

POST_XML: Operation[None] = Operation(
    id="post_xml",
    method="POST",
    path="/xml",
    body=Body({"application/xml": lambda: Union[StrictStr, Bytes]}, argument="item"),
    responses={"204": Response()},
)

PUT_RAW: Operation[bytes] = Operation(
    id="put_raw",
    method="PUT",
    path="/raw",
    body=Body(
        {"application/octet-stream": lambda: FileInput, "application/xml": lambda: Union[StrictStr, Bytes]},
        argument="body",
    ),
    responses={"2XX": Response({"application/pdf": lambda: Bytes})},
)

SEARCH: Operation[None] = Operation(
    id="search",
    method="GET",
    path="/search",
    parameters=(
        Parameter("filter", "filter", "query", lambda: _models.Item, media_type="application/json"),
        Parameter("token", "token", "cookie", lambda: StrictStr, style="form", explode=True),
    ),
    responses={"204": Response()},
)

UPLOAD: Operation[Union[Item, str]] = Operation(
    id="upload",
    method="POST",
    path="/upload",
    body=Body(
        {"multipart/form-data": lambda: Dict[StrictStr, Any]},
        fields=(
            Field("items", "items", lambda: List[_models.Item], required=True),
            Field("note", "note", lambda: StrictStr, content_type="text/markdown", headers={"X-Part": "note"}),
        ),
        required=True,
    ),
    responses={
        "200": Response(
            {"application/vnd.case+json": lambda: _models.Item, "text/csv": lambda: StrictStr},
            headers={
                "X-Count": lambda: StrictInt,
                "X-Ids": lambda: List[StrictInt],
                "X-Level": lambda: StrictInt,
                "X-Json": lambda: Annotated[List[StrictStr], EmbeddedJson()],
            },
        ),
    },
    deprecated=True,
)
