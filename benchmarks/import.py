"""What a program waits for before its first answer: the import of a client, and the first call of an operation.

    python benchmarks/import.py [--rounds 15]

Ours beside clients that OpenAPI Generator makes of the same documents, as it does by default and with its lazyImports:
the portal's, and a made-up one of 170 operations and 300 schemas. All of them run in one virtualenv, for they need the
same packages, and each time in a new process. The call builds a request and reads an answer, for which no server is
asked. Rounds go through all clients, every other one backwards; the start of a Python that does nothing is measured in
each round and taken off. Medians are printed, and which modules ours loads that a mere import should not.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.documents import synthetic
from benchmarks.generate import OPENAPI_GENERATOR, ours
from benchmarks.programs import ROOT, environment, needs, run, virtualenv

AREAS = 10
HEAVY = ("pydantic", "pydantic_core", "urllib3")
FIRST_CALL = """
import urllib3
from {package} import {api}, ApiClient, Configuration
from {package}.rest import RESTResponse

class Answering:
    def request(self, *_, **__):
        head = {{"Content-Type": "application/json"}}
        return RESTResponse(urllib3.HTTPResponse({answer!r}, head, 200, preload_content=False))
    def close(self):
        pass

with ApiClient(Configuration(host="http://127.0.0.1:9", access_token="token")) as client:
    client.rest_client = Answering()
    assert {api}(client).{method}({id!r}).id
"""
LOADED = "import sys; sys.dont_write_bytecode = True; import {package}; print(*sys.modules)"


@dataclass(frozen=True)
class Call:
    """The first call that a program makes."""

    api: str
    method: str
    id: str
    answer: bytes


@dataclass(frozen=True)
class Client:
    """A client to measure."""

    document: str
    name: str
    folder: Path
    package: str
    call: Call


@dataclass
class Figures:
    """Milliseconds beyond the start of Python."""

    imports: list[float] = field(default_factory=list)
    calls: list[float] = field(default_factory=list)
    """From the start to the end of the first call, the import included."""


def main() -> None:
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clients = [*clients_of_the_portal(folder), *clients_of_many_models(folder)]
        python = str(virtualenv("clients", *needs()) / "python")
        report(clients, measure(python, clients, arguments.rounds, folder / "log"))
        for client in clients:
            if client.name == "ours":
                print(f"import {client.package} loads of what it should not: {too_much(python, client) or 'nothing'}")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15, help="how often all are measured")
    return parser.parse_args()


def clients_of_the_portal(folder: Path) -> Iterator[Client]:
    """The client of this checkout, and the peer's."""
    when = "2024-01-31T09:30:00Z"
    session = {**dict.fromkeys(("id", "agent_id", "thread_id", "user_id"), "one"), "created_at": when}
    messages = [{"text": "Hello", "role": "user"}]
    answer = json.dumps({**session, "updated_at": when, "messages": messages, "status": "Ready"}).encode()
    call = Call("SessionsApi", "get_session", "one", answer)
    shutil.copytree(ROOT / "portal_client", folder / "ours" / "portal_client")
    yield Client("portal", "ours", folder / "ours", "portal_client", call)
    yield from peers(ROOT / "openapi.yaml", "portal", folder / "portal", call)


def clients_of_many_models(folder: Path) -> Iterator[Client]:
    """Clients of 300 models; the answer has some of them."""
    path = folder / "many.json"
    path.write_text(json.dumps(synthetic(AREAS)), encoding="utf-8")
    identity, line = "6ba7b810-9dad-11d1-80b4-00c04fd430c8", {"title": "Paper", "quantity": 2, "limits": {"amount": 5}}
    account = {"id": identity, "created_at": "2024-01-31T09:30:00Z", "title": "First", "status": "active"}
    answer = json.dumps({**account, "contact": {"name": "Ada"}, "lines": [line, line], "tags": ["new"]}).encode()
    call = Call("BillingApi", "get_billing_account", identity, answer)
    tool, out = ours(), folder / "many"
    run([part.format(spec=path, out=out) for part in tool.command], tool.variables, folder, folder / "log")
    yield Client("300 models", "ours", out, tool.package, call)
    yield from peers(path, "300 models", folder / "theirs", call)


def peers(specification: Path, document: str, folder: Path, call: Call) -> Iterator[Client]:
    """Clients that OpenAPI Generator makes, without and with its lazy imports."""
    bin_folder = virtualenv("openapi-generator", OPENAPI_GENERATOR)
    for name, options in {"OpenAPI Generator": "", "its lazyImports": "lazyImports=true"}.items():
        out = folder / (options or "default")
        command = [str(bin_folder / "openapi-generator-cli"), "generate", "-i", str(specification), "-g", "python"]
        more = ["--additional-properties", options] if options else []
        run([*command, "-o", str(out), *more], environment(bin_folder), ROOT, folder.parent / "log")
        yield Client(document, name, out, "openapi_client", call)


def measure(python: str, clients: list[Client], rounds: int, log: Path) -> list[Figures]:
    """Start all clients in turn, round by round; the first round, which compiles them, does not count."""
    found = [Figures() for _ in clients]
    for number in range(rounds + 1):
        print(f"round {number} of {rounds} …", file=sys.stderr, flush=True)
        bare = milliseconds(python, "pass", log.parent, log)
        pairs = list(zip(clients, found if number else [Figures() for _ in clients], strict=True))
        for client, figures in pairs if number % 2 else pairs[::-1]:
            call = FIRST_CALL.format(package=client.package, **vars(client.call))
            figures.imports.append(milliseconds(python, f"import {client.package}", client.folder, log) - bare)
            figures.calls.append(milliseconds(python, call, client.folder, log) - bare)
    return found


def milliseconds(python: str, code: str, folder: Path, log: Path) -> float:
    """Run some code in a new process, and return how long that took."""
    return run([python, "-c", code], environment(Path(python).parent), folder, log).seconds * 1000


def too_much(python: str, client: Client) -> list[str]:
    """What a mere import loads of pydantic, of urllib3, and of the models."""
    command = [python, "-c", LOADED.format(package=client.package)]
    printed = subprocess.run(command, cwd=client.folder, env=environment(Path(python).parent), stdout=subprocess.PIPE)
    modules = printed.stdout.decode().split()
    assert client.package in modules
    return [name for name in modules if name.split(".")[0] in HEAVY or name.startswith(f"{client.package}.models")]


def report(clients: list[Client], found: list[Figures]) -> None:
    """Print medians, and ours as a multiple of each peer."""
    columns = ("import, ms", "to the first answer, ms", "ours: import", "ours: first answer")
    print(f"\n{'median':12}{'client':20}" + "".join(f"{column:>26}" for column in columns))
    mine = Figures()
    for client, figures in zip(clients, found, strict=True):
        mine = figures if client.name == "ours" else mine
        times = [f"{statistics.median(values):.0f}" for values in (figures.imports, figures.calls)]
        ratios = [ratio(mine.imports, figures.imports), ratio(mine.calls, figures.calls)]
        cells = [*times, *(["-", "-"] if client.name == "ours" else ratios)]
        print(f"{client.document:12}{client.name:20}" + "".join(f"{cell:>26}" for cell in cells))
    print()


def ratio(mine: list[float], theirs: list[float]) -> str:
    """The median of ours divided by a peer's, round by round."""
    return f"{statistics.median(one / other for one, other in zip(mine, theirs, strict=True)):.2f} of it"


if __name__ == "__main__":
    main()
