"""The nine defects of the client that was published before; each of these tests fails on it."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest
import urllib3
from urllib3.exceptions import MaxRetryError, NewConnectionError

from portal_client import ApiClient, ApiException, Configuration, OpenApiException, Session, SessionsApi
from portal_client.exceptions import ConnectionException, TimeoutException, UnprocessableEntityException

from .servers import closed_port, silent_server
from .wire import SESSION, Wire


def test_1_a_second_configuration_keeps_a_usable_host() -> None:
    assert Configuration(access_token="t").host == "http://localhost"


def test_1_the_environment_points_unchanged_code_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_CLIENT_BASE_URL", "http://127.0.0.1:8080")
    assert Configuration(access_token="t").host == "http://127.0.0.1:8080"


def test_1_a_host_in_the_code_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_CLIENT_BASE_URL", "http://127.0.0.1:8080")
    assert Configuration(host="http://here").host == "http://here"


@pytest.mark.parametrize("content", [b"data.txt", bytearray(b"data.txt")])
def test_2_bytes_are_content_and_no_path(sessions: SessionsApi, wire: Wire, content: bytes) -> None:
    sessions.create_session("a", "hi", files=[content])
    assert wire.last.parts[-1].get_payload(decode=True) == b"data.txt"


def test_3_grouped_sessions_can_be_read(sessions: SessionsApi, wire: Wire) -> None:
    agent = {"id": "a", "name": "A", "icon": "x"}
    summary = {"id": "s", "agent": agent, "updated_at": "2024-01-31T09:30:00Z", "name": "n"}
    wire.answer({"time_to_sessions": {"Today": [summary]}})
    assert sessions.get_grouped_sessions().time_to_sessions["Today"][0].agent.name == "A"


def test_4_a_session_with_datetimes_becomes_json() -> None:
    session = Session.from_dict(SESSION)
    assert json.loads(session.to_json())["created_at"] == "2024-01-31T09:30:00Z"


def test_5_there_is_a_default_timeout() -> None:
    assert Configuration().timeout == (10.0, 60.0)
    with (
        silent_server() as url,
        ApiClient(Configuration(host=url, timeout=0.05)) as client,
        pytest.raises(TimeoutException),
    ):
        SessionsApi(client).get_session("s")


def test_refused_connection_is_openapi_and_urllib3_error() -> None:
    with ApiClient(Configuration(host=closed_port())) as client, pytest.raises(OpenApiException) as caught:
        SessionsApi(client).get_session("s")
    for kind in (ConnectionException, ConnectionError, MaxRetryError, NewConnectionError):
        assert isinstance(caught.value, kind)
    assert isinstance(vars(caught.value)["reason"], NewConnectionError)
    assert not isinstance(caught.value, ApiException)


def test_timeout_is_openapi_and_urllib3_error() -> None:
    with (
        silent_server() as url,
        ApiClient(Configuration(host=url)) as client,
        pytest.raises(OpenApiException) as caught,
    ):
        SessionsApi(client).get_session("s", _request_timeout=0.05)
    for kind in (TimeoutException, TimeoutError, urllib3.exceptions.TimeoutError, urllib3.exceptions.MaxRetryError):
        assert isinstance(caught.value, kind)
    assert not isinstance(caught.value, ApiException)


def test_7_queries_encode_what_would_mean_something_else(sessions: SessionsApi, wire: Wire) -> None:
    wire.answer({"sessions": []})
    sessions.get_sessions("a/b?c=d&e#f %+ü")
    assert wire.last.query == [("agent_id", "a/b?c=d&e#f %+ü")]
    assert not set("/?# ") & set(wire.last.raw_query)
    assert unquote(wire.last.raw_query) == "agent_id=a/b?c=d&e#f %+ü"


def test_8_422_has_a_class_and_a_model(sessions: SessionsApi, wire: Wire) -> None:
    wire.answer({"detail": [{"loc": ["query", 3], "msg": "no", "type": "int"}]}, status=422)
    with pytest.raises(UnprocessableEntityException) as caught:
        sessions.get_session("s")
    assert [step.actual_instance for step in caught.value.data.detail[0].loc] == ["query", 3]


def test_9_what_the_model_pages_show_runs() -> None:
    session = Session.from_json(json.dumps(SESSION))
    assert Session.from_dict(session.to_dict()) == session
    assert "Hello" in session.to_str()
