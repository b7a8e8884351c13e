"""What the server calls a request, on what it answers and on the errors that it answers with."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from portal_client import ApiException, ApiResponse, NotFoundException, SessionsApi, TransportException
from portal_client.aio import AsyncPortal
from portal_client.exceptions import SentRequest

from .servers import say, server, url_of
from .wire import SESSION, Wire

IDS: list[tuple[Mapping[str, str], str | None]] = [
    ({"X-Request-Id": "7"}, "7"),
    ({"request-id": "7"}, "7"),
    ({"X-CORRELATION-ID": "7"}, "7"),
    ({"x-amzn-RequestId": "7"}, "7"),
    ({"X-Correlation-Id": "8", "X-Request-Id": "7"}, "7"),
    ({"X-Request-Id": "", "Request-Id": "7"}, "7"),
    ({"X-Other": "7"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("headers", "expected"), IDS)
def test_a_response_has_the_id_that_the_server_gave(
    sessions: SessionsApi, wire: Wire, headers: Mapping[str, str], expected: str | None
) -> None:
    wire.answer(SESSION, headers=headers)
    assert sessions.get_session_with_http_info("s").request_id == expected


@pytest.mark.parametrize(("headers", "expected"), IDS)
def test_an_error_has_it_too(
    sessions: SessionsApi, wire: Wire, headers: Mapping[str, str], expected: str | None
) -> None:
    wire.answer({"detail": "no"}, 404, headers=headers)
    with pytest.raises(NotFoundException) as caught:
        sessions.get_session("s")
    assert caught.value.request_id == expected


def test_a_response_made_by_hand_has_it_in_any_case() -> None:
    assert ApiResponse(status_code=200, headers={"x-REQUEST-id": "7"}, data=1, raw_data=b"").request_id == "7"
    assert ApiResponse(status_code=200, data=1, raw_data=b"").request_id is None


def test_where_no_response_came_there_is_none() -> None:
    assert TransportException("lost", SentRequest("GET", "http://x")).request_id is None


def test_the_asynchronous_client_has_it_as_well() -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        found = request.path.endswith("/s")
        say(request, SESSION if found else {"detail": "no"}, 200 if found else 404, **{"X-Request-Id": request.path})

    async def main(url: str) -> tuple[Any, Any]:
        async with AsyncPortal(base_url=url) as portal:
            response = await portal.sessions.get_session_with_http_info("s")
            with pytest.raises(ApiException) as caught:
                await portal.sessions.get_session("t")
            return response.request_id, caught.value.request_id

    with server(handle) as running:
        assert asyncio.run(main(url_of(running))) == ("/sessions/s", "/sessions/t")
