"""The server as a program: how it starts, what it prints, how it stops."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from test.mock_server.calls import FIXTURE, ME, form
from test.paths import ROOT

LIBRARY = Path(__file__).parent / "library"
COMMAND = [sys.executable, "-m", "mock_server"]


@contextmanager
def program(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [*COMMAND, "--port", "0", *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            found = re.fullmatch(r"mock server ready on (http://127\.0\.0\.1:\d+)\n", line)
            assert found, line
            yield process, found.group(1)
        finally:
            process.kill()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_ready_and_stops_cleanly(how: signal.Signals) -> None:
    with program() as (process, url):
        assert httpx.get(f"{url}/sessions/{FIXTURE}/subscribe").status_code == 200
        process.send_signal(how)
        output, errors = process.communicate(timeout=10)
        assert (process.returncode, output, errors) == (0, "", "")


def test_a_waiting_subscription_does_not_hold_it_up() -> None:
    with program() as (process, url), httpx.Client(base_url=url, headers=ME) as client:
        session = client.post("/sessions", **form(agent_id="a", text_prompt="x")).json()
        with client.stream("GET", f"/sessions/{session['id']}/subscribe", headers={"Accept": "text/event-stream"}):
            process.terminate()
            assert process.wait(10) == 0


def test_a_prompt_that_nobody_has_answered_does_not_hold_it_up() -> None:
    with program("--delay", "60", "--no-fixtures") as (process, url), httpx.Client(base_url=url, headers=ME) as client:
        with ThreadPoolExecutor() as pool:
            asked = pool.submit(client.post, "/sessions", **form(agent_id="a", text_prompt="x"))
            while not client.get("/sessions?agent_id=a").json()["sessions"]:
                assert not asked.done()
            process.terminate()
            assert asked.result(10).json() == {"detail": "The server stops"}
        output, errors = process.communicate(timeout=10)
    assert (process.returncode, output, errors) == (0, "", "")


def test_what_is_not_installed_is_said_in_one_line() -> None:
    command = [sys.executable, "-S", "-m", "mock_server"]  # -S: without the packages of this environment
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert result.returncode != 0
    assert result.stderr.count("\n") == 1
    assert 'pip install "portal-client[mock]"' in result.stderr


def test_another_api_is_served_from_its_folder() -> None:
    with program(str(LIBRARY), "--no-auth") as (_, url):
        assert httpx.get(f"{url}/v1/books/").json()["page"] == 0


def test_several_apis_are_served_on_one_origin_under_the_same_settings() -> None:
    with program("portal", str(LIBRARY), "--no-auth") as (_, url):
        assert httpx.get(f"{url}/v1/books/").json()["page"] == 0
        assert httpx.get(f"{url}/sessions/{FIXTURE}").json()["id"] == FIXTURE


def test_a_folder_without_an_api_is_said_in_one_line(tmp_path: Path) -> None:
    command = [*COMMAND, str(tmp_path)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert (result.returncode, result.stderr.count("\n")) == (1, 1)
    assert "openapi.yaml cannot be read" in result.stderr


def test_a_document_that_is_no_yaml_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text("a: [\n", encoding="utf-8")
    command = [sys.executable, "-m", "mock_server", str(tmp_path)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20)
    assert (result.returncode, result.stderr.count("\n")) == (1, 1)


def test_requests_are_logged_when_asked_for_without_their_queries() -> None:
    with program("--log-level", "info") as (process, url):
        httpx.get(f"{url}/sessions?agent_id=s3cret", headers=ME)
        process.terminate()
        errors = process.communicate(timeout=10)[1]
    assert "GET /sessions: 200" in errors
    assert "s3cret" not in errors


def test_a_port_in_use_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = subprocess.run([*COMMAND, "--port", port], cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert f"cannot listen on 127.0.0.1:{port}" in result.stderr


def test_nothing_is_printed_but_the_ready_line_and_no_token_is_logged() -> None:
    with program("--log-level", "debug", "--token", "s3cret") as (process, url):
        httpx.get(f"{url}/sessions/grouped", headers={"Authorization": "Bearer s3cret"})
        httpx.get(f"{url}/sessions/grouped", headers={"Authorization": "Bearer wr0ng"})
        process.terminate()
        output, errors = process.communicate(timeout=10)
    assert "s3cret" not in output + errors
    assert "wr0ng" not in output + errors


def test_help_names_every_setting() -> None:
    result = subprocess.run([*COMMAND, "--help"], cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert result.returncode == 0
    for option in ("--host", "--port", "--token", "--strict-agents", "--max-file", "--max-waiting"):
        assert option in result.stdout


def test_it_starts_without_warnings_of_its_libraries() -> None:
    environment = {**os.environ, "PYTHONWARNINGS": "default"}
    command = [*COMMAND, "--help"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30)
    assert result.stderr == ""
