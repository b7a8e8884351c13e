"""How an operation is paged, and from that which call brings the next page. Nothing is sent here."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal

from ._answer import Answer
from ._links import next_link, target_of
from ._operation import T
from ._parameters import text
from ._places import Place, found, placed
from ._plain import is_list, is_set, is_tuple, plain
from .exceptions import ArgumentError, UnexpectedResponseException

COUNTED = ("page", "offset")
"""Ways to go on that the server takes no part in."""


@dataclass(frozen=True)
class Paging(Generic[T]):
    """How an operation is paged; each item of its pages is a T."""

    by: Literal["page", "offset", "cursor", "url", "link"]
    items: Place = ()
    """Where a response has the items of its page."""
    argument: Place = ()
    """The argument that goes on from page to page, and the way to it inside of the argument's value."""
    limit: Place = ()
    """The same for how many items a page has at most."""
    start: int = 1
    """The number of the first page, or of the first item, if the caller gives none."""
    size: int | None = None
    """How many items a page has at most, if the caller does not say."""
    next: Place = ()
    """Where a response has the cursor or the URL of the next page."""
    pages: Place = ()
    """Where it has the number of all pages, …"""
    more: Place = ()
    """… and whether there are more of them."""
    read: Callable[[Any], Any] | None = None
    """What makes a value that the argument can have of what the response has."""


@dataclass(frozen=True, repr=False)
class Step:
    """A call on the way through the pages."""

    arguments: Mapping[str, Any]
    target: str = ""
    """Path and query to send it to, instead of those that the arguments make."""
    mark: str = ""
    """What tells it from the calls before it: its cursor or its target."""


@dataclass(frozen=True, repr=False)
class Page:
    """What a call brought."""

    value: Any
    received: Answer


class Course:
    """The way through the pages: which call is next, and whether there is one.

    Args:
        paging: How the operation is paged.
        arguments: The arguments of the first call, those that were given, by name.
    """

    def __init__(self, paging: Paging[Any], arguments: Mapping[str, Any]) -> None:
        first = found(arguments, paging.argument) if paging.by == "cursor" else None
        self._paging = paging
        self._step = Step(arguments, mark=text(plain(first)) if first else "")
        self._page: Page | None = None
        self._seen = set[str]()

    def next(self) -> Step | None:
        """Return the next call; the same one again until its page has arrived. None: that was the last page.

        Raises:
            UnexpectedResponseException: what the last page says of the next one cannot be followed.
        """
        if self._page is None:
            return self._step
        step = following(self._paging, self._step, self._page)
        if step and step.mark and step.mark in self._seen:
            raise refused("the next page is one that came before: the server goes round in a circle", self._page)
        return step

    def arrived(self, step: Step, page: Page) -> list[Any]:
        """Note what a call brought, and return the items.

        Raises:
            UnexpectedResponseException: there is something else where they should be.
        """
        items = items_of(self._paging, page)
        if items and self._page and self._paging.by in COUNTED and page.received.data == self._page.received.data:
            raise refused("the page is the one before it once more: the server does not go on", page)
        self._step, self._page = step, page
        self._seen.add(step.mark)
        return items


def following(paging: Paging[Any], step: Step, page: Page) -> Step | None:
    """Return the call for the page after one; None if there is no such page.

    Raises:
        UnexpectedResponseException: what the page says of it cannot be followed.
    """
    if paging.more and found(page.value, paging.more) is False:
        return None
    return NEXT[paging.by](paging, step, page)


def next_page(paging: Paging[Any], step: Step, page: Page) -> Step | None:
    """Go on to the next number, unless this is the last of all pages, or has fewer items than fit."""
    number, count = number_of(paging, step), len(items_of(paging, page))
    total = found(page.value, paging.pages) if paging.pages else None
    if not isinstance(total, (int, float)):
        return None if is_short(paging, step, count) else with_number(paging, step, number + 1)
    done = number - min(paging.start, 1) + 1
    return with_number(paging, step, number + 1) if count and done < total else None


def next_offset(paging: Paging[Any], step: Step, page: Page) -> Step | None:
    """Go on behind the last item, unless the page has fewer items than fit."""
    count = len(items_of(paging, page))
    if is_short(paging, step, count):
        return None
    return with_number(paging, step, number_of(paging, step) + count)


def next_cursor(paging: Paging[Any], step: Step, page: Page) -> Step | None:
    """Go on with the cursor that the page names, if it names one."""
    cursor = plain(found(page.value, paging.next))
    if is_absent(cursor):
        return None
    try:
        value = paging.read(cursor) if paging.read else cursor
    except (TypeError, ValueError) as error:
        raise refused(f"the next cursor is none that {paging.argument[0]} can be", page) from error
    return Step(placed(step.arguments, paging.argument, value), mark=text(cursor))


def next_url(paging: Paging[Any], step: Step, page: Page) -> Step | None:
    """Go on to the URL that the page names, if it names one."""
    return to_url(plain(found(page.value, paging.next)), step, page)


def linked(paging: Paging[Any], step: Step, page: Page) -> Step | None:
    """Go on to the URL that the header fields name, if they name one."""
    return to_url(next_link(page.received.headers.get("link", "")), step, page)


NEXT: dict[str, Callable[[Paging[Any], Step, Page], Step | None]] = {
    "page": next_page,
    "offset": next_offset,
    "cursor": next_cursor,
    "url": next_url,
    "link": linked,
}


def to_url(reference: Any, step: Step, page: Page) -> Step | None:
    """Return the call that goes to a URL."""
    if is_absent(reference):
        return None
    target = target_of(text(reference), page.received)
    return Step(step.arguments, target, target)


def is_absent(value: Any) -> bool:
    """Whether what names the next page says that there is none."""
    return value is None or value is False or value == ""


def is_short(paging: Paging[Any], step: Step, count: int) -> bool:
    """Whether a page is the last by its number of items: it has none, or fewer than fit."""
    limit = found(step.arguments, paging.limit) if paging.limit else None
    limit = limit or paging.size
    return count == 0 or (isinstance(limit, int) and count < limit)


def number_of(paging: Paging[Any], step: Step) -> int:
    """Return the number of the page, or of its first item."""
    given = found(step.arguments, paging.argument)
    try:
        return int(given) if given is not None else paging.start
    except (TypeError, ValueError):
        raise ArgumentError(paging.argument[0], "is no number to count on from") from None


def with_number(paging: Paging[Any], step: Step, number: int) -> Step:
    """Return the call with another number."""
    return Step(placed(step.arguments, paging.argument, paging.read(number) if paging.read else number))


def items_of(paging: Paging[Any], page: Page) -> list[Any]:
    """Return the items of a page; where there is nothing, there are none.

    Raises:
        UnexpectedResponseException: there is something else.
    """
    items = found(page.value, paging.items)
    if is_list(items) or is_tuple(items) or is_set(items):
        return list(items)
    if items is not None:
        raise refused(f"the page has no array at {'.'.join(paging.items) or 'its root'}", page)
    return []


def refused(reason: str, page: Page) -> UnexpectedResponseException:
    """Return the error about a page that cannot be gone on from."""
    return UnexpectedResponseException(reason=reason, http_resp=page.received, body=page.received.text)


def by_name(method: Callable[..., Any], api: object, args: Any, kwargs: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the arguments of a call by their names.

    Raises:
        TypeError: the method does not take them.
    """
    bound = inspect.signature(method).bind(api, *args, **kwargs).arguments
    return dict(list(bound.items())[1:])
