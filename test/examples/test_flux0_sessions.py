"""The flux0 mock over HTTP: sessions, and lists of events."""

from __future__ import annotations

from typing import Any

import pytest

from mock_server import App, Settings
from test.examples.flux0 import AGENT, SESSION, UNKNOWN, Shown, ask, flux0, listed, say
from test.mock_server.calls import Clock

NEW = {"agent_id": AGENT, "id": "aaaaaaaaaa", "title": "Dragons"}
CORRELATION = "RID(lyH-sVmwJO)::Y8oBzYT4CQ"


def ids() -> Any:
    """Ids of ten characters, one after the other."""
    numbers = iter(range(1000))
    return lambda: f"id{next(numbers):08}"


def test_a_session_has_what_it_was_created_with() -> None:
    response = ask("POST", "", flux0(clock=Clock(), ids=ids()), json=NEW)
    assert response.status_code == 201
    assert response.json() == {
        **NEW,
        "user_id": response.json()["user_id"],
        "consumption_offsets": {"client": 0},
        "created_at": "2024-01-31T12:00:00+00:00",
    }


def test_an_id_is_made_where_none_is_wanted() -> None:
    app = flux0(settings=Settings(fixtures=False), ids=ids())
    for wanted in ({"agent_id": AGENT}, {"agent_id": AGENT, "id": None, "title": None}):
        assert len(ask("POST", "", app, json=wanted).json()["id"]) == 10
    assert len(ask("GET", "", app).json()["data"]) == 2


def test_creating_again_answers_with_the_session_that_there_is() -> None:
    app = flux0()
    first, again = (ask("POST", "?allow_greeting=true", app, json=NEW) for _ in range(2))
    assert (again.status_code, again.json()) == (201, first.json())
    status, message = listed(app, session=NEW["id"])
    assert (status["type"], status["data"]["acknowledged_offset"], message["type"]) == ("status", 0, "message")


def test_other_content_under_the_same_id_is_a_conflict() -> None:
    app = flux0()
    ask("POST", "", app, json=NEW)
    for title in ("Princesses", None):
        response = ask("POST", "", app, json={**NEW, "title": title})
        assert (response.status_code, response.json()) == (409, {"detail": "Another session has the id aaaaaaaaaa"})


def test_an_unknown_agent_is_refused() -> None:
    response = ask("POST", "", json={"agent_id": UNKNOWN})
    assert (response.status_code, response.json()) == (400, {"detail": "There is no agent xxxxxxxxxx"})


@pytest.mark.parametrize(
    ("wanted", "query", "loc", "kind"),
    [
        ({}, "", ["body", "agent_id"], "missing"),
        ({"agent_id": "short"}, "", ["body", "agent_id"], "string_too_short"),
        ({"agent_id": AGENT + "x"}, "", ["body", "agent_id"], "string_too_long"),
        ({"agent_id": AGENT, "id": "x" * 11}, "", ["body", "id"], "string_too_long"),
        ({"agent_id": AGENT, "title": "x" * 201}, "", ["body", "title"], "string_too_long"),
        ({"agent_id": AGENT}, "?allow_greeting=perhaps", ["query", "allow_greeting"], "bool_type"),
    ],
)
def test_what_does_not_fit_is_placed(wanted: Shown, query: str, loc: list[str], kind: str) -> None:
    response = ask("POST", query, json=wanted)
    assert response.status_code == 422
    assert [(each["loc"], each["type"]) for each in response.json()["detail"]] == [(loc, kind)]


def test_no_greeting_is_said_unless_it_may() -> None:
    app = flux0()
    ask("POST", "", app, json=NEW)
    assert listed(app, session=NEW["id"]) == []


def test_a_session_is_retrieved_by_its_id() -> None:
    assert ask("GET", f"/{SESSION}").json()["title"] == "What's the weather in SF?"
    assert ask("GET", f"/{UNKNOWN}").status_code == 404
    assert ask("GET", "/short").json()["detail"][0]["loc"] == ["path", "session_id"]


def test_a_cookie_names_the_user_whose_sessions_are_listed() -> None:
    app = flux0()
    ada = {"Cookie": "flux0_user_sub=ada"}
    ask("POST", "", app, json=NEW, headers=ada)
    assert [each["id"] for each in ask("GET", "", app, headers=ada).json()["data"]] == [NEW["id"]]
    assert [each["id"] for each in ask("GET", "", app).json()["data"]] == [SESSION]


def test_sessions_are_listed_by_agent() -> None:
    app = flux0()
    assert len(ask("GET", f"?agent_id={AGENT}", app).json()["data"]) == 1
    assert ask("GET", f"?agent_id={UNKNOWN}", app).json() == {"data": []}


def test_the_oldest_session_goes_where_there_are_too_many() -> None:
    app = flux0(settings=Settings(max_sessions=1))
    ask("POST", "", app, json=NEW)
    assert ask("GET", f"/{SESSION}", app).status_code == 404


def offsets(app: App, query: str) -> list[int]:
    return [each["offset"] for each in listed(app, query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [0, 1, 2, 3, 4, 5, 6]),
        ("min_offset=5", [5, 6]),
        ("min_offset=&source=&correlation_id=&types=", [0, 1, 2, 3, 4, 5, 6]),
        ("source=user", [0]),
        ("types=message,tool", [0, 2, 3, 6]),
        ("types=message&types=tool", [0, 2, 3, 6]),
        ("types=tool", [3]),
        ("types=custom", []),
        ("source=ai_agent&types=message&min_offset=3", [6]),
        (f"correlation_id={CORRELATION}&types=tool", [3]),
        ("correlation_id=another", []),
    ],
)
def test_events_are_listed_that_fit_every_filter(query: str, expected: list[int]) -> None:
    assert offsets(flux0(), query) == expected


def test_events_of_one_call_are_found_by_its_correlation_id() -> None:
    app = flux0()
    said = say(app)[0]["data"]["correlation_id"]
    assert {each["correlation_id"] for each in listed(app)} == {CORRELATION, said}
    assert [each["offset"] for each in listed(app, f"correlation_id={said}")] == [7, 8, 9, 10, 11, 12, 13]


@pytest.mark.parametrize("query", ["types=message,none", "types=none&types=tool", "source=nobody", "min_offset=x"])
def test_filters_that_are_none_are_refused(query: str) -> None:
    response = ask("GET", f"/{SESSION}/events?{query}")
    assert (response.status_code, response.json()["detail"][0]["loc"][0]) == (422, "query")


def test_events_of_an_unknown_session_are_not_found() -> None:
    assert ask("GET", f"/{UNKNOWN}/events").status_code == 404


def test_a_header_lets_a_list_take_too_long() -> None:
    response = ask("GET", f"/{SESSION}/events", headers={"Mock-Fault": "timeout"})
    assert (response.status_code, response.json()) == (504, {"detail": "It took too long"})


def test_an_event_is_shown_whole() -> None:
    event = listed(flux0(clock=Clock(), ids=ids()), "types=tool")[0]
    call = {"tool_call_id": "call01", "tool_name": "search", "args": {"query": "What's the weather in SF?"}}
    result = {"data": "60 degrees and foggy", "metadata": {}, "control": {"mode": "auto"}}
    assert event == {
        "id": event["id"],
        "correlation_id": CORRELATION,
        "type": "tool",
        "source": "ai_agent",
        "offset": 3,
        "data": {"type": "tool_call_result", "tool_calls": [{**call, "result": result}]},
        "deleted": False,
        "metadata": {"agent_id": AGENT, "agent_name": "weather"},
        "created_at": "2024-01-31T12:00:00+00:00",
    }
