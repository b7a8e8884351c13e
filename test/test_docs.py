"""Documentation that runs: every Python example of the README and the pages, as it stands, against the mock server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from markdown_it import MarkdownIt

from mock_server.testing import serve
from test.paths import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def examples(page: Path) -> Iterator[str]:
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type == "fence" and token.info == "python" and "import" in token.content:
            yield token.content


def all_examples() -> list[ParameterSet]:
    found: list[ParameterSet] = []
    for page in PAGES:
        found += [pytest.param(code, id=f"{page.stem}-{number}") for number, code in enumerate(examples(page), 1)]
    return found


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serve() as server:
        yield server.url


@pytest.mark.parametrize("code", all_examples())
def test_an_example_runs_as_it_stands(code: str, url: str, tmp_path: Path) -> None:
    environment = {**os.environ, "PORTAL_CLIENT_BASE_URL": url, "PORTAL_URL": url, "BEARER_TOKEN": "a-token"}
    shutil.copy(ROOT / "openapi.yaml", tmp_path)
    command = [sys.executable, "-W", "error", *way_to_run(code.replace("http://127.0.0.1:8080", url), tmp_path)]
    result = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip()


def way_to_run(program: str, folder: Path) -> list[str]:
    """Examples are programs, unless they are tests."""
    if "\ndef test_" not in program:
        return ["-c", program]
    (folder / "test_example.py").write_text(program, encoding="utf-8")
    return ["-m", "pytest", "-p", "no:cacheprovider", "test_example.py"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    targets = [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    assert [target for target in targets if not leads_somewhere(page, target)] == []


def leads_somewhere(page: Path, target: str) -> bool:
    name, _, anchor = target.partition("#")
    other = (page.parent / name).resolve() if name else page
    if not other.exists():
        return False
    return not anchor or anchor in re.findall(r"^#+ (.+)$", other.read_text(encoding="utf-8"), flags=re.M)
