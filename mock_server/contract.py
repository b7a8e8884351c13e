"""The document as an ASGI layer: every request finds its operation here, and every answer leaves through here.

It takes the place of connexion's routing, security and validation layers in its middleware stack; connexion loads
and checks the document, resolves the handlers, and shows the user interface.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ._connexion import Specification, SpecMiddleware
from .documented import document_handler
from .documents import METHODS, Document
from .operations import Context, Handler, Operation, compile_operation, path_values
from .pages import for_page
from .problems import Problem, SetupError
from .routes import Resource, Routes, allow, make_resource
from .schemas import Schemas
from .security import Check, compile_security
from .settings import Settings

logger = logging.getLogger("mock_server")

Resolve = Callable[[str], Handler]
"""Finds the handler of an operation by its id."""
UI_DOCUMENT = "/ui/openapi.json"
"""The document for the user interface, whose calls go to this server."""


@dataclass(frozen=True)
class Source:
    """A document, and what it needs to be served."""

    document: Document
    settings: Settings
    handled: bool
    """Whether there are handlers; without any, the document answers."""
    check: Check
    is_stopping: Callable[[], bool]
    """Whether requests are cancelled because the server stops."""
    routes: Routes
    """Where the resources of the document are found, once it is compiled."""


class Contract(SpecMiddleware):
    """Serves the operations of a document, and the document itself."""

    def __init__(self, app: ASGIApp, source: Source) -> None:
        self.app = app
        self.source = source
        self.routes = source.routes
        self.files: dict[str, tuple[bytes, str]] = {}
        self.page = "/ui/"

    def add_api(self, specification: Specification, **kwargs: Any) -> None:
        """Compile the operations of the document; called by connexion, when the stack is built."""
        root, base = self.source.document.root, str(specification.base_path)
        schemas = Schemas(root)
        resolve: Resolve | None = kwargs["resolver"].resolve_function_from_operation_id if self.source.handled else None
        paths = {path: schemas.resolve(item) for path, item in root["paths"].items() if path.startswith("/")}
        for path, item in paths.items():
            resource = make_resource(base + path)
            for method in METHODS:
                if method in item:
                    resource.operations[method.upper()] = self.compile(method, path, item, schemas, resolve)
            self.routes.add(resource)
        self.page = f"{base}/ui/"
        self.add_files(base)

    def add_files(self, base: str) -> None:
        """Show the document as it was written, and to the user interface with this server in it."""
        document = self.source.document
        here = {"url": base or "/", "description": "This mock server"}
        shown = orjson.dumps({**for_page(document.root), "servers": [here]}), "application/json"
        self.files = {
            "/openapi.json": (orjson.dumps(document.root), "application/json"),
            "/openapi.yaml": (document.content, document.media_type),
            UI_DOCUMENT: shown,
            base + UI_DOCUMENT: shown,
        }

    def compile(
        self, method: str, path: str, item: Mapping[str, Any], schemas: Schemas, resolve: Resolve | None
    ) -> Operation:
        """Compile one operation with its handler."""
        root, node, settings = schemas.document, item[method], self.source.settings
        id_ = node.get("operationId")
        if id_ is None and resolve:
            raise SetupError(f"{method.upper()} {path} has no operationId to find its handler by")
        components = root.get("components", {})
        schemes = {name: schemas.resolve(each) for name, each in components.get("securitySchemes", {}).items()}
        requirements = node.get("security", root.get("security", []))
        security = compile_security(requirements, schemes, self.source.check, settings.auth)
        handler = resolve(id_) if resolve else document_handler(node.get("responses", {}), schemas)
        name = id_ or f"{method.upper()} {path}"
        return compile_operation(name, handler, node, item, Context(schemas, settings, security))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on if the document does not have its path."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"] in self.files and scope["path"] not in self.routes.literal:
            await self.file(scope)(scope, receive, send)
            return
        resource, values = self.routes.find(scope)
        if resource is None:
            await self.elsewhere(scope)(scope, receive, send)
            return
        response = await self.answer(resource, values, scope, receive)
        await self.deliver(response, scope, receive, send)
        if logger.isEnabledFor(logging.INFO):
            logger.info("%s %s: %s", scope["method"], resource.path, response.status_code)

    def elsewhere(self, scope: Scope) -> ASGIApp:
        """What is at a path that the document does not have; `/ui` leads to the user interface under its base path."""
        path = scope["path"]
        return RedirectResponse(self.page) if path in ("/ui", "/ui/") and path != self.page else self.app

    async def answer(self, resource: Resource, values: tuple[str, ...], scope: Scope, receive: Receive) -> Response:
        """Answer a request for a path of the document, whatever happens."""
        method = scope["method"]
        operation = resource.operation(method)
        try:
            if operation is None:
                raise Problem(405, "Method Not Allowed", {"Allow": allow(resource)})
            return await operation(scope, receive, path_values(resource.names, values))
        except Problem as problem:
            return problem.response()
        except asyncio.CancelledError:
            if not self.source.is_stopping():
                raise
            return Problem(503, "The server stops").response()
        except Exception:
            logger.exception("%s %s failed", method, resource.path)
            return Problem(500, "Internal Server Error").response()

    async def deliver(self, response: Response, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a response; HEAD gets its headers alone (RFC 9110 §9.3.2)."""
        if scope["method"] == "HEAD":
            start = {"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers}
            await send(start)
            await send({"type": "http.response.body", "body": b""})
            return
        try:
            await response(scope, receive, send)
        except asyncio.CancelledError:
            if not self.source.is_stopping():
                raise
            await send({"type": "http.response.body", "body": b""})
        except Problem:
            pass  # a stream broke the contract, which is logged; that it does not end properly tells the caller

    def file(self, scope: Scope) -> Response:
        """The document itself."""
        if scope["method"] not in ("GET", "HEAD"):
            return Problem(405, "Method Not Allowed", {"Allow": "GET, HEAD"}).response()
        content, media_type = self.files[scope["path"]]
        return Response(content, media_type=media_type)
