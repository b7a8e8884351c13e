"""The flux0 mock over HTTP: what comes of a message."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from typing import Any

import httpx
import pytest

from examples.flux0.agent import Steps, Turn
from mock_server import Settings
from mock_server.testing import serve
from test.examples.flux0 import SAID, SESSION, UNKNOWN, Shown, Stepwise, ask, flux0, listed, say
from test.mock_server.calls import Clock

STREAM = f"/{SESSION}/events/stream"


def kinds(stream: list[Shown]) -> list[str]:
    """What a stream is made of: statuses by name, chunks by the first step of their path; repeated ones once."""
    found: list[str] = []
    for event in stream:
        chunk = event["event"] == "chunk"
        kind = event["data"]["patches"][0]["path"].split("/")[1] if chunk else event["data"]["data"]["status"]
        found += [kind] if found[-1:] != [kind] else []
    return found


def chunks(stream: list[Shown]) -> dict[str, list[Shown]]:
    """The chunks by their documents."""
    found: dict[str, list[Shown]] = {}
    for event in stream:
        if event["event"] == "chunk":
            found.setdefault(event["data"]["event_id"], []).append(event["data"])
    return found


def streamed(
    url: str, content: str = "Weather?", headers: dict[str, str] | None = None
) -> AbstractContextManager[httpx.Response]:
    """Say something over a real connection."""
    return httpx.stream("POST", f"{url}/api/sessions{STREAM}", json={**SAID, "content": content}, headers=headers)


@pytest.mark.parametrize(
    ("said", "session", "loc"),
    [
        ({"type": "tool", "source": "system"}, UNKNOWN, ["body", "type"]),
        ({"type": "message", "source": "system"}, UNKNOWN, ["body", "source"]),
        ({"type": "message", "source": "user"}, UNKNOWN, ["body", "content"]),
        ({"type": "message", "source": "user", "content": ""}, UNKNOWN, ["body", "content"]),
        ({"type": "message", "source": "user", "content": None}, SESSION, ["body", "content"]),
        ({"type": "noise", "source": "user", "content": "x"}, SESSION, ["body", "type"]),
    ],
)
def test_type_source_and_content_are_checked_in_this_order(said: Shown, session: str, loc: list[str]) -> None:
    response = ask("POST", f"/{session}/events/stream", json=said)
    assert response.status_code == 422
    assert [each["loc"] for each in response.json()["detail"]] == [loc]
    assert set(response.json()["detail"][0]) == {"loc", "msg", "type"}


def test_the_session_is_looked_for_at_last() -> None:
    assert ask("POST", f"/{UNKNOWN}/events/stream", json=SAID).status_code == 404


def test_a_turn_goes_from_tools_to_words() -> None:
    stream = say(flux0())
    assert kinds(stream) == ["processing", "tool_calls", "tool_call_results", "processing", "typing", "-"]


def test_a_stream_is_one_of_server_sent_events() -> None:
    response = ask("POST", STREAM, json=SAID)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    assert response.text.startswith("event: status\nid: ")


def test_the_message_of_the_user_is_kept_first() -> None:
    app = flux0(settings=Settings(fixtures=False))
    ask("POST", "", app, json={"agent_id": "vUfk4PgjTm", "id": SESSION})
    say(app, "Hello", Cookie="flux0_user_sub=ada")
    first = listed(app)[0]
    assert (first["offset"], first["type"], first["source"]) == (0, "message", "user")
    assert first["data"]["parts"] == [{"type": "content", "content": "Hello"}]
    assert first["data"]["participant"]["name"] == "ada"
    assert "metadata" not in first


def test_one_correlation_id_goes_through_stream_and_events() -> None:
    app = flux0()
    streamed = {event["data"]["correlation_id"] for event in say(app)}
    assert streamed == {event["correlation_id"] for event in listed(app, "min_offset=7")}
    (correlation,) = streamed
    assert [len(part) for part in correlation.removeprefix("RID(").split(")::")] == [10, 10]


def test_every_call_has_a_correlation_id_of_its_own() -> None:
    app = flux0()
    assert say(app)[0]["data"]["correlation_id"] != say(app)[0]["data"]["correlation_id"]


def test_the_chunks_of_each_document_are_numbered_from_zero() -> None:
    for found in chunks(say(flux0())).values():
        assert [chunk["seq"] for chunk in found] == list(range(len(found)))


def test_a_chunk_says_who_it_is_from_and_when() -> None:
    for found in chunks(say(flux0(clock=Clock()))).values():
        for chunk in found:
            assert chunk["metadata"] == {"agent_id": "vUfk4PgjTm", "agent_name": "weather"}
            assert chunk["timestamp"] == 1706702400.0


def test_a_tool_call_is_built_piece_by_piece() -> None:
    first, *rest = next(iter(chunks(say(flux0())).values()))
    call = {"type": "tool_call", "tool_call_id": "call01", "tool_name": "", "args": []}
    assert first["patches"] == [
        {"op": "add", "path": "/tool_calls/0", "value": call},
        {"op": "replace", "path": "/tool_calls/0/tool_name", "value": "search"},
    ]
    assert {patch["path"] for chunk in rest for patch in chunk["patches"]} == {"/tool_calls/0/args/-"}


def test_finished_documents_are_kept_under_their_ids() -> None:
    app = flux0()
    documents = chunks(say(app))
    assert [event["id"] for event in listed(app, "min_offset=8&types=message,tool")] == list(documents)
    (text,) = listed(app, "min_offset=11&types=message")
    said = "".join(patch["value"] for chunk in list(documents.values())[-1] for patch in chunk["patches"])
    assert text["data"]["parts"] == [{"type": "content", "content": said}]


def test_statuses_are_kept_under_the_ids_that_they_were_sent_with() -> None:
    app = flux0()
    sent = [event for event in say(app) if event["event"] == "status"]
    assert [event["id"] for event in listed(app, "min_offset=7&types=status")] == [event["id"] for event in sent]
    assert {event["data"]["data"]["acknowledged_offset"] for event in sent} == {7}


@pytest.mark.parametrize(("content", "headers"), [("[fail] please", {}), ("Weather?", {"Mock-Fault": "fail"})])
def test_an_agent_can_be_told_to_fail(content: str, headers: dict[str, str]) -> None:
    app = flux0()
    last = say(app, content, **headers)[-1]
    assert (last["event"], last["data"]["data"]["status"]) == ("status", "error")
    assert last["data"]["data"]["data"] == {"detail": "The agent was told to fail"}
    assert listed(app)[-1]["id"] == last["id"]


@pytest.mark.parametrize(("content", "headers"), [("[drop] please", {}), ("Weather?", {"Mock-Fault": "drop"})])
def test_the_connection_can_be_dropped_on_the_way(content: str, headers: dict[str, str]) -> None:
    received: list[str] = []
    with serve(flux0()) as server, streamed(server.url, content, headers) as response:
        lines = response.iter_lines()
        with pytest.raises(httpx.RemoteProtocolError):
            received.extend(lines)
    assert [line for line in received if "typing" in line]


async def own(turn: Turn) -> Steps:
    """An agent of a test."""
    call = turn.tool_call("c1", "add", {"a": 1})
    yield call
    yield turn.tool_call("c2", "add", {})
    yield turn.tool_result(call, error="Too hard")
    yield turn.text(turn.content)
    raise RuntimeError(f"{turn.agent_id} gives up")


def test_an_agent_of_a_test_takes_the_place_of_the_script() -> None:
    app = flux0(agent=own)
    assert kinds(say(app, "Hi")) == ["tool_calls", "tool_call_results", "-", "error"]
    _, calls, results, error = listed(app, "min_offset=7")
    assert [part["tool_call_id"] for part in calls["data"]["parts"]] == ["c1", "c2"]
    assert results["data"]["tool_calls"][0]["error"] == "Too hard"
    assert error["data"]["data"] == {"detail": "vUfk4PgjTm gives up"}


async def sleepy(turn: Turn) -> Steps:
    """An agent that does what the specification does not know."""
    yield turn.status("sleepy")


def test_the_agent_thinks_before_each_step_as_long_as_it_is_told() -> None:
    started = time.monotonic()
    steps = len(say(flux0(settings=Settings(delay=0.01))))
    assert time.monotonic() - started > steps * 0.01 / 2


def test_a_stream_is_held_against_the_specification(caplog: pytest.LogCaptureFixture) -> None:
    with serve(flux0(agent=sleepy)) as server, pytest.raises(httpx.RemoteProtocolError):
        httpx.post(f"{server.url}/api/sessions{STREAM}", json=SAID)
    assert "create_session_event answers an event, which its specification does not allow" in caplog.text


def test_a_comment_goes_out_while_nothing_happens() -> None:
    agent = Stepwise(1)
    app = flux0(agent=agent, settings=Settings(heartbeat=0.01))
    with serve(app) as server, streamed(server.url) as response:
        lines = response.iter_lines()
        assert next(lines).startswith(":")
        agent.go(0)
        assert any(line == "event: chunk" for line in lines)
    assert Settings().heartbeat == 15


def test_each_application_has_a_state_of_its_own() -> None:
    first: Any = flux0()
    say(first)
    assert len(listed(first)) == 14
    assert len(listed(flux0())) == 7
