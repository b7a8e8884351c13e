"""The arguments of methods: their order and their names are those of OpenAPI Generator's clients."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest

from test.client_generator.packages import STYLES, load_package, send

OPTIONS = {"_request_timeout", "_request_auth", "_content_type", "_headers", "_host_index", "_retries"}
ORDER = """
paths:
  /z/{a}/{b}/{c}/{d}:
    parameters:
      - {name: a, in: path, required: true, schema: {type: string}}
      - {name: b, in: path, required: true, schema: {type: string}}
      - {name: q, in: query, schema: {type: string}}
    get:
      operationId: get_z
      parameters:
        - {name: c, in: path, required: true, schema: {type: string}}
        - {name: d, in: path, required: true, schema: {type: string}}
        - {name: r, in: query, schema: {type: string}}
      responses: {"204": {description: Done.}}
    put:
      operationId: put_z
      parameters:
        - {name: d, in: path, required: true, schema: {type: string}}
        - {name: a, in: path, required: true, schema: {type: string}}
        - {name: c, in: path, required: true, schema: {type: string}}
      responses: {"204": {description: Done.}}
"""
REFERENCES = """
paths:
  /{a}/{b}/{c}:
    parameters:
      - {name: a, in: path, required: true, schema: {type: string}}
      - {name: b, in: path, required: true, schema: {type: string}}
    get:
      operationId: find
      parameters: [{$ref: "#/components/parameters/c"}, {$ref: "#/components/parameters/b"}]
      responses: {"204": {description: Done.}}
components:
  parameters:
    b: {name: b, in: path, required: true, schema: {type: integer}}
    c: {name: c, in: path, required: true, schema: {type: string}}
"""
NAMES = """
paths:
  /things/{id}:
    post:
      operationId: post_form
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [id]
              properties: {id: {type: string}, body: {type: string}, callback: {type: string}}
      responses: {"204": {description: Done.}}
    get:
      operationId: same_name
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: id, in: query, schema: {type: string}}
        - {name: id, in: header, schema: {type: string}}
        - {name: callback, in: query, schema: {type: string}}
      responses: {"204": {description: Done.}}
"""
BODIES = """
paths:
  /:
    post:
      operationId: send
      requestBody: {required: true, content: {application/json: {schema: %s}}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    User: {type: object, properties: {name: {type: string}}}
    Users: {type: array, items: {$ref: "#/components/schemas/User"}}
    Any: {type: object, properties: {value: {type: string}}}
    Level: {type: string, enum: [low, high]}
    Free: {type: object}
"""


def names_of(package: Any, method: str) -> list[str]:
    found = list(inspect.signature(getattr(package.DefaultApi, method)).parameters)
    return [name for name in found if name not in OPTIONS and name != "self"]


def test_path_item_parameters_come_first_in_openapi_30(tmp_path: Path) -> None:
    package = load_package(tmp_path, ORDER, version="3.0.3")
    assert names_of(package, "get_z") == ["a", "b", "c", "d", "q", "r"]
    assert send(package, "get_z", "1", "2", "3", "4").target == "/z/1/2/3/4"


def test_overriding_parameters_stay_where_the_operation_has_them(tmp_path: Path) -> None:
    package = load_package(tmp_path, ORDER, version="3.0.3")
    assert names_of(package, "put_z") == ["b", "d", "a", "c", "q"]
    assert send(package, "put_z", "2", "4", "1", "3").target == "/z/1/2/3/4"


def test_parameter_overridden_by_reference_keeps_its_place(tmp_path: Path) -> None:
    package = load_package(tmp_path, REFERENCES, version="3.0.3")
    assert names_of(package, "find") == ["a", "b", "c"]
    with pytest.raises(package.exceptions.ArgumentError, match=r"^b: "):
        send(package, "find", "1", "2", "3")
    assert send(package, "find", "1", 2, "3").target == "/1/2/3"


@pytest.mark.parametrize(
    ("text", "method", "names"),
    [
        (ORDER, "get_z", ["c", "d", "a", "b", "r", "q"]),
        (ORDER, "put_z", ["d", "a", "c", "b", "q"]),
        (REFERENCES, "find", ["c", "b", "a"]),
    ],
)
def test_path_item_parameters_come_last_in_openapi_31(tmp_path: Path, text: str, method: str, names: list[str]) -> None:
    assert names_of(load_package(tmp_path, text), method) == names


def test_parameters_of_one_name_are_numbered_as_in_the_peer(tmp_path: Path) -> None:
    package = load_package(tmp_path, NAMES)
    assert names_of(package, "same_name") == ["id", "id2", "id3", "param_callback"]
    request = send(package, "same_name", "1", "2", "3", param_callback="f")
    assert (request.target, request.headers["id"]) == ("/things/1?id=2&callback=f", "3")


def test_fields_named_like_parameters_are_numbered(tmp_path: Path) -> None:
    package = load_package(tmp_path, NAMES)
    assert names_of(package, "post_form") == ["id", "id2", "body", "param_callback"]
    request = send(package, "post_form", "1", "2", "b", "c")
    assert (request.target, request.body) == ("/things/1", b"id=2&body=b&callback=c")


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ("{$ref: '#/components/schemas/User'}", "user"),
        ("{$ref: '#/components/schemas/Users'}", "user"),
        ("{$ref: '#/components/schemas/Any'}", "any"),
        ("{$ref: '#/components/schemas/Level'}", "body"),
        ("{$ref: '#/components/schemas/Free'}", "body"),
        ("{}", "body"),
        ("{type: string}", "body"),
        ("{type: string, enum: [a, b]}", "body"),
        ("{type: object}", "body"),
        ("{type: object, additionalProperties: true}", "request_body"),
        ("{type: object, additionalProperties: {$ref: '#/components/schemas/User'}}", "request_body"),
        ("{type: array, items: {type: string}}", "request_body"),
        ("{type: array, items: {type: string, enum: [a, b]}}", "request_body"),
        ("{type: array, items: {$ref: '#/components/schemas/Level'}}", "level"),
        ("{type: array, items: {type: array, items: {$ref: '#/components/schemas/User'}}}", "user"),
        ("{type: array, items: {type: object, additionalProperties: {$ref: '#/components/schemas/User'}}}", "user"),
        ("{type: object, properties: {a: {type: string}}}", "send_request"),
    ],
)
def test_a_whole_body_is_named_as_in_the_peer(tmp_path: Path, schema: str, name: str) -> None:
    assert names_of(load_package(tmp_path, BODIES % schema), "send") == [name]


@pytest.mark.parametrize("style", STYLES)
def test_api_modules_are_named_after_their_classes(tmp_path: Path, style: str) -> None:
    text = "paths: {/: {get: {operationId: a, tags: ['my tags 123#', import], responses: {'204': {description: ok}}}}}"
    package = load_package(tmp_path, text, style)
    assert package.MyTags123Api.__module__ == f"{package.__name__}.api.my_tags123_api"
    assert package.ImportApi.__module__ == f"{package.__name__}.api.import_api"
