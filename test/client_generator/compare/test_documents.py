"""Documents as wholes: places, files, order."""

from __future__ import annotations

from pathlib import Path

import pytest

from client_generator import Change, compare, read_api
from test.client_generator.compare.documents import (
    GET,
    NO_RESPONSE,
    OK,
    Q,
    differences,
    get,
    responses,
    told,
)
from test.client_generator.documents import write_document
from test.paths import ROOT, SPECIFICATION


def test_path_parameters_keep_their_place_under_another_name(tmp_path: Path) -> None:
    old, new = (
        f"paths: {{/things/{{{name}}}: {{get: {{operationId: get_thing, {NO_RESPONSE}, "
        f"parameters: [{{name: {name}, in: path, required: true, schema: {{type: string}}}}]}}}}}}"
        for name in ("id", "thing_id")
    )
    old, new = (text.replace("/things/{", '"/things/{').replace("}: {get", '}": {get') for text in (old, new))
    place = "/paths/~1things~1{thing_id}/get/parameters/0"
    assert told(differences(tmp_path, old, new)) == [("breaking", place, "the parameter id is called thing_id now")]


def test_what_stands_in_another_file_is_pointed_to_there(tmp_path: Path) -> None:
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "models.yaml").write_text(f"Thing: {{type: object, properties: {{{name}: {{type: string}}}}}}")
        write_document(folder, responses(OK.replace("{type: string}", "{$ref: 'models.yaml#/Thing'}")))
    old, new = (read_api(tmp_path / name / "openapi.yaml") for name in ("a", "b"))
    assert [(change.pointer, change.document) for change in compare(old, new)] == [
        ("models.yaml#/Thing/properties/a", "old"),
        ("models.yaml#/Thing/properties/b", "new"),
    ]


def test_what_operations_share_is_told_once_where_it_stands(tmp_path: Path) -> None:
    shared = "{$ref: '#/components/responses/Shared'}"
    paths = f"paths: {{/a: {{get: {{responses: {{'200': {shared}}}}}, put: {{responses: {{'200': {shared}}}}}}}}}"
    content = "{description: '', headers: {H: {schema: {type: string}}}, content: {%s: {schema: {type: string}}}}"
    old, new = (
        f"{paths}\ncomponents: {{responses: {{Shared: {content % name}}}}}" for name in ("text/plain", "text/csv")
    )
    place = "/components/responses/Shared/content"
    assert differences(tmp_path, old, new) == (
        Change("breaking", f"{place}/text~1plain", "the response cannot be text/plain any more", "old"),
        Change("addition", f"{place}/text~1csv", "the response can be text/csv"),
    )


def test_the_order_is_that_of_the_documents(tmp_path: Path) -> None:
    old = get(f"parameters: [{Q}], {NO_RESPONSE}", "components: {schemas: {A: {type: object, properties: {a: {}}}}}")
    new = "paths: {/a: {get: {operationId: a, responses: {'204': {description: ''}}}}}\nservers: [{url: 'https://a'}]"
    found = [differences(tmp_path, old, new) for _ in range(3)]
    assert found[0] == found[1] == found[2]
    assert [change.pointer for change in found[0]] == ["/servers", GET, "/paths/~1a/get", "/components/schemas/A"]


@pytest.mark.parametrize(
    "path", [SPECIFICATION, *sorted((ROOT / "test").rglob("cases/*/openapi.yaml"))], ids=lambda path: path.stem
)
def test_a_document_does_not_differ_from_itself(path: Path) -> None:
    assert compare(read_api(path), read_api(path)) == ()
