"""The programs of reference pages: what they give, and how they write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from client_generator import Settings, generate
from test.client_generator.documents import write_document

DOCUMENT = """
servers: [{{url: {url}}}]
paths:
  /things:
    get:
      operationId: find
      tags: [things]
      parameters: [{{name: {name}, in: query, required: {required}, {parameter}}}]
      responses: {{"200": {{description: It., content: {{application/json: {{schema: {{type: string}}}}}}}}}}
"""


def call(folder: Path, parameter: str, name: str = "it", required: str = "true") -> str:
    text = DOCUMENT.format(url="https://example.com", name=name, required=required, parameter=parameter)
    files = generate(write_document(folder, text), Settings(package="shop", client_class="Shop", style="sdk")).files
    page = files["docs/api/things.md"].decode()
    return page.split("things.find(")[1].split(")\n")[0]


@pytest.mark.parametrize(
    ("parameter", "given"),
    [
        ("example: 3, schema: {type: integer}", "it=3"),
        ("schema: {type: integer, example: 3}", "it=3"),
        ("example: three, schema: {type: integer}", "it=1"),
        ("example: 30, schema: {type: integer, maximum: 9, example: 4}", "it=4"),
        ("example: 'a,b', schema: {type: array, items: {type: string}}", 'it=["a", "b"]'),
        ("schema: {type: integer, default: 5}", "it=5"),
    ],
)
def test_an_example_of_the_document_is_given_if_it_fits(tmp_path: Path, parameter: str, given: str) -> None:
    assert call(tmp_path, parameter) == given


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ("type: string", '"<value>"'),
        ("type: string, maxLength: 3", '"a"'),
        ("type: string, minLength: 9", '"<value>xx"'),
        ("type: string, pattern: '^[A-Z]{3}$'", '"USD"'),
        ("type: string, format: email", '"someone@example.com"'),
        ("type: string, format: date", 'datetime.date.fromisoformat("2024-01-31")'),
        ("type: integer, exclusiveMinimum: true, minimum: 7", "8"),
        ("type: integer, multipleOf: 5", "5"),
        ("type: number, minimum: 0.5, maximum: 0.75", "0.5"),
        ("type: array, minItems: 2, items: {type: boolean}", "[True, True]"),
        ("type: object, additionalProperties: {type: integer}", '{"key": 1}'),
    ],
)
def test_a_value_that_is_made_up_fits(tmp_path: Path, schema: str, value: str) -> None:
    assert call(tmp_path, f"schema: {{{schema}}}") == f"it={value}"


@pytest.mark.parametrize(("name", "value"), [("id", "<id>"), ("userId", "<id>"), ("paid", "<value>")])
def test_a_text_to_fill_in_says_whether_it_is_an_id(tmp_path: Path, name: str, value: str) -> None:
    assert call(tmp_path, "schema: {type: string}", name).endswith(f'="{value}"')


def test_an_argument_that_may_be_left_out_is_given_if_there_is_an_example_of_it(tmp_path: Path) -> None:
    assert call(tmp_path, "schema: {type: integer}", required="false") == ""
    assert call(tmp_path, "example: 3, schema: {type: integer}", required="false") == "it=3"
    assert call(tmp_path, "example: 3, schema: {type: integer, default: 3}", required="false") == ""


def test_the_variable_of_the_client_does_not_hide_the_package(tmp_path: Path) -> None:
    text = DOCUMENT.format(url="https://example.com", name="it", required="false", parameter="schema: {}")
    page = generate(write_document(tmp_path, text), Settings(package="shop", client_class="Shop", style="sdk"))
    assert b"with Shop() as client:" in page.files["docs/api/things.md"]


def test_a_program_says_where_the_api_is_if_the_document_does_not(tmp_path: Path) -> None:
    text = DOCUMENT.format(url="/v1", name="it", required="false", parameter="schema: {}")
    page = generate(write_document(tmp_path, text), Settings(package="shop", client_class="Shop", style="sdk"))
    assert b'with Shop(base_url=os.environ["SHOP_BASE_URL"]) as client:' in page.files["docs/api/things.md"]
