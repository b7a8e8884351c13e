"""The application: connexion in front, a document and its handlers behind."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from typing import Any, cast

import yaml
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ._connexion import ConnexionMiddleware, Resolver, SwaggerUIMiddleware, SwaggerUIOptions
from .contract import UI_DOCUMENT, Contract, Source
from .portal.agent import Agent, script
from .portal.handlers import Handlers
from .portal.store import Clock, Ids, Store, now, random_id
from .problems import Problem
from .settings import Settings

HERE = Path(__file__).parent


class App:
    """An ASGI application with the state behind it."""

    def __init__(self, stack: ASGIApp, store: Store) -> None:
        self.stack = stack
        self.store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self.stack(scope, receive, send)

    def close(self) -> None:
        """Let every request that waits come to its end; called when the server stops."""
        self.store.close()


def create_app(
    settings: Settings | None = None,
    *,
    agent: Agent = script,
    clock: Clock = now,
    ids: Ids = random_id,
    specification: Path | None = None,
) -> App:
    """Make the portal's mock server, with a state of its own.

    Args:
        settings: Limits and habits.
        agent: Answers the prompts; the default one says the same every time.
        clock: Tells the time, with its offset.
        ids: Makes ids that cannot be guessed.
        specification: The document to serve; the default is the portal's.

    Raises:
        LookupError: an operation of the document has no handler.
        TypeError: a handler's arguments are not those of its operation.
    """
    settings = settings or Settings()
    store = Store(settings, agent=agent, clock=clock, ids=ids)
    path = specification or find_specification()
    content = path.read_bytes()
    document = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return App(build_stack(Source(content, "application/yaml", document, settings), Handlers(store)), store)


def find_specification() -> Path:
    """The portal's document: beside this module where the package is installed, above it in a checkout."""
    beside = HERE / "openapi.yaml"
    return beside if beside.exists() else HERE.parent / "openapi.yaml"


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
    stack.add_api(copy.deepcopy(dict(source.document)))  # connexion changes what it is given
    start(stack)
    return stack


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
        raise LookupError(f"the operation {operation_id} has no handler")
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
