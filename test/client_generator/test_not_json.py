"""NaN and infinity are no JSON: bodies and parameters with them are refused before anything is sent."""

from __future__ import annotations

import math
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from .packages import STYLES, packages
from .recording import recording

DOCUMENT = """
paths:
  /things:
    put:
      operationId: put_thing
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses: {"204": {description: Done.}}
  /values:
    put:
      operationId: put_value
      requestBody: {content: {application/json: {schema: {}}}}
      responses: {"204": {description: Done.}}
  /numbers:
    put:
      operationId: put_numbers
      requestBody: {content: {application/json: {schema: {type: array, items: {type: number}}}}}
      responses: {"204": {description: Done.}}
  /forms:
    post:
      operationId: post_form
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {point: {type: object, additionalProperties: true}}}
            encoding: {point: {contentType: application/json}}
      responses: {"204": {description: Done.}}
  /search:
    get:
      operationId: search
      parameters: [{name: filter, in: query, content: {application/json: {schema: {}}}}]
      responses: {"204": {description: Done.}}
components:
  schemas:
    Thing:
      type: object
      properties: {size: {type: number}, any: {}, map: {type: object}, note: {type: string}}
      additionalProperties: true
"""
NUMBERS = (math.nan, math.inf, -math.inf)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ModuleType]]:
    with packages(tmp_path_factory.mktemp("packages")) as package:
        yield {style: package(DOCUMENT, style) for style in STYLES}


@pytest.fixture(params=STYLES)
def either(made: dict[str, ModuleType], request: pytest.FixtureRequest) -> ModuleType:
    return made[request.param]


CALLS: list[tuple[str, Any]] = [
    ("put_thing", {"size": math.nan}),
    ("put_thing", {"any": [{"a": -math.inf}]}),
    ("put_thing", {"map": {"a": math.inf}}),
    ("put_value", math.inf),
    ("put_value", {"a": [math.nan]}),
    ("put_numbers", [1.5, math.nan]),
    ("post_form", {"a": math.nan}),
    ("search", {"a": math.nan}),
]
ARGUMENTS = {"put_value": "body", "put_numbers": "request_body", "post_form": "point", "search": "filter"}


@pytest.mark.parametrize(("name", "value"), CALLS)
def test_nan_and_infinity_are_refused(either: ModuleType, name: str, value: Any) -> None:
    with recording() as recorder:
        recorder.answers("", status=204)
        call = getattr(either.DefaultApi(either.ApiClient(either.Configuration(host=recorder.url))), name)
        given = {"thing": value} if "thing" in call.__annotations__ else {ARGUMENTS.get(name, ""): value}
        with pytest.raises(either.ApiValueError, match="NaN and infinity cannot be sent as JSON") as error:
            call(**(value if name == "put_thing" and "thing" not in given else given))
        assert recorder.requests == []
        if name != "search":
            assert isinstance(error.value, either.ArgumentError)


def test_strings_that_say_nan_are_sent(either: ModuleType) -> None:
    with recording() as recorder:
        recorder.answers("", status=204)
        api = either.DefaultApi(either.ApiClient(either.Configuration(host=recorder.url)))
        api.put_value(body={"NaN": "Infinity"})
        assert recorder.last.body == b'{"NaN":"Infinity"}'


def test_models_with_nan_can_still_be_printed(either: ModuleType) -> None:
    thing = either.models.Thing(size=math.nan)
    assert thing.to_json() == '{"size":NaN}'
