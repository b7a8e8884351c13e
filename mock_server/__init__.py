"""A server for an OpenAPI document, for tests: what it takes and gives is held against the document.

app = create_app()            # the portal, with a state of its own
app = load_app("folder")      # or another API: openapi.yaml, and handlers.py with a class Handlers, or without one
app = load_apps("portal", "folder")   # or several on one origin
with serve(app) as server:    # from mock_server.testing: on a free port, in a thread
    print(server.url)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .apis import load_app as load_app
    from .apis import load_apps as load_apps
    from .app import App as App
    from .events import Event as Event
    from .events import EventStream as EventStream
    from .multipart import Upload as Upload
    from .portal import create_app as create_app
    from .problems import Issue as Issue
    from .problems import Problem as Problem
    from .problems import SetupError as SetupError
    from .problems import invalid as invalid
    from .requests import Request as Request
    from .settings import Settings as Settings

MODULES = {
    "App": "app",
    "Event": "events",
    "EventStream": "events",
    "Issue": "problems",
    "Problem": "problems",
    "Request": "requests",
    "Settings": "settings",
    "SetupError": "problems",
    "Upload": "multipart",
    "create_app": "portal",
    "invalid": "problems",
    "load_app": "apis",
    "load_apps": "apis",
}
__all__ = [
    "App",
    "Event",
    "EventStream",
    "Issue",
    "Problem",
    "Request",
    "Settings",
    "SetupError",
    "Upload",
    "create_app",
    "invalid",
    "load_app",
    "load_apps",
]


def __getattr__(name: str) -> Any:
    """Load what needs the extra `mock` when it is first asked for."""
    if name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{MODULES[name]}", __name__), name)
