"""Null wherever a schema allows it: read as None, kept if it was set, and sent if it was set."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
import yaml

from .packages import STYLES, packages
from .recording import recording

WITH_NULL: dict[str, Any] = {
    "any": {},
    "described": {"description": "Any value."},
    "true": True,
    "flag": {"type": "string", "nullable": True},
    "types": {"type": ["string", "null"]},
    "more_types": {"type": ["string", "integer", "null"]},
    "enum": {"enum": ["a", None]},
    "numbers": {"enum": [1.5, None]},
    "mixed": {"enum": [1, "a", None]},
    "only": {"const": None},
    "only_enum": {"enum": [None]},
    "any_of": {"anyOf": [{"type": "string"}, {"type": "null"}]},
    "one_of": {"oneOf": [{"type": "string"}, {"type": "integer"}, {"enum": [None]}]},
    "deep": {"anyOf": [{"oneOf": [{"type": "integer"}, {"allOf": [{"type": ["string", "null"]}]}]}]},
    "by_reference": {"$ref": "#/components/schemas/Maybe"},
    "twice_by_reference": {"$ref": "#/components/schemas/Alias"},
    "null_by_reference": {"anyOf": [{"$ref": "#/components/schemas/Color"}, {"$ref": "#/components/schemas/Null"}]},
    "in_union": {"oneOf": [{"$ref": "#/components/schemas/Maybe"}, {"type": "integer"}]},
    "all_of": {"allOf": [{"$ref": "#/components/schemas/Maybe"}], "description": "One."},
    "all_of_two": {"allOf": [{"$ref": "#/components/schemas/Object"}, {"type": ["object", "null"]}]},
    "flagged_reference": {"allOf": [{"$ref": "#/components/schemas/Color"}], "nullable": True},
}
WITHOUT_NULL: dict[str, Any] = {
    "string": {"type": "string"},
    "color": {"$ref": "#/components/schemas/Color"},
    "object": {"properties": {"a": {"type": "string"}}},
    "choice": {"enum": ["a", "b"]},
    "constant": {"const": 1},
    "part": {"allOf": [{"$ref": "#/components/schemas/Maybe"}, {"type": "string"}]},
    "part_object": {"allOf": [{"$ref": "#/components/schemas/Object"}, {"type": "object", "title": "Other"}]},
    "never": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
}
SCHEMAS = {
    "Maybe": {"type": ["string", "null"]},
    "Alias": {"$ref": "#/components/schemas/Maybe"},
    "Color": {"type": "string", "enum": ["red", "green"]},
    "Null": {"enum": [None]},
    "Object": {"type": ["object", "null"], "properties": {"a": {"type": "string"}}},
}


def with_properties(schemas: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": schemas, **more}


def in_lists(schemas: dict[str, Any]) -> dict[str, Any]:
    return {name: {"type": "array", "items": schema} for name, schema in schemas.items()}


def in_maps(schemas: dict[str, Any]) -> dict[str, Any]:
    return {name: {"type": "object", "additionalProperties": schema} for name, schema in schemas.items()}


OPTIONAL_BODY = {
    "operationId": "put_optional",
    "requestBody": {"content": {"application/json": {"schema": WITH_NULL["types"]}}},
    "responses": {"204": {"description": "Done."}},
}
OPERATIONS = {
    f"/{name}": {
        "put": {
            "operationId": f"put_{name}",
            "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
            "responses": {"200": {"description": "It.", "content": {"application/json": {"schema": schema}}}},
        }
    }
    for name, schema in WITH_NULL.items()
}
DOCUMENT = yaml.safe_dump(
    {
        "paths": {**OPERATIONS, "/optional": {"put": OPTIONAL_BODY}},
        "components": {
            "schemas": {
                **SCHEMAS,
                "Sample": with_properties(WITH_NULL),
                "Required": with_properties(WITH_NULL, required=list(WITH_NULL)),
                "Lists": with_properties(in_lists(WITH_NULL)),
                "Maps": with_properties(in_maps(WITH_NULL)),
                "Absent": with_properties(WITHOUT_NULL),
                "Items": with_properties(in_lists(WITHOUT_NULL)),
            }
        },
    }
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ModuleType]]:
    with packages(tmp_path_factory.mktemp("packages")) as package:
        yield {style: package(DOCUMENT, style) for style in STYLES}


@pytest.fixture(params=STYLES)
def either(made: dict[str, ModuleType], request: pytest.FixtureRequest) -> ModuleType:
    return made[request.param]


@pytest.mark.parametrize("name", WITH_NULL)
def test_null_is_read_kept_and_sent(either: ModuleType, name: str) -> None:
    null = {name: None}
    field = next(key for key, each in either.models.Sample.model_fields.items() if name in (key, each.alias))
    for thing in (either.models.Sample.from_dict(null), either.models.Sample(**null)):
        assert getattr(thing, field) is None
        assert thing.to_dict() == json.loads(thing.to_json()) == null
    assert either.models.Sample().to_dict() == {}


@pytest.mark.parametrize(("model", "value"), [("Lists", [None]), ("Maps", {"a": None})])
@pytest.mark.parametrize("name", WITH_NULL)
def test_null_is_kept_in_lists_and_maps(either: ModuleType, name: str, model: str, value: Any) -> None:
    kind = getattr(either.models, model)
    for thing in (kind.from_dict({name: value}), kind(**{name: value})):
        assert json.loads(thing.to_json()) == {name: value}


def test_required_fields_may_be_null(either: ModuleType) -> None:
    null = dict.fromkeys(WITH_NULL)
    assert either.models.Required(**null).to_dict() == either.models.Required.from_dict(null).to_dict() == null


@pytest.mark.parametrize("name", WITH_NULL)
def test_required_arguments_may_be_null(either: ModuleType, name: str) -> None:
    with recording() as recorder:
        recorder.answers("application/json", b"null")
        with either.ApiClient(either.Configuration(host=recorder.url)) as client:
            call = getattr(either.DefaultApi(client), f"put_{name}")
            argument = next(iter(call.__annotations__))
            assert call(**{argument: None}) is None
    assert recorder.last.body == b"null"


@pytest.mark.parametrize("name", WITHOUT_NULL)
def test_null_is_not_sent_if_it_is_not_allowed(either: ModuleType, name: str) -> None:
    assert either.models.Absent(**{name: None}).to_json() == "{}"
    with pytest.raises(ValueError, match=name):
        either.models.Items(**{name: [None]})


@pytest.mark.parametrize(("style", "body"), [("openapi-generator", b""), ("sdk", b"null")])
def test_none_as_optional_body_is_null_in_sdk_style(made: dict[str, ModuleType], style: str, body: bytes) -> None:
    package = made[style]
    with recording() as recorder:
        recorder.answers("", status=204)
        with package.ApiClient(package.Configuration(host=recorder.url)) as client:
            package.DefaultApi(client).put_optional(body=None)
            assert recorder.last.body == body
            package.DefaultApi(client).put_optional()
            assert recorder.last.body == b""
