"""Each row of the page about migrating names the tests that hold it."""

from __future__ import annotations

import ast
import re

import pytest

from test.paths import ROOT

PAGE = (ROOT / "docs" / "migrating.md").read_text(encoding="utf-8")
DIFFERENCES, _, GAINS = PAGE.partition("## What you gain")
CASES = {path.name for path in (ROOT / "test" / "client_generator" / "cases").iterdir()}
TESTS = {
    node.name
    for path in (ROOT / "test").rglob("test_*.py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
}
PURPOSES = [
    "Defaults of the spec",
    "An unknown enum value in a response",
    "An unknown discriminator value in a response",
    "`_headers` of a call",
    "`Accept`",
    "Lists in urlencoded and multipart bodies",
    "`Configuration(debug=True)`",
    "Unknown properties of a response",
]
"""The differences that stay on purpose."""


def rows(text: str) -> list[list[str]]:
    """Return the cells of each table row, without heads and rules."""
    lines = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| What |")]
    return [re.split(r" (?<!\\)\| ", line.strip("| ")) for line in lines]


@pytest.mark.parametrize("row", [*rows(DIFFERENCES), *rows(GAINS)], ids=lambda row: row[0])
def test_row_names_tests_that_exist(row: list[str]) -> None:
    names = re.findall(r"`(\w+)`", row[-1])
    assert names
    assert [name for name in names if name not in TESTS | CASES] == []


@pytest.mark.parametrize("row", rows(DIFFERENCES), ids=lambda row: row[0])
def test_difference_has_a_line_to_change(row: list[str]) -> None:
    assert len(row) == 5
    assert row[3] == "none" or "`" in row[3] or len(row[3].split()) > 2


def test_differences_on_purpose_are_listed_first() -> None:
    assert [row[0] for row in rows(DIFFERENCES)][: len(PURPOSES)] == PURPOSES


@pytest.mark.parametrize("version", ["7.0.1", "7.14.0", "7.26.0"])
def test_compared_version_is_named(version: str) -> None:
    assert version in DIFFERENCES


def test_all_gains_are_listed() -> None:
    assert len(rows(GAINS)) >= 45
    assert all(len(row) == 4 for row in rows(GAINS))
