"""Several APIs on one origin: each request goes to the first of them that has its path and method."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from starlette.responses import RedirectResponse
from starlette.types import Receive, Scope, Send

from ._connexion import ConnexionMiddleware, SwaggerUIMiddleware, SwaggerUIOptions
from .app import App, not_found, open_to_pages, start
from .contract import UI_DOCUMENT
from .problems import Problem, SetupError
from .routes import Resource, Routes, allow

DOCUMENTS = ("/openapi.json", "/openapi.yaml", UI_DOCUMENT)
"""What each API shows of itself, under its name."""


class Several(App):
    """An ASGI application of several, each with a name, its own handlers and its own state.

    `/NAME/openapi.json`, `/NAME/openapi.yaml` and `/NAME/ui` are what a single one has without a name; `/ui` shows all.

    Raises:
        SetupError: two of them have the same path with the same method.
    """

    def __init__(self, apps: Mapping[str, App]) -> None:
        refuse_conflicts(apps)
        self.apps = apps
        self.handlers = {name: app.handlers for name, app in apps.items()}
        self.stopping = False
        self.routes = Routes()
        self.pages = user_interface(list(apps))
        self.stack = open_to_pages(self.answer)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the API answer that a request is for."""
        shown = self.shown(scope) if scope["type"] == "http" else None
        if shown:
            name, path = shown
            await self.apps[name]({**scope, "path": path, "raw_path": path.encode()}, receive, send)
            return
        candidates = self.candidates(scope) if scope["type"] == "http" else []
        app = next((app for app, resource in candidates if resource.operation(scope["method"])), self.stack)
        await app(scope, receive, send)

    def candidates(self, scope: Scope) -> list[tuple[App, Resource]]:
        """The APIs that have a path; a literal one wins over a template, as in one document, then the first API."""
        found = [(app, resource) for app in self.apps.values() if (resource := app.routes.find(scope)[0])]
        return sorted(found, key=lambda each: each[1].specificity)

    def shown(self, scope: Scope) -> tuple[str, str] | None:
        """The API and the document in it that a path means, unless an API has this very path."""
        path: str = scope["path"]
        name, _, rest = path[1:].partition("/")
        taken = any(path in app.routes.literal for app in self.apps.values())
        return (name, f"/{rest}") if name in self.apps and f"/{rest}" in DOCUMENTS and not taken else None

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what no API does: pages, and paths and methods that there are not."""
        found = self.candidates(scope) if scope["type"] == "http" else []
        if found:
            allowed = allow(*(resource for _, resource in found))
            await Problem(405, "Method Not Allowed", {"Allow": allowed}).response()(scope, receive, send)
        else:
            await self.pages(scope, receive, send)

    def close(self) -> None:
        """Let requests that wait come to their end; called when the server stops."""
        for app in self.apps.values():
            app.close()


def refuse_conflicts(apps: Mapping[str, App]) -> None:
    """Say which two APIs have the same path with the same method, if there are such."""
    owners: dict[tuple[str, str], str] = {}
    for name, app in apps.items():
        for resource in app.routes.all():
            for method in resource.operations:
                owner = owners.setdefault((method, resource.shape), name)
                if owner != name:
                    raise SetupError(f"{owner} and {name} both have {method} {resource.path}: serve one at a time")


def user_interface(names: list[str]) -> Any:
    """The pages that show the APIs: connexion's user interface, with a list to choose from."""
    urls = [{"name": name, "url": f"/{quote(name)}{UI_DOCUMENT}"} for name in names]
    options = SwaggerUIOptions(serve_spec=False, swagger_ui_path="/ui", swagger_ui_template_arguments={"urls": urls})
    layers: list[Any] = [SwaggerUIMiddleware]
    stack = ConnexionMiddleware(partial(redirect, names), middlewares=layers, swagger_ui_options=options)
    stack.add_api({"openapi": "3.0.3", "info": {"title": "APIs", "version": "1"}, "paths": {}})
    start(stack)
    return stack


async def redirect(names: list[str], scope: Scope, receive: Receive, send: Send) -> None:
    """Lead from an API's own page, and from the root, to the page of all; nothing else is there."""
    name, _, rest = scope.get("path", "")[1:].partition("/")
    if scope["type"] == "http" and scope["path"] == "/":
        await RedirectResponse("/ui/")(scope, receive, send)
    elif name in names and rest.rstrip("/") == "ui":
        await RedirectResponse(f"/ui/?urls.primaryName={quote(name)}")(scope, receive, send)
    else:
        await not_found(scope, receive, send)
