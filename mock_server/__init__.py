"""A server for an OpenAPI document, for tests: what it takes and gives is held against the document.

app = create_app()            # the portal, with a state of its own
with serve(app) as server:    # from mock_server.testing: on a free port, in a thread
    print(server.url)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .app import create_app as create_app
    from .settings import Settings as Settings

__all__ = ["Settings", "create_app"]


def __getattr__(name: str) -> Any:
    """Load what needs the extra `mock` when it is first asked for."""
    if name == "create_app":
        from .app import create_app

        return create_app
    if name == "Settings":
        from .settings import Settings

        return Settings
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
