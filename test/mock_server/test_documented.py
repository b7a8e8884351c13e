"""An API without handlers: its document answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from mock_server import App, Settings, SetupError, load_app
from mock_server.samples import Endless, Samples
from mock_server.schemas import Schemas
from test.mock_server.calls import call

SHELVES = """
openapi: 3.1.0
info: {title: Shelves, version: "1"}
security: [{Key: []}]
paths:
  /shelves:
    parameters: [{name: filter, in: query, style: deepObject, schema: {type: object}}]
    post:
      parameters: [{name: size, in: query, schema: {type: integer, minimum: 1}}]
      requestBody: {content: {application/json: {schema: {type: object, required: [name]}}}}
      responses:
        "404": {description: None., content: {"application/json; charset=utf-8": {example: {detail: gone}}}}
        "201":
          description: Made.
          headers: {Location: {required: true, schema: {type: string, format: uri-reference}}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Shelf"}}}
        4XX: {description: Refused.}
  /books:
    get:
      security: []
      responses:
        "200":
          description: Books.
          content:
            application/json:
              schema: {type: array, items: {type: string}}
              examples: {none: {value: []}, one: {$ref: "#/components/examples/One"}, bad: {value: 7}}
            text/csv: {example: "title\\nEmma"}
            text/event-stream: {schema: {type: object, properties: {word: {const: hello}}}}
  /wrong:
    get:
      security: []
      responses:
        "200": {description: Never., content: {application/json: {schema: {allOf: [{type: string}, {type: object}]}}}}
  /gone: {delete: {responses: {"204": {description: Gone.}}}}
components:
  examples: {One: {value: [Emma]}}
  securitySchemes: {Key: {type: apiKey, in: header, name: Key}}
  schemas:
    Shelf:
      type: object
      required: [id]
      properties:
        id: {type: string, format: uuid, examples: [no-uuid]}
        parent: {anyOf: [{$ref: "#/components/schemas/Shelf"}, {type: "null"}]}
        secret: {type: string, writeOnly: true}
"""


@pytest.fixture
def app(tmp_path: Path) -> App:
    path = tmp_path / "shelves.yaml"
    path.write_text(SHELVES, encoding="utf-8")
    return load_app(path)


def post(app: App, query: str = "", **options: Any) -> httpx.Response:
    options.setdefault("headers", {})["Key"] = "k"
    return call("POST", f"/shelves{query}", app, **({"json": {"name": "a"}} | options))


def test_values_are_made_for_schemas_and_fit_them(app: App) -> None:
    response = post(app)
    assert (response.status_code, response.headers["location"]) == (201, "/")
    assert response.json()["id"] == "3fa85f64-5717-4562-b3fc-2c963f66afa6"
    assert "secret" not in response.json()


def test_requests_are_held_against_the_document(app: App) -> None:
    assert post(app, "?size=0").status_code == 422
    assert post(app, json={}).status_code == 422
    assert call("POST", "/shelves", app, json={"name": "a"}).status_code == 401


def test_an_example_is_answered_and_another_by_its_name(app: App) -> None:
    assert call("GET", "/books", app).json() == []
    assert call("GET", "/books", app, headers={"Prefer": "example=one"}).json() == ["Emma"]
    assert call("GET", "/books", app, headers={"Prefer": "wait=1, example=unknown"}).json() == []


def test_another_status_is_answered_if_the_document_has_it(app: App) -> None:
    response = post(app, headers={"Prefer": "code=404"})
    assert (response.status_code, response.json()) == (404, {"detail": "gone"})
    assert post(app, headers={"Prefer": 'code="418"'}).status_code == 418
    response = post(app, headers={"Prefer": "code=500"})
    assert "POST /shelves answers 500, which its specification does not allow" in response.json()["detail"]


def test_the_media_type_is_the_one_that_is_asked_for(app: App) -> None:
    response = call("GET", "/books", app, headers={"Accept": "text/csv"})
    assert (response.text, response.headers["content-type"]) == ("title\nEmma", "text/csv; charset=utf-8")
    assert call("GET", "/books", app, headers={"Accept": "text/event-stream"}).text == 'data: {"word":"hello"}\n\n'


@pytest.mark.parametrize(("path", "prefer"), [("/books", "example=bad"), ("/wrong", "")])
def test_what_does_not_fit_its_schema_is_said(app: App, path: str, prefer: str) -> None:
    response = call("GET", path, app, headers={"Prefer": prefer})
    assert response.status_code == 500
    assert "does not allow: " in response.json()["detail"]


def test_no_content_is_answered_where_there_is_none(tmp_path: Path, app: App) -> None:
    response = call("DELETE", "/gone", load_app(tmp_path / "shelves.yaml", Settings(auth=False)))
    assert (response.status_code, response.content) == (204, b"")


def test_a_folder_without_handlers_is_answered_by_its_document(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(SHELVES, encoding="utf-8")
    assert call("GET", "/books", load_app(tmp_path)).json() == []


def test_a_reference_that_leads_nowhere_fails_at_start_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SHELVES.replace("schemas/Shelf", "schemas/Self"), encoding="utf-8")
    with pytest.raises(SetupError, match="/components/schemas/Self"):
        load_app(tmp_path / "a.yaml")


SCHEMA = "get: {responses: {'200': {description: A., content: {application/json: {schema: {$ref: 'b.yaml#/a'}}}}}}"


@pytest.mark.parametrize(
    ("item", "message"),
    [(SCHEMA, "a schema of the document cannot be used"), ("$ref: 'b.yaml#/a'", "all of it has to be in one file")],
)
def test_a_document_of_several_files_fails_at_start_and_says_so(tmp_path: Path, item: str, message: str) -> None:
    head = "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths:\n  /a:\n"
    (tmp_path / "a.yaml").write_text(f"{head}    {item}\n", encoding="utf-8")
    with pytest.raises(SetupError, match=message):
        load_app(tmp_path / "a.yaml")


COMPONENTS: dict[str, Any] = {
    "Tree": {
        "type": "object",
        "required": ["kids"],
        "properties": {"kids": {"items": {"$ref": "#/components/schemas/Tree"}}},
    },
    "Endless": {"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#/components/schemas/Endless"}}},
    "Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}},
    "Animal": {
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}},
        "oneOf": [{"$ref": "#/components/schemas/Dog"}],
        "discriminator": {"propertyName": "kind"},
    },
    "Dog": {"allOf": [{"$ref": "#/components/schemas/Animal"}, {"properties": {"age": {"type": "integer"}}}]},
    "Twin": {"properties": {"other": {"allOf": [{"$ref": "#/components/schemas/Twin"}], "nullable": True}}},
}
PETS = {"oneOf": [{"$ref": "#/components/schemas/Cat"}], "discriminator": {"propertyName": "kind"}}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "integer", "minimum": 3, "multipleOf": 2}, 4),
        ({"type": "integer", "minimum": 3, "exclusiveMinimum": True}, 4),
        ({"type": "number", "exclusiveMaximum": -1}, -1.5),
        ({"type": ["null", "boolean"]}, True),
        ({"type": "string", "minLength": 6, "maxLength": 7}, "textxx"),
        ({"type": "string", "pattern": "^a{3}$"}, "aaa"),
        ({"enum": ["b", "a"]}, "b"),
        ({"type": "array", "items": {"type": "integer"}, "minItems": 2}, [0, 0]),
        ({"prefixItems": [{"const": 1}, {"const": "a"}], "items": False}, [1, "a"]),
        ({"allOf": [{"properties": {"a": {"const": 1}}}, {"properties": {"b": {"const": 2}}}]}, {"a": 1, "b": 2}),
        ({"anyOf": [{"type": "null"}, {"type": "integer"}]}, 0),
        (PETS, {"kind": "Cat"}),
        (
            PETS | {"discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat"}}},
            {"kind": "cat"},
        ),
        ({"type": "object", "additionalProperties": {"type": "string"}}, {}),
        ({"$ref": "#/components/schemas/Twin"}, {}),
    ],
)
def test_a_value_is_the_plainest_that_fits(schema: dict[str, Any], value: Any) -> None:
    schemas = Schemas({"components": {"schemas": COMPONENTS}})
    assert Samples(schemas).of(schema) == value
    assert schemas.of_responses(schema).is_valid(value)


def test_a_value_of_a_schema_that_contains_itself_ends() -> None:
    schemas = Schemas({"components": {"schemas": COMPONENTS}})
    tree = {"$ref": "#/components/schemas/Tree"}
    value = Samples(schemas).of(tree)
    assert schemas.of_responses(tree).is_valid(value)
    assert len(json.dumps(value)) < 1000
    with pytest.raises(Endless):
        Samples(schemas).of({"$ref": "#/components/schemas/Endless"})


def test_an_object_that_extends_the_choice_it_is_in_is_made_once() -> None:
    schemas = Schemas({"components": {"schemas": COMPONENTS}})
    assert Samples(schemas).of({"$ref": "#/components/schemas/Animal"}) == {"kind": "Dog", "age": 0}
