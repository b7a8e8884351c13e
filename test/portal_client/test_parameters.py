"""Every style of parameter, as OpenAPI's table of style examples has it."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from portal_client import ApiClient, ApiException, ArgumentError, Configuration, SessionsApi, SessionStatus
from portal_client._operation import Operation, Parameter, Response
from portal_client._request import Options, Request, build

from .wire import Wire, client_on

ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


def request(
    value: Any, location: Any, style: str = "form", explode: bool = False, path: str = "/x", **more: Any
) -> Request:
    """The request of an operation with one parameter, called color."""
    parameter = Parameter("color", "color", location, lambda: Any, style=style, explode=explode, **more)
    operation: Operation[None] = Operation("op", "GET", path, (parameter,), responses={"200": Response()})
    return build(operation, {"color": value}, client_on(Wire()), Options())


def query(value: Any, style: str, explode: bool, **more: Any) -> str:
    return request(value, "query", style, explode, **more).url.partition("?")[2]


@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("simple", False, "blue", "blue"),
        ("simple", False, ARRAY, "blue,black,brown"),
        ("simple", False, OBJECT, "R,100,G,200,B,150"),
        ("simple", True, ARRAY, "blue,black,brown"),
        ("simple", True, OBJECT, "R=100,G=200,B=150"),
        ("label", False, "blue", ".blue"),
        ("label", False, ARRAY, ".blue,black,brown"),
        ("label", False, OBJECT, ".R,100,G,200,B,150"),
        ("label", True, ARRAY, ".blue.black.brown"),
        ("label", True, OBJECT, ".R=100.G=200.B=150"),
        ("matrix", False, "blue", ";color=blue"),
        ("matrix", False, ARRAY, ";color=blue,black,brown"),
        ("matrix", False, OBJECT, ";color=R,100,G,200,B,150"),
        ("matrix", True, "blue", ";color=blue"),
        ("matrix", True, ARRAY, ";color=blue;color=black;color=brown"),
        ("matrix", True, OBJECT, ";R=100;G=200;B=150"),
    ],
)
def test_path_styles(style: str, explode: bool, value: Any, expected: str) -> None:
    assert request(value, "path", style, explode, path="/x/{color}").url == f"http://localhost/x/{expected}"


@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("form", False, "blue", "color=blue"),
        ("form", False, "", "color="),
        ("form", False, ARRAY, "color=blue,black,brown"),
        ("form", False, OBJECT, "color=R,100,G,200,B,150"),
        ("form", True, ARRAY, "color=blue&color=black&color=brown"),
        ("form", True, OBJECT, "R=100&G=200&B=150"),
        ("form", True, [], ""),
        ("form", False, [], ""),
        ("form", False, ["a,b", "c"], "color=a%2Cb,c"),
        ("spaceDelimited", False, ARRAY, "color=blue%20black%20brown"),
        ("spaceDelimited", False, OBJECT, "color=R%20100%20G%20200%20B%20150"),
        ("spaceDelimited", True, ARRAY, "color=blue&color=black&color=brown"),
        ("pipeDelimited", False, ARRAY, "color=blue%7Cblack%7Cbrown"),
        ("pipeDelimited", False, OBJECT, "color=R%7C100%7CG%7C200%7CB%7C150"),
        ("pipeDelimited", True, ARRAY, "color=blue&color=black&color=brown"),
        ("deepObject", True, OBJECT, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
        ("deepObject", True, {"a": {"b": [1, 2]}}, "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2"),
    ],
)
def test_query_styles(style: str, explode: bool, value: Any, expected: str) -> None:
    assert query(value, style, explode) == expected


@pytest.mark.parametrize(
    ("explode", "value", "expected"),
    [
        (False, "blue", "blue"),
        (False, ARRAY, "blue,black,brown"),
        (False, OBJECT, "R,100,G,200,B,150"),
        (True, OBJECT, "R=100,G=200,B=150"),
    ],
)
def test_header_styles(explode: bool, value: Any, expected: str) -> None:
    assert request(value, "header", "simple", explode).headers["color"] == expected


@pytest.mark.parametrize(
    ("explode", "value", "expected"),
    [
        (False, "blue", "color=blue"),
        (False, ARRAY, "color=blue,black,brown"),
        (True, ARRAY, "color=blue; color=black; color=brown"),
        (False, "a;b=c", "color=a%3Bb=c"),
    ],
)
def test_cookie_styles(explode: bool, value: Any, expected: str) -> None:
    assert request(value, "cookie", "form", explode).headers["Cookie"] == expected


def test_a_cookie_parameter_joins_the_cookies_of_the_client() -> None:
    client = client_on(Wire())
    client.cookie = "a=1"
    operation: Operation[None] = Operation(
        "op", "GET", "/", (Parameter("b", "b", "cookie", lambda: Any, style="form"),)
    )
    assert build(operation, {"b": 2}, client, Options()).headers["Cookie"] == "a=1; b=2"


def test_allow_reserved_leaves_what_the_query_can_hold() -> None:
    assert query("a/b?c:d,e#f%", "form", False, allow_reserved=True) == "color=a/b?c:d,e%23f%25"


@pytest.mark.parametrize("location", ["query", "path"])
def test_a_content_parameter_is_json(location: str) -> None:
    url = request({"a": ["ü"]}, location, media_type="application/json", path="/{color}").url
    assert "%7B%22a%22%3A%5B%22%C3%BC%22%5D%7D" in url


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "true"),
        (1.5, "1.5"),
        (SessionStatus.READY, "Ready"),
        (Decimal("1.10"), "1.10"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (datetime.date(2024, 1, 2), "2024-01-02"),
        (datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc), "2024-01-02T03%3A04%3A05Z"),
        (datetime.datetime(2024, 1, 2, 3, 4, 5), "2024-01-02T03%3A04%3A05"),
        (
            datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone(datetime.timedelta(hours=2))),
            "2024-01-02T00%3A00%3A00%2B02%3A00",
        ),
        ([True, None, 2], "true,2"),
    ],
)
def test_values_are_printed_as_json_and_rfc_3339_have_them(value: Any, expected: str) -> None:
    assert query(value, "form", False) == f"color={expected}"


def test_a_format_for_dates_that_was_asked_for_is_used() -> None:
    client = client_on(Wire(), datetime_format="%d.%m.%Y")
    operation: Operation[None] = Operation("op", "GET", "/", (Parameter("d", "d", "query", lambda: Any, style="form"),))
    assert build(operation, {"d": datetime.datetime(2024, 1, 2)}, client, Options()).url.endswith("?d=02.01.2024")


@pytest.mark.parametrize("value", ["a/b", "a?b", "a#b", "50%", "%2e%2e", "a b", "ü🗓", "a;b,c", "a/../b", "..."])
def test_a_path_value_arrives_as_it_was(sessions: SessionsApi, wire: Wire, value: str) -> None:
    from urllib.parse import unquote

    sessions.get_session(value)
    assert [unquote(segment) for segment in wire.last.path.split("/")] == ["", "sessions", value]


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_a_path_value_that_would_make_another_path_is_refused(sessions: SessionsApi, wire: Wire, value: str) -> None:
    with pytest.raises(ArgumentError, match="session_id"):
        sessions.get_session(value)
    assert not wire.sent


def test_characters_can_be_declared_safe_in_paths(wire: Wire) -> None:
    SessionsApi(client_on(wire, safe_chars_for_path_param="@")).get_session("a@b")
    assert wire.last.path == "/sessions/a@b"


@pytest.mark.parametrize(
    "arguments", [{"last_message_index": -1}, {"last_message_index": "1"}, {"last_message_index": None}]
)
def test_arguments_are_checked_before_anything_is_sent(
    sessions: SessionsApi, wire: Wire, arguments: Mapping[str, Any]
) -> None:
    with pytest.raises(ArgumentError, match="last_message_index") as caught:
        sessions.create_session_from_replay("s", **arguments)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, TypeError)
    assert not isinstance(caught.value, ApiException)
    assert not wire.sent


def test_without_client_side_validation_the_server_decides(wire: Wire) -> None:
    api = SessionsApi(client_on(wire, client_side_validation=False))
    api.create_session_from_replay("s", "many")  # type: ignore[arg-type]
    assert ("last_message_index", "many") in wire.last.query


def test_a_refused_argument_is_not_shown() -> None:
    with pytest.raises(ArgumentError) as caught:
        SessionsApi(client_on(Wire())).get_session(["hush"])  # type: ignore[arg-type]
    assert "hush" not in str(caught.value)
    assert caught.value.argument == "session_id"


def test_host_without_scheme_raises_with_the_setting() -> None:
    with pytest.raises(ValueError, match=r"Configuration\(host="):
        SessionsApi(ApiClient(Configuration(host="localhost:80"))).get_session("s")


def test_overridden_transport_receives_a_host_without_scheme(wire: Wire) -> None:
    SessionsApi(client_on(wire, Configuration(host="/v1"))).get_session("s")
    assert wire.last.url == "/v1/sessions/s"
