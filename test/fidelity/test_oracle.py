"""Tests of the oracle: each one breaks a generated client, and expects the difference to be reported."""

from __future__ import annotations

import ast
import copy
import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.oracle.calls import Caller
from benchmarks.oracle.document import Document
from benchmarks.oracle.package import Package, build
from benchmarks.oracle.sampling import Sampler
from benchmarks.oracle.schemas import Schemas
from benchmarks.oracle.synthetic import write_documents
from client_generator import Settings, generate, plan, write_files
from test.paths import ROOT

SPEC = """
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: first, in: query, schema: {type: array, items: {type: string}}}
        - {name: second, in: query, schema: {type: string}}
        - {name: X-Mode, in: header, schema: {type: string}}
        - {name: crumb, in: cookie, schema: {type: string}}
      responses:
        "200":
          description: Good.
          headers: {X-Left: {schema: {type: integer}}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
        "404": {description: Bad., content: {application/json: {schema: {$ref: "#/components/schemas/Failure"}}}}
  /pets:
    post:
      operationId: addPet
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
      responses:
        "200": {description: Good., content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
  /forms:
    post:
      operationId: sendForm
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [file]
              properties: {file: {type: string, format: binary}, text: {type: string}}
      responses: {"204": {description: Done.}}
webhooks:
  sold:
    post:
      operationId: petSold
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Sale"}}}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Failure: {type: object, required: [message], properties: {message: {type: string}}}
    Cat: {type: object, required: [kind], properties: {kind: {type: string, enum: [cat]}, name: {type: string}}}
    Dog: {type: object, required: [kind], properties: {kind: {type: string, enum: [dog]}, name: {type: string}}}
    Sale: {type: object, required: [at], properties: {at: {type: string, format: date-time}}}
    Pet:
      type: object
      required: [id, animal]
      properties:
        id: {type: integer}
        animal: {oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]}
        born: {type: string, format: date-time}
        tags: {type: [array, "null"], items: {type: string}}
        account: {oneOf: [{$ref: "#/components/schemas/Local"}, {$ref: "#/components/schemas/Foreign"}]}
    Local:
      type: object
      required: [number]
      properties: {number: {type: string}, type: {type: string, enum: [local], default: local}}
      additionalProperties: false
    Foreign:
      type: object
      required: [number, type]
      properties: {number: {type: string}, type: {type: string, enum: [foreign]}}
      additionalProperties: false
"""


@pytest.fixture(scope="module", params=["openapi-generator", "sdk"])
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Document, str, str]]:
    """A document, and the name and the style of a client that was generated from it."""
    folder = tmp_path_factory.mktemp("fidelity")
    path, style = folder / "pets.yaml", str(request.param)
    path.write_text(SPEC, encoding="utf-8")
    name = f"pets_{style.partition('-')[0]}"
    files = generate(path, Settings(package=name, client_class="Client", style=style)).files
    write_files(files, folder, plan(files, folder, name))
    sys.path.insert(0, str(folder))
    yield Document(path), name, style
    sys.path.remove(str(folder))


def kinds(made: tuple[Document, str, str], only: str = "") -> set[str]:
    """Run the oracle, and return the kinds of the differences that it finds."""
    document, name, style = made
    caller = Caller(document, Package(name), style)
    try:
        return {each["kind"] for each in caller.run(only).differences}
    finally:
        caller.close()


Send = Callable[..., Any]


def break_requests(monkeypatch: pytest.MonkeyPatch, name: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Change every request of the synchronous client right before it is sent."""
    kind = importlib.import_module(f"{name}.rest").RESTClientObject
    original: Send = kind.request

    def request(
        self: Any, method: str, url: str, headers: Any = None, body: Any = None, *args: Any, **more: Any
    ) -> Any:
        sent = {"method": method, "url": url, "headers": dict(headers or {}), "body": body}
        change(sent)
        return original(self, sent["method"], sent["url"], sent["headers"], sent["body"], *args, **more)

    monkeypatch.setattr(kind, "request", request)


def swap_query_values(sent: dict[str, Any]) -> None:
    sent["url"] = sent["url"].replace("first=", "#").replace("second=", "first=").replace("#", "second=")


def add_query(sent: dict[str, Any]) -> None:
    sent["url"] += ("&" if "?" in sent["url"] else "?") + "limit=20"


def change_path(sent: dict[str, Any]) -> None:
    sent["url"] = sent["url"].replace("/pets/", "/pets/1")


def change_header(sent: dict[str, Any]) -> None:
    sent["headers"] = {name: f"{value}!" if name == "X-Mode" else value for name, value in sent["headers"].items()}


def drop_cookie(sent: dict[str, Any]) -> None:
    sent["headers"].pop("Cookie", None)


def change_json(change: Callable[[Any], None]) -> Callable[[dict[str, Any]], None]:
    def apply(sent: dict[str, Any]) -> None:
        if sent["headers"].get("Content-Type") == "application/json":
            encoded = isinstance(sent["body"], bytes)
            value = json.loads(sent["body"]) if encoded else copy.deepcopy(sent["body"])
            change(value)
            sent["body"] = json.dumps(value).encode() if encoded else value

    return apply


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (swap_query_values, "request: query form explode=true"),
        (add_query, "request: unexpected query parameter"),
        (change_path, "request: path simple explode=false"),
        (change_header, "request: header simple explode=false"),
        (drop_cookie, "request: cookie form explode=true"),
        (change_json(lambda value: value.pop("tags", None)), "request: JSON body"),
        (change_json(lambda value: value.update(more=1)), "request: JSON body"),
        (lambda sent: sent.update(method="PUT"), "request: method"),
        (lambda sent: sent["headers"].update({"X-More": "1"}), "request: unexpected header"),
    ],
)
def test_broken_request_is_reported(
    made: tuple[Document, str, str],
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[dict[str, Any]], None],
    kind: str,
) -> None:
    break_requests(monkeypatch, made[1], change)
    assert kind in kinds(made)


def break_values(monkeypatch: pytest.MonkeyPatch, name: str, change: Callable[[Any, Any], Any]) -> None:
    """Change every pet that the synchronous client returns."""
    models = importlib.import_module(f"{name}.models")
    api = importlib.import_module(f"{name}.api.default_api").DefaultApi
    original: Send = api.get_pet

    def get_pet(self: Any, *args: Any, **more: Any) -> Any:
        return change(original(self, *args, **more), models)

    monkeypatch.setattr(api, "get_pet", get_pet)


def drop_field(pet: Any, models: Any) -> Any:
    pet.__pydantic_fields_set__.discard("born")
    return pet


def as_dict(pet: Any, models: Any) -> Any:
    return pet.to_dict()


def other_class(pet: Any, models: Any) -> Any:
    object.__setattr__(
        pet, "__dict__", {**vars(pet), "animal": models.Dog.model_construct(_fields_set={"kind"}, kind="dog")}
    )
    return pet


def without_offset(pet: Any, models: Any) -> Any:
    born = vars(pet).get("born")
    object.__setattr__(pet, "__dict__", {**vars(pet), "born": getattr(born, "replace", lambda **_: None)(tzinfo=None)})
    return pet


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (drop_field, "response: a property was lost"),
        (as_dict, "response: an object became a dict"),
        (other_class, "response: wrong class"),
        (without_offset, "response: another str"),
        (lambda pet, models: None, "response: an object became something else"),
    ],
)
def test_broken_value_is_reported(
    made: tuple[Document, str, str], monkeypatch: pytest.MonkeyPatch, change: Callable[[Any, Any], Any], kind: str
) -> None:
    break_values(monkeypatch, made[1], change)
    assert kind in kinds(made, "getPet")


def test_header_without_its_type_is_reported(made: tuple[Document, str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    operation = importlib.import_module(f"{made[1]}._operations.default").GET_PET
    monkeypatch.setitem(vars(operation.responses["200"]), "headers", {})
    assert kinds(made, "getPet") == {"response: a header without a type"}


def test_broken_models_without_an_operation_are_reported(
    made: tuple[Document, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sale = importlib.import_module(f"{made[1]}.models").Sale
    monkeypatch.setattr(sale, "from_json", lambda text: json.loads(text))
    assert "response: an object became a dict" in kinds(made)


def test_broken_webhooks_are_reported(made: tuple[Document, str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    hook = importlib.import_module(f"{made[1]}.webhooks").PET_SOLD
    monkeypatch.setattr(type(hook), "read", lambda self, body: json.loads(body))
    assert "response: an object became a dict" in kinds(made)


def test_working_client_has_no_differences(made: tuple[Document, str, str]) -> None:
    assert kinds(made) == set()


def test_alternative_without_its_constant_is_constructed(made: tuple[Document, str, str]) -> None:
    pet = importlib.import_module(f"{made[1]}.models").Pet
    built = build({"id": 1, "animal": {"kind": "cat"}, "account": {"number": "7"}}, pet, "constructor")
    assert built.to_dict()["account"] == {"number": "7", "type": "local"}


def test_swapped_argument_names_are_reported(made: tuple[Document, str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module(f"{made[1]}._operations.default")
    operation = module.GET_PET
    first, second = operation.parameters[1:3]
    names = first.argument, second.argument
    monkeypatch.setitem(vars(first), "argument", names[1])
    monkeypatch.setitem(vars(second), "argument", names[0])
    assert "names: an argument" in kinds(made, "getPet")


def test_values_are_the_same_in_every_run(tmp_path: Path) -> None:
    path = next(write_documents(tmp_path, 1))

    def values() -> list[Any]:
        document = Document(path)
        sampler = Sampler(Schemas(document, "response"))
        media = [each for operation in document.operations for each in operation.responses.get("200", ())]
        return [each.value for one in media if one.schema for each in sampler.samples(one.schema, 5)]

    assert values() == values()


def test_samples_cover_alternatives_nulls_and_absence(tmp_path: Path) -> None:
    path = tmp_path / "pets.yaml"
    path.write_text(SPEC, encoding="utf-8")
    document = Document(path)
    schema = {"$ref": f"{document.uri}#/components/schemas/Pet"}
    values = [each.value for each in Sampler(Schemas(document, "response")).samples(schema, 20)]
    assert {value["animal"]["kind"] for value in values} == {"cat", "dog"}
    assert {"tags" in value and value["tags"] is None for value in values} == {True, False}
    assert {"born" in value for value in values} == {True, False}


def test_oracle_does_not_import_the_generator() -> None:
    for path in (ROOT / "benchmarks" / "oracle").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [each.module for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)]
        names += [alias.name for each in ast.walk(tree) if isinstance(each, ast.Import) for alias in each.names]
        assert not [name for name in names if name and name.startswith("client_generator")], path
