"""The document as an ASGI layer: every request finds its operation here, and every answer leaves through here.

It takes the place of connexion's routing, security and validation layers in its middleware stack; connexion loads
and checks the document, resolves the handlers, and shows the user interface.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ._connexion import Specification, SpecMiddleware
from .operations import Context, Handler, Operation, compile_operation, path_values
from .problems import Problem
from .schemas import Schemas
from .security import compile_security
from .settings import Settings

logger = logging.getLogger("mock_server")

Resolve = Callable[[str], Handler]
"""Finds the handler of an operation by its id."""
UI_DOCUMENT = "/ui/openapi.json"
"""The document for the user interface, whose calls go to this server."""
HERE = {"url": "/", "description": "This mock server"}
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass
class Resource:
    """A path with its operations by method."""

    path: str
    names: tuple[str, ...]
    pattern: re.Pattern[str]
    operations: dict[str, Operation] = field(default_factory=dict)

    @property
    def allow(self) -> str:
        """The methods that there are (RFC 9110 §10.2.1)."""
        methods = set(self.operations) | ({"HEAD"} if "GET" in self.operations else set())
        return ", ".join(sorted(methods))


@dataclass(frozen=True)
class Source:
    """A document as it was written, and what it needs to be served."""

    content: bytes
    media_type: str
    document: Mapping[str, Any]
    settings: Settings


class Contract(SpecMiddleware):
    """Serves the operations of the documents added to it, and the documents themselves."""

    def __init__(self, app: ASGIApp, source: Source) -> None:
        self.app = app
        self.source = source
        self.literal: dict[str, Resource] = {}
        self.templates: list[Resource] = []
        self.files = {
            "/openapi.json": (orjson.dumps(source.document), "application/json"),
            "/openapi.yaml": (source.content, "application/yaml"),
            UI_DOCUMENT: (orjson.dumps({**source.document, "servers": [HERE]}), "application/json"),
        }

    def add_api(self, specification: Specification, **kwargs: Any) -> None:
        """Compile the operations of a document; called by connexion, when the stack is built."""
        schemas, document = Schemas(self.source.document), self.source.document
        resolve: Resolve = kwargs["resolver"].resolve_function_from_operation_id
        for path, written in document["paths"].items():
            resource, item = make_resource(path), schemas.resolve(written)
            for method in METHODS:
                if method in item:
                    resource.operations[method.upper()] = self.compile(method, item, schemas, resolve)
            if resource.names:
                self.templates.append(resource)
            else:
                self.literal[path] = resource
        self.templates.sort(key=lambda resource: [part.startswith("{") for part in resource.path.split("/")])

    def compile(self, method: str, item: Mapping[str, Any], schemas: Schemas, resolve: Resolve) -> Operation:
        """Compile one operation with its handler."""
        document, node = self.source.document, item[method]
        components = document.get("components", {})
        schemes = {name: schemas.resolve(each) for name, each in components.get("securitySchemes", {}).items()}
        requirements = node.get("security", document.get("security", []))
        security = compile_security(requirements, schemes, self.source.settings.tokens)
        context = Context(schemas, self.source.settings, security)
        id_ = str(node["operationId"])
        return compile_operation(id_, resolve(id_), node, item, context)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on if the documents do not have its path."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        resource = self.literal.get(path)
        values: tuple[str, ...] = ()
        if resource is None:
            if path in self.files:
                await self.file(scope, receive, send)
                return
            resource, values = self.match(scope)
        if resource is None:
            await self.app(scope, receive, send)
            return
        response = await self.answer(resource, values, scope, receive)
        await response(scope, receive, send if scope["method"] != "HEAD" else without_body(send))

    def match(self, scope: Scope) -> tuple[Resource | None, tuple[str, ...]]:
        """Find the templated path that fits, as it was sent: an escaped slash is no separator."""
        raw = scope.get("raw_path")
        path = raw.decode("latin-1").partition("?")[0] if raw and b"%" in raw else scope["path"]
        for resource in self.templates:
            found = resource.pattern.fullmatch(path)
            if found:
                return resource, found.groups()
        return None, ()

    async def answer(self, resource: Resource, values: tuple[str, ...], scope: Scope, receive: Receive) -> Response:
        """Answer a request for a path of the documents, whatever happens."""
        method = scope["method"]
        operation = resource.operations.get(method)
        if operation is None and method == "HEAD":
            operation = resource.operations.get("GET")
        try:
            if operation is None:
                raise Problem(405, "Method Not Allowed", {"Allow": resource.allow})
            return await operation(scope, receive, path_values(resource.names, values))
        except Problem as problem:
            return problem.response()
        except Exception:
            logger.exception("%s %s failed", method, resource.path)
            return Problem(500, "Internal Server Error").response()

    async def file(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the document itself."""
        if scope["method"] not in ("GET", "HEAD"):
            await Problem(405, "Method Not Allowed", {"Allow": "GET, HEAD"}).response()(scope, receive, send)
            return
        content, media_type = self.files[scope["path"]]
        await Response(content, media_type=media_type)(scope, receive, send)


def make_resource(path: str) -> Resource:
    """Make the matcher of a path."""
    names = tuple(re.findall(r"\{([^{}]+)\}", path))
    parts = re.split(r"(\{[^{}]+\})", path)
    pattern = "".join("([^/]+)" if part.startswith("{") else re.escape(part) for part in parts)
    return Resource(path, names, re.compile(pattern))


def without_body(send: Send) -> Callable[..., Any]:
    """A HEAD request gets the headers alone (RFC 9110 §9.3.2)."""

    async def sent(message: Any) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return sent
