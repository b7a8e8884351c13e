"""The mock server beside bare Starlette, Prism and connexion's own mock: requests per second, start-up, memory.

    python benchmarks/mock.py [--seconds 4] [--rounds 3]

Each server runs on one processor and the load (wrk, 16 connections) on another. Rounds go through all servers in turn,
so that a slow moment of the machine hits each of them; medians and ratios are printed. Prism goes into `.cache/`.
Prism and connexion answer every list with the one session of their example, and Prism refuses the two files.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "peers"
TOKEN = "benchmark"
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
BOUNDARY = "benchmark-boundary"
ANSWER_WITH_ONE = ("Prism", "connexion --mock")
PRISM = "@stoplight/prism-cli@5"


@dataclass(frozen=True)
class Server:
    """A server to measure, and how to start it on a port."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str]


@dataclass(frozen=True)
class Load:
    """A request to repeat."""

    name: str
    path: str
    script: Path | None = None


def main() -> None:
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        servers = [ours(), bare(recorded_answers(folder)), prism(), connexion_mock(folder)]
        loads = [
            Load("list of one", "/sessions?agent_id=one"),
            Load("list of fifty", "/sessions?agent_id=fifty"),
            Load("one session", "/sessions/{id}"),
            Load("POST, two files", "/sessions", post_script(folder)),
        ]
        report(measure(servers, loads, arguments.seconds, arguments.rounds), servers, loads)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=4, help="how long each load takes")
    parser.add_argument("--rounds", type=int, default=3, help="how often all are measured")
    found = parser.parse_args()
    if not shutil.which("wrk") or not shutil.which("taskset"):
        sys.exit("this needs wrk and taskset: apt-get install wrk util-linux")
    return found


def ours() -> Server:
    return Server("ours", (sys.executable, "-m", "mock_server", "--port", "{port}"), {})


def bare(answers: Path) -> Server:
    command = (sys.executable, "-m", "uvicorn", "benchmarks.bare:app", "--port", "{port}", "--log-level", "error")
    return Server("bare Starlette", command, {"BARE_ANSWERS": str(answers)})


def prism() -> Server:
    program = CACHE / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
    if not program.exists():
        print(f"installing {PRISM} …", flush=True)
        subprocess.run(["npm", "install", "--silent", "--prefix", str(CACHE), PRISM], check=True)
    command = (
        "node",
        str(program),
        "mock",
        "-h",
        "127.0.0.1",
        "-p",
        "{port}",
        "-v",
        "silent",
        str(ROOT / "openapi.yaml"),
    )
    return Server("Prism", command, {})


def connexion_mock(folder: Path) -> Server:
    (folder / "bearer.py").write_text('def info(token):\n    return {"sub": token}\n', encoding="utf-8")
    command = (sys.executable, "-m", "connexion", "run", "--mock=all", "-p", "{port}", str(ROOT / "openapi.yaml"))
    return Server("connexion --mock", command, {"BEARERINFO_FUNC": "bearer.info", "PYTHONPATH": str(folder)})


def recorded_answers(folder: Path) -> Path:
    """What our server answers, for the bare one to repeat."""
    with running(ours()) as started:
        seed(started.url)
        found = {name: get(f"{started.url}/sessions?agent_id={name}") for name in ("one", "fifty")}
    found["session"] = found["one"]["sessions"][0]
    path = folder / "answers.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    return path


def seed(url: str) -> str:
    """Create one session with one agent, and fifty with another; return the id of the one."""
    headers = {**HEADERS, "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    for agent, count in (("one", 1), ("fifty", 50)):
        for _ in range(count):
            request = urllib.request.Request(f"{url}/sessions", multipart(agent, 0), headers)
            urllib.request.urlopen(request).close()
    found: str = get(f"{url}/sessions?agent_id=one")["sessions"][0]["id"]
    return found


def get(url: str) -> Any:
    with urllib.request.urlopen(urllib.request.Request(url, headers=HEADERS)) as response:
        return json.load(response)


def multipart(agent: str, files: int) -> bytes:
    """A form with two texts and some files of 2 kB."""
    parts = [
        f'Content-Disposition: form-data; name="{n}"\r\n\r\n{v}'
        for n, v in (("agent_id", agent), ("text_prompt", "Hello"))
    ]
    head = 'Content-Disposition: form-data; name="files"; filename="{}.bin"\r\nContent-Type: application/octet-stream'
    parts += [f"{head.format(number)}\r\n\r\n{'x' * 2_000}" for number in range(files)]
    return "".join(f"--{BOUNDARY}\r\n{part}\r\n" for part in parts).encode() + f"--{BOUNDARY}--\r\n".encode()


def post_script(folder: Path) -> Path:
    """The script with which wrk posts a form with two files."""
    path = folder / "post.lua"
    body = multipart("posted", 2).decode().replace("\r\n", "\\r\\n").replace('"', '\\"')
    kind = f'wrk.headers["Content-Type"] = "multipart/form-data; boundary={BOUNDARY}"'
    path.write_text(f'wrk.method = "POST"\n{kind}\nwrk.body = "{body}"\n', encoding="utf-8")
    return path


@dataclass(frozen=True)
class Started:
    """A server that runs."""

    url: str
    seconds: float
    pid: int


@contextmanager
def running(server: Server) -> Iterator[Started]:
    """Start a server on the first processor, and stop it in the end."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = ["taskset", "-c", "0", *(part.format(port=port) for part in server.command)]
    environment = {**os.environ, **server.environment}
    start = time.monotonic()
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        try:
            seconds = wait_for(f"http://127.0.0.1:{port}", process) - start
            yield Started(f"http://127.0.0.1:{port}", seconds, process.pid)
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> float:
    """Wait for the first answer, and return when it came."""
    while process.poll() is None:
        try:
            urllib.request.urlopen(
                urllib.request.Request(f"{url}/sessions/grouped", headers=HEADERS), timeout=10
            ).close()
        except urllib.error.HTTPError:
            return time.monotonic()
        except OSError:
            time.sleep(0.01)
        else:
            return time.monotonic()
    sys.exit(f"{process.args!r} stopped")


@dataclass
class Figures:
    """What was measured of one server."""

    starts: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    rates: dict[str, list[float]] = field(default_factory=dict)
    failures: dict[str, float] = field(default_factory=dict)
    """The share of answers that were errors, by load."""


def measure(servers: list[Server], loads: list[Load], seconds: int, rounds: int) -> dict[str, Figures]:
    """Measure all servers in turn, round by round."""
    found = {server.name: Figures() for server in servers}
    for number in range(1, rounds + 1):
        for server in servers:
            print(f"round {number} of {rounds}: {server.name} …", file=sys.stderr, flush=True)
            with running(server) as started:
                measure_one(started, server, loads, seconds, found[server.name])
    return found


def measure_one(started: Started, server: Server, loads: list[Load], seconds: int, figures: Figures) -> None:
    """Put every load on one server."""
    figures.starts.append(started.seconds)
    session_id = seed(started.url) if server.name == "ours" else "any"
    for load in loads:
        url = started.url + load.path.format(id=session_id)
        wrk(url, load.script, 1)
        rate, failed = wrk(url, load.script, seconds)
        figures.rates.setdefault(load.name, []).append(rate)
        figures.failures[load.name] = failed
    figures.memory.append(resident(started.pid))


def wrk(url: str, script: Path | None, seconds: int) -> tuple[float, float]:
    """Load a URL; return the requests per second, and the share of them that failed."""
    command = ["taskset", "-c", "1", "wrk", "-t1", "-c16", f"-d{seconds}s", "-H", f"Authorization: Bearer {TOKEN}"]
    command += ["-s", str(script)] if script else []
    output = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    rate, total = re.search(r"Requests/sec:\s+([\d.]+)", output), re.search(r"(\d+) requests in", output)
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    assert rate
    assert total
    return float(rate.group(1)), int(failed.group(1)) / int(total.group(1)) if failed else 0.0


def resident(pid: int) -> float:
    """The memory of a process, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found.group(1)) / 1024 if found else 0.0


def report(found: dict[str, Figures], servers: list[Server], loads: list[Load]) -> None:
    """Print medians, and ours as a multiple of each peer."""
    names = [server.name for server in servers]
    print(f"\n{'requests/s, median':24}" + "".join(f"{name:>20}" for name in names))
    for load in loads:
        print(f"{load.name:24}" + "".join(f"{rate_of(found[name], load.name):>20}" for name in names))
    print(f"{'start-up, s':24}" + "".join(f"{statistics.median(found[name].starts):>20.2f}" for name in names))
    print(
        f"{'memory after load, MiB':24}" + "".join(f"{statistics.median(found[name].memory):>20.0f}" for name in names)
    )
    print(f"\n{'ours as a multiple of':24}" + "".join(f"{name:>20}" for name in names[1:]))
    for load in loads:
        print(f"{load.name:24}" + "".join(f"{ratio(found, name, load.name):>20}" for name in names[1:]))


def rate_of(figures: Figures, load: str) -> str:
    """A median with a mark where the answers were errors."""
    mark = " (errors)" if figures.failures[load] > 0.01 else ""
    return f"{statistics.median(figures.rates[load]):,.0f}{mark}"


def ratio(found: dict[str, Figures], name: str, load: str) -> str:
    """The median of ours divided by a peer's, round by round; none where the peer answers something else."""
    if load == "list of fifty" and name in ANSWER_WITH_ONE:
        return "-"
    pairs = zip(found["ours"].rates[load], found[name].rates[load], strict=True)
    return f"{statistics.median(mine / theirs for mine, theirs in pairs):.2f}"


if __name__ == "__main__":
    main()
