"""What a call costs the program that makes it: ours beside OpenAPI Generator's clients, and a library by hand.

    python benchmarks/client.py [--rounds 5] [--only ours] [--cases async]

All clients call one server, a process of its own that answers with bytes made beforehand. They run in one virtualenv,
for they need the same packages; each case of each client is a process of its own in every round, and its first calls do
not count. By hand is the library alone, urllib3 or where calls are awaited aiohttp, with plain pydantic models of the
same fields (`validate_json`, `dump_json`), and with `json`. Events of these are lines that begin with `data: `. Rounds
go through all clients, every other one backwards; medians are printed, of the processor's time and of calls, and of the
ratios of the processor's times of each round.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import OPENAPI_GENERATOR
from benchmarks.programs import BYTECODE, CACHE, ROOT, environment, needs, run, virtualenv

CLIENTS = {
    "ours": "ours",
    "openapi-generator": "OpenAPI Generator",
    "pydantic": "by hand + pydantic",
    "json": "by hand + json",
}
CASES = {
    "session": "GET one session",
    "sessions": "GET 1,000 sessions",
    "post": "POST a file of 1 MiB",
    "events": "10,000 events",
    "decode": "decode 5,000 sessions",
    "encode": "encode 5,000 sessions",
    "async session": "await one session",
    "async sessions": "await 1,000 sessions",
    "async post": "await a POST of 1 MiB",
    "async events": "await 10,000 events",
}
ASYNC = "async "
"""What the cases of clients that are awaited begin with."""
TARGETS = {
    ("session", "openapi-generator"): 0.9,
    ("sessions", "openapi-generator"): 0.6,
    ("post", "openapi-generator"): 0.9,
    ("session", "pydantic"): 1.5,
    ("sessions", "pydantic"): 1.5,
    ("post", "pydantic"): 1.5,
    ("decode", "pydantic"): 1.3,
    ("encode", "pydantic"): 1.3,
    ("events", "json"): 2.0,
    ("async session", "openapi-generator"): 0.9,
    ("async sessions", "openapi-generator"): 0.6,
    ("async post", "openapi-generator"): 0.9,
    ("async session", "pydantic"): 1.5,
    ("async sessions", "pydantic"): 1.5,
    ("async post", "pydantic"): 1.5,
    ("async events", "json"): 2.0,
}
"""How much of a peer's time ours may take at most."""
CANNOT = {("events", "openapi-generator"), ("async events", "openapi-generator")}
PEERS = {library: CACHE / "clients" / f"openapi-generator-{library}" for library in ("urllib3", "asyncio")}
PEERS_NEED = ("aiohttp-retry>=2.8.3,<3",)
KEEPING = {"MALLOC_MMAP_THRESHOLD_": "33554432", "MALLOC_TRIM_THRESHOLD_": "268435456"}
"""Lets glibc keep what is freed, for all clients: else chance decides which of them gives it back with each call."""


@dataclass
class Figures:
    """What calls took in one case, round by round."""

    cpu: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


Found = dict[tuple[str, str], Figures]
"""Figures by case and client."""


def main() -> None:
    arguments = parse_arguments()
    clients = [name for name in CLIENTS if arguments.only in (None, name)]
    cases = [case for case in CASES if arguments.cases in ("all", "async" if case.startswith(ASYNC) else "sync")]
    python = virtualenv("clients", *needs(), *needs("asyncio"), *PEERS_NEED) / "python"
    if "openapi-generator" in clients:
        generate_peers()
    with answering() as url:
        report(clients, measure(python, clients, cases, url, arguments.rounds))


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how often all are measured")
    parser.add_argument("--only", choices=list(CLIENTS), help="leave all other clients out")
    parser.add_argument("--cases", choices=["all", "sync", "async"], default="all", help="leave all other cases out")
    return parser.parse_args()


def generate_peers() -> None:
    """Let OpenAPI Generator make its clients of the same document."""
    folder = virtualenv("openapi-generator", OPENAPI_GENERATOR)
    command = [str(folder / "openapi-generator-cli"), "generate", "-g", "python", "-i", str(ROOT / "openapi.yaml")]
    for library, target in PEERS.items():
        shutil.rmtree(target, ignore_errors=True)
        run([*command, "--library", library, "-o", str(target)], environment(folder), ROOT, CACHE / "log")


@contextmanager
def answering() -> Iterator[str]:
    """Start the server, and stop it in the end."""
    command = [sys.executable, "-m", "benchmarks.answering"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()


def measure(python: Path, clients: list[str], cases: list[str], url: str, rounds: int) -> Found:
    """Let all clients do every case in turn, round by round."""
    pairs = [(case, client) for case in cases for client in clients if (case, client) not in CANNOT]
    found = {pair: Figures() for pair in pairs}
    for number in range(1, rounds + 1):
        print(f"round {number} of {rounds} …", file=sys.stderr, flush=True)
        for case, client in pairs if number % 2 else pairs[::-1]:
            took = calls(python, client, case, url)
            found[case, client].cpu.append(took["cpu"])
            found[case, client].seconds.append(took["seconds"])
    return found


def calls(python: Path, client: str, case: str, url: str) -> dict[str, float]:
    """Let a client do one case in a process of its own, and return what a call took."""
    awaited = case.startswith(ASYNC)
    peer = str(PEERS["asyncio" if awaited else "urllib3"])
    variables = environment(python.parent, PYTHONPATH=peer, PYTHONPYCACHEPREFIX=str(BYTECODE), **KEEPING)
    module = f"benchmarks.{'awaiting' if awaited else 'calling'}"
    command = [str(python), "-m", module, client, case.removeprefix(ASYNC), url]
    printed = subprocess.run(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, check=True).stdout
    took: dict[str, float] = json.loads(printed)
    return took


def report(clients: list[str], found: Found) -> None:
    """Print medians, and ours as a multiple of each peer beside what it may be."""
    table("CPU of a call, ms", clients, found, lambda figures: f"{statistics.median(figures.cpu) * 1000:.3f}")
    table("calls per second", clients, found, lambda figures: f"{1 / statistics.median(figures.seconds):,.1f}")
    if "ours" in clients and clients[1:]:
        ratios = {pair: ratio(pair, found) for pair in found if pair[1] != "ours"}
        print_rows("ours as a multiple of", clients[1:], ratios)


def table(title: str, clients: list[str], found: Found, cell: Callable[[Figures], str]) -> None:
    """Print a figure of each client in each case."""
    print_rows(title, clients, {pair: cell(figures) for pair, figures in found.items()})


def ratio(pair: tuple[str, str], found: Found) -> str:
    """The median of ours divided by a peer's, round by round; `!` marks what is over its target."""
    both = zip(found[pair[0], "ours"].cpu, found[pair].cpu, strict=True)
    value = statistics.median(one / other for one, other in both)
    target = TARGETS.get(pair)
    return f"{value:.2f}" if target is None else f"{value:.2f} ({'≤' if value <= target else '! >'} {target})"


def print_rows(title: str, clients: list[str], cells: dict[tuple[str, str], str]) -> None:
    """Print a table; what a client cannot do is a dash."""
    print(f"\n{title:24}" + "".join(f"{CLIENTS[client]:>22}" for client in clients))
    for case, label in ((case, label) for case, label in CASES.items() if any(case == found for found, _ in cells)):
        print(f"{label:24}" + "".join(f"{cells.get((case, client), '-'):>22}" for client in clients))


if __name__ == "__main__":
    main()
