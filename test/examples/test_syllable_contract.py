"""The syllable API against its own document: Schemathesis tries what it allows, and what it does not."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from .syllable import FOLDER, served

SETTINGS = Path(__file__).parent / "syllable_schemathesis.toml"
FEWEST = 100


def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    with served(settings={"tokens": frozenset({"a-key"})}) as (url, _):
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(SETTINGS), "run"]
        options = ["--url", url, "--header", "Syllable-API-Key: a-key", "--max-examples", "20"]
        options += ["--generation-deterministic", "--continue-on-failure", str(FOLDER / "openapi.yaml")]
        result = subprocess.run([*command, *options], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stdout
    found = re.search(r"(\d+) generated, (\d+) passed", result.stdout)
    assert found, result.stdout
    assert found.group(1) == found.group(2)
    assert int(found.group(1)) >= FEWEST
