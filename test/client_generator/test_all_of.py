"""`allOf`: a property that several parts define satisfies all of them, as in JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import ModuleType

import pytest

from .packages import STYLES, packages

DOCUMENT = """
paths: {}
components:
  schemas:
    Base:
      type: object
      required: [id]
      properties:
        id: {type: integer, readOnly: true}
        links: {type: object, readOnly: true, properties: {self: {type: string}}}
        size: {type: number, minimum: 1}
        kind: {type: string, enum: [a, b, c]}
        note: {type: [string, "null"]}
        owner: {$ref: '#/components/schemas/Base'}
        parent: {$ref: '#/components/schemas/Left'}
        tags: {type: array, items: {type: string}}
    Whole:
      allOf:
      - {$ref: '#/components/schemas/Base'}
      - type: object
        properties:
          id: {description: The number.}
          links: {type: object, properties: {next: {type: string, format: uri}}}
          size: {type: integer, maximum: 9}
          kind: {enum: [b, c, d]}
          note: {type: string}
          owner: {$ref: '#/components/schemas/Whole'}
          parent: {$ref: '#/components/schemas/Right'}
          tags: {maxItems: 2}
    Left: {type: object, properties: {left: {type: string}, again: {$ref: '#/components/schemas/Left'}}}
    Right: {type: object, properties: {right: {type: string}, again: {$ref: '#/components/schemas/Right'}}}
    Page:
      type: object
      properties:
        data: {type: array, items: {type: object}}
        rows: {type: array, items: {type: object, properties: {index: {type: integer}}}}
        map: {type: object, additionalProperties: {type: object, properties: {index: {type: integer}}}}
        links: {type: object, readOnly: true, properties: {self: {type: string}}}
    Pages:
      allOf:
      - {$ref: '#/components/schemas/Page'}
      - properties:
          data: {type: array, items: {$ref: '#/components/schemas/Left'}}
          rows: {type: array, items: {$ref: '#/components/schemas/Left'}}
          map: {type: object, additionalProperties: {$ref: '#/components/schemas/Left'}}
      - properties: {links: {type: object, properties: {next: {type: string}}}}
    Ring:
      type: object
      properties: {next: {$ref: '#/components/schemas/Rings'}}
    Rings:
      allOf:
      - {$ref: '#/components/schemas/Ring'}
      - {properties: {next: {type: object}, number: {type: integer}}}
    Nothing: {type: [object, "null"], required: [id], properties: {id: {type: string}}}
    Something: {allOf: [{$ref: '#/components/schemas/Nothing'}, {properties: {name: {type: string}}}]}
    Somethings: {type: object, properties: {all: {type: array, items: {$ref: '#/components/schemas/Something'}}}}
    Number: {type: integer, readOnly: true}
    Numbered:
      type: object
      required: [number, alias, name]
      properties:
        number: {$ref: '#/components/schemas/Number'}
        alias: {allOf: [{$ref: '#/components/schemas/Alias'}, {description: Further.}]}
        name: {type: string}
    Alias: {$ref: '#/components/schemas/Number'}
    Scalar:
      type: object
      properties:
        code: {allOf: [{type: string, minLength: 2}, {maxLength: 3}]}
        one: {allOf: [{type: string}, {enum: [x, y]}]}
        whole: {allOf: [{type: number}, {type: integer}]}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ModuleType]]:
    with packages(tmp_path_factory.mktemp("packages")) as package:
        yield {style: package(DOCUMENT, style) for style in STYLES}


@pytest.fixture(params=STYLES)
def either(made: dict[str, ModuleType], request: pytest.FixtureRequest) -> ModuleType:
    return made[request.param]


def test_read_only_of_any_part_counts(either: ModuleType) -> None:
    sent = {"id": 7, "links": {"self": "/a", "next": "/b"}, "size": 2}
    whole = either.models.Whole.from_dict(sent)
    assert whole.id == 7
    assert whole.links.next == "/b"
    assert json.loads(whole.to_json()) == {"size": 2}


def test_nested_properties_of_all_parts_are_fields(either: ModuleType) -> None:
    links = either.models.Whole.from_dict({"id": 1, "links": {"self": "/a", "next": "/b"}}).links
    assert (links.var_self if hasattr(links, "var_self") else links.self_) == "/a"
    parent = either.models.Whole.from_dict({"id": 1, "parent": {"left": "l", "again": {"right": "r"}}}).parent
    assert (parent.left, parent.right, parent.again.right) == ("l", None, "r")


@pytest.mark.parametrize("values", [{"size": 2.5}, {"kind": "a"}, {"kind": "d"}, {"tags": [1]}])
def test_values_must_satisfy_all_parts(either: ModuleType, values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(values))):
        either.models.Whole(**values)


def test_null_needs_all_parts_to_allow_it(either: ModuleType) -> None:
    assert either.models.Base.from_dict({"note": None}).to_dict()["note"] is None
    assert "note" not in json.loads(either.models.Whole(note=None).to_json())


@pytest.mark.parametrize("values", [{"size": 10}, {"size": 0}, {"tags": ["a", "b", "c"]}])
def test_limits_of_all_parts_are_checked(made: dict[str, ModuleType], values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(values))):
        made["openapi-generator"].models.Whole(**values)


def test_items_satisfy_all_parts(either: ModuleType) -> None:
    sent = {"data": [{"left": "l"}], "rows": [{"index": 1, "left": "l"}], "map": {"a": {"index": 2, "left": "m"}}}
    pages = either.models.Pages.from_dict(sent)
    assert type(pages.data[0]) is either.models.Left
    assert (pages.rows[0].index, pages.rows[0].left) == (1, "l")
    assert (pages.map["a"].index, pages.map["a"].left) == (2, "m")
    assert json.loads(pages.to_json()) == sent


def test_properties_of_parts_may_be_recursive(either: ModuleType) -> None:
    sent = {"number": 1, "next": {"number": 2, "next": {"number": 3}}}
    rings = either.models.Rings.from_dict(sent)
    assert rings.next.next.number == 3
    assert json.loads(rings.to_json()) == sent


def test_narrower_reference_is_the_type(either: ModuleType) -> None:
    whole = either.models.Whole.from_dict({"id": 1, "owner": {"id": 2, "owner": {"id": 3}}})
    assert type(whole.owner.owner) is either.models.Whole


@pytest.mark.parametrize("values", [{"one": "z"}, {"whole": 1.5}])
def test_scalars_must_satisfy_all_parts(either: ModuleType, values: dict[str, object]) -> None:
    assert either.models.Scalar(code="ab", one="x", whole=1).to_dict() == {"code": "ab", "one": "x", "whole": 1}
    with pytest.raises(ValueError, match=next(iter(values))):
        either.models.Scalar(**values)


@pytest.mark.parametrize("code", ["a", "abcd"])
def test_lengths_of_all_parts_are_checked(made: dict[str, ModuleType], code: str) -> None:
    with pytest.raises(ValueError, match="code"):
        made["openapi-generator"].models.Scalar(code=code)


def test_read_only_behind_references_counts(either: ModuleType) -> None:
    assert either.models.Numbered(name="a").to_dict() == {"name": "a"}
    received = either.models.Numbered.from_dict({"number": 1, "alias": 2, "name": "a"})
    assert (received.number, received.alias, json.loads(received.to_json())) == (1, 2, {"name": "a"})


def test_parts_without_a_type_allow_null(either: ModuleType) -> None:
    sent = {"all": [None, {"id": "a", "name": "b"}]}
    assert either.models.Somethings.from_dict(sent).to_dict() == sent
