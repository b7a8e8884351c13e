"""Specs that are not quite right: each gives a client with a warning, or an error with its place."""

from __future__ import annotations

import itertools
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from client_generator import DocumentError, Generated, Settings, generate, plan, read_api, write_files
from client_generator.api import Api
from client_generator.config import STYLES
from client_generator.load import parse_text
from test.client_generator.documents import write_document, write_schemas

OK = '"204": {description: ok}'


NUMBERS = itertools.count()


def generated(path: Path, style: str = "openapi-generator") -> Generated:
    return generate(path, Settings(package=f"odd_{next(NUMBERS)}", style=style, docs=""))


def models(made: Generated, folder: Path) -> Any:
    """Import the models of a client."""
    package = next(iter(made.files)).partition("/")[0]
    write_files(made.files, folder, plan(made.files, folder, package))
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        return import_module(f"{package}.models")


def warnings(api: Api | Generated) -> list[str]:
    return [f"{problem.pointer}: {problem.message}" for problem in api.warnings]


@pytest.mark.parametrize(
    "scheme", ["{type: http, scheme: signature}", "{type: http, scheme: Digest}", "{type: apiKey}"]
)
def test_unsupported_security_scheme_is_a_warning(tmp_path: Path, scheme: str) -> None:
    path = write_document(
        tmp_path,
        f"""
        security: [{{own: []}}]
        paths: {{/a: {{get: {{responses: {{{OK}}}}}}}}}
        components: {{securitySchemes: {{own: {scheme}, fine: {{type: http, scheme: Bearer}}}}}}
        """,
    )
    (problem,) = [each for each in read_api(path).warnings if "is not supported" in each.message]
    assert problem.pointer == "/components/securitySchemes/own"


def test_undefined_security_scheme_is_one_warning(tmp_path: Path) -> None:
    text = f"security: [{{none: []}}]\npaths: {{/a: {{get: {{responses: {{{OK}}}}}, put: {{responses: {{{OK}}}}}}}}}"
    assert warnings(read_api(write_document(tmp_path, text))) == [
        "/security/0: the security scheme none is not defined; it is ignored"
    ]


@pytest.mark.parametrize("style", STYLES)
def test_null_without_quotes_as_type_means_null(tmp_path: Path, style: str) -> None:
    path = write_schemas(
        tmp_path,
        """
        Thing:
          type: object
          properties: {name: {type: [string, null]}, nick: {anyOf: [{type: string}, {type: null}]}}
        """,
        "3.1.0",
    )
    made = generated(path, style)
    thing = models(made, tmp_path).Thing.from_dict({"name": None, "nick": None})
    assert (thing.name, thing.nick) == (None, None)
    place = "/components/schemas/Thing/properties"
    assert warnings(made) == [
        f"{place}/name/type: null as a type is read as 'null'",
        f"{place}/nick/anyOf/1/type: null as a type is read as 'null'",
    ]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("other", ["", "Other: {$ref: '#/components/schemas/Thing'}"])
def test_schema_in_its_own_all_of_adds_nothing(tmp_path: Path, style: str, other: str) -> None:
    target = "Other" if other else "Thing"
    path = write_schemas(
        tmp_path,
        f"""
        {other}
        Thing:
          allOf:
            - {{$ref: '#/components/schemas/{target}'}}
            - {{type: object, properties: {{lives: {{type: integer}}}}}}
        """,
    )
    made = generated(path, style)
    assert models(made, tmp_path).Thing(lives=9).to_dict() == {"lives": 9}
    assert [each.partition(": ")[0] for each in warnings(made)] == ["/components/schemas/Thing/allOf/0"]


def test_schemas_composed_of_each_other_keep_all_fields(tmp_path: Path) -> None:
    path = write_schemas(
        tmp_path,
        """
        Thing: {allOf: [{$ref: '#/components/schemas/Other'}, {type: object, properties: {a: {type: string}}}]}
        Other: {allOf: [{$ref: '#/components/schemas/Thing'}, {type: object, properties: {b: {type: string}}}]}
        """,
    )
    assert models(generated(path), tmp_path).Thing(a="x", b="y").to_dict() == {"a": "x", "b": "y"}


@pytest.mark.parametrize("style", STYLES)
def test_null_in_place_of_maps_and_lists_is_empty(tmp_path: Path, style: str) -> None:
    path = write_document(
        tmp_path,
        """
        tags:
        servers:
        security:
        paths:
          /empty:
          /a:
            parameters:
            post:
              operationId: post_a
              tags:
              parameters:
              requestBody: {content: null}
              callbacks:
              security:
              servers:
              responses: {"204": {description: ok, headers: null, content: null, links: null}}
            put: {operationId: put_a, requestBody: null, responses: null}
        components:
          headers:
          parameters:
          securitySchemes:
          schemas:
            A: {type: object, properties: {n: {type: string, enum: null, default: null}}, required: null, allOf: null}
            B: {type: object, properties: null, discriminator: {propertyName: n, mapping: null}}
            C:
        """,
    )
    made = generated(path, style)
    assert (made.operations, made.models) == (2, 1)
    assert "/components/headers: null is read as a map without entries" in warnings(made)
    assert "/paths/~1a/post/tags: null is read as a list without entries" in warnings(made)
    assert len(warnings(made)) == len(set(warnings(made)))


def test_body_without_content_has_no_argument(tmp_path: Path) -> None:
    text = f"paths: {{/a: {{post: {{requestBody: {{content: null}}, responses: {{{OK}}}}}}}}}"
    api = read_api(write_document(tmp_path, text))
    assert api.operations[0].body is None
    assert warnings(api) == ["/paths/~1a/post/requestBody/content: null is read as a map without entries"]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("number", [".inf", "-.inf", ".nan", "1e400", "9" * 400, "9" * 5000])
def test_infinite_number_is_ignored_with_a_warning(tmp_path: Path, style: str, number: str) -> None:
    path = write_schemas(
        tmp_path,
        f"""
        Thing:
          type: object
          properties:
            a: {{type: number, minimum: {number}, maximum: {number}, multipleOf: {number}}}
            b: {{type: integer, minimum: {number}, exclusiveMaximum: {number}}}
            c: {{type: string, minLength: {number}, maxLength: {number}}}
            d: {{type: array, items: {{}}, maxItems: {number}}}
            e: {{type: number, default: {number}, example: {number}}}
            f: {{type: number, enum: [1.5, {number}]}}
        """,
        "3.1.0",
    )
    made = generated(path, style)
    assert models(made, tmp_path).Thing(a=1.5, b=7, c="x", d=[1], f=1.5).a == 1.5
    assert len([each for each in warnings(made) if "is not a limit that can be checked" in each]) == 8


def test_bound_written_as_string_is_read_as_number(tmp_path: Path) -> None:
    path = write_schemas(tmp_path, "Thing: {type: integer, minimum: '3', maximum: '4.5'}", "3.1.0")
    assert read_api(path).schemas["/components/schemas/Thing"].constraints == {"minimum": 3, "maximum": 4.5}


def test_links_and_extensions_are_one_warning_each(tmp_path: Path) -> None:
    path = write_document(
        tmp_path,
        """
        x-logo: {url: a, x-inner: b}
        paths:
          x-note: not a path
          /a:
            get:
              operationId: get_a
              x-speakeasy-group: a
              x-logo: 1
              responses:
                "200": {description: ok, links: {next: {operationId: get_a}}}
                "201": {description: ok, links: {next: {operationId: get_a}}}
                x-more: {}
        components: {schemas: {A: {type: object, properties: {x-property: {type: string, example: {x-data: 1}}}}}}
        """,
    )
    api = read_api(path)
    assert warnings(api) == [
        "/x-logo: the extension x-logo is ignored (2 places)",
        "/paths/x-note: the extension x-note is ignored",
        "/paths/~1a/get/responses/x-more: the extension x-more is ignored",
        "/paths/~1a/get/responses/200/links: links are ignored (2 places); call the linked operation yourself",
    ]
    assert [each.status for each in api.operations[0].responses] == ["200", "201"]


def test_ignored_extension_is_no_error_when_warnings_are(tmp_path: Path) -> None:
    path = write_document(tmp_path, "x-logo: 1\npaths: {}")
    assert len(generate(path, Settings()).warnings) == 1
    assert generate(path, Settings(), strict=True).warnings == ()


def test_key_used_twice_in_json_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    path.write_text('{"openapi": "3.0.3", "info": {"title": "t", "version": "1", "version": "2"}, "paths": {}}')
    api = read_api(path)
    assert api.version == "2"
    assert [each.message for each in api.warnings] == [
        "the key 'version' is used twice in one object; the last value counts"
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: &a {x: 1}\nb: {<<: *a, x: 2}", {"x": 2}),
        ("a: &a {x: 1}\nc: &c {x: 3, y: 4}\nb: {<<: [*a, *c]}", {"x": 1, "y": 4}),
        ("a: &a {x: 1}\nc: &c {<<: *a, x: 3}\nb: {<<: *c}", {"x": 3}),
    ],
)
def test_own_and_first_keys_win_over_merged_ones(text: str, value: object) -> None:
    assert parse_text(text, "spec")["b"] == value


@pytest.mark.parametrize(
    "text",
    [
        "? [a]\n: 1",
        "!!map [1]",
        "a: !!set {x}",
        "a: !!int x",
        "a: !!bool 7",
        "a: !include b",
        "a: &a\n  b: *a",
        "a: *b",
    ],
)
def test_yaml_without_meaning_in_json_has_its_line(text: str) -> None:
    with pytest.raises(DocumentError, match=r"spec: is not YAML or JSON: .* at line \d+, column \d+"):
        parse_text(text, "spec")


@pytest.mark.parametrize("encode", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_byte_order_mark_and_crlf_are_read(tmp_path: Path, encode: object) -> None:
    assert callable(encode)
    path = write_document(tmp_path, f"paths:\n  /a:\n    get:\n      responses:\n        {OK}")
    path.write_bytes(encode(path.read_text()).encode())
    assert [each.path for each in read_api(path).operations] == ["/a"]


LINKS = {
    "reference": '{"$ref": "#/components/schemas/S%d"}',
    "property": '{"type": "object", "properties": {"p%d": {"$ref": "#/components/schemas/S%d"}}}',
    "items": '{"type": "array", "items": {"$ref": "#/components/schemas/S%d"}}',
    "map": '{"type": "object", "additionalProperties": {"$ref": "#/components/schemas/S%d"}}',
    "all_of": '{"allOf": [{"$ref": "#/components/schemas/S%d"}]}',
}


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("style", STYLES)
def test_chain_of_a_thousand_references_has_a_client(tmp_path: Path, link: str, style: str) -> None:
    schemas = [f'"S{n}": {LINKS[link].replace("%d", str(n + 1))}' for n in range(1000)]
    path = write_document(tmp_path, '{"paths": {}, "components": {"schemas": {%s, "S1000": {"type": "string"}}}}')
    path.write_text(
        '{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {'
        + ", ".join([*schemas, '"S1000": {"type": "object", "properties": {"n": {"type": "string"}}}'])
        + "}}}"
    )
    made = generated(path, style)
    assert made.models == {"property": 1001, "all_of": 1001}.get(link, 1)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ('{"type": "array", "items": ', "}"),
        ('{"type": "object", "additionalProperties": ', "}"),
        ('{"allOf": [', "]}"),
        ('{"type": "object", "properties": {"a": ', "}}"),
    ],
)
def test_schema_nested_hundreds_of_levels_has_a_client(tmp_path: Path, opening: str, closing: str, style: str) -> None:
    path = tmp_path / "openapi.json"
    nested = f'{opening * 300}{{"type": "string"}}{closing * 300}'
    path.write_text(
        '{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {"Thing": '
        f'{{"type": "object", "properties": {{"deep": {nested}}}}}}}}}}}'
    )
    made = generated(path, style)
    for name, content in made.files.items():
        assert len(Path(name).name.encode()) < 230
        if name.endswith(".py"):
            compile(content, name, "exec")


def test_key_that_is_no_status_is_a_warning(tmp_path: Path) -> None:
    path = write_document(tmp_path, f'paths: {{/a: {{get: {{responses: {{{OK}, "": {{description: what}}}}}}}}}}')
    api = read_api(path)
    assert [each.status for each in api.operations[0].responses] == ["204"]
    assert "/paths/~1a/get/responses: '' is not a status; the response is left out" in warnings(api)


def test_uri_that_cannot_be_read_is_an_error_with_its_place(tmp_path: Path) -> None:
    schemas = "Thing: {$id: 'http://[x', properties: {n: {$ref: 'http://[y'}}}"
    with pytest.raises(DocumentError, match=r"#/components/schemas/Thing/properties/n: refers to http://\[y"):
        read_api(write_schemas(tmp_path, schemas, "3.1.0"))


def test_wrong_shapes_in_another_file_raise_only_our_errors(tmp_path: Path) -> None:
    path = write_document(tmp_path, "paths: {/a: {$ref: item.yaml}}")
    for text in (
        "get: {tags: 5, security: 7, servers: x, parameters: {a: b}, responses: [1], callbacks: []}",
        "get: {operationId: [a], parameters: [null, 3, {name: q, in: query, schema: 7}], responses: {200: x}}",
        "get: {requestBody: {content: [1]}, responses: {200: {headers: 3, content: {a/b: {schema: [x]}}}}}",
        "[get]",
        "text",
    ):
        (tmp_path / "item.yaml").write_text(text)
        for style in STYLES:
            generated(path, style)
