"""Values of unions that another alternative would take, too: numbers beside formats, and names of two kinds."""

from __future__ import annotations

import datetime
import inspect
import json
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from .packages import STYLES, packages, send

DOCUMENT = """
paths:
  /either:
    post:
      operationId: send_either
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Either'}}}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Times:
      type: object
      properties:
        at: {oneOf: [{type: string, format: date-time}, {type: integer}]}
        on: {oneOf: [{type: string, format: date}, {type: number}]}
        list: {type: array, items: {anyOf: [{type: string, format: date-time}, {type: integer}]}}
        many: {type: [string, integer], format: date-time}
        id: {anyOf: [{type: string, format: uuid}, {type: boolean}, {type: number}]}
    Named: {type: object, properties: {userName: {type: string}, more: {type: integer}}}
    Snake: {type: object, properties: {user_name: {type: string}}}
    Twice:
      type: object
      properties:
        value: {anyOf: [{$ref: '#/components/schemas/Named'}, {allOf: [{$ref: '#/components/schemas/Named'}]}]}
    Either: {anyOf: [{$ref: '#/components/schemas/Named'}, {$ref: '#/components/schemas/Snake'}]}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ModuleType]]:
    with packages(tmp_path_factory.mktemp("packages")) as package:
        yield {style: package(DOCUMENT, style) for style in STYLES}


@pytest.fixture(params=STYLES)
def either(made: dict[str, ModuleType], request: pytest.FixtureRequest) -> ModuleType:
    return made[request.param]


@pytest.mark.parametrize(
    "value", [{"at": 7}, {"on": 1.5}, {"on": 7}, {"list": [7, 8]}, {"many": 7}, {"id": True}, {"id": 0}]
)
def test_received_numbers_do_not_become_dates(either: ModuleType, value: dict[str, Any]) -> None:
    times = either.models.Times.from_dict(value)
    assert times.to_json().replace(" ", "") == json.dumps(value).replace(" ", "")


def test_received_dates_beside_numbers_are_dates(either: ModuleType) -> None:
    at = either.models.Times.from_dict({"at": "2024-02-29T12:00:00Z"}).at
    assert getattr(at, "root", at) == datetime.datetime(2024, 2, 29, 12, tzinfo=datetime.timezone.utc)


@pytest.mark.parametrize("value", [{"user_name": "a"}, {"userName": "a"}, {"userName": "a", "more": 1}])
def test_dicts_for_unions_go_by_wire_names_first(either: ModuleType, value: dict[str, Any]) -> None:
    assert json.loads(send(either, "send_either", either=value).body) == value


def test_union_of_equal_alternatives_is_their_type(either: ModuleType) -> None:
    twice = either.models.Twice.from_dict({"value": {"userName": "a"}}).value
    assert type(getattr(twice, "root", twice)) is either.models.Named
    assert "Union[Named]" not in inspect.getsource(sys.modules[f"{either.__name__}.models.twice_value"])
