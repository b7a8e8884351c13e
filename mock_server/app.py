"""The application: connexion in front, a document and its handlers behind."""

from __future__ import annotations

import contextlib
from collections.abc import Coroutine
from functools import partial
from typing import Any, cast

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ._connexion import ConnexionMiddleware, InvalidSpecification, Resolver, SwaggerUIMiddleware, SwaggerUIOptions
from .contract import UI_DOCUMENT, Contract, Source
from .documents import Document, for_connexion
from .problems import Problem, SetupError
from .responses import pointer
from .routes import Routes
from .security import accept
from .settings import Settings

LONG = 100
"""How many characters of a value fit into a message."""


class App:
    """An ASGI application: a document, and an object with a method for each of its operations.

    Without handlers (None), the document answers: its examples, else values made for its schemas.
    The handlers may have two methods more: `check(scheme, credential)` returns the name of the caller, or None for a
    credential that is not accepted; `close()` is called when the server stops, to let those who wait go on.

    Raises:
        SetupError: an operation has no handler, or one with other arguments; or the document is not valid.
    """

    def __init__(self, document: Document, handlers: Any, settings: Settings) -> None:
        self.handlers = handlers
        self.stopping = False
        self.routes = Routes()
        check = getattr(handlers, "check", None) or accept(settings)
        source = Source(document, settings, handlers is not None, check, lambda: self.stopping, self.routes)
        self.stack = build_stack(source, handlers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self.stack(scope, receive, send)

    def close(self) -> None:
        """Let requests that wait come to their end; called when the server stops."""
        self.stopping = True
        close = getattr(self.handlers, "close", None)
        if close:
            close()


def build_stack(source: Source, handlers: object) -> ASGIApp:
    """Put connexion's layers together, with ours for the document in the place of those that it replaces."""
    layers: list[Any] = [
        open_to_pages,
        partial(Contract, source=source),
        SwaggerUIMiddleware,
    ]
    stack = ConnexionMiddleware(
        not_found,
        middlewares=layers,
        resolver=Resolver(partial(find_handler, handlers)),
        swagger_ui_options=SwaggerUIOptions(spec_path=UI_DOCUMENT, swagger_ui_path="/ui"),
    )
    try:
        stack.add_api(for_connexion(source.document.root))
    except InvalidSpecification as error:
        raise SetupError(f"the document is not valid: {reason_of(error)}") from error
    except Exception as error:  # of several libraries, where a reference leads nowhere or to another file
        raise SetupError(f"the document cannot be used: {error}; all of it has to be in one file") from error
    start(stack)
    return stack


def reason_of(error: InvalidSpecification) -> str:
    """What is wrong with a document, and where, in one line: a long value is not shown."""
    value = repr(error.instance)
    message = error.message.replace(value, "this") if len(value) > LONG else error.message
    return f"{pointer(error.absolute_path)}: {message}"


def open_to_pages(app: ASGIApp) -> ASGIApp:
    """Let pages of any origin call (CORS), and read errors too."""
    return CORSMiddleware(app, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"], expose_headers=["*"])


def start(stack: ASGIApp) -> None:
    """Let connexion build its layers now, so that what is wrong with them is said now; nothing of that waits."""

    async def receive() -> Message:
        return {"type": "lifespan.startup"}

    async def send(message: Message) -> None:
        pass

    running = cast("Coroutine[Any, Any, None]", stack({"type": "lifespan"}, receive, send))
    with contextlib.suppress(StopIteration):
        running.send(None)


def find_handler(handlers: object, operation_id: str) -> Any:
    """Return the handler of an operation."""
    found = getattr(handlers, operation_id, None)
    if found is None:
        raise SetupError(f"the operation {operation_id} has no handler")
    return found


async def not_found(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a path that neither the document nor the server has."""
    if scope["type"] == "http":
        await Problem(404, "Not Found").response()(scope, receive, send)
    elif scope["type"] == "lifespan":
        await lifespan(receive, send)


async def lifespan(receive: Receive, send: Send) -> None:
    """Say that starting and stopping need nothing more."""
    for phase in ("startup", "shutdown"):
        await receive()
        await send({"type": f"lifespan.{phase}.complete"})
