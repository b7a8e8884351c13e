"""Each operation through the client against the running mock server."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

from portal_client import ApiClient, Configuration, Portal, Session, SessionsApi, SessionStatus
from portal_client.exceptions import (
    ApiException,
    ConflictException,
    NotFoundException,
    UnauthorizedException,
    UnprocessableEntityException,
)

FIXTURE = "session_id_example"


def follow(api: SessionsApi, session_id: str) -> Session:
    session = api.subscribe_to_session(session_id)
    while session.status == SessionStatus.RUNNING:
        session = api.subscribe_to_session(session_id)
    return session


def test_create_session_returns_the_agents_answer(api: SessionsApi) -> None:
    session = api.create_session("planner", "Hello")
    assert [message.role.value for message in session.messages] == ["user", "assistant"]
    assert session.messages[0].text == "Hello"
    assert (session.status, session.agent_id) == (SessionStatus.READY, "planner")


def test_create_async_session_runs_in_the_background_until_ready(api: SessionsApi) -> None:
    started = api.create_async_session("planner", "Hello")
    session = follow(api, started.session_id)
    assert (session.status, len(session.messages)) == (SessionStatus.READY, 2)


def test_create_session_from_replay_keeps_the_first_messages(api: SessionsApi) -> None:
    replay = api.create_session_from_replay(FIXTURE, 1)
    source = api.get_session(FIXTURE)
    assert [message.text for message in replay.messages] == [message.text for message in source.messages[:2]]
    assert replay.replayed_from is not None
    assert (replay.replayed_from.session_id, replay.replayed_from.last_message_index) == (FIXTURE, 1)


def test_get_grouped_sessions_has_a_new_session_under_today(api: SessionsApi) -> None:
    session = api.create_session("planner", "Hello")
    groups = api.get_grouped_sessions().time_to_sessions
    assert groups["Today"][0].id == session.id
    assert groups["Today"][0].name == "Hello"


def test_get_session_returns_what_was_created(api: SessionsApi) -> None:
    session = api.create_session("planner", "Hello")
    assert api.get_session(session.id) == session


def test_get_sessions_lists_the_newest_first(api: SessionsApi) -> None:
    created = [api.create_session("planner", text).id for text in ("first", "second")]
    assert [session.id for session in api.get_sessions("planner").sessions] == created[::-1]


def test_subscribe_to_session_answers_at_once_when_nothing_runs(api: SessionsApi) -> None:
    assert api.subscribe_to_session(FIXTURE).status == SessionStatus.READY


def test_subscribe_to_session_needs_no_token(url: str, api: SessionsApi) -> None:
    session = api.create_session("planner", "Hello")
    with ApiClient(Configuration(host=url)) as stranger:
        assert SessionsApi(stranger).subscribe_to_session(session.id).id == session.id


def test_update_session_adds_a_turn(api: SessionsApi) -> None:
    session = api.create_session("planner", "Hello")
    updated = api.update_session(session.id, "And then?")
    assert [message.text for message in updated.messages][2] == "And then?"
    assert len(updated.messages) == 4


def test_update_async_session_adds_a_turn_in_the_background(api: SessionsApi) -> None:
    session = api.create_session("planner", "Hello")
    again = api.update_async_session(session.id, "And then?")
    assert again.session_id == session.id
    assert len(follow(api, session.id).messages) == 4


CONTENT = b"Tuesday: dentist \x00\xff"


def files(folder: Path) -> dict[str, object]:
    path = folder / "notes.bin"
    path.write_bytes(CONTENT)
    return {
        "bytes": CONTENT,
        "bytearray": bytearray(CONTENT),
        "path": path,
        "text": str(path),
        "pair": ("notes.bin", CONTENT),
        "triple": ("notes.bin", CONTENT, "application/x-notes"),
        "open": io.BytesIO(CONTENT),
    }


@pytest.mark.parametrize("way", ["bytes", "bytearray", "path", "text", "pair", "triple", "open"])
def test_a_file_arrives_whole_however_it_is_given(api: SessionsApi, tmp_path: Path, way: str) -> None:
    session = api.create_session("planner", "Hello", [files(tmp_path)[way]])  # type: ignore[list-item]
    (file,) = session.messages[0].files or []
    assert (file.size, file.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


def test_name_and_media_type_of_a_file_arrive(api: SessionsApi) -> None:
    session = api.create_session("planner", "Hello", [('größe "1".txt', b"x", "text/x-notes")])
    (file,) = session.messages[0].files or []
    assert (file.name, file.content_type) == ('größe "1".txt', "text/x-notes")


def test_several_files_arrive_in_order(api: SessionsApi) -> None:
    session = api.create_session("planner", "Hello", [("a", b"1"), ("b", b"2"), ("c", b"3")])
    assert [file.name for file in session.messages[0].files or []] == ["a", "b", "c"]


def test_awkward_ids_travel_as_they_are(api: SessionsApi) -> None:
    for session_id in ("a/b", "a?b", "a#b", "a%2Fb", "größe", "a b", "…"):
        with pytest.raises(NotFoundException):
            api.get_session(session_id)


def test_an_unknown_session_is_not_found_with_a_typed_body(api: SessionsApi) -> None:
    with pytest.raises(NotFoundException) as caught:
        api.get_session("nobody-has-this")
    assert caught.value.status == 404
    assert isinstance(caught.value.data.detail, str)


def test_another_callers_session_is_not_found(url: str, api: SessionsApi) -> None:
    session = api.create_session("planner", "Hello")
    with ApiClient(Configuration(host=url, access_token="someone-else")) as other, pytest.raises(NotFoundException):
        SessionsApi(other).get_session(session.id)


def test_without_a_token_the_caller_is_unauthorized(url: str) -> None:
    with ApiClient(Configuration(host=url)) as client, pytest.raises(UnauthorizedException) as caught:
        SessionsApi(client).get_grouped_sessions()
    assert (caught.value.headers or {})["www-authenticate"] == "Bearer"


def test_an_index_past_the_end_is_a_validation_error_that_says_where(api: SessionsApi) -> None:
    with pytest.raises(UnprocessableEntityException) as caught:
        api.create_session_from_replay(FIXTURE, 10_000)
    (problem,) = caught.value.data.detail
    assert [part.actual_instance for part in problem.loc] == ["query", "last_message_index"]


def test_with_http_info_has_status_and_headers(api: SessionsApi) -> None:
    response = api.get_session_with_http_info(FIXTURE)
    assert response.status_code == 200
    assert (response.headers or {})["Content-Type"].startswith("application/json")
    assert response.data.id == FIXTURE


def test_without_preload_content_gives_the_unread_response(api: SessionsApi) -> None:
    response = api.get_session_without_preload_content("nobody-has-this")
    assert response.status == 404
    assert b"detail" in response.read()


def test_every_error_is_an_api_exception(api: SessionsApi) -> None:
    assert issubclass(ConflictException, ApiException)
    with pytest.raises(ApiException):
        api.get_session("nobody-has-this")


def test_the_short_way_in_calls_the_same_operations(url: str) -> None:
    with Portal(access_token="short", base_url=url) as portal:
        session = portal.sessions.create_session("planner", "Hello")
        assert portal.sessions.get_session(session.id).id == session.id
