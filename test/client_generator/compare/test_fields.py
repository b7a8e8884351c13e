"""Fields and objects: what changes for those who send them, and for those who receive them."""

from __future__ import annotations

from pathlib import Path

import pytest

from client_generator import Change, compare, read_api
from test.client_generator.compare.documents import (
    FIELD,
    GRAVITY,
    THING,
    WAYS,
    differences,
    document,
    holding,
    schemas,
    told,
)
from test.client_generator.documents import write_document

FIELDS = [
    ("{type: string}", "{type: integer}", "the field x is integer now, not string", "breaking", "breaking"),
    ("{type: integer}", "{type: number}", "the field x is number now, not integer", "addition", "breaking"),
    ("{type: number}", "{type: integer}", "the field x is integer now, not number", "breaking", "addition"),
    ("{type: string}", "{}", "the field x is any value now, not string", "addition", "breaking"),
    ("{}", "false", "the field x is no value now, not any value", "breaking", "addition"),
    (
        "{type: string}",
        "{type: [string, integer]}",
        "the field x is string or integer now, not string",
        "addition",
        "breaking",
    ),
    (
        "{type: string}",
        "{type: string, format: date}",
        "the format of the field x became date, it was none",
        "breaking",
        "breaking",
    ),
    (
        "{type: string, format: binary}",
        "{type: string, contentMediaType: text/plain}",
        "the format of the field x became none, it was binary",
        "breaking",
        "breaking",
    ),
    (
        "{type: string, format: email}",
        "{type: string, format: hostname}",
        "the format of the field x became hostname, it was email",
        "documentation",
        "documentation",
    ),
    ("{type: string}", "{type: [string, 'null']}", "the field x can be null now", "addition", "breaking"),
    ("{type: [string, 'null']}", "{type: string}", "the field x cannot be null any more", "breaking", "addition"),
    (
        '{$ref: "#/components/schemas/A"}',
        '{anyOf: [{$ref: "#/components/schemas/A"}, {type: "null"}]}',
        "the field x can be null now",
        "addition",
        "breaking",
    ),
    (
        '{$ref: "#/components/schemas/A"}',
        '{$ref: "#/components/schemas/B"}',
        "the field x is B now, not A",
        "breaking",
        "breaking",
    ),
    ('{$ref: "#/components/schemas/A"}', "{type: string}", "the field x is string now, not A", "breaking", "breaking"),
    ("{type: object}", '{$ref: "#/components/schemas/A"}', "the field x is A now, not object", "breaking", "breaking"),
    (
        "{title: P, type: object, properties: {y: {}}}",
        "{title: P, type: object}",
        "the field x is object now, not P",
        "breaking",
        "breaking",
    ),
    (
        "{type: string}",
        "{type: string, minLength: 3}",
        "the field x is limited more: no minLength became minLength 3",
        "breaking",
        "documentation",
    ),
    (
        "{type: integer, minimum: 3}",
        "{type: integer, exclusiveMinimum: 3}",
        "the field x is limited more: minimum 3 became exclusiveMinimum 3",
        "breaking",
        "documentation",
    ),
    (
        "{type: integer, maximum: 3}",
        "{type: integer, maximum: 5}",
        "the field x is limited less: maximum 3 became maximum 5",
        "addition",
        "documentation",
    ),
    (
        "{type: array, maxItems: 3}",
        "{type: array, maxItems: 2}",
        "the field x is limited more: maxItems 3 became maxItems 2",
        "breaking",
        "documentation",
    ),
    (
        "{type: string, pattern: a}",
        "{type: string}",
        "the field x is limited less: pattern a became no pattern",
        "addition",
        "documentation",
    ),
    (
        "{type: string, pattern: a}",
        "{type: string, pattern: b}",
        "the field x is limited more: pattern a became pattern b",
        "breaking",
        "documentation",
    ),
    (
        "{type: integer, multipleOf: 6}",
        "{type: integer, multipleOf: 3}",
        "the field x is limited less: multipleOf 6 became multipleOf 3",
        "addition",
        "documentation",
    ),
    (
        "{type: array, uniqueItems: true}",
        "{type: array, uniqueItems: false}",
        "the field x is limited less: uniqueItems true became uniqueItems false",
        "addition",
        "documentation",
    ),
    (
        "{type: string}",
        "{type: string, enum: [a]}",
        'the field x is one of "a" now',
        "breaking",
        "addition",
    ),
    (
        "{type: string, enum: [a]}",
        "{type: string, enum: [a, b]}",
        'the field x can be "b" too',
        "addition",
        "addition",
    ),
    (
        "{enum: [1, 2], x-enum-varnames: [one, two]}",
        "{enum: [1, 2], x-enum-varnames: [one, deux]}",
        "the values of the field x have other names",
        "breaking",
        "breaking",
    ),
    (
        "{type: string, default: a}",
        "{type: string, default: b}",
        'the default of the field x became "b", it was "a"',
        "breaking",
        "documentation",
    ),
    (
        "{type: string}",
        "{type: string, default: b}",
        'the default of the field x became "b", it was none',
        "documentation",
        "documentation",
    ),
    (
        "{type: object, patternProperties: {a: {type: string}}}",
        "{type: object, patternProperties: {b: {type: string}}}",
        "the patterns of the names of other fields of the field x changed",
        "documentation",
        "documentation",
    ),
    (
        "{type: array, prefixItems: [{type: string}]}",
        "{type: array, prefixItems: [{type: string}, {type: string}]}",
        "the field x has 2 items of their own now, not 1",
        "documentation",
        "documentation",
    ),
    (
        "{type: object}",
        "{type: object, additionalProperties: {type: string}}",
        "any other field of the field x is string now, not any value",
        "breaking",
        "addition",
    ),
    ("{deprecated: false}", "{deprecated: true}", "the field x is deprecated", "documentation", "documentation"),
    ("{}", "{title: T}", "the title of the field x changed", "documentation", "documentation"),
    (
        "{description: a}",
        "{description: b}",
        "the description of the field x changed",
        "documentation",
        "documentation",
    ),
    ("{}", "{example: a}", "the example of the field x changed", "documentation", "documentation"),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("old", "new", "message", "sent", "received"), FIELDS)
def test_a_field_changes_for_those_who_send_and_those_who_receive_it(
    tmp_path: Path, way: str, old: str, new: str, message: str, sent: str, received: str
) -> None:
    kind = {"sent": sent, "received": received}.get(way, min(sent, received, key=GRAVITY.index))
    pointer = f"{FIELD}/additionalProperties" if "additionalProperties" in new else FIELD
    assert told(differences(tmp_path, holding(old, way), holding(new, way))) == [(kind, pointer, message)]


OBJECT = "{type: object, properties: {a: {}, b: {}}"


@pytest.mark.parametrize(("way", "kind"), [("sent", "breaking"), ("received", "documentation")])
def test_fields_go_together_in_another_way(tmp_path: Path, way: str, kind: str) -> None:
    old, new = schemas(f"{OBJECT}}}", way), schemas(f"{OBJECT}, anyOf: [{{required: [a]}}, {{required: [b]}}]}}", way)
    message = "the fields of the schema Thing go together in another way"
    assert told(differences(tmp_path, old, new)) == [(kind, THING, message)]


def test_a_field_that_is_not_described_can_be_required(tmp_path: Path) -> None:
    old, new = schemas(f"{OBJECT}}}", "sent"), schemas(f"{OBJECT}, required: [c]}}", "sent")
    message = "the field c, which is not described, is %s now"
    assert told(differences(tmp_path, old, new)) == [("breaking", THING, message % "required")]
    assert told(differences(tmp_path, new, old)) == [("addition", THING, message % "optional")]


def test_the_words_of_a_part_are_words_of_the_whole(tmp_path: Path) -> None:
    old, new = (
        schemas(f"{{allOf: [{{$ref: '#/components/schemas/A'}}, {words}]}}")
        for words in ("{}", "{title: a, example: b}")
    )
    assert told(differences(tmp_path, old, new)) == [
        ("documentation", f"{THING}/allOf/1", "the title of the schema Thing changed"),
        ("documentation", f"{THING}/allOf/1", "the example of the schema Thing changed"),
    ]


def test_words_about_the_document_are_documentation(tmp_path: Path) -> None:
    path = write_document(tmp_path, document(""))
    old = read_api(path)
    path.write_text(path.read_text().replace('title: Things, version: "1"', 'title: All, version: "2", description: a'))
    assert told(compare(old, read_api(path))) == [
        ("documentation", "/info", f"the {name} of the document changed")
        for name in ("title", "version", "description")
    ]


GONE = [
    (
        "{type: string, enum: [a, b]}",
        "{type: string, enum: [a]}",
        'the field x cannot be "b" any more',
        "documentation",
    ),
    ("{type: string, enum: [a]}", "{type: string}", "the field x has no list of values any more", "breaking"),
    ("{enum: [1, a]}", "{}", "the field x has no list of values any more", "addition"),
]


@pytest.mark.parametrize(("old", "new", "message", "received"), GONE)
def test_what_is_gone_points_into_the_old_document(
    tmp_path: Path, old: str, new: str, message: str, received: str
) -> None:
    (change,) = differences(tmp_path, holding(old, "received"), holding(new, "received"))
    assert change == Change(change.kind, FIELD, message, "old")
    assert change.kind == received


def test_an_enum_that_is_sent_may_not_lose_a_value(tmp_path: Path) -> None:
    old, new = (holding(f"{{type: string, enum: [{values}]}}", "sent") for values in ("a, b", "a"))
    assert [change.kind for change in differences(tmp_path, old, new)] == ["breaking"]


NAMED = "{type: object, properties: {x: {type: string}}}"
REQUIRED = "{type: object, properties: {x: {type: string}}, required: [x]}"
OBJECTS = [
    (NAMED, "{type: object, properties: {y: {type: string}}}", "the field x is gone", "breaking", "breaking"),
    ("{type: object, properties: {y: {}}}", NAMED, "the field x is new", "addition", "addition"),
    ("{type: object, properties: {y: {}}}", REQUIRED, "the field x is new, and required", "breaking", "addition"),
    (NAMED, REQUIRED, "the field x is required now", "breaking", "addition"),
    (REQUIRED, NAMED, "the field x is optional now", "addition", "breaking"),
    (
        NAMED,
        "{type: object, properties: {x: {type: string, readOnly: true}}}",
        "the field x is not sent any more",
        "breaking",
        None,
    ),
    (
        "{type: object, properties: {x: {type: string, writeOnly: true}}}",
        NAMED,
        "the field x is received now",
        None,
        "addition",
    ),
]


@pytest.mark.parametrize("way", ["sent", "received", "both"])
@pytest.mark.parametrize(("old", "new", "message", "sent", "received"), OBJECTS)
def test_fields_come_go_and_become_required(
    tmp_path: Path, way: str, old: str, new: str, message: str, sent: str | None, received: str | None
) -> None:
    found = [
        change for change in differences(tmp_path, schemas(old, way), schemas(new, way)) if "field x" in change.message
    ]
    kinds = [kind for kind in {"sent": [sent], "received": [received]}.get(way, [sent, received]) if kind]
    expected = [min(kinds, key=GRAVITY.index)] if kinds else []
    assert [(change.kind, change.pointer, change.message) for change in found] == [
        (kind, FIELD, message) for kind in expected
    ]
