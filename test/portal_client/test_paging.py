"""From a page and what it says to the call for the next one; nothing is sent."""

from __future__ import annotations

import datetime
import time
from typing import Any

import pytest

from portal_client import ArgumentError, Message, UnexpectedResponseException
from portal_client._answer import Received
from portal_client._headers import Headers
from portal_client._links import next_link, target_of
from portal_client._paging import Course, Page, Paging, Step, following
from portal_client._places import found, placed
from portal_client._redirect import moved
from portal_client.exceptions import SentRequest

URL = "https://api.example.com/v1/things"
PAGE: Paging[Any] = Paging("page", argument=("page",), limit=("size",), pages=("total",), items=("data",))
OFFSET: Paging[Any] = Paging("offset", argument=("offset",), start=0, size=2)
CURSOR: Paging[Any] = Paging("cursor", argument=("after",), items=("data",), next=("next",), more=("more",))


def page(value: Any, link: str = "", url: str = URL) -> Page:
    headers = Headers([("Link", link)] if link else [])
    return Page(value, Received(200, "OK", headers, b"", SentRequest("GET", url)))


def arguments_after(paging: Paging[Any], arguments: dict[str, Any], value: Any) -> dict[str, Any] | None:
    step = following(paging, Step(arguments), page(value))
    return None if step is None else dict(step.arguments)


@pytest.mark.parametrize(
    ("arguments", "value", "expected"),
    [
        ({}, {"data": [1], "total": 3}, {"page": 2}),
        ({"page": 2, "color": "red"}, {"data": [1], "total": 3}, {"page": 3, "color": "red"}),
        ({"page": 3}, {"data": [1], "total": 3}, None),
        ({"page": 2}, {"data": [], "total": 3}, None),
        ({"size": 2}, {"data": [1, 2]}, {"page": 2, "size": 2}),
        ({"size": 2}, {"data": [1]}, None),
        ({}, {"data": [1]}, {"page": 2}),
        ({}, {"data": None}, None),
        ({"page": None}, {"data": [1]}, {"page": 2}),
    ],
)
def test_page_numbers_go_up_to_the_last_page(arguments: dict[str, Any], value: Any, expected: Any) -> None:
    assert arguments_after(PAGE, arguments, value) == expected


@pytest.mark.parametrize(("number", "last"), [(0, False), (1, False), (2, True)])
def test_pages_that_are_counted_from_nought_are_as_many(number: int, last: bool) -> None:
    paging: Paging[Any] = Paging("page", argument=("page",), start=0, pages=("total",), items=("data",))
    assert (arguments_after(paging, {"page": number}, {"data": [1], "total": 3}) is None) is last


@pytest.mark.parametrize(
    ("arguments", "value", "expected"),
    [
        ({}, ["a", "b"], {"offset": 2}),
        ({"offset": 5}, ["a", "b"], {"offset": 7}),
        ({"offset": 5}, ["a"], None),
        ({}, [], None),
    ],
)
def test_offsets_go_up_by_the_items_that_came(arguments: dict[str, Any], value: Any, expected: Any) -> None:
    assert arguments_after(OFFSET, arguments, value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"next": "b"}, {"after": "b"}),
        ({"next": 0}, {"after": 0}),
        ({"data": [], "next": "b"}, {"after": "b"}),
        ({"next": datetime.date(2026, 1, 2)}, {"after": "2026-01-02"}),
        ({"next": None}, None),
        ({"next": ""}, None),
        ({"next": False}, None),
        ({}, None),
        (None, None),
        ({"next": "b", "more": False}, None),
        ({"next": "b", "more": True}, {"after": "b"}),
    ],
)
def test_cursors_lead_on_until_there_is_none(value: Any, expected: Any) -> None:
    assert arguments_after(CURSOR, {}, value) == expected


def test_a_cursor_becomes_what_its_argument_can_be() -> None:
    paging: Paging[Any] = Paging("cursor", argument=("after",), next=("next",), read=int)
    assert arguments_after(paging, {}, {"next": "12"}) == {"after": 12}
    with pytest.raises(UnexpectedResponseException, match="the next cursor is none that after can be"):
        arguments_after(paging, {}, {"next": "twelve"})


def test_a_page_that_is_no_number_cannot_be_counted_on_from() -> None:
    with pytest.raises(ArgumentError, match="page: is no number"):
        arguments_after(PAGE, {"page": "first"}, {"data": [1]})


def test_two_pages_that_lead_to_each_other_are_a_circle() -> None:
    course = Course(CURSOR, {"after": "a"})
    for cursor in ("b", "a"):
        step = course.next()
        assert step
        course.arrived(step, page({"data": [1], "next": cursor}))
    with pytest.raises(UnexpectedResponseException, match="in a circle"):
        course.next()


def test_a_course_stays_where_it_is_until_a_page_has_arrived() -> None:
    course = Course(CURSOR, {})
    assert course.next() is course.next()


def test_something_else_where_items_should_be_is_an_error() -> None:
    course = Course(CURSOR, {})
    with pytest.raises(UnexpectedResponseException, match="no array at data"):
        course.arrived(Step({}), page({"data": "none"}))


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ('<https://x/?page=2>; rel="next"', "https://x/?page=2"),
        ('</a>; rel="prev", </b>; rel="next"', "/b"),
        ("</a>;rel=NEXT", "/a"),
        ('</a>; rel="last next"', "/a"),
        ('</a?x=1,2;3>; title="a, <b>; \\"c\\""; rel="next"', "/a?x=1,2;3"),
        ('</a>; rel="prev"; rel="next"', ""),
        ('</a>; rel="next"; anchor="/other"', ""),
        ("</a>; Rel = next", "/a"),
        ("</a>; title=next", ""),
        ("<>; rel=next", ""),
        ("rel=next", ""),
        ("", ""),
    ],
)
def test_a_link_to_the_next_page_is_found_as_rfc_8288_has_it(header: str, target: str) -> None:
    assert next_link(header) == target


@pytest.mark.parametrize("part", ["<", '"', '"\\', ";", "<a>;a=", ";  ", " "])
def test_a_long_link_header_takes_no_longer_than_its_length(part: str) -> None:
    started = time.process_time()
    next_link("<a>" + part * (65_000 // len(part)))
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("https://api.example.com/v1/things?page=2", "/v1/things?page=2"),
        ("https://API.example.com:443/v1/things#top", "/v1/things"),
        ("/v2?a=b", "/v2?a=b"),
        ("?page=2", "/v1/things?page=2"),
        ("more", "/v1/more"),
        ("//api.example.com", "/"),
        ("/a b?q=\u00e9%C3%A9&r=%zz&s=a+b&t[u]=\\", "/a%20b?q=%C3%A9%C3%A9&r=%25zz&s=a+b&t%5Bu%5D=%5C"),
        (" /a\r\nHost: x", "/aHost:%20x"),
    ],
)
def test_what_refers_to_the_next_page_is_resolved_against_the_request(reference: str, target: str) -> None:
    assert target_of(reference, page(None).received) == target


@pytest.mark.parametrize(
    "reference",
    [
        "http://api.example.com/v1/things",
        "https://api.example.com:8443/",
        "https://evil.example/",
        "//evil.example/",
        "https://api.example.com@evil.example/",
        "https://evil.example\\@elsewhere/",
        "https://[/",
        "https://api.example.com:no/",
        "javascript:next()",
    ],
)
def test_what_refers_to_another_origin_is_refused(reference: str) -> None:
    with pytest.raises(UnexpectedResponseException, match=r"not at api\.example\.com"):
        target_of(reference, page(None).received)


def test_nothing_is_followed_from_a_request_of_which_nothing_is_known() -> None:
    with pytest.raises(UnexpectedResponseException):
        target_of("https://api.example.com/", page(None, url="").received)


@pytest.mark.parametrize("target", ["/v1?page=2", "//evil.example/?a", "/\\@evil.example/", "/"])
def test_a_request_that_is_moved_stays_at_its_host(target: str) -> None:
    assert moved("https://api.example.com/v1/things?a=b", target, {}) == f"https://api.example.com{target}"


def test_a_credential_in_the_query_goes_along_unless_it_is_there_already() -> None:
    auth = {"in": "query", "key": "api key", "value": "k"}
    url = "https://api.example.com/v1?a=b&api%20key=k"
    assert moved(url, "/v1?page=2", auth) == "https://api.example.com/v1?page=2&api%20key=k"
    assert moved(url, "/v1", auth) == "https://api.example.com/v1?api%20key=k"
    assert moved(url, "/v1?api+key=k", auth) == "https://api.example.com/v1?api+key=k"


def test_places_are_found_and_changed_by_their_names_on_the_wire() -> None:
    message = Message.from_dict({"role": "user", "text": "a", "extra": {"deep": 1}})
    assert [found(message, ("text",)), found({"m": message}, ("m", "extra", "deep"))] == ["a", 1]
    assert [found(message, ("nothing",)), found(None, ("text",))] == [None, None]
    changed = placed({"m": message}, ("m", "text"), "b")
    assert [changed["m"].text, message.text] == ["b", "a"]
    assert placed({}, ("where", "after"), "c") == {"where": {"after": "c"}}
