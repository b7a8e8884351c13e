"""Required properties that `properties` does not name: they can be set and read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .packages import load_package, send

DOCUMENT = """
paths:
  /notes:
    post:
      operationId: add_note
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Note:
      type: object
      required: [text, date, otherName]
      properties: {text: {type: string}}
    Counts:
      type: object
      required: [first, second]
      properties: {first: {type: string}}
      additionalProperties: {type: integer}
    Pet:
      type: object
      required: [kind, age]
      properties: {name: {type: string}}
      discriminator: {propertyName: kind}
    Cat:
      allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {age: {type: integer}}}]
"""
NOTE = {"text": "a", "date": "2024-02-29", "otherName": {"b": [None]}}


@pytest.mark.parametrize("style", ["openapi-generator", "sdk"])
def test_required_names_without_property_are_fields(style: str, tmp_path: Path) -> None:
    models = load_package(tmp_path, DOCUMENT, style).models
    note = models.Note(text="a", date="2024-02-29", other_name={"b": [None]})
    assert json.loads(note.to_json()) == NOTE
    assert models.Note.from_dict(NOTE) == note
    assert models.Counts.from_dict({"first": "a", "second": 2}).second == 2
    with pytest.raises(ValueError, match="second"):
        models.Counts(first="a", second="b")
    assert issubclass(models.Cat, models.Pet)


def test_drop_in_does_not_demand_what_the_peer_cannot_have(tmp_path: Path) -> None:
    package = load_package(tmp_path, DOCUMENT)
    assert package.models.Note(text="a").to_dict() == {"text": "a"}
    assert json.loads(send(package, "add_note", package.models.Note(text="a", date=None)).body)["date"] is None


def test_style_sdk_demands_required_names(tmp_path: Path) -> None:
    package = load_package(tmp_path, DOCUMENT, "sdk")
    with pytest.raises(ValueError, match="date"):
        package.models.Note(text="a", other_name=1)
    sent = send(package, "add_note", text="a", date="2024-02-29", other_name={"b": [None]})
    assert json.loads(sent.body) == NOTE
