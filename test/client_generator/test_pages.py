"""The reference pages of the style `sdk`: their links lead somewhere, their tables are whole, their programs run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from client_generator import Files, Settings, generate, plan, write_files
from test.client_generator.recording import recording
from test.client_generator.test_cases import CASES, made
from test.paths import ROOT

CASE = Path(__file__).parent / "cases" / "pages_of_sdks"
DOCUMENTS = [case / "openapi.yaml" for case in CASES] + [ROOT / "openapi.yaml"]
NOTE = b'{"id": "n1", "kind": "memo", "text": "It rains."}'
ANSWERS = {
    "list": ("application/json", b"[" + NOTE + b"]"),
    "write": ("application/json", NOTE),
    "read": ("application/json", NOTE),
    "wait_for_filing": ("application/json", b'{"id": "n1", "kind": "a|b", "text": "It rains."}'),
    "errors": ("text/event-stream", b"data: " + NOTE + b"\n\n"),
    "recording": ("audio/wav", b"RIFF"),
}
READER = MarkdownIt("commonmark").enable("table")


def pages_of(files: Files) -> dict[str, str]:
    return {name: content.decode() for name, content in files.items() if name.startswith("docs/")}


def programs(text: str) -> list[str]:
    return [token.content for token in READER.parse(text) if token.type == "fence" and token.info == "python"]


def calls() -> list[str]:
    texts = [text for name, text in pages_of(made(CASE)).items() if not name.startswith("docs/models/")]
    return [program for text in texts for program in programs(text)]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    files = made(CASE)
    write_files(files, folder, plan(files, folder, "client"))
    return folder


def run(program: str, package: Path, folder: Path, url: str = "") -> str:
    secrets = {"CLIENT_BASE_URL": url, "NOTEBOOK_API_KEY_HEADER": "secret", "PYTHONPATH": str(package)}
    command = [sys.executable, "-W", "error", "-W", "ignore::DeprecationWarning", "-c", program]
    result = subprocess.run(
        command, env={**os.environ, **secrets}, cwd=folder, capture_output=True, text=True, timeout=60
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("program", calls(), ids=lambda program: program.split("notes.")[1].partition("(")[0])
def test_a_program_that_makes_a_call_runs_as_it_stands(program: str, package: Path, tmp_path: Path) -> None:
    operation = program.split("notebook.notes.")[1].partition("(")[0]
    with recording() as server:
        media_type, body = ANSWERS.get(operation, ("", b""))
        server.answers(media_type, body, status=200 if body else 204)
        shown = run(program, package, tmp_path, server.url)
    assert len(server.requests) == 1
    assert bool(shown) is bool(body)


def test_a_program_that_makes_a_model_runs_as_it_stands(package: Path, tmp_path: Path) -> None:
    pages = {name: text for name, text in pages_of(made(CASE)).items() if name.startswith("docs/models/")}
    shown = run("\n".join(program for text in pages.values() for program in programs(text)), package, tmp_path)
    assert len(shown.splitlines()) == len(pages)
    assert '{"type":"link","to":"<value>"}' in shown.splitlines()


@pytest.mark.parametrize(
    "tool",
    [
        ("mypy", "--strict", "--config-file=", "--cache-dir", "cache"),
        ("ruff", "format", "--isolated", "--check", "--line-length", "120"),
    ],
    ids=["types", "format"],
)
def test_programs_are_typed_and_laid_out_as_they_should_be(
    tool: tuple[str, ...], package: Path, tmp_path: Path
) -> None:
    found = [program for text in pages_of(made(CASE)).values() for program in programs(text)]
    for number, program in enumerate(found):
        (tmp_path / f"program_{number}.py").write_text(program, encoding="utf-8")
    environment = {**os.environ, "MYPYPATH": str(package)}
    command = [sys.executable, "-m", *tool, "."]
    result = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stdout


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.parent.name, scope="module")
def pages(request: pytest.FixtureRequest) -> dict[str, str]:
    return pages_of(generate(request.param, Settings(package="client", style="sdk")).files)


def test_links_between_pages_lead_somewhere(pages: dict[str, str]) -> None:
    links = [(page, target) for page, text in pages.items() for target in targets(text)]
    assert links
    assert [link for link in links if not leads_somewhere(*link, pages)] == []


def test_every_row_of_a_table_has_as_many_cells_as_its_head(pages: dict[str, str]) -> None:
    tables = [table for text in pages.values() for table in tables_of(text)]
    assert tables
    assert [table for table in tables if len({len(re.findall(r"(?<!\\)\|", row)) for row in table}) != 1] == []


def test_descriptions_bring_no_headings_of_their_own(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        found = [tag for tag, _ in headings(text)]
        if name.startswith("docs/api/"):
            operations = found.count("h3") // 4
            assert found[: 2 + 5 * operations] == ["h1", "h2", *["h2", "h3", "h3", "h3", "h3"] * operations]
        elif name.startswith("docs/models/"):
            assert found == ["h1", "h2"]


def inline(text: str) -> Iterator[Token]:
    return (child for token in READER.parse(text) if token.type == "inline" for child in token.children or ())


def targets(text: str) -> list[str]:
    found = [unquote(str(token.attrs["href"])) for token in inline(text) if token.type == "link_open"]
    return [target for target in found if "://" not in target]


def leads_somewhere(page: str, target: str, pages: dict[str, str]) -> bool:
    path, _, anchor = target.partition("#")
    parts: list[str] = []
    for part in PurePosixPath(page).parent.joinpath(path).parts if path else PurePosixPath(page).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    text = pages.get("/".join(parts))
    return text is not None and (not anchor or anchor in anchors_of(text))


def anchors_of(text: str) -> list[str]:
    """The anchors that GitHub gives headings: those of the same text are counted."""
    found: list[str] = []
    for _, heading in headings(text):
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        earlier = sum(re.fullmatch(rf"{re.escape(slug)}(-\d+)?", each) is not None for each in found)
        found.append(f"{slug}-{earlier}" if earlier else slug)
    return found


def headings(text: str) -> list[tuple[str, str]]:
    tokens = READER.parse(text)
    return [(token.tag, tokens[at + 1].content) for at, token in enumerate(tokens) if token.type == "heading_open"]


def tables_of(text: str) -> list[list[str]]:
    lines = text.split("\n")
    spans = [token.map for token in READER.parse(text) if token.type == "table_open"]
    return [[line for line in lines[span[0] : span[1]] if line] for span in spans if span]
