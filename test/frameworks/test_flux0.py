"""flux0_client against the real flux0-server, which needs Python 3.13."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from examples.flux0.flux0_client import EventSourceDTO, EventTypeDTO, Flux0, NotFoundException, models
from examples.flux0.flux0_client.aio import AsyncFlux0
from examples.flux0.flux0_client.exceptions import BadRequestException
from test.paths import ROOT

from .servers import wait_until

SERVER = "flux0-server==0.1.0b4"
SAID: dict[str, Any] = {"type_": EventTypeDTO.MESSAGE, "source": EventSourceDTO.USER, "content": "Hello out there"}


def python_3_13() -> str | None:
    """Return the path of a Python 3.13 that works, or None."""
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    candidates: list[Any] = [sys.executable, shutil.which("python3.13"), *pyenv.glob("versions/3.13.*/bin/python3.13")]
    for candidate in filter(None, candidates):
        result = subprocess.run([candidate, "--version"], capture_output=True, text=True)
        if result.stdout.startswith("Python 3.13"):
            return str(candidate)
    return None


def server_python() -> Path:
    """Return the Python of an environment with flux0-server, which is made once; skip if there can be none."""
    folder = ROOT / ".cache" / SERVER.replace("==", "-")
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        found = python_3_13()
        if found is None:
            pytest.skip("flux0-server needs Python 3.13, which is neither on PATH nor in pyenv")
        subprocess.run([found, "-m", "venv", "--clear", str(folder)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", SERVER]
        result = subprocess.run(install, capture_output=True, text=True)
        if result.returncode:
            pytest.skip(f"{SERVER} cannot be installed: {result.stderr.strip().splitlines()[-1]}")
        (folder / "complete").touch()
    return python


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    folder = tmp_path_factory.mktemp("flux0")
    settings = {"FLUX0_PORT": str(port), "FLUX0_MODULES": "flux0_module", "PYTHONPATH": str(Path(__file__).parent)}
    command = [str(server_python()), "-m", "flux0_server.main"]
    with (folder / "log.txt").open("w+b") as log:
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **settings}, stdout=log, stderr=log)
        try:
            wait_until(lambda: process.poll() is not None or answers(url))
            assert process.poll() is None, (folder / "log.txt").read_text()
            yield url
        finally:
            process.terminate()
            process.wait(20)


def answers(url: str) -> bool:
    """Return True if the server answers."""
    try:
        urllib.request.urlopen(f"{url}/api/sessions", timeout=5).close()
    except urllib.error.URLError:
        return False
    return True


@pytest.fixture(scope="module")
def agent_id(url: str) -> str:
    body = json.dumps({"type": "echo", "name": "Echo"}).encode()
    request = urllib.request.Request(f"{url}/api/agents", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        found: str = json.load(response)["id"]
    return found


def check_stream(events: list[Any]) -> None:
    """Check that every event has its class, and its values."""
    kinds = [type(event) for event in events]
    assert set(kinds) == {models.EmittedEventStream, models.ChunkEventStream}
    statuses = [event for event in events if isinstance(event, models.EmittedEventStream)]
    assert [type(event.data) for event in statuses] == [models.EmittedEventDTO] * 2
    assert [type(event.data.data) for event in statuses] == [models.StatusEventDataDTO] * 2
    assert [getattr(event.data.data, "status", None) for event in statuses] == ["processing", "typing"]
    assert [(event.event, event.id) for event in statuses] == [("status", "")] * 2
    chunks = [event.data for event in events if isinstance(event, models.ChunkEventStream)]
    assert [type(chunk) for chunk in chunks] == [models.ChunkEventDTO] * 4
    assert [patch.value for chunk in chunks for patch in chunk.patches] == ["Hm.", "Hello", "out", "there"]
    assert {type(patch) for chunk in chunks for patch in chunk.patches} == {models.JsonPatchOperationDTO}


def check_listed(events: list[Any]) -> None:
    """Check that every listed event has its class, and its data the class of its type."""
    kinds = {"status": models.StatusEventDataDTO, "message": models.MessageEventDataDTO}
    assert [type(event) for event in events] == [models.EventDTO] * 5
    assert [type(event.data) for event in events] == [kinds[event.type_] for event in events]
    said, *others = [event for event in events if event.type_ == EventTypeDTO.MESSAGE]
    assert said.source == EventSourceDTO.USER
    assert [type(event.data.parts[0]) for event in others] == [models.ReasoningPartDTO, models.ContentPartDTO]
    assert said.data.parts[0].content == "Hello out there"
    assert others[1].data.parts[0].content == "Hellooutthere"


def test_client_drives_the_real_server(url: str, agent_id: str) -> None:
    with Flux0(base_url=url) as flux0:
        session = flux0.sessions.create(agent_id=agent_id, title="Weather")
        assert (session.agent_id, session.title) == (agent_id, "Weather")
        assert flux0.sessions.retrieve(session_id=session.id) == session
        with flux0.sessions.create_event(session_id=session.id, **SAID) as stream:
            check_stream(list(stream))
        check_listed(flux0.sessions.list_events(session_id=session.id).data)
        mine = flux0.sessions.list_events(session_id=session.id, source=EventSourceDTO.USER).data
        assert [(event.type_, event.offset) for event in mine] == [(EventTypeDTO.MESSAGE, 0)]
        assert session.id in {each.id for each in flux0.sessions.list(agent_id=agent_id).data}
        with pytest.raises(NotFoundException):
            flux0.sessions.retrieve(session_id="xxxxxxxxxx")
        with pytest.raises(BadRequestException):
            flux0.sessions.create(agent_id="xxxxxxxxxx")


def test_async_client_drives_the_real_server(url: str, agent_id: str) -> None:
    async def drive() -> None:
        async with AsyncFlux0(base_url=url) as flux0:
            session = await flux0.sessions.create(agent_id=agent_id, title="Weather")
            assert await flux0.sessions.retrieve(session_id=session.id) == session
            async with await flux0.sessions.create_event(session_id=session.id, **SAID) as stream:
                check_stream([event async for event in stream])
            check_listed((await flux0.sessions.list_events(session_id=session.id)).data)
            assert session.id in {each.id for each in (await flux0.sessions.list(agent_id=agent_id)).data}
            with pytest.raises(NotFoundException):
                await flux0.sessions.retrieve(session_id="xxxxxxxxxx")

    asyncio.run(drive())
