"""Bodies that style sdk expands into arguments: properties that the spec allows and does not name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import ModuleType

import pytest

from .packages import packages, send

DOCUMENT = """
paths:
  /open:
    post:
      operationId: send_open
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Open'}}}
      responses: {"204": {description: Done.}}
  /form:
    post:
      operationId: send_form
      requestBody:
        content: {application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Open'}}}
      responses: {"204": {description: Done.}}
  /plain:
    post:
      operationId: send_plain
      requestBody:
        content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Open:
      type: object
      required: [name]
      properties: {name: {type: string}}
      additionalProperties: {type: integer}
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    with packages(tmp_path_factory.mktemp("packages")) as made:
        yield made(DOCUMENT, "sdk")


def test_further_properties_are_sent_beside_the_others(package: ModuleType) -> None:
    sent = send(package, "send_open", name="a", additional_properties={"b": 1, "C d": 2})
    assert json.loads(sent.body) == {"name": "a", "b": 1, "C d": 2}
    assert json.loads(send(package, "send_open", name="a").body) == {"name": "a"}
    assert send(package, "send_form", name="a", additional_properties={"C d": 2}).body == b"name=a&C+d=2"


@pytest.mark.parametrize("further", [{"b": "x"}, {"name": 1}])
def test_further_properties_must_fit_the_spec(package: ModuleType, further: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="additional_properties"):
        send(package, "send_open", name="a", additional_properties=further)


def test_further_properties_need_to_be_in_the_spec(package: ModuleType) -> None:
    with pytest.raises(TypeError, match="additional_properties"):
        send(package, "send_plain", name="a", additional_properties={})
