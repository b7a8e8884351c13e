"""Dicts in place of a union in drop-in style: which keys are ignored, and which decide the alternative."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from .packages import packages
from .recording import recording

DOCUMENT = """
paths:
  /branch:
    patch:
      operationId: update
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Change'}}}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Change: {anyOf: [{$ref: '#/components/schemas/Version'}, {$ref: '#/components/schemas/Rename'}]}
    Nested: {anyOf: [{$ref: '#/components/schemas/Rename'}, {$ref: '#/components/schemas/Inner'}]}
    Inner: {oneOf: [{$ref: '#/components/schemas/Version'}, {type: integer}]}
    Deep: {type: object, properties: {change: {$ref: '#/components/schemas/Change'}}}
    Version:
      type: object
      additionalProperties: false
      properties:
        name: {type: string}
        displayName: {type: string, maxLength: 3}
        privacy: {$ref: '#/components/schemas/Privacy'}
    Privacy: {type: object, additionalProperties: false, properties: {view: {type: string, enum: [all, hidden]}}}
    Rename:
      type: object
      additionalProperties: false
      required: [name]
      properties: {name: {type: string}}
    Pet: {anyOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
    Cat: {type: object, required: [kind], properties: {kind: {type: string, enum: [cat, kitten]}}}
    Dog:
      type: object
      required: [kind]
      properties: {kind: {type: string, enum: [dog, wolf]}, bark: {type: boolean}}
    Open: {anyOf: [{$ref: '#/components/schemas/Version'}, {$ref: '#/components/schemas/Free'}]}
    Free: {type: object, additionalProperties: true, required: [name], properties: {name: {type: string}}}
    Tagged:
      oneOf: [{$ref: '#/components/schemas/Fish'}, {$ref: '#/components/schemas/Bird'}]
      discriminator: {propertyName: what}
    Fish: {type: object, required: [what], properties: {what: {type: string}}}
    Bird: {type: object, required: [what], properties: {what: {type: string}, wings: {type: integer}}}
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    with packages(tmp_path_factory.mktemp("packages")) as made:
        yield made(DOCUMENT, "openapi-generator")


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ({"name": "a", "privacy": {"view": "other"}}, "privacy.view"),
        ({"name": "a", "displayName": "long"}, "displayName"),
        ({"name": "a", "display_name": "long"}, "display_name"),
    ],
)
def test_dict_with_a_bad_value_is_no_other_alternative(package: ModuleType, value: Any, error: str) -> None:
    with recording() as recorder:
        recorder.answers("", status=204)
        api = package.DefaultApi(package.ApiClient(package.Configuration(host=recorder.url)))
        with pytest.raises(ValueError, match=error):
            api.update(value)
        assert not recorder.requests
    for kind in (package.Change, package.Nested):
        with pytest.raises(ValueError, match=error):
            kind.model_validate(value)
    with pytest.raises(ValueError, match=f"change.{error}"):
        package.Deep(change=value)


@pytest.mark.parametrize("name", ["Change", "Nested"])
def test_dict_is_the_alternative_that_has_its_keys(package: ModuleType, name: str) -> None:
    value = {"name": "a", "privacy": {"view": "all"}, "displayName": "b"}
    assert json.loads(getattr(package, name).model_validate(value).to_json()) == value


def test_keys_that_no_alternative_has_are_ignored(package: ModuleType) -> None:
    assert package.Change.model_validate({"name": "a", "new": 1}).to_dict() == {"name": "a"}


def test_known_enum_values_decide_before_keys(package: ModuleType) -> None:
    pet = package.Pet.model_validate({"kind": "kitten", "bark": True})
    assert isinstance(pet.actual_instance, package.Cat)
    assert pet.to_dict() == {"kind": "kitten"}


def test_discriminator_decides_before_keys(package: ModuleType) -> None:
    value = package.Tagged.model_validate({"what": "Fish", "wings": 2})
    assert isinstance(value.actual_instance, package.Fish)


def test_open_alternative_takes_what_others_refuse(package: ModuleType) -> None:
    value = {"name": "a", "privacy": {"view": "other"}}
    assert isinstance(package.Open.model_validate(value).actual_instance, package.Free)


def test_received_object_keeps_unknown_values(package: ModuleType) -> None:
    value = {"name": "a", "privacy": {"view": "other"}}
    change = package.Change.from_dict(value)
    assert isinstance(change.actual_instance, package.Version)
    assert change.to_dict() == value
