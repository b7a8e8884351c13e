"""flux0's specification: valid, whole, and with examples that fit."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

from mock_server.schemas import Schemas
from test.examples.flux0 import FLUX0
from test.test_specification import schemas_with_examples

DOCUMENT: dict[str, Any] = yaml.safe_load((FLUX0 / "openapi.yaml").read_text(encoding="utf-8"))
SCHEMAS = Schemas(DOCUMENT)
OPERATIONS = [
    (path, method, SCHEMAS.resolve(operation))
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
    if method != "parameters"
]
STATUSES = {
    "create_session": {"201", "400", "409", "422"},
    "list_sessions": {"200", "422"},
    "read_session": {"200", "404", "422"},
    "create_session_event": {"200", "404", "422"},
    "list_session_events": {"200", "404", "422", "504"},
}
REQUIRED = {
    "SessionCreationParamsDTO": "agent_id",
    "SessionDTO": "id agent_id user_id consumption_offsets created_at",
    "SessionsDTO": "data",
    "EventsDTO": "data",
    "EventCreationParamsDTO": "type source",
    "EventDTO": "id correlation_id type source offset data deleted created_at",
    "MessageEventDataDTO": "type parts",
    "StatusEventDataDTO": "type status",
    "ToolEventDataDTO": "type tool_calls",
    "ToolCallDTO": "tool_call_id tool_name args",
    "ToolResultDTO": "data metadata control",
    "ChunkEventDTO": "event_id correlation_id seq patches metadata",
    "JsonPatchOperationDTO": "op path value",
    "EmittedEventDTO": "id correlation_id type source data",
    "ChunkEventStream": "event data",
    "EmittedEventStream": "id event data",
}


def test_it_is_valid() -> None:
    OpenAPIV31SpecValidator(DOCUMENT).validate()


@pytest.mark.parametrize(("schema", "example"), list(schemas_with_examples(DOCUMENT, "")))
def test_an_example_fits_its_schema(schema: dict[str, Any], example: Any) -> None:
    assert SCHEMAS.of_responses(schema).is_valid(example)


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS, ids=lambda each: str(each)[:40])
def test_parameters_bodies_and_responses_have_examples(path: str, method: str, operation: dict[str, Any]) -> None:
    shared = DOCUMENT["paths"][path].get("parameters", [])
    parameters = [SCHEMAS.resolve(each) for each in [*shared, *operation.get("parameters", [])]]
    bodies = [operation["requestBody"]] if "requestBody" in operation else []
    holders = [*bodies, *(SCHEMAS.resolve(each) for each in operation["responses"].values())]
    media = [each for holder in holders for each in holder["content"].values()]
    assert [each for each in [*parameters, *media] if not {"example", "examples"} & set(each)] == []


def test_statuses_are_those_of_the_api() -> None:
    assert {operation["operationId"]: set(operation["responses"]) for *_, operation in OPERATIONS} == STATUSES


@pytest.mark.parametrize("name", REQUIRED)
def test_required_properties_are_those_of_the_api(name: str) -> None:
    assert DOCUMENT["components"]["schemas"][name]["required"] == REQUIRED[name].split()


def test_only_one_error_has_a_body_of_its_own() -> None:
    typed = [
        (operation["operationId"], status)
        for *_, operation in OPERATIONS
        for status, response in operation["responses"].items()
        if status >= "4" and "schema" in SCHEMAS.resolve(response)["content"]["application/json"]
    ]
    assert typed == [("read_session", "422")]
