"""What documents and settings say of pages: what comes of it, and what is told of what cannot be."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from client_generator import ConfigError, PagingRule, Settings, generate, load_settings

from .documents import write_document

DOCUMENT = """
paths:
  /things:
    post:
      operationId: find
      parameters:
        - {name: page, in: query, schema: {$ref: "#/components/schemas/Page"}}
        - {name: "page[number]", in: query, schema: {type: string}}
        - {name: after, in: query, schema: {type: integer}}
        - {name: kind, in: query, schema: {type: string, enum: [a, b]}}
        - {name: size, in: query, schema: {type: integer, default: 20}}
        - {name: where, in: query, style: deepObject, schema: {type: object, properties: {at: {type: string}}}}
      requestBody:
        content:
          application/json:
            schema: {type: object, title: Query, properties: {q: {type: string}, at: {type: string}}}
      responses:
        "200":
          description: Things.
          content: {application/json: {schema: {$ref: "#/components/schemas/Things"}}}
      EXTENSION
ROOT
components:
  schemas:
    Page: {type: integer, minimum: 0}
    Things:
      type: object
      allOf: [{$ref: "#/components/schemas/Base"}]
      properties:
        data: {type: array, nullable: true, items: {$ref: "#/components/schemas/Thing"}}
        free: {type: object}
        one: {type: string}
        meta: {nullable: true, allOf: [{$ref: "#/components/schemas/Meta"}]}
    Thing: {type: object, properties: {id: {type: string}}}
    Base: {type: object, properties: {names: {type: array, items: {type: string}}}}
    Meta: {type: object, properties: {next: {type: string}, more: {type: boolean}, pages: {type: integer}}}
"""
POINTER = "#/paths/~1things/post"
SPEAKEASY = "x-speakeasy-pagination: {{type: {type}, inputs: [{inputs}], outputs: {{{outputs}}}}}"
FERN = "x-fern-pagination: "


def made(folder: Path, extension: str, root: str = "", **settings: Any) -> tuple[str, list[str]]:
    """The descriptor of the operation's pages, on one line and in double quotes, and the warnings."""
    path = write_document(folder, DOCUMENT.replace("EXTENSION", extension).replace("ROOT", root))
    found = generate(path, Settings(package="client", **settings))
    tree = ast.parse(found.files["client/_operations/default.py"])
    pages = [each for each in tree.body if isinstance(each, ast.AnnAssign) and "PAGING" in ast.unparse(each.target)]
    descriptor = "".join(map(ast.unparse, pages)).replace("'", '"').removeprefix("FIND_PAGING: ")
    return descriptor, [str(each).partition("openapi.yaml")[2] for each in found.warnings]


def speakeasy(type: str, inputs: str, outputs: str) -> str:
    return SPEAKEASY.format(type=type, inputs=inputs, outputs=outputs)


PAGE = "{name: page, in: parameters, type: page}"
AFTER = "{name: after, in: parameters, type: cursor}"
CURSOR = "{cursor: $request.after, next_cursor: $response.meta.next, results: $response.data}"


@pytest.mark.parametrize(
    ("extension", "expected"),
    [
        (
            speakeasy("offsetLimit", PAGE, "results: $.data, numPages: $.meta.pages"),
            'Paging[Thing] = Paging("page", items=("data",), argument=("page",), start=0, pages=("meta", "pages"))',
        ),
        (
            speakeasy(
                "offsetLimit",
                "{name: after, in: parameters, type: offset}, {name: size, type: limit}",
                "results: $.names",
            ),
            'Paging[str] = Paging("offset", items=("names",), argument=("after",), start=0, limit=("size",), size=20)',
        ),
        (
            speakeasy(
                "cursor", "{name: at, in: requestBody, type: cursor}", "results: $.data, nextCursor: $.meta.next"
            ),
            'Paging[Thing] = Paging("cursor", items=("data",), argument=("query", "at"), next=("meta", "next"))',
        ),
        (
            speakeasy("url", "", "results: $.free.things, nextUrl: $.free.next"),
            'Paging[Any] = Paging("url", items=("free", "things"), next=("free", "next"))',
        ),
        (
            f"{FERN}{CURSOR}",
            'Paging[Thing] = Paging("cursor", items=("data",), argument=("after",), read=int, next=("meta", "next"))',
        ),
        (
            FERN + "{offset: '$request.page[number]', results: $response.data, has-next-page: $response.meta.more}",
            "",
        ),
        (
            FERN + "{offset: $request.page, results: $response.data, has-next-page: $response.meta.more}",
            'Paging[Thing] = Paging("page", items=("data",), argument=("page",), start=0, more=("meta", "more"))',
        ),
        (
            FERN + "{cursor: $request.where.at, next_cursor: $response.meta.next, results: $response.names}",
            'Paging[str] = Paging("cursor", items=("names",), argument=("where", "at"), next=("meta", "next"))',
        ),
        (
            FERN + "{next_uri: $response.meta.next, results: $response.data}",
            'Paging[Thing] = Paging("url", items=("data",), next=("meta", "next"))',
        ),
    ],
)
def test_an_extension_becomes_a_descriptor(tmp_path: Path, extension: str, expected: str) -> None:
    assert made(tmp_path, extension)[0] == expected


def test_true_means_what_the_document_says_at_its_root(tmp_path: Path) -> None:
    own = made(tmp_path, FERN + CURSOR)
    assert made(tmp_path, FERN + "true", root=FERN + CURSOR) == own
    assert made(tmp_path, FERN + "false", root=FERN + CURSOR) == ("", [])
    assert "the document has no x-fern-pagination at its root" in made(tmp_path, FERN + "true")[1][0]


@pytest.mark.parametrize(
    ("extension", "problem"),
    [
        (speakeasy("offsetLimit", "{name: seite, in: parameters, type: page}", "results: $.data"), "no argument seite"),
        (speakeasy("offsetLimit", "{name: q, in: parameters, type: page}", "results: $.data"), "no argument q"),
        (speakeasy("offsetLimit", "{name: kind, in: parameters, type: page}", "results: $.data"), "kind is no number"),
        (speakeasy("offsetLimit", PAGE, "results: $.items"), "the response has no items"),
        (speakeasy("offsetLimit", PAGE, "results: $.one"), "at one is no array"),
        (speakeasy("offsetLimit", PAGE, "numPages: $.meta.pages"), "at its root is no array"),
        (speakeasy("offsetLimit", PAGE, "results: $.data, numPages: $.meta.all"), "the response has no meta.all"),
        (speakeasy("offsetLimit", PAGE, "results: '$.data[*]'"), "only $ and names with dots between"),
        (speakeasy("offsetLimit", "", "results: $.data"), "which argument goes on"),
        (speakeasy("pages", PAGE, "results: $.data"), "its type is pages"),
        (speakeasy("cursor", AFTER, "results: $.data"), "where a response names the next page"),
        (speakeasy("cursor", AFTER, "results: $.data, nextCursor: '$.data[-1].id'"), "only $ and names"),
        (speakeasy("cursor", "{name: after, type: since}", "results: $.data"), "an input of type since is not known"),
        (FERN + "{type: custom, results: $response.data}", "type is not known"),
        (FERN + "{cursor: $response.after, next_cursor: $response.meta.next}", "only $request and names"),
        (FERN + "[1]", "it is no mapping"),
    ],
)
def test_what_does_not_fit_is_a_warning_and_no_iterator(tmp_path: Path, extension: str, problem: str) -> None:
    descriptor, (warning,) = made(tmp_path, extension)
    assert descriptor == ""
    assert warning.startswith(f"{POINTER}/x-")
    assert "the operation gets no iterator" in warning
    assert problem in warning


def test_settings_win_over_the_document(tmp_path: Path) -> None:
    rule = PagingRule(by="page", argument="page[number]", limit="size", items="names", more="meta.more", start=0)
    descriptor, warnings = made(tmp_path, FERN + CURSOR, paging={"POST /things": rule})
    assert descriptor == (
        'Paging[str] = Paging("page", items=("names",), argument=("page_number",), start=0, read=str, '
        'limit=("size",), size=20, more=("meta", "more"))'
    )
    assert warnings == []


def test_settings_that_do_not_fit_are_told_at_the_operation(tmp_path: Path) -> None:
    _, warnings = made(tmp_path, "", paging={"find": PagingRule(by="link"), "findd": PagingRule(by="link")})
    assert warnings[0].startswith(f"{POINTER}: the operation gets no iterator: what the response has at its root")
    assert len(warnings) == 2


def test_settings_for_an_operation_that_is_not_there_are_told(tmp_path: Path) -> None:
    path = write_document(tmp_path, DOCUMENT.replace("EXTENSION", "").replace("ROOT", ""))
    found = generate(path, Settings(paging={"findd": PagingRule(by="link")}))
    assert [str(each) for each in found.warnings] == [
        "the document has no operation findd, which paging names (did you mean find?)"
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("paging: [find]", "paging must be a mapping"),
        ("paging: {find: page}", "paging.find: give a mapping"),
        ("paging: {find: {}}", "paging.find: by must be one of page, offset, cursor, url, link, not ''"),
        ("paging: {find: {by: pages}}", "paging.find: by must be one of"),
        ("paging: {find: {by: page}}", "paging.find: argument is needed, since it is paged by page"),
        ("paging: {find: {by: cursor, argument: a}}", "paging.find: next is needed"),
        ("paging: {find: {by: link, itmes: a}}", "paging.find: there is no key itmes; did you mean items?"),
        ("paging: {find: {by: link, items: [a]}}", "paging.find: items must be a text"),
        ("paging: {find: {by: page, argument: a, start: one}}", "paging.find: start must be a whole number"),
    ],
)
def test_settings_that_cannot_be_are_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "client_generator.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=re.escape(problem)):
        load_settings(path)


SECOND = """
paths:
  /a:
    get: {operationId: list, tags: [one, two], responses: &all {"200": {description: A., content: {application/json: \
{schema: {type: array, items: {type: integer}}}}}}}
  /b:
    get: {operationId: SECOND, tags: [two], responses: *all}
"""


@pytest.mark.parametrize("name", ["list_iter", "list_paging"])
def test_an_iterator_gives_way_to_an_operation_of_its_name(tmp_path: Path, name: str) -> None:
    path = write_document(tmp_path, SECOND.replace("SECOND", name))
    found = generate(path, Settings(package="client", style="sdk", paging={"list": PagingRule(by="link")}))
    assert "list_iter = paged(list, _operations.LIST_PAGING)" in found.files["client/api/one_api.py"].decode()
    assert "paged" not in found.files["client/api/two_api.py"].decode()
    assert [each.pointer for each in found.warnings] == ["/paths/~1a/get"]


def test_an_operation_does_not_hide_what_makes_iterators(tmp_path: Path) -> None:
    path = write_document(tmp_path, SECOND.replace("SECOND", "paged"))
    found = generate(path, Settings(package="client", style="sdk", paging={"list": PagingRule(by="link")}))
    assert "def paged_2(" in found.files["client/api/two_api.py"].decode()


def test_a_problem_of_an_operation_in_two_groups_is_told_once(tmp_path: Path) -> None:
    path = write_document(tmp_path, SECOND.replace("SECOND", "other"))
    found = generate(path, Settings(paging={"list": PagingRule(by="link", items="data")}))
    assert [each.message for each in found.warnings] == ["the operation gets no iterator: the response has no data"]


def test_a_package_without_pages_exports_no_pager(tmp_path: Path) -> None:
    path = write_document(tmp_path, SECOND.replace("SECOND", "other"))
    files = generate(path, Settings(package="client")).files
    texts = [
        text.decode() for name, text in files.items() if "_pag" not in name and name.endswith(("_api.py", "init__.py"))
    ]
    assert not any("Pager" in text or "paged" in text for text in texts)


def test_models_called_as_the_runtimes_classes_are_told_from_these(tmp_path: Path) -> None:
    text = SECOND.replace("{type: integer}", '{$ref: "#/components/schemas/Operation"}').replace("SECOND", "other")
    path = write_document(tmp_path, f"{text}components: {{schemas: {{Operation: {{properties: {{a: {{}}}}}}}}}}")
    found = generate(path, Settings(package="client", paging={"list": PagingRule(by="link")}))
    descriptors = found.files["client/_operations/one.py"].decode()
    assert "LIST: Operation[List[_models.Operation]] = Operation(" in descriptors
    assert "LIST_PAGING: Paging[_models.Operation] = " in descriptors
    assert "import Operation\n" not in descriptors
