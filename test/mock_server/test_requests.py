"""What the server makes of requests, good and bad; the traps that servers of this kind fall into are all here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from mock_server import create_app
from mock_server.settings import Settings
from test.mock_server.calls import FIXTURE, call, client_of, form, together, upload

BOUNDARY = {"Content-Type": "multipart/form-data; boundary=x"}
NEW = {"agent_id": "a", "text_prompt": "Hello"}


def parts(*parts: str) -> bytes:
    """A multipart body from the headers and contents of its parts."""
    return "".join(f"--x\r\n{part}\r\n" for part in parts).encode() + b"--x--\r\n"


def field(name: str, value: str) -> str:
    return f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'


AGENT, PROMPT = field("agent_id", "a"), field("text_prompt", "Hello")


def issues(response: httpx.Response) -> list[tuple[list[str | int], str]]:
    assert response.status_code == 422, response.text
    return [(issue["loc"], issue["type"]) for issue in response.json()["detail"]]


@pytest.mark.parametrize("value", [None, "", "Bearer", "Bearer ", "Basic eDp5"])
def test_no_or_malformed_credentials_are_unauthorized(value: str | None) -> None:
    header = {} if value is None else {"Authorization": value}

    async def made() -> httpx.Response:
        transport = httpx.ASGITransport(app=create_app())
        async with httpx.AsyncClient(transport=transport, base_url="http://mock") as client:
            return await client.get("/sessions/grouped", headers=header)

    response = asyncio.run(made())
    assert (response.status_code, response.json()) == (401, {"detail": "Not authenticated"})
    assert response.headers["www-authenticate"] == "Bearer"


def test_only_listed_tokens_are_accepted_when_some_are() -> None:
    app = create_app(Settings(tokens=frozenset({"listed"})))
    assert call("GET", "/sessions/grouped", app).status_code == 401
    listed = {"Authorization": "bearer listed"}
    assert call("GET", "/sessions/grouped", app, headers=listed).status_code == 200


def test_every_missing_value_is_named_at_once() -> None:
    response = call("POST", "/sessions/replay")
    assert issues(response) == [(["query", "session_id"], "missing"), (["query", "last_message_index"], "missing")]
    assert issues(call("POST", "/sessions", content=parts(), headers=BOUNDARY)) == [
        (["body", "agent_id"], "missing"),
        (["body", "text_prompt"], "missing"),
    ]


def test_a_value_of_the_wrong_type_is_placed() -> None:
    response = call("POST", "/sessions/replay?session_id=x&last_message_index=first")
    assert issues(response) == [(["query", "last_message_index"], "int_type")]


def test_a_body_that_is_lacking_is_missing() -> None:
    assert issues(call("POST", "/sessions")) == [(["body"], "missing")]


def test_multipart_without_a_boundary_is_invalid_not_a_crash() -> None:
    response = call("POST", "/sessions", content=b"x", headers={"Content-Type": "multipart/form-data"})
    assert issues(response) == [(["header", "Content-Type"], "value_error")]


@pytest.mark.parametrize("content", [b"garbage", b"--x\r\nno header", parts(AGENT)[:-6], b"--x\r\n\r\n\r\n--x--\r\n"])
def test_a_broken_multipart_body_is_invalid_not_a_crash(content: bytes) -> None:
    assert issues(call("POST", "/sessions", content=content, headers=BOUNDARY)) == [(["body"], "multipart_invalid")]


@pytest.mark.parametrize("boundary", ["b" * 5_000, "", '""'])
def test_a_boundary_that_cannot_be_is_invalid_not_a_crash(boundary: str) -> None:
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    assert issues(call("POST", "/sessions", content=b"--", headers=headers))


def test_a_text_that_is_not_utf_8_is_placed() -> None:
    content = parts(AGENT, PROMPT).replace(b"Hello", b"\xff")
    expected = [(["body", "text_prompt"], "string_unicode")]
    assert issues(call("POST", "/sessions", content=content, headers=BOUNDARY)) == expected


def test_another_media_type_is_unsupported_and_the_right_one_is_named() -> None:
    response = call("POST", "/sessions", json=NEW)
    assert (response.status_code, response.json()) == (415, {"detail": "Send multipart/form-data"})


@pytest.mark.parametrize("count", [0, 1, 3])
def test_any_number_of_files_arrives(count: int) -> None:
    sent = upload(*((f"{n}.txt", b"x", "text/plain") for n in range(count)), **NEW)
    files = call("POST", "/sessions", **sent).json()["messages"][0]["files"]
    assert [file["name"] for file in files] == [f"{n}.txt" for n in range(count)]


def test_a_file_without_a_media_type_is_taken() -> None:
    part = 'Content-Disposition: form-data; name="files"; filename="a.bin"\r\n\r\nabc'
    response = call("POST", "/sessions", content=parts(AGENT, PROMPT, part), headers=BOUNDARY)
    assert response.json()["messages"][0]["files"][0]["content_type"] == "application/octet-stream"


def test_a_file_field_that_a_browser_left_empty_is_none() -> None:
    part = 'Content-Disposition: form-data; name="files"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n'
    response = call("POST", "/sessions", content=parts(AGENT, PROMPT, part), headers=BOUNDARY)
    assert response.json()["messages"][0]["files"] == []


def test_a_text_where_a_file_belongs_is_placed() -> None:
    content = parts(AGENT, PROMPT, field("files", "text"))
    assert issues(call("POST", "/sessions", content=content, headers=BOUNDARY)) == [(["body", "files", 0], "file_type")]


def test_a_file_where_a_text_belongs_is_placed() -> None:
    part = 'Content-Disposition: form-data; name="text_prompt"; filename="a"\r\n\r\nabc'
    response = call("POST", "/sessions", content=parts(AGENT, part), headers=BOUNDARY)
    assert issues(response) == [(["body", "text_prompt"], "string_type")]


def test_a_repeated_text_is_refused_not_joined() -> None:
    content = parts(AGENT, PROMPT, field("text_prompt", "Again"))
    expected = [(["body", "text_prompt"], "too_many_values")]
    assert issues(call("POST", "/sessions", content=content, headers=BOUNDARY)) == expected


def test_names_beyond_ascii_arrive() -> None:
    sent = upload(('größe "1" ☃.txt', b"x", "text/plain"), agent_id="ä", text_prompt="☃")
    created = call("POST", "/sessions", **sent).json()
    assert (created["agent_id"], created["messages"][0]["text"]) == ("ä", "☃")
    assert created["messages"][0]["files"][0]["name"] == 'größe "1" ☃.txt'


def test_a_text_of_more_than_a_mebibyte_is_taken_if_the_limit_allows() -> None:
    app = create_app(Settings(max_prompt=3_000_000))
    response = call("POST", "/sessions", app, **form(agent_id="a", text_prompt="x" * 2_000_000))
    assert len(response.json()["messages"][0]["text"]) == 2_000_000


def test_more_than_a_thousand_files_are_taken_if_the_limit_allows() -> None:
    sent = upload(*((f"{n}", b"x", "text/plain") for n in range(1_100)), **NEW)
    assert len(call("POST", "/sessions", **sent).json()["messages"][0]["files"]) == 1_100


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        ({"max_prompt": 4}, 422),
        ({"max_file": 2}, 413),
        ({"max_files": 0}, 413),
        ({"max_fields": 1}, 413),
        ({"max_body": 100}, 413),
    ],
)
def test_what_is_over_a_limit_is_refused_and_nothing_is_stored(settings: dict[str, int], status: int) -> None:
    app = create_app(Settings(fixtures=False, **settings))  # type: ignore[arg-type]  # the sizes among the settings
    response = call("POST", "/sessions", app, **upload(("a", b"abc", "text/plain"), **NEW))
    assert response.status_code == status
    assert call("GET", "/sessions/grouped", app).json() == {"time_to_sessions": {}}


def test_a_body_in_chunks_without_a_length_is_taken() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for byte in parts(AGENT, PROMPT):
            yield bytes([byte])

    response = call("POST", "/sessions", content=chunks(), headers=BOUNDARY)
    assert response.json()["messages"][0]["text"] == "Hello"


def test_a_body_in_chunks_is_refused_when_it_grows_over_the_limit() -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="text_prompt"\r\n\r\n'
        while True:
            yield b"x" * 1024

    response = call("POST", "/sessions", create_app(Settings(max_body=10_000)), content=endless(), headers=BOUNDARY)
    assert response.status_code == 413


LITERAL = [("GET", "/sessions/replay"), ("PUT", "/sessions/grouped"), ("PUT", "/sessions/async")]


@pytest.mark.parametrize(("method", "path"), LITERAL)
def test_a_literal_path_wins_over_a_templated_one(method: str, path: str) -> None:
    assert call(method, path).status_code == 405


def test_grouped_is_never_taken_for_an_id() -> None:
    assert "time_to_sessions" in call("GET", "/sessions/grouped").json()


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/sessions", "GET, HEAD, POST"),
        (f"/sessions/{FIXTURE}", "GET, HEAD, PUT"),
        ("/sessions/async", "POST"),
        ("/sessions/grouped", "GET, HEAD"),
    ],
)
def test_405_names_all_methods_of_the_path(path: str, allowed: str) -> None:
    response = call("DELETE", path)
    assert (response.status_code, response.headers["allow"]) == (405, allowed)
    assert response.json() == {"detail": "Method Not Allowed"}


@pytest.mark.parametrize("path", ["/", "/nothing", "/sessions/", "/sessions/a/b", "/sessions//subscribe"])
def test_a_path_that_is_not_there_is_not_found_as_json(path: str) -> None:
    response = call("GET", path)
    assert (response.status_code, response.json()) == (404, {"detail": "Not Found"})


def test_head_has_the_headers_of_get_and_no_body() -> None:
    got, head = call("GET", f"/sessions/{FIXTURE}"), call("HEAD", f"/sessions/{FIXTURE}")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize("session_id", ["a%2Fb", "a%3Fb", "%2e%2e", "%25", "gr%C3%B6%C3%9Fe"])
def test_an_escaped_character_stays_in_its_value(session_id: str) -> None:
    assert call("GET", f"/sessions/{session_id}").json() == {"detail": "Session not found"}


def test_a_page_of_another_origin_may_call_and_read_errors() -> None:
    origin = {"Origin": "http://page"}
    preflight = {**origin, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "authorization"}
    response = call("OPTIONS", f"/sessions/{FIXTURE}", headers=preflight)
    assert (response.status_code, response.headers["access-control-allow-origin"]) == (200, "*")
    error = call("GET", "/sessions/unknown", headers=origin)
    assert (error.status_code, error.headers["access-control-allow-origin"]) == (404, "*")


@pytest.mark.parametrize("accept", ["application/json", "*/*"])
def test_subscribing_as_json_answers_at_once_when_nothing_runs(accept: str) -> None:
    response = call("GET", f"/sessions/{FIXTURE}/subscribe", headers={"Accept": accept, "Authorization": ""})
    assert response.json()["id"] == FIXTURE


@together
async def test_prefer_shortens_the_wait_of_a_subscription() -> None:
    async def never(turn: Any) -> str:
        await asyncio.Event().wait()
        return ""

    async with client_of(create_app(agent=never)) as client:
        started = (await client.post("/sessions/async", **form(agent_id="a", text_prompt="x"))).json()
        path = f"/sessions/{started['session_id']}/subscribe"
        response = await client.get(path, headers={"Prefer": "respond-async, wait=0"})
    assert response.json()["status"] == "Running"
