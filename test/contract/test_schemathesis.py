"""Mock servers against their own specifications: Schemathesis tries what a document allows, and what it does not."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from mock_server import App, Settings, create_app, load_app
from mock_server.testing import serve
from test.paths import ROOT, SPECIFICATION

HERE = Path(__file__).parent
FEWEST = 500


def check(app: App, specification: Path, settings: str, cwd: Path, options: Sequence[str] = ()) -> None:
    """Run every check, and see that enough was tried."""
    with serve(app) as server:
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / settings), "run"]
        command += [str(specification), "--url", server.url, "--generation-deterministic", "--continue-on-failure"]
        result = subprocess.run([*command, *options], cwd=cwd, capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stdout
    found = re.search(r"(\d+) generated, (\d+) passed", result.stdout)
    assert found, result.stdout
    assert found.group(1) == found.group(2)
    assert int(found.group(1)) >= FEWEST


def test_schemathesis_finds_nothing_in_the_portal(tmp_path: Path) -> None:
    options = ["--header", "Authorization: Bearer token", "--max-examples", "50"]
    app = create_app(Settings(tokens=frozenset({"token"})))
    check(app, SPECIFICATION, "portal.toml", tmp_path, options)


def test_schemathesis_finds_nothing_in_flux0(tmp_path: Path) -> None:
    folder = ROOT / "examples" / "flux0"
    check(load_app(folder), folder / "openapi.yaml", "flux0.toml", tmp_path, ["--max-examples", "30"])


def test_schemathesis_finds_nothing_in_syllable(tmp_path: Path) -> None:
    folder = ROOT / "examples" / "syllable"
    options = ["--header", "Syllable-API-Key: a-key", "--max-examples", "50"]
    app = load_app(folder, Settings(tokens=frozenset({"a-key"})))
    check(app, folder / "openapi.yaml", "syllable.toml", tmp_path, options)
