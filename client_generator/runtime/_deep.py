"""Room for the recursion that long chains of models need."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from typing import TypeVar

Result = TypeVar("Result")
CALLS = 200_000
"""The recursion limit meanwhile."""
STACK = 256 * 1024 * 1024
"""Bytes for the stack of the thread; the system reserves addresses, and memory only for what is used."""


def call_deeply(work: Callable[[], Result]) -> Result:
    """Return what a function returns; after a RecursionError, call it again in a thread with a large stack.

    Raises:
        RecursionError: even that is not enough.
    """
    try:
        return work()
    except RecursionError:
        return in_deep_thread(work)


def in_deep_thread(work: Callable[[], Result]) -> Result:
    """Call a function in a thread with a large stack, while this one waits."""
    result: Future[Result] = Future()

    def run() -> None:
        try:
            result.set_result(work())
        except BaseException as error:
            result.set_exception(error)

    limit, size = sys.getrecursionlimit(), threading.stack_size(STACK)
    try:
        sys.setrecursionlimit(max(limit, CALLS))
        thread = threading.Thread(target=copy_context().run, args=(run,))
        thread.start()
        thread.join()
    finally:
        sys.setrecursionlimit(limit)
        threading.stack_size(size)
    return result.result()
