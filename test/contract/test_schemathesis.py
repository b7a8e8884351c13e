"""The mock server against its own specification: Schemathesis tries what the document allows, and what it does not."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from mock_server.testing import serve
from test.paths import SPECIFICATION

SETTINGS = Path(__file__).parent / "schemathesis.toml"
FEWEST = 500


def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    with serve(tokens=frozenset({"token"})) as server:
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(SETTINGS), "run", str(SPECIFICATION)]
        options = ["--url", server.url, "--header", "Authorization: Bearer token", "--max-examples", "50"]
        options += ["--generation-deterministic", "--continue-on-failure"]
        result = subprocess.run([*command, *options], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stdout
    found = re.search(r"(\d+) generated, (\d+) passed", result.stdout)
    assert found, result.stdout
    assert found.group(1) == found.group(2)
    assert int(found.group(1)) >= FEWEST
