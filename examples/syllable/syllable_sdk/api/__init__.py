"""The API classes, each loaded when it is first asked for."""

from typing import TYPE_CHECKING

from .._lazy import lazy

if TYPE_CHECKING:
    from .sessions_api import SessionsApi as SessionsApi

__all__ = [
    "SessionsApi",
]
if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "SessionsApi": "sessions_api",
        },
    )
