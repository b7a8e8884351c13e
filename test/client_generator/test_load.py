from __future__ import annotations

import json
from pathlib import Path

import pytest

from client_generator.errors import DocumentError
from client_generator.load import load, parse_text
from test.client_generator.documents import write_document
from test.paths import SPECIFICATION


def test_the_portal_specification_loads_and_is_valid() -> None:
    assert load(SPECIFICATION).minor == 0


@pytest.mark.parametrize(
    ("text", "value"),
    [("on", "on"), ("no", "no"), ("2024-01-31", "2024-01-31"), ("0777", 777), ("1_000", "1_000"), ("1:30", "1:30")],
)
def test_scalars_are_those_of_yaml_1_2(text: str, value: object) -> None:
    assert parse_text(f"key: {text}", "document") == {"key": value}


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("~", None), ("", None), ("-7", -7), ("1.5e3", 1500.0), (".inf", float("inf"))]
)
def test_scalars_of_the_core_schema_are_read(text: str, value: object) -> None:
    assert parse_text(f"key: {text}", "document") == {"key": value}


def test_status_codes_written_as_numbers_are_text() -> None:
    assert parse_text("200: found", "document") == {"200": "found"}


def test_anchors_and_merge_keys_are_followed() -> None:
    assert parse_text("a: &a {x: 1}\nb: {<<: *a, y: 2}", "document")["b"] == {"x": 1, "y": 2}


def test_a_json_document_loads_as_its_yaml_twin_does(tmp_path: Path) -> None:
    twin = tmp_path / "openapi.json"
    twin.write_text(json.dumps(load(SPECIFICATION).root))
    assert load(twin).root == load(SPECIFICATION).root


def test_a_referenced_file_is_loaded_and_so_is_what_it_refers_to(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "a.yaml").write_text("A: {$ref: 'b.json#/B'}")
    (tmp_path / "parts" / "b.json").write_text('{"B": {"type": "string"}}')
    path = write_document(tmp_path, "paths: {}\ncomponents: {schemas: {T: {$ref: 'parts/a.yaml#/A'}}}")
    assert set(load(path).files) == {"", "parts/a.yaml", "parts/b.json"}


def problem(path: Path) -> str:
    with pytest.raises(DocumentError) as error:
        load(path)
    return str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert problem(tmp_path / "none.yaml").startswith(f"{tmp_path / 'none.yaml'}: cannot be read")


def test_a_syntax_error_is_placed(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text("a: [1,\nb: }")
    assert "at line 2" in problem(path)


def test_a_key_used_twice_is_refused(tmp_path: Path) -> None:
    assert "'paths' is used twice" in problem(write_document(tmp_path, "paths: {}\npaths: {}"))


def test_swagger_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text('swagger: "2.0"')
    assert "#/swagger: is Swagger 2.0" in problem(path)
    assert "swagger2openapi" in problem(path)


@pytest.mark.parametrize("text", ["openapi: 4.0.0", "openapi: 3", "title: x", "- a list", "''"])
def test_what_is_not_openapi_3_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(text)
    assert "OpenAPI" in problem(path) or "openapi" in problem(path)


def test_every_breach_of_the_schema_has_its_pointer(tmp_path: Path) -> None:
    path = write_document(tmp_path, "paths: {/a: {get: {}}}\nservers: {}")
    lines = problem(path).splitlines()
    assert any(line.startswith(f"{path}#/paths/~1a/get: ") for line in lines)
    assert any(line.startswith(f"{path}#/servers: ") for line in lines)


def test_a_dangling_file_is_placed_at_its_reference(tmp_path: Path) -> None:
    path = write_document(tmp_path, "paths: {}\ncomponents: {schemas: {T: {$ref: 'none.yaml#/T'}}}")
    assert f"{path}#/components/schemas/T: refers to none.yaml, which cannot be read" in problem(path)
