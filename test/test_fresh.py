"""Committed files are what the generator makes of the specification now."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from client_generator import generate, load_settings, plan
from test.paths import ROOT, SPECIFICATION

SETTINGS = load_settings(ROOT / "client_generator.yaml")


def test_the_client_and_its_pages_are_fresh() -> None:
    files, warnings = generate(SPECIFICATION, SETTINGS)
    assert warnings == ()
    assert plan(files, ROOT, SETTINGS.package).stale == ()


def test_every_module_of_the_client_is_generated() -> None:
    files, _ = generate(SPECIFICATION, SETTINGS)
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "portal_client").rglob("*.py")}
    assert found == {path for path in files if path.endswith(".py")}


def test_generation_does_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "client_generator", "generate", str(SPECIFICATION), "--output"]
    for seed in ("1", "2"):
        subprocess.run(
            [*command, str(tmp_path / seed)], env={"PYTHONHASHSEED": seed}, cwd=ROOT, check=True, capture_output=True
        )
    first, second = (
        {
            path.relative_to(tmp_path / seed): path.read_bytes()
            for path in (tmp_path / seed).rglob("*")
            if path.is_file()
        }
        for seed in ("1", "2")
    )
    assert first == second
