from __future__ import annotations

from pathlib import Path

import pytest

from client_generator.api import Api, Schema
from client_generator.errors import DocumentError
from client_generator.load import load
from client_generator.parse import parse
from test.client_generator.documents import write_document, write_schemas
from test.paths import SPECIFICATION


def thing(folder: Path, schema: str, version: str = "3.0.3") -> Schema:
    return parse(load(write_schemas(folder, f"Thing: {schema}", version))).schemas["/components/schemas/Thing"]


def problems(path: Path) -> list[str]:
    with pytest.raises(DocumentError) as error:
        parse(load(path))
    return [str(problem).removeprefix(str(path)) for problem in error.value.problems]


def test_the_portal_has_its_nine_operations_with_arguments_in_order() -> None:
    api: Api = parse(load(SPECIFICATION))
    assert {operation.id: [p.name for p in operation.parameters] for operation in api.operations} == {
        "create_async_session": [],
        "create_session": [],
        "create_session_from_replay": ["session_id", "last_message_index"],
        "get_grouped_sessions": [],
        "get_session": ["session_id"],
        "get_sessions": ["agent_id"],
        "subscribe_to_session": ["session_id"],
        "update_async_session": ["session_id"],
        "update_session": ["session_id"],
    }


def test_security_of_the_document_holds_unless_the_operation_says_otherwise() -> None:
    found = {operation.id: operation.security for operation in parse(load(SPECIFICATION)).operations}
    assert found["subscribe_to_session"] == ()
    assert found["get_session"] == ({"HTTPBearer": ()},)


@pytest.mark.parametrize(
    ("schema", "version"),
    [("{type: string, nullable: true}", "3.0.3"), ("{type: [string, 'null']}", "3.1.0")],
)
def test_null_is_told_apart_from_the_type_in_either_version(tmp_path: Path, schema: str, version: str) -> None:
    found = thing(tmp_path, schema, version)
    assert (found.types, found.nullable) == (("string",), True)


def test_a_boolean_exclusive_bound_is_read_as_a_number(tmp_path: Path) -> None:
    found = thing(tmp_path, "{type: integer, minimum: 3, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}")
    assert found.constraints == {"exclusiveMinimum": 3, "maximum": 9}


def test_a_schema_that_contains_itself_is_read_once(tmp_path: Path) -> None:
    found = thing(tmp_path, "{type: object, properties: {next: {$ref: '#/components/schemas/Thing'}}}")
    assert found.properties[0].schema.ref == "/components/schemas/Thing"


def test_what_stands_beside_a_reference_counts_from_3_1_on(tmp_path: Path) -> None:
    schemas = "Thing: {$ref: '#/components/schemas/Other', minLength: 3}\nOther: {type: string}"
    found = parse(load(write_schemas(tmp_path, schemas, "3.1.0"))).schemas["/components/schemas/Thing"]
    assert [part.ref or part.constraints for part in found.all_of] == ["/components/schemas/Other", {"minLength": 3}]


def test_parameters_of_a_path_are_overridden_by_name_and_location(tmp_path: Path) -> None:
    path = write_document(
        tmp_path,
        """
        paths:
          /things/{id}:
            parameters:
              - {name: id, in: path, required: true, schema: {type: string}}
              - {name: id, in: query, schema: {type: string}}
            get:
              parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
              responses: {"204": {description: Done.}}
        """,
    )
    (operation,) = parse(load(path)).operations
    found = [(parameter.location, parameter.schema.types) for parameter in operation.parameters]
    assert found == [("query", ("string",)), ("path", ("integer",))]


def test_a_parameter_has_the_style_of_its_location_unless_it_says_so(tmp_path: Path) -> None:
    path = write_document(
        tmp_path,
        """
        paths:
          /things:
            get:
              parameters:
                - {name: a, in: query, schema: {type: array}}
                - {name: b, in: query, style: pipeDelimited, schema: {type: array}}
                - {name: c, in: header, schema: {type: array}}
              responses: {"204": {description: Done.}}
        """,
    )
    (operation,) = parse(load(path)).operations
    found = [(parameter.style, parameter.explode) for parameter in operation.parameters]
    assert found == [("form", True), ("pipeDelimited", False), ("simple", False)]


def test_a_dangling_reference_is_placed_with_the_name_that_may_be_meant(tmp_path: Path) -> None:
    path = write_schemas(tmp_path, "Thing: {$ref: '#/components/schemas/Othr'}\nOther: {type: string}")
    expected = "#/components/schemas/Thing: $ref points nowhere: #/components/schemas/Othr (did you mean Other?)"
    assert problems(path) == [expected]


def test_a_response_that_refers_to_itself_is_an_error_not_an_endless_loop(tmp_path: Path) -> None:
    path = write_document(
        tmp_path,
        """
        paths: {/a: {get: {responses: {"200": {$ref: "#/components/responses/R"}}}}}
        components: {responses: {R: {$ref: "#/components/responses/R"}}}
        """,
    )
    assert "$ref leads back to itself" in problems(path)[0]


def test_an_operation_id_used_twice_names_both_places(tmp_path: Path) -> None:
    path = write_document(
        tmp_path,
        """
        paths:
          /a: {get: {operationId: same, responses: {"204": {description: Done.}}}}
          /b: {get: {operationId: same, responses: {"204": {description: Done.}}}}
        """,
    )
    expected = "#/paths/~1b/get: operationId same is used twice (rename one; it also stands at /paths/~1a/get)"
    assert problems(path) == [expected]


def test_a_path_parameter_that_nobody_declares_is_a_text(tmp_path: Path) -> None:
    path = write_document(tmp_path, 'paths: {"/a/{id}": {get: {responses: {"204": {description: Done.}}}}}')
    api = parse(load(path))
    assert [(each.name, each.schema.types, each.required) for each in api.operations[0].parameters] == [
        ("id", ("string",), True)
    ]
    assert str(api.warnings[0]) == (
        f"{path}#/paths/~1a~1{{id}}/get: the path has {{id}}, which no parameter declares; it is taken for a text"
        " (declare it, in: path)"
    )


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    path = write_document(
        tmp_path,
        """
        paths:
          /a: {get: {responses: {"200": {$ref: "#/components/responses/None"}}}}
          /b: {get: {responses: {"200": {$ref: "#/components/responses/Neither"}}}}
        """,
    )
    assert len(problems(path)) == 2


@pytest.mark.parametrize("reference", ["https://example.com/schemas/pet", "#pet", "pet", "#kind"])
def test_a_schema_is_found_by_its_uri_or_its_anchor(tmp_path: Path, reference: str) -> None:
    path = write_document(
        tmp_path,
        f"""
        $self: https://example.com/schemas/
        paths: {{}}
        components:
          schemas:
            Owner: {{type: object, properties: {{pet: {{$ref: "{reference}"}}}}}}
            Pet: {{$id: pet, $anchor: unused, type: object, properties: {{name: {{type: string}}}}}}
            Cat: {{$defs: {{Kind: {{$anchor: kind, type: string}}}}, $anchor: pet, type: object}}
        """,
        version="3.2.0",
    )
    schema = parse(load(path)).schemas["/components/schemas/Owner"].properties[0].schema
    expected = {"#pet": "Cat", "#kind": "Cat/$defs/Kind"}.get(reference, "Pet")
    assert schema.ref == f"/components/schemas/{expected}"


def test_an_anchor_in_another_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "parts.yaml").write_text("defs: {A: {$anchor: a, type: integer}}")
    path = write_document(tmp_path, "paths: {}\ncomponents: {schemas: {T: {$ref: 'parts.yaml#a'}}}", "3.1.0")
    assert parse(load(path)).schemas["parts.yaml#/defs/A"].types == ("integer",)


def test_an_anchor_that_is_nowhere_is_an_error_at_its_reference(tmp_path: Path) -> None:
    path = write_document(tmp_path, "paths: {}\ncomponents: {schemas: {T: {$ref: '#none'}}}", "3.1.0")
    assert problems(path) == [
        "#/components/schemas/T: $ref points nowhere: #none (define it, or correct the reference)"
    ]


def test_a_response_called_default_may_be_in_another_file(tmp_path: Path) -> None:
    (tmp_path / "errors.yaml").write_text("description: Wrong.")
    path = write_document(tmp_path, "paths: {/a: {get: {responses: {default: {$ref: errors.yaml}}}}}")
    assert parse(load(path)).operations[0].responses[0].description == "Wrong."


def test_a_path_with_a_fragment_has_references_that_are_found(tmp_path: Path) -> None:
    text = """
    paths:
      "/a#b": {get: {responses: {"200": {$ref: "#/components/responses/R"}}}}
    components: {responses: {R: {description: Right.}}}
    """
    assert parse(load(write_document(tmp_path, text))).operations[0].responses[0].description == "Right."


def test_what_repeats_the_target_of_a_reference_makes_no_other_schema(tmp_path: Path) -> None:
    schemas = "Thing: {$ref: '#/components/schemas/Other', type: object, readOnly: true}\nOther: {type: object}"
    found = parse(load(write_schemas(tmp_path, schemas, "3.1.0"))).schemas["/components/schemas/Thing"]
    assert (found.ref, found.read_only) == ("/components/schemas/Other", True)
