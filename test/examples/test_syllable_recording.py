"""A recording goes to disk while it streams, and a download that broke off goes on."""

from __future__ import annotations

import asyncio
import threading
import tracemalloc
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from examples.syllable.syllable_sdk import BodyGoneException, ConnectionException, RetryConfig
from examples.syllable.syllable_sdk.aio import AsyncSyllableSDK
from examples.syllable.syllable_sdk.rest import RESTResponse

from .syllable import client_on_wire, served

LONG = 120
"""Seconds of a recording of ten mebibytes."""
AT_MOST = 2_000_000
"""Bytes of memory that a download may take, the server's among them."""
AGAIN = RetryConfig(attempts=3, initial_delay=0.001)


def length(path: Path) -> float:
    with wave.open(str(path)) as file:
        return float(file.getnframes() / file.getframerate())


def test_a_recording_is_saved_with_progress(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    with client_on_wire() as (client, _):
        response = client.sessions.stream_recording(token="<value>")
        assert response.data is None
        path = response.save_to(tmp_path / "a.wav", lambda *numbers: told.append(numbers))
    assert length(path) == 12
    assert told[-1] == (path.stat().st_size, path.stat().st_size)
    assert len(told) > 10


def test_a_recording_is_read_while_the_server_still_sends(tmp_path: Path) -> None:
    gate = threading.Event()
    with client_on_wire(gate=gate) as (client, _), client.sessions.stream_recording(token="<value>") as response:
        pieces = response.iter_bytes()
        first = next(pieces)
        assert first.startswith(b"RIFF")
        gate.set()
        assert len(first) + sum(map(len, pieces)) == int(response.headers["content-length"])


def test_a_recording_can_be_read_whole() -> None:
    with client_on_wire() as (client, _):
        response = client.sessions.stream_recording(token="<value>")
        assert len(response.read()) == 1_058_444


def test_a_long_recording_takes_little_memory(tmp_path: Path) -> None:
    with client_on_wire(seconds=LONG) as (client, _):
        client.sessions.stream_recording(token="<value>").close()
        tracemalloc.start()
        try:
            path = client.sessions.stream_recording(token="<value>").save_to(tmp_path / "a.wav")
            most = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert length(path) == LONG
    assert most < AT_MOST


def test_a_download_that_broke_off_goes_on_where_it_was(tmp_path: Path) -> None:
    with client_on_wire(cut=400_000) as (client, wire):
        path = client.sessions.stream_recording(token="<value>", retries=AGAIN).save_to(tmp_path / "a.wav")
        resumed, condition = wire.headers("range")[1], wire.headers("if-range")[1]
    assert length(path) == 12
    assert (resumed or "").startswith("bytes=")
    assert int((resumed or "")[6:-1]) > 0
    assert condition


def test_without_retries_a_download_that_broke_off_fails_and_leaves_nothing(tmp_path: Path) -> None:
    with client_on_wire(cut=400_000) as (client, _):
        response = client.sessions.stream_recording(token="<value>")
        with pytest.raises(ConnectionException):
            response.save_to(tmp_path / "a.wav")
    assert list(tmp_path.iterdir()) == []


def spoil_by_closing(response: RESTResponse) -> None:
    response.close()


def spoil_by_reading(response: RESTResponse) -> None:
    next(response.iter_bytes())


@pytest.mark.parametrize("spoil", [spoil_by_closing, spoil_by_reading])
def test_a_recording_that_is_not_there_any_more_is_not_saved_as_if_it_were(
    tmp_path: Path, spoil: Callable[[RESTResponse], None]
) -> None:
    with client_on_wire() as (client, _):
        response = client.sessions.stream_recording(token="<value>")
        spoil(response)
        for use in (response.read, lambda: response.save_to(tmp_path / "a.wav")):
            with pytest.raises(BodyGoneException):
                use()
    assert list(tmp_path.iterdir()) == []


def test_what_is_awaited_is_not_saved_after_it_was_given_up_either(tmp_path: Path) -> None:
    async def save(url: str) -> None:
        async with AsyncSyllableSDK(api_key_header="a-key", base_url=url) as client:
            response = await client.sessions.stream_recording(token="<value>")
            response.close()
            for use in (response.read, lambda: response.save_to(tmp_path / "a.wav")):
                with pytest.raises(BodyGoneException):
                    await use()

    with served() as (url, _):
        asyncio.run(save(url))
    assert list(tmp_path.iterdir()) == []


def test_what_was_read_is_kept_when_the_response_is_closed() -> None:
    with client_on_wire() as (client, _):
        response = client.sessions.stream_recording(token="<value>")
        content = response.read()
        response.close()
        assert b"".join(response.iter_bytes()) == response.read() == content


@pytest.mark.parametrize("cut", [None, 400_000])
def test_the_asynchronous_client_saves_and_goes_on_too(tmp_path: Path, cut: int | None) -> None:
    async def save(url: str) -> Path:
        async with AsyncSyllableSDK(api_key_header="a-key", base_url=url) as client:
            response = await client.sessions.stream_recording(token="<value>", retries=AGAIN)
            return await response.save_to(tmp_path / "a.wav")

    with served(cut=cut) as (url, wire):
        path = asyncio.run(save(url))
    assert length(path) == 12
    assert len(wire.scopes) == (2 if cut else 1)


def test_the_asynchronous_client_takes_little_memory(tmp_path: Path) -> None:
    async def save(url: str) -> int:
        async with AsyncSyllableSDK(api_key_header="a-key", base_url=url) as client:
            (await client.sessions.stream_recording(token="<value>")).close()
            tracemalloc.start()
            try:
                await (await client.sessions.stream_recording(token="<value>")).save_to(tmp_path / "a.wav")
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

    with served(seconds=LONG) as (url, _):
        assert asyncio.run(save(url)) < AT_MOST
    assert length(tmp_path / "a.wav") == LONG
