"""Every operation of the syllable client: names, types and defaults of its arguments, what it returns and raises."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import pytest

from examples.syllable.syllable_sdk import ArgumentError, RetryConfig, SessionsApi, SyllableSDK, models
from examples.syllable.syllable_sdk._types import UNSET
from examples.syllable.syllable_sdk.aio import AsyncSyllableSDK

from .syllable import BASE, Wire, served

CALL_OPTIONS = {"timeout": None, "headers": None, "retries": None}
OPERATIONS: dict[str, dict[str, Any]] = {
    "list": dict.fromkeys(
        (
            *("page", "limit", "search_fields", "search_field_values", "order_by", "order_by_direction", "fields"),
            *("start_datetime", "end_datetime"),
        ),
        UNSET,
    ),
    "get_full_summary": {"session_id": inspect.Parameter.empty},
    "get_by_id": {"session_id": inspect.Parameter.empty},
    "stream_recording": {"token": inspect.Parameter.empty},
}
ANNOTATIONS = {
    "page": "OptionalNullable[int]",
    "limit": "OptionalValue[int]",
    "search_fields": "OptionalValue[List[SessionProperties]]",
    "search_field_values": "OptionalValue[List[str]]",
    "order_by": "OptionalNullable[SessionProperties]",
    "order_by_direction": "OptionalNullable[OrderByDirection]",
    "fields": "OptionalValue[List[SessionProperties]]",
    "start_datetime": "OptionalNullable[str]",
    "end_datetime": "OptionalNullable[str]",
    "session_id": "str",
    "token": "str",
    "retries": "Optional[RetryConfig]",
}


@pytest.fixture(scope="module")
def served_wire() -> Iterator[tuple[str, Wire]]:
    with served() as found:
        yield found


@pytest.fixture
def wire(served_wire: tuple[str, Wire]) -> Wire:
    served_wire[1].scopes.clear()
    return served_wire[1]


@pytest.fixture
def client(served_wire: tuple[str, Wire]) -> Iterator[SyllableSDK]:
    with SyllableSDK(api_key_header="a-key", base_url=served_wire[0]) as client:
        yield client


@pytest.mark.parametrize("name", OPERATIONS)
def test_arguments_are_given_by_name_and_have_these_defaults(name: str) -> None:
    parameters = dict(inspect.signature(getattr(SessionsApi, name)).parameters)
    del parameters["self"]
    assert {each: parameters[each].default for each in parameters} == OPERATIONS[name] | CALL_OPTIONS
    assert {each.kind for each in parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("name", OPERATIONS)
def test_arguments_have_these_types(name: str) -> None:
    found = {each.name: each.annotation for each in inspect.signature(getattr(SessionsApi, name)).parameters.values()}
    known = set(found) & set(ANNOTATIONS)
    assert {each: found[each] for each in known} == {each: ANNOTATIONS[each] for each in known}
    assert known == {*OPERATIONS[name], "retries"}


@pytest.mark.parametrize("name", ["get_full_summary", "get_by_id", "stream_recording"])
def test_a_required_argument_is_asked_for(client: SyllableSDK, wire: Wire, name: str) -> None:
    with pytest.raises(TypeError, match=r"session_id|token"):
        getattr(client.sessions, name)()
    assert wire.scopes == []


@pytest.mark.parametrize(
    ("name", "arguments", "argument"),
    [
        ("list", {"page": "1"}, "page"),
        ("list", {"limit": 2.5}, "limit"),
        ("list", {"search_fields": ["rating"]}, "search_fields"),
        ("list", {"search_field_values": [1]}, "search_field_values"),
        ("list", {"order_by": "rating"}, "order_by"),
        ("list", {"order_by_direction": "up"}, "order_by_direction"),
        ("list", {"fields": "source"}, "fields"),
        ("list", {"start_datetime": 7}, "start_datetime"),
        ("get_by_id", {"session_id": 7}, "session_id"),
        ("get_full_summary", {"session_id": None}, "session_id"),
        ("stream_recording", {"token": b"x"}, "token"),
    ],
)
def test_an_argument_that_does_not_fit_is_refused_before_anything_is_sent(
    client: SyllableSDK, wire: Wire, name: str, arguments: dict[str, Any], argument: str
) -> None:
    with pytest.raises(ArgumentError, match=f"^{argument}"):
        getattr(client.sessions, name)(**arguments)
    assert wire.scopes == []


@pytest.mark.parametrize("name", ["page", "limit"])
def test_numbers_below_zero_are_for_the_server_to_refuse(client: SyllableSDK, name: str) -> None:
    arguments: dict[str, Any] = {name: -1}
    with pytest.raises(models.HTTPValidationError) as caught:
        client.sessions.list(**arguments)
    assert [problem.loc for problem in caught.value.data.detail or []] == [["query", name]]


def test_what_is_not_given_and_none_are_not_sent(client: SyllableSDK, wire: Wire) -> None:
    client.sessions.list()
    assert wire.target == f"{BASE}/"
    client.sessions.list(page=None, order_by=None, order_by_direction=None, start_datetime=None, end_datetime=None)
    assert wire.target == f"{BASE}/"


def test_a_list_repeats_its_key_and_enums_are_their_values(client: SyllableSDK, wire: Wire) -> None:
    client.sessions.list(
        page=0,
        search_fields=[models.SessionProperties.AGENT_NAME, models.SessionProperties.IS_TEST],
        search_field_values=["a,b", "false"],
        order_by=models.SessionProperties.DURATION,
        order_by_direction=models.OrderByDirection.DESC,
    )
    query = "page=0&search_fields=agent_name&search_fields=is_test&search_field_values=a%2Cb&search_field_values=false"
    assert wire.target == f"{BASE}/?{query}&order_by=duration&order_by_direction=desc"


def test_list_returns_a_typed_page(client: SyllableSDK) -> None:
    found = client.sessions.list(limit=2, fields=[models.SessionProperties.DURATION], retries=RetryConfig())
    assert isinstance(found, models.ListResponseSession)
    assert (found.page, found.page_size, found.total_pages, found.total_count) == (0, 2, 45, 90)
    first = found.items[0]
    assert isinstance(first, models.Session)
    assert (first.timestamp, first.duration) == (datetime(2025, 3, 7, 16, 42, tzinfo=timezone.utc), 30.0)
    assert first.agent_name is None


def test_get_by_id_returns_a_session_whose_id_was_escaped(client: SyllableSDK, wire: Wire) -> None:
    session = client.sessions.get_by_id(session_id="<id>")
    assert wire.target == f"{BASE}/%3Cid%3E"
    assert isinstance(session, models.Session)
    assert (session.session_id, session.is_test, session.agent_timezone) == ("<id>", False, "America/Chicago")


def test_get_full_summary_returns_one(client: SyllableSDK, wire: Wire) -> None:
    found = client.sessions.get_full_summary(session_id="<id>")
    assert wire.target == f"{BASE}/full-summary/%3Cid%3E"
    assert isinstance(found, models.SessionSummaryResponse)
    assert found.rating == "good"


def test_the_key_goes_in_its_header_and_both_media_types_of_a_recording_are_accepted(
    client: SyllableSDK, wire: Wire
) -> None:
    client.sessions.stream_recording(token="<value>").close()
    assert wire.target == f"{BASE}/recording/stream?token=%3Cvalue%3E"
    assert wire.headers("syllable-api-key") == ["a-key"]
    accepted = str(wire.headers("accept")[0])
    assert {part.split(";")[0].strip() for part in accepted.split(",")} >= {"application/octet-stream", "audio/wav"}


@pytest.mark.parametrize(
    "arguments",
    [{"search_fields": [models.SessionProperties.SOURCE]}, {"start_datetime": "yesterday"}],
)
def test_what_the_server_refuses_is_a_validation_error_with_its_place(
    client: SyllableSDK, arguments: dict[str, Any]
) -> None:
    with pytest.raises(models.HTTPValidationError) as caught:
        client.sessions.list(**arguments)
    assert isinstance(caught.value, models.APIError)
    assert caught.value.status == 422
    assert caught.value.data.detail
    assert caught.value.data.detail[0].loc[0] == "query"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("get_by_id", {"session_id": "unknown"}),
        ("get_full_summary", {"session_id": "a/b"}),
        ("stream_recording", {"token": "unknown"}),
    ],
)
def test_what_is_not_there_is_an_api_error(client: SyllableSDK, name: str, arguments: dict[str, str]) -> None:
    with pytest.raises(models.APIError) as caught:
        getattr(client.sessions, name)(**arguments)
    assert (caught.value.status, caught.value.data["detail"][:16]) == (404, "There is no such")
    assert not isinstance(caught.value, models.HTTPValidationError)


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_empty_key_is_none_and_every_operation_says_so(served_wire: tuple[str, Wire], wire: Wire, name: str) -> None:
    arguments = {"list": {}, "stream_recording": {"token": "<value>"}}.get(name, {"session_id": "<id>"})
    with (
        SyllableSDK(api_key_header="", base_url=served_wire[0]) as client,
        pytest.raises(models.APIError) as caught,
    ):
        getattr(client.sessions, name)(**arguments)
    assert caught.value.status == 401
    assert wire.headers("syllable-api-key") == [None]


def test_the_key_may_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, served_wire: tuple[str, Wire], wire: Wire
) -> None:
    monkeypatch.setenv("SYLLABLESDK_API_KEY_HEADER", "of-the-environment")
    monkeypatch.setenv("SYLLABLE_SDK_BASE_URL", served_wire[0])
    with SyllableSDK() as client:
        assert client.sessions.list(limit=0).items == []
    assert wire.headers("syllable-api-key") == ["of-the-environment"]


def test_the_asynchronous_client_returns_and_raises_the_same(served_wire: tuple[str, Wire]) -> None:
    async def calls() -> tuple[models.ListResponseSession, models.Session, models.SessionSummaryResponse]:
        async with AsyncSyllableSDK(api_key_header="a-key", base_url=served_wire[0]) as client:
            with pytest.raises(models.HTTPValidationError):
                await client.sessions.list(start_datetime="yesterday")
            return (
                await client.sessions.list(limit=1),
                await client.sessions.get_by_id(session_id="<id>"),
                await client.sessions.get_full_summary(session_id="<id>"),
            )

    page, session, summary = asyncio.run(calls())
    assert page.items == [session]
    assert summary.rating == "good"
