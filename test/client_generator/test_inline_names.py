"""Names for the classes of inline schemas."""

from __future__ import annotations

from pathlib import Path

import pytest

from client_generator import Settings, generate
from client_generator.config import STYLES
from test.client_generator.documents import write_document

CATS = """
paths:
{operations}
components:
  schemas:
    Cat:
      type: object
      properties:
        kind: {{type: string, enum: [tabby, black]}}
        box: {{type: object, title: Box, properties: {{size: {{type: integer}}}}}}
        toys: {{type: array, items: {{type: object, properties: {{name: {{type: string}}}}}}}}
    Cats: {{type: array, items: {{type: object, title: Box, properties: {{cat: {{type: string}}}}}}}}
"""
GET = """
  /cats:
    get:
      operationId: get_cat
      responses:
        "200": {description: A cat., content: {application/json: {schema: {$ref: "#/components/schemas/Cat"}}}}
"""
ADD = """
  /aviaries:
    post:
      operationId: add_cat
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Cat"}}}}
      responses:
        "200":
          description: Structured like parts of a component.
          content:
            application/json:
              schema:
                type: object
                properties:
                  box: {type: object, title: Box, properties: {tweets: {type: integer}}}
                  toy: {type: object, properties: {name: {type: string}}}
                  kind: {type: string, enum: [tabby, black], title: CatKind}
"""


def classes(folder: Path, style: str, operations: str) -> dict[str, bytes]:
    """Return the modules of models, by name."""
    document = write_document(folder, CATS.format(operations=operations))
    files = generate(document, Settings(package="client", style=style)).files
    prefix = "client/models/"
    return {name.removeprefix(prefix): content for name, content in files.items() if name.startswith(prefix)}


@pytest.mark.parametrize("style", STYLES)
def test_a_new_operation_renames_no_existing_class(tmp_path: Path, style: str) -> None:
    before, after = classes(tmp_path, style, GET), classes(tmp_path, style, ADD + GET)
    del before["__init__.py"]
    assert set(before) == {"cat.py", "cat_kind.py", "cat_toys_inner.py", "box.py"} | {"box1.py"}
    assert {name: after[name] for name in before} == before


def test_an_inline_enum_takes_no_name_of_an_object(tmp_path: Path) -> None:
    document = """
    paths:
      /things:
        get:
          operationId: get_things
          parameters: [{name: sort, in: query, schema: {title: Meta, type: string, enum: [up, down]}}]
          responses:
            "200":
              description: Things.
              content: {application/json: {schema: {title: Meta, type: object, properties: {a: {type: string}}}}}
    """
    files = generate(write_document(tmp_path, document), Settings(package="client")).files
    assert b"class Meta(Model)" in files["client/models/meta.py"]
    assert b"class Meta1(InlineStrEnum)" in files["client/models/meta1.py"]


def test_operations_on_a_path_are_named_in_the_order_of_methods(tmp_path: Path) -> None:
    same = "{schema: {type: object, properties: {a: {type: string}}}}"
    operation = 'operationId: %s, responses: {"200": {description: It., content: {application/json: ' + same + "}}}"
    methods = "".join(f"    {name}: {{{operation % name}}}\n" for name in ("options", "head", "patch", "delete"))
    files = generate(write_document(tmp_path, f"paths:\n  /things:\n{methods}"), Settings(package="client")).files
    assert [name for name in files if "models/" in name] == [
        "client/models/__init__.py",
        "client/models/delete200_response.py",
    ]
