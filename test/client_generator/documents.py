"""Small documents for tests."""

from __future__ import annotations

import textwrap
from pathlib import Path

HEAD = """\
openapi: {version}
info: {{title: Things, version: "1"}}
"""
OPERATION = """\
paths:
  /things:
    get:
      operationId: get_things
      responses:
        "200":
          description: Things.
          content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
"""


def write_document(folder: Path, text: str, version: str = "3.0.3", name: str = "openapi.yaml") -> Path:
    """Write a document without its head, which is always the same."""
    path = folder / name
    path.write_text(HEAD.format(version=version) + textwrap.dedent(text), encoding="utf-8")
    return path


def write_schemas(folder: Path, schemas: str, version: str = "3.0.3") -> Path:
    """Write a document with one operation, which returns the schema Thing, and these schemas."""
    body = textwrap.indent(textwrap.dedent(schemas), "    ")
    return write_document(folder, f"{OPERATION}components:\n  schemas:\n{body}", version)
