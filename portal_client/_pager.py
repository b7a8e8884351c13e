"""Pagers: all items of an operation that is paged, each page asked for when it is needed."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any, Concatenate, Generic, Optional, ParamSpec

from typing_extensions import Self, TypeVar

from ._api import Api
from ._operation import Operation
from ._paging import Course, Page, Paging, Step, by_name
from ._response import read
from .api_client import received_from
from .rest import RESTResponse

A = TypeVar("A", bound=Api)
P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R", default=Any)
"""What a page is."""
V = TypeVar("V")


class Pager(Generic[T, R]):
    """The items of all pages, for one time through: nothing is sent until the first of them is asked for.

    Each page is a call like any other, with its hooks, retries and errors. After an error, the next item is that of
    the page that failed: nothing is left out.
    """

    def __init__(self, course: Course, fetch: Callable[[Step], Page]) -> None:
        self._course = course
        self._fetch = fetch
        self._items: Iterator[T] = iter(())

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        """Return the next item; the next page is asked for if this one has no more.

        Raises:
            UnexpectedResponseException: a page leads to another origin, or back to one that came before.
            ApiException: a call failed.
        """
        while True:
            for item in self._items:
                return item
            if self._turn() is None:
                raise StopIteration

    def pages(self) -> Iterator[R]:
        """Go through the pages that were not begun yet: what the method itself returns, for each of them."""
        while page := self._turn():
            self._items = iter(())
            value: R = page.value
            yield value

    def _turn(self) -> Optional[Page]:
        """Go on to the next page, if there is one."""
        step = self._course.next()
        if step is None:
            return None
        page = self._fetch(step)
        self._items = iter(self._course.arrived(step, page))
        return page


def paged(method: Callable[Concatenate[A, P], V], paging: Paging[T]) -> Callable[Concatenate[A, P], Pager[T, V]]:
    """Make the variant that goes through all pages, from the one that the arguments ask for."""
    ask: Callable[..., Any] = method

    @functools.wraps(method)
    def call(self: A, /, *args: P.args, **kwargs: P.kwargs) -> Pager[T, V]:
        def fetch(step: Step) -> Page:
            page: Page = ask(self.finishing(page_of, target=step.target, depth=3), **step.arguments)
            return page

        return Pager(Course(paging, by_name(method, self, args, kwargs)), fetch)

    call.__name__ = f"{method.__name__}_iter"
    call.__qualname__ = f"{method.__qualname__}_iter"
    return call


def page_of(api: Api, operation: Operation[Any], response: RESTResponse) -> Page:
    """Return the value of a response with what may lead to the next one."""
    received = received_from(response)
    return Page(
        read(operation, received, api.api_client.client_side_validation, api.api_client.strict_responses), received
    )
