from __future__ import annotations

from .._operation import Operation, Response, Server, ServerVariable

OF_PATH: Operation[None] = Operation(
    id="of_path",
    method="PUT",
    path="/own",
    responses={"204": Response()},
    security=({"key": (), "mtls": ()}, {"basic": ()}),
    servers=(Server("http://{host}/path", variables={"host": ServerVariable("path.example.com")}),),
)

OPEN: Operation[None] = Operation(id="open", method="GET", path="/open", responses={"204": Response()}, security=({},))

OWN: Operation[None] = Operation(
    id="own",
    method="GET",
    path="/own",
    responses={"204": Response()},
    security=({"key": (), "mtls": ()}, {"basic": ()}),
    servers=(Server("http://{host}/operation", variables={"host": ServerVariable("own.example.com")}),),
)

TOKEN: Operation[None] = Operation(
    id="token",
    method="GET",
    path="/token",
    responses={"204": Response()},
    security=({"oauth": ("read",)}, {"cookie": (), "query": ()}),
)
