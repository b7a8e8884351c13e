"""Specs of several files, and references in every place that OpenAPI has for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from client_generator import Settings, generate, read_api
from client_generator.config import STYLES
from client_generator.errors import DocumentError
from test.client_generator.documents import write_document

CAT = """\
type: object
properties: {name: {type: string}, tag: {$ref: "%s#/components/schemas/Tag"}}
"""
OPERATION = 'get: {operationId: %s, responses: {"200": {description: ok, content: {application/json: {schema: %s}}}}}'


def model_names(path: Path, style: str = "sdk") -> list[str]:
    files = generate(path, Settings(package="p", style=style, docs="")).files
    return sorted(name[9:-3] for name in files if name.startswith("p/models/") and "__init__" not in name)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("back", ["../openapi.yaml", "./../schemas/../openapi.yaml", "../{folder}/openapi.yaml"])
def test_reference_back_to_entry_file_gives_one_model(tmp_path: Path, style: str, back: str) -> None:
    (tmp_path / "schemas").mkdir()
    back = back.replace("{folder}", f"../{tmp_path.name}")
    (tmp_path / "schemas/cat.yaml").write_text(CAT % back)
    path = write_document(
        tmp_path,
        f"""
        paths:
          /cats: {{{OPERATION % ("listCats", "{$ref: schemas/cat.yaml}")}}}
        components: {{schemas: {{Tag: {{type: object, properties: {{n: {{type: string}}}}}}}}}}
        """,
    )
    assert model_names(path, style) == ["cat", "tag"]


def test_path_item_file_refers_back_to_entry_file(tmp_path: Path) -> None:
    (tmp_path / "cats.yaml").write_text(OPERATION % ("listCats", "{$ref: 'openapi.yaml#/components/schemas/Tag'}"))
    path = write_document(
        tmp_path,
        """
        paths: {/cats: {$ref: cats.yaml}}
        components: {schemas: {Tag: {type: object, properties: {n: {type: string}}}}}
        """,
    )
    assert model_names(path) == ["tag"]


def test_file_reached_by_three_paths_gives_one_model(tmp_path: Path) -> None:
    for folder in ("a/b", "c"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "c/Err.yaml").write_text("{type: object, properties: {code: {type: integer}}}")
    (tmp_path / "a/one.yaml").write_text(OPERATION % ("one", "{$ref: '../c/Err.yaml'}"))
    (tmp_path / "a/b/two.yaml").write_text(OPERATION % ("two", f"{{$ref: '{(tmp_path / 'c/Err.yaml').as_uri()}'}}"))
    path = write_document(
        tmp_path,
        """
        paths: {/one: {$ref: a/one.yaml}, /two: {$ref: a/b/two.yaml}}
        components: {schemas: {Err: {$ref: c/Err.yaml}}}
        """,
    )
    assert model_names(path) == ["err"]


def test_reference_in_place_of_operation_is_followed(tmp_path: Path) -> None:
    (tmp_path / "get.yaml").write_text("operationId: listA\nresponses: {'200': {description: ok}}")
    path = write_document(
        tmp_path,
        """
        paths: {/a: {get: {$ref: get.yaml}, post: {$ref: "#/x-ops/make"}}}
        x-ops: {make: {operationId: makeA, responses: {"200": {description: ok}}}}
        """,
    )
    api = read_api(path)
    assert [(each.method, each.path, each.id) for each in api.operations] == [
        ("GET", "/a", "listA"),
        ("POST", "/a", "makeA"),
    ]
    assert [problem.message for problem in api.warnings] == ["$ref is not allowed here; it is followed"] * 2


@pytest.mark.parametrize(
    "paths", ["/q: {ITEM}, /alias: {$ref: '#/paths/~1q'}", "/alias: {$ref: '#/paths/~1q'}, /q: {ITEM}"]
)
def test_alias_of_path_item_is_the_same_operation(tmp_path: Path, paths: str) -> None:
    item = 'get: {operationId: q, responses: {"204": {description: ok}}}'
    api = read_api(write_document(tmp_path, f"paths: {{{paths.replace('ITEM', item)}}}", "3.2.0"))
    assert [(each.id, each.path) for each in api.operations] == [("q", "/q")]
    assert [problem.pointer for problem in api.warnings] == ["/paths/~1alias"]


def test_path_item_may_have_operations_beside_its_reference(tmp_path: Path) -> None:
    (tmp_path / "item.yaml").write_text(
        "parameters: [{name: id, in: path, required: true, schema: {type: integer}}]\n"
        "get: {operationId: read, responses: {'204': {description: ok}}}"
    )
    path = write_document(
        tmp_path,
        """
        paths:
          /a/{id}:
            $ref: item.yaml
            post: {operationId: make, responses: {"204": {description: ok}}}
        """,
    )
    found = {each.id: [parameter.schema.types for parameter in each.parameters] for each in read_api(path).operations}
    assert found == {"read": [("integer",)], "make": [("integer",)]}


def test_extension_may_refer_to_missing_file(tmp_path: Path) -> None:
    path = write_document(tmp_path, "paths: {}\nx-internal: {$ref: none.yaml}")
    assert read_api(path).operations == ()


def test_reference_beside_description_takes_it_from_3_1_on(tmp_path: Path) -> None:
    text = """
    paths: {/a: {get: {responses: {"200": {$ref: "#/components/responses/R", description: Here.}}}}}
    components: {responses: {R: {description: There.}}}
    """
    assert read_api(write_document(tmp_path, text, "3.1.0")).operations[0].responses[0].description == "Here."
    assert read_api(write_document(tmp_path, text, "3.0.3")).operations[0].responses[0].description == "There."


def test_key_beside_reference_without_effect_is_a_warning(tmp_path: Path) -> None:
    path = write_document(
        tmp_path,
        """
        paths:
          /a:
            get:
              parameters: [{$ref: "#/components/parameters/P", required: true}]
              responses: {"204": {description: ok}}
        components: {parameters: {P: {name: p, in: query, schema: {type: string}}}}
        """,
        "3.1.0",
    )
    assert "beside $ref, required has no effect" in [problem.message for problem in read_api(path).warnings]


@pytest.mark.parametrize(
    "text",
    [
        "components: {schemas: {T: {$ref: 'gone.yaml'}}}",
        "components: {parameters: {P: {$ref: 'gone.yaml#/P'}}}",
        "components: {schemas: {T: {$ref: 'https://example.com/T.yaml'}}}",
        "components: {schemas: {T: {$ref: '\\0'}}}",
    ],
)
def test_reference_to_unreadable_file_names_its_place(tmp_path: Path, text: str) -> None:
    path = write_document(tmp_path, f"paths: {{}}\n{text}")
    with pytest.raises(DocumentError, match=r"#/components/\w+/\w: refers to"):
        read_api(path)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("place", ["#/Cat", "#/models/Cat", "#/components/schemas/Cat"])
def test_schema_in_file_of_schemas_is_called_by_its_name(tmp_path: Path, place: str, style: str) -> None:
    text = "{type: object, properties: {name: {type: string}}}"
    for name in reversed(place.removeprefix("#/").split("/")):
        text = f"{{{name}: {text}}}"
    (tmp_path / "all my.yaml").write_text(text)
    operation = OPERATION % ("cats", "{$ref: 'all%20my.yaml" + place + "'}")
    path = write_document(tmp_path, f"paths: {{/cats: {{{operation}}}}}")
    assert model_names(path, style) == ["cat"]


@pytest.mark.parametrize("style", STYLES)
def test_reference_leads_through_a_map_that_is_a_reference(tmp_path: Path, style: str) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/index.yaml").write_text("Cat: {$ref: cat.yaml}\nDog: {type: object, properties: {n: {}}}")
    (tmp_path / "schemas/cat.yaml").write_text(CAT.replace("Tag", "Dog") % "../openapi.yaml")
    path = write_document(
        tmp_path,
        f"""
        paths: {{/cats: {{{OPERATION % ("cats", "{$ref: '#/components/schemas/Cat'}")}}}}}
        components: {{schemas: {{$ref: schemas/index.yaml}}}}
        """,
    )
    assert model_names(path, style) == ["cat", "dog"]


def test_maps_that_refer_to_each_other_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "index.yaml").write_text("{$ref: 'openapi.yaml#/components/schemas'}")
    path = write_document(
        tmp_path,
        f"""
        paths: {{/cats: {{{OPERATION % ("cats", "{$ref: '#/components/schemas/Cat'}")}}}}}
        components: {{schemas: {{$ref: index.yaml}}}}
        """,
    )
    with pytest.raises(DocumentError, match=r"leads back to itself|points nowhere"):
        read_api(path)
