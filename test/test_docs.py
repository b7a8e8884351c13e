"""Documentation that runs: every Python example of the README and the pages, as it stands, against the mock server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from markdown_it import MarkdownIt

from mock_server import load_app
from mock_server.testing import serve
from test.paths import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("examples/*/README.md"))]
REFERENCES = sorted(ROOT.glob("examples/*/docs/**/*.md"))
RUN = [*PAGES, *(page for page in REFERENCES if page.parent.name != "models")]


def folder_of(page: Path) -> Path:
    """The folder of the API that a page is about."""
    return next((folder for folder in page.parents if (folder / "handlers.py").exists()), page.parent)


def examples(page: Path) -> Iterator[str]:
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type == "fence" and token.info == "python" and "import" in token.content:
            yield token.content


def all_examples() -> list[ParameterSet]:
    found: list[ParameterSet] = []
    for page in RUN:
        name = page.parent.name if page.stem == "README" else page.stem
        found += [pytest.param(page, code, id=f"{name}-{number}") for number, code in enumerate(examples(page), 1)]
    return found


@pytest.fixture(scope="module")
def urls() -> Iterator[Mapping[Path, str]]:
    """Where the API of the pages in each folder is."""
    apis = {folder for page in RUN if ((folder := folder_of(page)) / "handlers.py").exists()}
    with ExitStack() as stack:
        portal = stack.enter_context(serve()).url
        others = {folder: stack.enter_context(serve(load_app(folder))).url for folder in apis}
        yield {**{folder_of(page): portal for page in RUN}, **others}


def environment(folder: Path, url: str) -> dict[str, str]:
    """What examples find around them: where the API is, and packages that are generated beside their page."""
    packages = [path.parent.name for path in folder.glob("*/.generated.json")]
    addresses = {f"{name.upper()}_BASE_URL": url for name in packages}
    return {**os.environ, **addresses, "PORTAL_URL": url, "BEARER_TOKEN": "a-token", "PYTHONPATH": str(folder)}


@pytest.mark.parametrize(("page", "code"), all_examples())
def test_an_example_runs_as_it_stands(page: Path, code: str, urls: Mapping[Path, str], tmp_path: Path) -> None:
    url = urls[folder_of(page)]
    secrets = dict.fromkeys(re.findall(r'os\.environ\["(\w+)"\]', code), "a-token")
    surroundings = {**secrets, "PORTAL_CLIENT_BASE_URL": url, **environment(folder_of(page), url)}
    shutil.copy(ROOT / "openapi.yaml", tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    command = [sys.executable, "-W", "error", *way_to_run(code.replace("http://127.0.0.1:8080", url), tmp_path)]
    result = subprocess.run(command, env=surroundings, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip()


def way_to_run(program: str, folder: Path) -> list[str]:
    """Examples are programs, unless they are tests."""
    if "\ndef test_" not in program:
        return ["-c", program]
    (folder / "test_example.py").write_text(program, encoding="utf-8")
    return ["-m", "pytest", "-p", "no:cacheprovider", "test_example.py"]


@pytest.mark.parametrize("page", [*PAGES, *REFERENCES], ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    targets = [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    assert [target for target in targets if not leads_somewhere(page, target)] == []


def leads_somewhere(page: Path, target: str) -> bool:
    name, _, anchor = target.partition("#")
    other = (page.parent / name).resolve() if name else page
    if not other.exists():
        return False
    return not anchor or anchor in re.findall(r"^#+ (.+)$", other.read_text(encoding="utf-8").lower(), flags=re.M)
