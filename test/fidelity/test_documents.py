"""The documents of this project survive the round trip through their clients."""

from __future__ import annotations

import subprocess
import sys

import pytest

from test.paths import ROOT

DOCUMENTS = ("openapi.yaml", "examples/flux0/openapi.yaml", "examples/syllable/openapi.yaml")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_document_of_the_project_has_no_difference(document: str) -> None:
    command = [sys.executable, "benchmarks/fidelity.py", document]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    assert ", 0 differences" in result.stdout


def test_folder_without_documents_exits_with_2() -> None:
    command = [sys.executable, "benchmarks/fidelity.py", "test/fidelity"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 2, result.stdout + result.stderr
