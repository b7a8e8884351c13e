"""Properties with one possible value: set on new objects if they are required, a default or tell alternatives apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from .packages import STYLES, packages
from .recording import recording

DOCUMENT = """
paths:
  /pets:
    post:
      operationId: add_pet
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {"204": {description: Done.}}
  /tags:
    post:
      operationId: add_tag
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Required'}}}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Wild'}]
    Wild: {anyOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Wolf'}]}
    Cat: {type: object, properties: {kind: {const: cat}, deleted: {enum: [true]}, lives: {type: integer}}}
    Dog: {type: object, properties: {kind: {type: string, enum: [dog]}, deleted: {enum: [true]}}}
    Wolf: {type: object, properties: {kind: {$ref: '#/components/schemas/WolfKind'}}}
    WolfKind: {type: string, enum: [wolf]}
    Required:
      type: object
      required: [type, version, "@kind", ratio, by, maybe]
      properties:
        type: {const: message}
        version: {const: 2}
        "@kind": {type: string, enum: [a]}
        ratio: {enum: [0.5]}
        by: {allOf: [{$ref: '#/components/schemas/WolfKind'}]}
        maybe: {enum: [x, null]}
    Optional:
      type: object
      properties:
        deleted: {enum: [true]}
        object: {const: list}
        given: {const: a, default: a}
        server: {const: a, default: a, readOnly: true}
        other: {type: string, enum: [a, b], default: a}
    Event:
      type: object
      discriminator: {propertyName: what, mapping: {made: '#/components/schemas/Made'}}
      required: [what]
      properties: {what: {type: string}}
    Made:
      allOf:
      - {$ref: '#/components/schemas/Event'}
      - {type: object, properties: {what: {type: string, enum: [made]}, by: {type: string}}}
"""
REQUIRED = {"type": "message", "version": 2, "@kind": "a", "ratio": 0.5, "by": "wolf", "maybe": None}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ModuleType]]:
    with packages(tmp_path_factory.mktemp("packages")) as package:
        yield {style: package(DOCUMENT, style) for style in STYLES}


@pytest.fixture(params=STYLES)
def either(made: dict[str, ModuleType], request: pytest.FixtureRequest) -> ModuleType:
    return made[request.param]


def test_required_tags_are_set_and_sent(either: ModuleType) -> None:
    thing = either.models.Required(maybe=None)
    assert (thing.type if hasattr(thing, "type") else thing.type_) == "message"
    assert json.loads(thing.to_json()) == thing.to_dict() == REQUIRED
    assert either.models.Required.from_dict(REQUIRED) == thing


def test_tags_of_alternatives_are_set_and_sent(either: ModuleType) -> None:
    models = either.models
    assert models.Cat(lives=9).to_dict() == {"kind": "cat", "lives": 9}
    assert models.Dog().to_dict() == {"kind": "dog"}
    assert models.Wolf().to_dict() == {"kind": "wolf"}
    assert models.Made(by="me").to_dict() == {"what": "made", "by": "me"}
    assert "kind" in models.Cat().model_fields_set


def test_other_optional_constants_stay_unset(either: ModuleType) -> None:
    thing = either.models.ModelOptional()
    assert thing.to_dict() == {"given": "a"}
    assert (thing.deleted, thing.object, thing.server, thing.other) == (None, None, "a", "a")


def test_received_objects_keep_their_lack_of_tags(either: ModuleType) -> None:
    assert either.models.Cat.from_dict({"lives": 9}).to_dict() == {"lives": 9}


@pytest.mark.parametrize("value", ["b", 3, None])
def test_tags_with_other_values_are_refused(either: ModuleType, value: Any) -> None:
    with pytest.raises(ValueError, match="kind"):
        either.models.Required(**{"maybe": None, "@kind": value})


def test_dict_bodies_need_their_required_tags(either: ModuleType) -> None:
    with pytest.raises(ValueError, match="version"):
        either.models.Required.model_validate({key: each for key, each in REQUIRED.items() if key != "version"})


def test_tags_go_over_the_wire(either: ModuleType) -> None:
    with recording() as recorder:
        recorder.answers("", status=204)
        api = either.DefaultApi(either.ApiClient(either.Configuration(host=recorder.url)))
        api.add_pet(pet=either.models.Dog())
        assert recorder.last.body == b'{"kind":"dog"}'


def test_tags_of_flattened_bodies_are_sent(made: dict[str, ModuleType]) -> None:
    package = made["sdk"]
    with recording() as recorder:
        recorder.answers("", status=204)
        api = package.DefaultApi(package.ApiClient(package.Configuration(host=recorder.url)))
        api.add_tag(ratio=0.5, by="wolf", maybe=None)
        assert json.loads(recorder.last.body) == REQUIRED
