"""The documents that a server takes, and those that it shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from mock_server import SetupError, create_app, load_app
from mock_server.pages import for_page
from mock_server.problems import Problem
from mock_server.schemas import Schemas, converted, issues
from test.mock_server.calls import FIXTURE, call
from test.paths import SPECIFICATION

HEAD = {"openapi": "3.1.0", "info": {"title": "a", "version": "1"}}
DOCUMENT = yaml.safe_load(SPECIFICATION.read_text(encoding="utf-8"))


def test_the_document_is_shown_as_it_was_written() -> None:
    assert call("GET", "/openapi.yaml").content == SPECIFICATION.read_bytes()
    assert call("GET", "/openapi.json").json() == DOCUMENT


def test_the_user_interface_needs_nothing_from_elsewhere() -> None:
    page = call("GET", "/ui/")
    assert page.status_code == 200
    assert "/ui/openapi.json" in page.text
    assert "https://" not in page.text
    assert call("GET", "/ui/swagger-ui-bundle.js").status_code == 200


def test_the_user_interface_calls_this_server() -> None:
    shown = call("GET", "/ui/openapi.json").json()
    assert shown["servers"][0]["url"] == "/"
    assert {**shown, "servers": DOCUMENT["servers"]} == DOCUMENT


def test_what_openapi_3_1_alone_allows_is_served(tmp_path: Path) -> None:
    words = {"name": "words", "in": "query", "schema": True}
    item = {"get": {"parameters": [words], "responses": {"200": {"description": "Read."}}}, "post": {}}
    paths = {"x-owner": 7, "/books": {"$ref": "#/components/pathItems/Books"}}
    document = {**HEAD, "paths": paths, "components": {"pathItems": {"Books": item}}}
    app = load_app(write(tmp_path, document))
    assert call("GET", "/books?words=all", app).status_code == 200
    assert call("POST", "/books", app).status_code == 200


def test_the_user_interface_gets_openapi_3_1_as_3_0_has_it() -> None:
    name, kind = {"$ref": "#/components/schemas/Name"}, {"const": "a", "examples": ["a"]}
    size, null = {"type": ["integer", "null"]}, {"type": "null"}
    properties = {"type": kind, "size": size, "name": {"anyOf": [name, null]}, "id": {"type": ["string", "integer"]}}
    shown = for_page({**HEAD, "schema": {"properties": properties}})
    assert shown["openapi"] == "3.0.3"
    assert shown["schema"]["properties"] == {
        "type": {"enum": ["a"], "example": "a"},
        "size": {"type": "integer", "nullable": True},
        "name": {"allOf": [name], "nullable": True},
        "id": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
    }


def write(folder: Path, document: dict[str, Any]) -> Path:
    path = folder / "openapi.yaml"
    path.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    return path


def test_an_operation_without_a_handler_fails_at_start_by_name(tmp_path: Path) -> None:
    operation = {"operationId": "dance", "responses": {"200": {"description": "Danced."}}}
    document = {**DOCUMENT, "paths": {**DOCUMENT["paths"], "/dances": {"get": operation}}}
    with pytest.raises(SetupError, match="the operation dance has no handler"):
        create_app(specification=write(tmp_path, document))


def test_a_handler_that_drops_a_parameter_fails_at_start_by_name(tmp_path: Path) -> None:
    document = json.loads(json.dumps(DOCUMENT))
    document["paths"]["/sessions/grouped"]["get"]["parameters"] = [
        {"name": "limit", "in": "query", "schema": {"type": "integer"}}
    ]
    with pytest.raises(SetupError, match="the handler of get_grouped_sessions lacks limit"):
        create_app(specification=write(tmp_path, document))


def test_literal_paths_win_wherever_the_document_has_them(tmp_path: Path) -> None:
    document = {**DOCUMENT, "paths": dict(reversed(DOCUMENT["paths"].items()))}
    app = create_app(specification=write(tmp_path, document))
    assert "time_to_sessions" in call("GET", "/sessions/grouped", app).json()


def test_braces_in_a_description_are_text(tmp_path: Path) -> None:
    document = json.loads(json.dumps(DOCUMENT))
    document["info"]["description"] = "{{ not }} {% a template %}"
    app = create_app(specification=write(tmp_path, document))
    assert call("GET", "/openapi.json", app).json()["info"]["description"] == "{{ not }} {% a template %}"


def test_an_answer_that_the_document_does_not_allow_is_an_error_that_says_where(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = create_app()
    app.store.fixture("me").show(status="Dancing", messages=[{"text": 7}])
    response = call("GET", f"/sessions/{FIXTURE}", app)
    assert response.status_code == 500
    assert "get_session answers 200, which its specification does not allow" in response.json()["detail"]
    assert "/status: " in caplog.text
    assert "/messages/0/text: " in caplog.text


def test_what_does_not_fit_is_not_shown_at_length() -> None:
    app = create_app()
    app.store.fixture("me").show(status="Dancing " * 1_000)
    detail = call("GET", f"/sessions/{FIXTURE}", app).json()["detail"]
    assert len(detail) < 600
    assert '"Ready"' in detail


def test_a_handler_that_crashes_is_an_error_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app()
    monkeypatch.setattr(app.store, "grouped", lambda caller: 1 / 0)
    response = call("GET", "/sessions/grouped", app)
    assert (response.status_code, response.json()) == (500, {"detail": "Internal Server Error"})


def test_each_application_has_a_state_of_its_own() -> None:
    first, second = create_app(), create_app()
    first.store.fixture("me").show(title="mine")
    assert call("GET", f"/sessions/{FIXTURE}", first).json()["title"] == "mine"
    assert call("GET", f"/sessions/{FIXTURE}", second).json()["title"] is None


@pytest.mark.parametrize(
    ("schema", "value", "fits"),
    [
        ({"type": "string", "nullable": True}, None, True),
        ({"type": "string"}, None, False),
        ({"type": "integer", "minimum": 3, "exclusiveMinimum": True}, 3, False),
        ({"type": "string", "format": "date-time"}, "yesterday", False),
        ({"type": "string", "format": "binary"}, "\x00", True),
        ({"$ref": "#/components/schemas/MessageRole"}, "user", True),
        ({"$ref": "#/components/schemas/MessageRole"}, "cat", False),
        ({"type": "object", "properties": {"nullable": {"type": "integer"}}}, {"nullable": "x"}, False),
        ({"type": "object", "properties": {"example": {"type": "integer"}}}, {"example": "x"}, False),
    ],
)
def test_schemas_of_openapi_3_0_mean_what_they_say(schema: dict[str, Any], value: Any, fits: bool) -> None:
    assert Schemas(DOCUMENT).of_requests(schema).is_valid(value) is fits


def test_a_problem_in_a_body_is_placed_by_its_path() -> None:
    validator = Schemas(DOCUMENT).of_requests({"type": "array", "items": {"type": "integer"}})
    found = [(list(issue.loc), issue.type) for issue in issues(validator, [1, "x"], ["body"])]
    assert found == [(["body", 1], "int_type")]


def test_a_problem_with_what_may_be_null_is_that_of_the_other_alternative() -> None:
    name = {"anyOf": [{"type": "string", "minLength": 3}, {"type": "null"}]}
    validator = Schemas(DOCUMENT).of_requests({"type": "object", "properties": {"name": name}})
    found = [(list(issue.loc), issue.msg, issue.type) for issue in issues(validator, {"name": "x"}, ["body"])]
    assert found == [(["body", "name"], '"x" is shorter than 3 characters', "string_too_short")]


def test_conversion_leaves_the_document_alone() -> None:
    schema = {"type": "string", "nullable": True}
    converted(schema, "readOnly")
    assert schema == {"type": "string", "nullable": True}


def test_a_problem_is_a_json_response() -> None:
    response = Problem(409, "No", {"X-Reason": "none"}).response()
    assert (response.status_code, response.body, response.headers["x-reason"]) == (409, b'{"detail":"No"}', "none")
