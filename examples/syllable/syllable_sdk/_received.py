"""Whether a value came from the server: then it may be one that the specification does not know."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

_receiving: ContextVar[bool] = ContextVar("receiving", default=False)

receiving = _receiving.get
"""Whether a received value is being read right now."""


def receive(read: Callable[[], T]) -> T:
    """Read a value that was received: unknown enum values and unknown alternatives of a union are kept."""
    token = _receiving.set(True)
    try:
        return read()
    finally:
        _receiving.reset(token)
