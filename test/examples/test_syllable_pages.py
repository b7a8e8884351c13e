"""The sessions of all pages, one after the other."""

from __future__ import annotations

import asyncio
from typing import Any

from examples.syllable.syllable_sdk import models
from examples.syllable.syllable_sdk.aio import AsyncSyllableSDK

from .syllable import client_on_wire, served

VOICE: dict[str, Any] = {
    "search_fields": [models.SessionProperties.CHANNEL_MANAGER_TYPE],
    "search_field_values": ["voice"],
}


def test_an_iterator_goes_through_all_pages_and_keeps_what_is_searched_for() -> None:
    with client_on_wire() as (client, wire):
        found = list(client.sessions.list_iter(limit=12, **VOICE))
        assert len(wire.scopes) == 3
    assert len({session.session_id for session in found}) == len(found) == 30
    assert {session.channel_manager_type for session in found} == {"voice"}


def test_an_iterator_begins_at_the_page_that_is_named() -> None:
    with client_on_wire() as (client, wire):
        assert len(list(client.sessions.list_iter(page=2, limit=40))) == 10
        assert len(wire.scopes) == 1


def test_nothing_is_sent_before_it_is_needed() -> None:
    with client_on_wire() as (client, wire):
        sessions = iter(client.sessions.list_iter(limit=10))
        assert wire.scopes == []
        assert next(sessions).session_id == "<id>"
        assert len(wire.scopes) == 1


def test_pages_of_no_size_end_at_once() -> None:
    with client_on_wire() as (client, wire):
        assert list(client.sessions.list_iter(limit=0)) == []
        assert len(wire.scopes) == 1


def test_pages_are_awaited_too() -> None:
    async def collect(url: str) -> list[models.Session]:
        async with AsyncSyllableSDK(api_key_header="a-key", base_url=url) as client:
            return [session async for session in client.sessions.list_iter(limit=40)]

    with served() as (url, _):
        assert len(asyncio.run(collect(url))) == 90
