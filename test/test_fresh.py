"""Committed files are what the generator makes of the specification now."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from client_generator import load_settings
from client_generator.commands import cli
from test.paths import PACKAGES, ROOT, SETTINGS, SPECIFICATION


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_package_and_its_pages_are_fresh(settings: Path) -> None:
    result = CliRunner().invoke(cli, ["check", "--strict", "--config", str(settings)])
    assert (result.exit_code, result.output) == (
        0,
        f"{settings.parent / load_settings(settings).package}: up to date\n",
    )


def test_every_package_has_its_settings() -> None:
    assert sorted(path.parent / load_settings(path).package for path in SETTINGS) == PACKAGES


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_every_module_of_a_package_is_generated(package: Path) -> None:
    generated = json.loads((package / ".generated.json").read_text(encoding="utf-8"))
    found = {path.relative_to(package.parent).as_posix() for path in package.rglob("*.py")}
    assert found == {path for path in generated if path.endswith(".py")}


def generated_with(seed: str, folder: Path) -> dict[Path, bytes]:
    command = [sys.executable, "-m", "client_generator", "generate", str(SPECIFICATION), "--output", str(folder)]
    subprocess.run(command, env={"PYTHONHASHSEED": seed}, cwd=ROOT, check=True, capture_output=True)
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_generation_does_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    assert generated_with("1", tmp_path / "first") == generated_with("2", tmp_path / "second")
