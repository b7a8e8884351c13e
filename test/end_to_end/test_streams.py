"""A turn in the background, followed event by event."""

from __future__ import annotations

import asyncio

from mock_server.testing import serve
from portal_client import Portal, Session
from portal_client.aio import AsyncPortal


def test_a_stream_yields_each_session_until_it_is_no_longer_running() -> None:
    with serve() as server, Portal(base_url=server.url, access_token="t") as portal:
        started = portal.sessions.create_async_session("planner", "What is on?")
        with portal.sessions.subscribe_to_session_stream(started.session_id) as sessions:
            found = list(sessions)
    assert all(isinstance(session, Session) for session in found)
    assert found[-1].status == "Ready"
    assert {session.status for session in found[:-1]} <= {"Running"}


def test_the_asynchronous_client_follows_the_same_stream() -> None:
    async def main(url: str) -> list[Session]:
        async with AsyncPortal(base_url=url, access_token="t") as portal:
            started = await portal.sessions.create_async_session("planner", "What is on?")
            async with await portal.sessions.subscribe_to_session_stream(started.session_id) as sessions:
                return [session async for session in sessions]

    with serve() as server:
        assert asyncio.run(main(server.url))[-1].status == "Ready"


def test_the_method_itself_keeps_returning_one_session() -> None:
    with serve() as server, Portal(base_url=server.url, access_token="t") as portal:
        started = portal.sessions.create_session("planner", "What is on?")
        assert portal.sessions.subscribe_to_session(started.id).status == "Ready"
