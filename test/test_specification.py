"""The specification: valid, free of extensions, and with examples that fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator

from mock_server.schemas import Schemas
from test.paths import SPECIFICATION

DOCUMENT: dict[str, Any] = yaml.safe_load(SPECIFICATION.read_text(encoding="utf-8"))
OPERATIONS = {
    operation["operationId"]: (method.upper(), path, operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
    if method != "parameters"
}
UPLOADS = {"create_session", "create_async_session", "update_session", "update_async_session"}


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from keys(item)


def schemas_with_examples(value: Any, place: str) -> Iterator[Any]:
    """Every schema, parameter and media type that has examples, each with one of them."""
    if isinstance(value, dict):
        given = value.get("examples", [])
        found = [each["value"] for each in given.values()] if isinstance(given, dict) else list(given)
        found += [value["example"]] if "example" in value else []
        schema = value.get("schema", value if "type" in value else None)
        yield from (pytest.param(schema, example, id=place) for example in found if schema)
        for key, item in value.items():
            yield from schemas_with_examples(item, f"{place}/{key}") if key not in ("example", "examples") else ()
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from schemas_with_examples(item, f"{place}/{index}")


def test_it_is_valid() -> None:
    OpenAPIV30SpecValidator(DOCUMENT).validate()


def test_it_has_no_extensions() -> None:
    assert [key for key in keys(DOCUMENT) if key.startswith("x-")] == []


@pytest.mark.parametrize(("schema", "example"), list(schemas_with_examples(DOCUMENT, "")))
def test_an_example_fits_its_schema(schema: dict[str, Any], example: Any) -> None:
    assert Schemas(DOCUMENT).of_requests(schema).is_valid(example)


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_statuses_are_declared_where_they_can_happen(operation_id: str) -> None:
    _, path, operation = OPERATIONS[operation_id]
    statuses = set(operation["responses"])
    assert ("401" in statuses) is (operation_id != "subscribe_to_session")
    assert ("422" in statuses) is (operation_id != "get_grouped_sessions")
    assert ({"413", "415"} <= statuses) is (operation_id in UPLOADS)
    assert ("409" in statuses) is operation_id.startswith("update_")
    assert ("405" in statuses) is (path == "/sessions/{session_id}")
    assert ("404" in statuses) is (operation_id != "get_grouped_sessions")


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_every_operation_but_subscription_asks_for_a_bearer_token(operation_id: str) -> None:
    *_, operation = OPERATIONS[operation_id]
    expected: list[dict[str, list[str]]] = [] if operation_id == "subscribe_to_session" else [{"HTTPBearer": []}]
    assert operation.get("security", DOCUMENT["security"]) == expected
