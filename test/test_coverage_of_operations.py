"""Nothing of the specification is forgotten: each operation has a method, a handler, a section and a test."""

from __future__ import annotations

import ast

import pytest

from client_generator.api import Operation
from client_generator.load import load
from client_generator.parse import parse
from portal_client import SessionsApi
from test.paths import ROOT, SPECIFICATION

API = parse(load(SPECIFICATION))
IDS = [operation.id for operation in API.operations]


@pytest.mark.parametrize("operation", IDS)
@pytest.mark.parametrize("suffix", ["", "_with_http_info", "_without_preload_content"])
def test_every_operation_has_its_three_methods(operation: str, suffix: str) -> None:
    assert callable(getattr(SessionsApi, operation + suffix))


@pytest.mark.parametrize("operation", IDS)
def test_every_operation_has_a_section_in_the_reference(operation: str) -> None:
    text = (ROOT / "docs" / "SessionsApi.md").read_text(encoding="utf-8")
    assert f"\n## {operation}\n" in text


@pytest.mark.parametrize("operation", IDS)
def test_every_operation_has_an_end_to_end_test_that_calls_it(operation: str) -> None:
    called = set()
    for path in (ROOT / "test" / "end_to_end").glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called.add(node.func.attr)
    assert operation in called


@pytest.mark.parametrize("operation", API.operations, ids=IDS)
def test_every_fact_of_an_operation_stands_in_its_section(operation: Operation) -> None:
    text = (ROOT / "docs" / "SessionsApi.md").read_text(encoding="utf-8")
    section = text.partition(f"\n## {operation.id}\n")[2].partition("\n## ")[0]
    facts = [f"`{operation.method} {operation.path}`"]
    facts += [f"| **{response.status}** |" for response in operation.responses]
    facts += [f"| `{parameter.name}` |" for parameter in operation.parameters]
    facts += [f"`{media.name}`" for media in (operation.body.content if operation.body else ())]
    facts += ["Configuration(access_token=" if operation.security else "None is needed."]
    assert [fact for fact in facts if fact not in section] == []


def test_every_schema_has_a_page() -> None:
    names = [pointer.rpartition("/")[2] for pointer in API.schemas]
    assert [name for name in names if not (ROOT / "docs" / f"{name}.md").is_file()] == []
