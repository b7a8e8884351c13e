"""What the page on moving promises is held by tests, each of them by name."""

from __future__ import annotations

import ast
import re

import pytest

from test.paths import ROOT

PAGE = (ROOT / "docs" / "migrating.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.partition("## What you gain")[2].splitlines() if line.startswith("| ")][1:]
CASES = {path.name for path in (ROOT / "test" / "client_generator" / "cases").iterdir()}
TESTS = {
    node.name
    for path in (ROOT / "test").rglob("test_*.py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split(" | ")[0].strip("| "))
def test_each_gain_names_the_tests_that_hold_it(row: str) -> None:
    names = re.findall(r"`(\w+)`", row.rpartition(" | ")[2])
    assert names
    assert [name for name in names if name not in TESTS | CASES] == []


def test_the_page_has_what_users_suffered_from() -> None:
    assert len(ROWS) >= 45
