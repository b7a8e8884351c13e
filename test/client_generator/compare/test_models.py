"""Models that come, go and are renamed; unions."""

from __future__ import annotations

from pathlib import Path

import pytest

from client_generator import Change
from test.client_generator.compare.documents import (
    FIELD,
    NO_RESPONSE,
    REF,
    THING,
    differences,
    get,
    holding,
    schemas,
    told,
)

MODEL = "{type: object, properties: {x: {type: string}}}"
NODE = "{type: object, properties: {x: {type: string}, next: {$ref: '#/components/schemas/%s'}}}"


def components(**found: str) -> str:
    return f"paths: {{}}\ncomponents: {{schemas: {{{', '.join(f'{name}: {text}' for name, text in found.items())}}}}}"


def test_a_model_is_new_or_gone(tmp_path: Path) -> None:
    one, both = components(A=MODEL), components(A=MODEL, B="{type: string, enum: [a]}")
    place = "/components/schemas/B"
    assert differences(tmp_path, one, both) == (Change("addition", place, "the model B is new"),)
    assert differences(tmp_path, both, one) == (Change("breaking", place, "the model B is gone", "old"),)


def test_a_schema_without_a_class_comes_and_goes_unnoticed(tmp_path: Path) -> None:
    old, new = (
        get(f"parameters: [{{name: q, in: query, schema: {schema}}}], {NO_RESPONSE}", rest)
        for schema, rest in (
            ("{$ref: '#/components/schemas/Text'}", "components: {schemas: {Text: {type: string}}}"),
            ("{type: string}", ""),
        )
    )
    assert differences(tmp_path, old, new) == differences(tmp_path, new, old) == ()


def test_a_model_of_the_same_structure_is_a_new_name_for_it_wherever_it_is_used(tmp_path: Path) -> None:
    old, new = (
        schemas(
            f"{{type: object, properties: {{x: {{$ref: '#/components/schemas/{name}'}}}}}}", "both", f"{name}: {MODEL}"
        )
        for name in ("A", "B")
    )
    expected = [("breaking", "/components/schemas/B", "the model A is called B now")]
    assert told(differences(tmp_path, old, new)) == expected


def test_models_in_a_ring_are_renamed_together(tmp_path: Path) -> None:
    old, new = components(A=NODE % "B", B=NODE % "A"), components(C=NODE % "D", D=NODE % "C")
    assert [change.message for change in differences(tmp_path, old, new)] == [
        "the model A is called C now",
        "the model B is called D now",
    ]


def test_a_model_that_refers_to_another_is_not_the_same(tmp_path: Path) -> None:
    old = components(A=NODE % "X", X=MODEL, Y=MODEL)
    new = components(B=NODE % "Y", X=MODEL, Y=MODEL)
    assert [change.message for change in differences(tmp_path, old, new)] == [
        "the model A is gone",
        "the model B is new",
    ]


def test_a_renamed_model_may_be_described_otherwise(tmp_path: Path) -> None:
    old, new = components(A=MODEL), components(B=MODEL.replace("{type: string}", "{type: string, description: a}"))
    assert [change.kind for change in differences(tmp_path, old, new)] == ["breaking", "documentation"]


def test_a_recursive_schema_is_compared_once(tmp_path: Path) -> None:
    old, new = (
        schemas(
            f"{{type: object, properties: {{x: {{type: {kind}}}, next: {REF}, all: {{type: array, items: {REF}}}}}}}"
        )
        for kind in ("string", "boolean")
    )
    assert told(differences(tmp_path, old, new)) == [("breaking", FIELD, "the field x is boolean now, not string")]


@pytest.mark.parametrize(
    "thing",
    [
        f"{{type: array, items: {REF}}}",
        f"{{allOf: [{REF}]}}",
        f"{{allOf: [{REF}, {{properties: {{x: {{}}}}}}]}}",
        f"{{oneOf: [{REF}, {{type: array, items: {REF}}}]}}",
        f"{{additionalProperties: {REF}}}",
        "{$ref: '#/components/schemas/Thing'}",
    ],
)
def test_a_schema_that_is_part_of_itself_comes_to_an_end(tmp_path: Path, thing: str) -> None:
    assert differences(tmp_path, schemas(thing), schemas(thing)) == ()
    assert [change.kind for change in differences(tmp_path, schemas(thing), schemas("{type: boolean}"))][:1] == [
        "breaking"
    ]


def test_what_is_drawn_together_by_all_of_is_compared_as_one(tmp_path: Path) -> None:
    parts = "{allOf: [{$ref: '#/components/schemas/A'}, {properties: {x: {type: string}}, required: [a]}]}"
    whole = "{type: object, properties: {a: {type: string}, x: {type: string}}, required: [a]}"
    assert differences(tmp_path, schemas(parts), schemas(whole)) == ()


def test_an_inline_model_is_named_by_its_title(tmp_path: Path) -> None:
    old, new = (holding(f"{{title: {title}, type: object, properties: {{y: {{}}}}}}", "sent") for title in "PQ")
    assert told(differences(tmp_path, old, new)) == [
        ("breaking", FIELD, "the class P is called Q now"),
        ("documentation", FIELD, "the title of the field x changed"),
    ]


UNION = "{oneOf: [{$ref: '#/components/schemas/A'}, {type: string}]}"
WIDER = "{oneOf: [{$ref: '#/components/schemas/A'}, {type: string}, {$ref: '#/components/schemas/B'}]}"


@pytest.mark.parametrize(
    ("way", "wider", "narrower"), [("sent", "addition", "breaking"), ("received", "breaking", "addition")]
)
def test_a_union_gets_and_loses_alternatives(tmp_path: Path, way: str, wider: str, narrower: str) -> None:
    old, new, place = holding(UNION, way), holding(WIDER, way), f"{FIELD}/oneOf/2"
    assert told(differences(tmp_path, old, new)) == [(wider, place, "the field x can be B too")]
    assert told(differences(tmp_path, new, old)) == [(narrower, place, "the field x cannot be B any more")]


def test_a_value_may_become_a_union(tmp_path: Path) -> None:
    old, new = holding("{type: string}", "sent"), holding(UNION, "sent")
    assert told(differences(tmp_path, old, new)) == [("addition", f"{FIELD}/oneOf/0", "the field x can be A too")]


def test_a_model_may_become_of_another_kind(tmp_path: Path) -> None:
    assert told(differences(tmp_path, schemas(MODEL), schemas(UNION))) == [
        ("breaking", THING, "the schema Thing becomes a class of kind union, not object")
    ]


def told_apart(discriminator: str) -> str:
    alternatives = "{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}"
    return schemas(f"{{oneOf: [{alternatives}], discriminator: {discriminator}}}")


@pytest.mark.parametrize(
    ("old", "new", "message", "kind"),
    [
        (
            "{propertyName: a}",
            "{propertyName: b}",
            "the alternatives of the schema Thing are told apart by b, not a",
            "breaking",
        ),
        ("{propertyName: a}", "{propertyName: a, mapping: {a: A}}", "a stands for an alternative now", "addition"),
        ("{propertyName: a, mapping: {a: A}}", "{propertyName: a}", "a stands for no alternative any more", "breaking"),
        (
            "{propertyName: a, mapping: {a: A}}",
            "{propertyName: a, mapping: {a: B}}",
            "a stands for another alternative now",
            "breaking",
        ),
    ],
)
def test_a_discriminator_changes(tmp_path: Path, old: str, new: str, message: str, kind: str) -> None:
    assert told(differences(tmp_path, told_apart(old), told_apart(new))) == [(kind, THING, message)]


def test_classes_inside_a_renamed_model_are_renamed(tmp_path: Path) -> None:
    old, new = (components(**{name: f"{{type: object, properties: {{y: {MODEL}}}}}"}) for name in "AB")
    assert told(differences(tmp_path, old, new)) == [
        ("breaking", "/components/schemas/B", "the model A is called B now"),
        ("breaking", "/components/schemas/B/properties/y", "the class AY is called BY now"),
    ]


def test_new_title_that_takes_a_name_renames_the_other_class(tmp_path: Path) -> None:
    fields = "{x: {type: object, %sproperties: {p: {}}}, y: {type: object, title: T, properties: {q: {}}}}"
    old, new = (components(A="{type: object, properties: %s}" % (fields % title)) for title in ("", "title: T, "))
    place = "/components/schemas/A/properties"
    assert told(differences(tmp_path, old, new))[:2] == [
        ("breaking", f"{place}/x", "the class AX is called T now"),
        ("breaking", f"{place}/y", "the class T is called T1 now"),
    ]


def test_class_that_is_renamed_in_one_style_names_the_style(tmp_path: Path) -> None:
    body = "requestBody: {content: {application/json: {schema: {type: object, properties: {kind: %s}}}}}"
    old, new = (get(f"{body % kind}, {NO_RESPONSE}") for kind in (MODEL, MODEL.replace("{", "{title: T, ", 1)))
    place = "/paths/~1things/get/requestBody/content/application~1json/schema/properties/kind"
    assert [found for found in told(differences(tmp_path, old, new)) if found[0] == "breaking"] == [
        ("breaking", place, "the class GetThingsRequestKind is called T now in style openapi-generator"),
        ("breaking", place, "the class GetThingsKind is called T now in style sdk"),
    ]


def test_exception_that_gets_its_name_from_a_model_is_renamed(tmp_path: Path) -> None:
    body = "{description: '', content: {application/json: {schema: {$ref: '#/components/schemas/E'}}}}"
    rest = f"components: {{schemas: {{E: {MODEL}}}}}"
    old = get(f"responses: {{'404': {body}}}", rest)
    found = told(differences(tmp_path, old, get(f"responses: {{'404': {body}, '200': {body}}}", rest)))
    assert ("breaking", "/components/schemas/E", "the exception E is called EError now in style sdk") in found


def test_new_operation_renames_nothing(tmp_path: Path) -> None:
    rest = f"components: {{schemas: {{Cat: {{type: object, properties: {{box: {MODEL}}}}}}}}}"
    same = f"responses: {{'200': {{description: '', content: {{application/json: {{schema: {MODEL}}}}}}}}}"
    old = f"paths: {{}}\n{rest}"
    assert [change.kind for change in differences(tmp_path, old, get(same, rest))] == ["addition"]
