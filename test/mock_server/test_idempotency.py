from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from mock_server import create_app, load_app
from mock_server.testing import serve
from portal_client import Configuration, Portal
from test.mock_server.calls import ME, SOMEONE, call, client_of, form

LIBRARY = Path(__file__).parent / "library"
KEY = {"Idempotency-Key": "k1"}
FORM = form(agent_id="a", text_prompt="Hello")


def count(app: object) -> int:
    return len(call("GET", "/sessions?agent_id=a", app).json()["sessions"])  # type: ignore[arg-type]


def test_a_request_that_comes_twice_is_done_once() -> None:
    app = create_app()
    first = call("POST", "/sessions", app, **FORM, headers=KEY)
    second = call("POST", "/sessions", app, **FORM, headers=KEY)
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert count(app) == 1


def test_without_a_key_or_with_another_one_it_is_done_again() -> None:
    app = create_app()
    for headers in ({}, {}, KEY, {"Idempotency-Key": "k2"}):
        call("POST", "/sessions", app, **FORM, headers=headers)
    assert count(app) == 4


def test_the_key_of_another_caller_is_another_key() -> None:
    app = create_app()
    mine = call("POST", "/sessions", app, **FORM, headers={**ME, **KEY})
    theirs = call("POST", "/sessions", app, **FORM, headers={**SOMEONE, **KEY})
    assert mine.json()["id"] != theirs.json()["id"]


def test_a_key_cannot_be_used_for_another_request() -> None:
    app = create_app()
    call("POST", "/sessions", app, **FORM, headers=KEY)
    response = call("POST", "/sessions", app, **form(agent_id="a", text_prompt="Other"), headers=KEY)
    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["header", "Idempotency-Key"]


def test_a_request_that_failed_may_come_again_with_its_key() -> None:
    app = create_app()
    wrong = call("POST", "/sessions", app, **form(agent_id="a"), headers=KEY)
    assert wrong.status_code == 422
    assert call("POST", "/sessions", app, **FORM, headers=KEY).status_code == 200


@pytest.mark.parametrize("times", [5])
def test_requests_with_one_key_at_the_same_time_are_done_once(times: int) -> None:
    async def main() -> set[bytes]:
        async with client_of(create_app()) as client:
            calls = (client.post("/sessions", **FORM, headers=KEY) for _ in range(times))
            return {response.content for response in await asyncio.gather(*calls)}

    assert len(asyncio.run(main())) == 1


def test_the_client_can_make_the_keys() -> None:
    with serve() as server:
        settings = Configuration(host=server.url, access_token="t", idempotency_keys=True)
        with Portal(settings) as portal:
            first, second = (portal.sessions.create_session("a", text_prompt="x") for _ in range(2))
    assert first.id != second.id


READING = "/v1/books/1/reading"


def test_a_stream_that_ended_is_sent_again() -> None:
    app = load_app(LIBRARY)
    first, again = (call("POST", READING, app, headers=KEY) for _ in range(2))
    assert first.text.count("event: word") == 3
    assert (again.text, again.headers["content-type"]) == (first.text, first.headers["content-type"])


def test_a_stream_that_is_asked_for_twice_at_the_same_time_is_made_once() -> None:
    async def main() -> list[str]:
        async with client_of(load_app(LIBRARY)) as client:
            both = [client.post(READING, headers=KEY) for _ in range(2)]
            return [response.text for response in await asyncio.gather(*both)]

    first, second = asyncio.run(main())
    assert first == second != ""


def test_a_stream_that_broke_off_may_be_asked_for_anew() -> None:
    with serve(load_app(LIBRARY)) as server:
        for _ in range(2):
            with pytest.raises(httpx.RemoteProtocolError):
                httpx.post(f"{server.url}/v1/books/2/reading", headers=KEY)
