"""Enums of numbers, and enums that are defined where they are used."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from .packages import STYLES, load_package, packages
from .recording import recording

DOCUMENT = """
paths:
  /things:
    get:
      operationId: list_things
      parameters:
      - {name: rate, in: query, schema: {$ref: '#/components/schemas/Rate'}}
      - {name: level, in: query, schema: {type: number, enum: [0.5, 2]}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Rate: {type: number, enum: [0.5, 1, 2.25], x-enum-varnames: [half, one, more]}
    Color: {type: string, enum: [red, green]}
    Thing:
      type: object
      properties:
        rate: {$ref: '#/components/schemas/Rate'}
        color: {$ref: '#/components/schemas/Color'}
        state: {type: string, enum: ["on", "off"]}
        level: {type: integer, enum: [1, 2]}
        share: {type: number, enum: [0.1, 0.9]}
        fixed: {const: 1.5}
        states: {type: array, items: {type: string, enum: [a, b]}}
"""
THING: dict[str, Any] = {"state": "on", "level": 2, "share": 0.1, "fixed": 1.5, "states": ["a", "b"]}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ModuleType]]:
    with packages(tmp_path_factory.mktemp("packages")) as package:
        yield {style: package(DOCUMENT, style) for style in STYLES}


@pytest.fixture(params=STYLES)
def either(made: dict[str, ModuleType], request: pytest.FixtureRequest) -> ModuleType:
    return made[request.param]


def test_inline_enums_are_plain_values_in_dumps(either: ModuleType) -> None:
    for thing in (either.models.Thing(**THING), either.models.Thing.from_dict(THING)):
        for dump in (thing.to_dict(), thing.model_dump(exclude_unset=True), json.loads(thing.to_json())):
            assert yaml.safe_load(yaml.safe_dump(dump)) == json.loads(json.dumps(dump)) == THING
        assert "'state': 'on'" in thing.to_str()


@pytest.mark.parametrize(("style", "printed"), [("openapi-generator", "'on'"), ("sdk", "<ThingState.ON: 'on'>")])
def test_inline_enums_print_as_values_if_drop_in(made: dict[str, ModuleType], style: str, printed: str) -> None:
    thing = made[style].models.Thing.from_dict(THING)
    assert (repr([thing.state]), f"state={printed}" in repr(thing)) == (f"[{printed}]", True)


def test_enums_by_reference_are_members_in_dumps(either: ModuleType) -> None:
    models = either.models
    thing = models.Thing(color="red", rate=0.5)
    assert thing.to_dict()["color"] is thing.model_dump()["color"] is models.Color.RED
    assert thing.model_dump(mode="json", exclude_none=True) == {"color": "red", "rate": 0.5}


def test_enums_of_fractions_have_a_class(either: ModuleType) -> None:
    rate = either.models.Rate
    assert {member.name.lower(): member.value for member in rate} == {"half": 0.5, "one": 1, "more": 2.25}
    assert either.models.Thing(rate=1).rate is either.models.Thing(rate=1.0).rate is rate(1)
    assert either.models.Thing.from_json('{"rate": 1}').rate is rate(1)
    assert json.loads(either.models.Thing(rate=rate(2.25)).to_json()) == {"rate": 2.25}


def test_unknown_fractions_are_refused_or_kept(either: ModuleType) -> None:
    for name in ("rate", "share", "fixed"):
        with pytest.raises(ValueError, match=name):
            either.models.Thing(**{name: 0.75})
        received = either.models.Thing.from_json(f'{{"{name}": 0.75}}')
        assert getattr(received, name) == 0.75
        assert not getattr(received, name).is_known
        assert received.to_json() == f'{{"{name}":0.75}}'


def test_enums_of_fractions_are_checked_in_queries(either: ModuleType) -> None:
    with recording() as recorder:
        recorder.answers("", status=204)
        api = either.DefaultApi(either.ApiClient(either.Configuration(host=recorder.url)))
        api.list_things(rate=0.5, level=2)
        assert recorder.last.target in ("/things?rate=0.5&level=2", "/things?rate=0.5&level=2.0")
        with pytest.raises(either.ArgumentError, match="level"):
            api.list_things(level=1)


@pytest.mark.parametrize("style", ["openapi-generator", "sdk"])
def test_enums_of_several_types_are_checked(style: str, tmp_path: Path) -> None:
    schema = "{type: object, properties: {m: {enum: [a, 1, null, 0.5]}}}"
    models = load_package(tmp_path, f"paths: {{}}\ncomponents: {{schemas: {{Mixed: {schema}}}}}\n", style).models
    for value in ("a", 1, None, 0.5):
        assert models.Mixed(m=value).to_dict() == models.Mixed.from_dict({"m": value}).to_dict() == {"m": value}
    for other in ("b", True, 2, [1]):
        assert models.Mixed.from_dict({"m": other}).to_dict() == {"m": other}
        with pytest.raises(ValueError, match=r"must be 'a', 1 or 0\.5"):
            models.Mixed(m=other)
