"""Committed files are what the generator makes of the specification now."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from client_generator import generate, load_settings, plan
from test.paths import ROOT, SPECIFICATION

SETTINGS = load_settings(ROOT / "client_generator.yaml")


def test_the_client_and_its_pages_are_fresh() -> None:
    made = generate(SPECIFICATION, SETTINGS)
    assert made.warnings == ()
    assert plan(made.files, ROOT, SETTINGS.package).stale == ()


def test_every_module_of_the_client_is_generated() -> None:
    files = generate(SPECIFICATION, SETTINGS).files
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "portal_client").rglob("*.py")}
    assert found == {path for path in files if path.endswith(".py")}


def generated_with(seed: str, folder: Path) -> dict[Path, bytes]:
    command = [sys.executable, "-m", "client_generator", "generate", str(SPECIFICATION), "--output", str(folder)]
    subprocess.run(command, env={"PYTHONHASHSEED": seed}, cwd=ROOT, check=True, capture_output=True)
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_generation_does_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    assert generated_with("1", tmp_path / "first") == generated_with("2", tmp_path / "second")
