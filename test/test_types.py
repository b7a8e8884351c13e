"""Type checkers and linters find nothing to say, in generated code as elsewhere."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from test.paths import PACKAGES, ROOT


def run(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    full = [sys.executable, "-m", *map(str, command)]
    return subprocess.run(full, cwd=cwd, capture_output=True, text=True, timeout=300)


def test_mypy_strict_is_content_with_everything() -> None:
    result = run("mypy", "--cache-dir", ROOT / ".mypy_cache")
    assert result.returncode == 0, result.stdout


def test_pyright_strict_is_content_with_generated_packages() -> None:
    result = run("pyright", "--pythonpath", sys.executable, "--outputjson", *PACKAGES)
    found = json.loads(result.stdout)
    assert found["generalDiagnostics"] == []
    assert found["summary"]["filesAnalyzed"] >= sum(len(list(package.rglob("*.py"))) for package in PACKAGES)


@pytest.mark.parametrize("command", [("format", "--check"), ("check",)], ids=["format", "lint"])
def test_ruff_is_content_with_everything(command: tuple[str, ...]) -> None:
    result = run("ruff", *command, ".")
    assert result.returncode == 0, result.stdout


def test_generated_code_silences_no_checker() -> None:
    texts = [path.read_text(encoding="utf-8") for package in PACKAGES for path in package.rglob("*.py")]
    assert not [text for text in texts if "noqa" in text or "type: ignore" in text or "pyright:" in text]


def test_a_method_of_the_api_is_one_statement() -> None:
    tree = ast.parse((ROOT / "portal_client/api/sessions_api.py").read_text(encoding="utf-8"))
    methods = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name != "__init__"]
    assert len(methods) == 10
    for method in methods:
        docstring, *body = method.body
        assert isinstance(docstring, ast.Expr)
        assert [type(statement) for statement in body] == [ast.Return]
