"""Each folder of `cases` is the smallest document that shows one behaviour.

`expected/` has the generated files to look at; they are compared. `use.py` uses the generated package; it is run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from client_generator import Files, Settings, generate, load_settings, plan, write_files
from test.paths import ROOT

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/openapi.yaml"))
SETTINGS = Settings(package="client", client_class="Client")


def made(case: Path) -> Files:
    """Generate a case, by its own settings if it has some."""
    own = case / "client_generator.yaml"
    return generate(case / "openapi.yaml", load_settings(own) if own.exists() else SETTINGS).files


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_is_generated_as_expected(case: Path) -> None:
    files = made(case)
    expected = [path for path in (case / "expected").rglob("*") if path.is_file()]
    assert expected
    for path in expected:
        name = path.relative_to(case / "expected").as_posix()
        generated = name if name.startswith("docs/") else f"client/{name}"
        assert files[generated].decode() == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_a_case_generates_can_be_used(case: Path, tmp_path: Path) -> None:
    files = made(case)
    write_files(files, tmp_path, plan(files, tmp_path, "client"))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    command = [sys.executable, "-W", "error", str(case / "use.py")]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
