"""The variants of a method that gives more than the value, with the method's own signature."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from ._api import Api, Finish, unread, value, value_and_response
from ._raw import RawResponse
from ._streams import EventStream
from .api_response import ApiResponse

A = TypeVar("A", bound=Api)
P = ParamSpec("P")
T = TypeVar("T")


def with_http_info(method: Callable[Concatenate[A, P], T]) -> Callable[Concatenate[A, P], ApiResponse[T]]:
    """Make the variant that returns the value together with status and headers."""
    return variant(method, "with_http_info", value_and_response)


def without_preload_content(method: Callable[Concatenate[A, P], T]) -> Callable[Concatenate[A, P], RawResponse]:
    """Make the variant that returns the unread response, whatever its status."""
    return variant(method, "without_preload_content", unread)


def streaming(method: Callable[Concatenate[A, P], T]) -> Callable[Concatenate[A, P], EventStream[T]]:
    """Make the variant that asks for a stream of what the method returns one of."""
    return variant(method, "stream", value, streaming=True)


def variant(
    method: Callable[Concatenate[A, P], Any], suffix: str, finish: Finish, streaming: bool = False
) -> Callable[Concatenate[A, P], Any]:
    """Make a method that does something else with the response, or asks for another one."""

    @functools.wraps(method)
    def call(self: A, /, *args: P.args, **kwargs: P.kwargs) -> Any:
        return method(self.finishing(finish, streaming), *args, **kwargs)

    call.__name__ = f"{method.__name__}_{suffix}"
    call.__qualname__ = f"{method.__qualname__}_{suffix}"
    return call
