"""Documents that differ in one thing, and how they differ."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest

from client_generator import Change, compare, read_api
from client_generator.diff import KINDS
from test.client_generator.documents import write_document

THING = "/components/schemas/Thing"
FIELD = f"{THING}/properties/x"
GET = "/paths/~1things/get"
POST = "/paths/~1things/post"
REF = '{$ref: "#/components/schemas/Thing"}'
OTHER = "A: {type: object, properties: {a: {type: string}}}, B: {type: object, properties: {b: {type: string}}}"
SENDS = (
    f"post: {{operationId: send, requestBody: {{content: {{application/json: {{schema: {REF}}}}}}}, "
    f"responses: {{'204': {{description: ''}}}}}}"
)
RECEIVES = (
    f"get: {{operationId: receive, responses: "
    f"{{'200': {{description: '', content: {{application/json: {{schema: {REF}}}}}}}}}}}"
)
GRAVITY: list[str] = [*KINDS]
WAYS = {"sent": [SENDS], "received": [RECEIVES], "both": [SENDS, RECEIVES], "unused": []}


def differences(folder: Path, old: str, new: str, version: str = "3.1.0") -> tuple[Change, ...]:
    one, other = (write_document(folder, text, version, name) for text, name in ((old, "old.yaml"), (new, "new.yaml")))
    return compare(read_api(one), read_api(other))


def schemas(thing: str, way: str = "both", others: str = OTHER) -> str:
    """A document whose operations send or receive a Thing."""
    return f"paths: {{/things: {{{', '.join(WAYS[way])}}}}}\ncomponents: {{schemas: {{Thing: {thing}, {others}}}}}"


def holding(field: str, way: str) -> str:
    return schemas(f"{{type: object, properties: {{x: {field}}}}}", way)


def get(operation: str, rest: str = "") -> str:
    """A document with one operation."""
    return f"paths: {{/things: {{get: {{operationId: get_things, {operation}}}}}}}\n{textwrap.dedent(rest)}"


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [(change.kind, change.pointer, change.message) for change in changes]


Case = tuple[str, str, str, str, str]
"""The old document and the new one, and of what changed the place, the message and the kind."""


def each(cases: Sequence[tuple[str, str, str, str, str, str]]) -> pytest.MarkDecorator:
    """Run a test for each case; it has the argument `case`."""
    return pytest.mark.parametrize("case", [found for _, *found in cases], ids=[name for name, *_ in cases])


def tells_alone(folder: Path, case: Case, document: str) -> None:
    """Check that nothing but the change is told, at its place in one of the documents."""
    old, new, pointer, message, kind = case
    (change,) = differences(folder, old, new)
    assert (change.kind, change.pointer, change.message, change.document) == (kind, pointer, message, document)


NO_RESPONSE = "responses: {'204': {description: ''}}"


def parameters(*given: str) -> str:
    return get(f"parameters: [{', '.join(given)}], {NO_RESPONSE}")


def body(content: str, required: str = "false") -> str:
    return get(f"requestBody: {{required: {required}, content: {{{content}}}}}, {NO_RESPONSE}")


def responses(*given: str) -> str:
    return get(f"responses: {{{', '.join(given)}}}")


def document(rest: str) -> str:
    return get(NO_RESPONSE, rest)


def secured(security: str) -> str:
    schemes = "{key: {type: apiKey, in: header, name: X-Key}, token: {type: http, scheme: bearer}}"
    return get(f"security: {security}, {NO_RESPONSE}", f"components: {{securitySchemes: {schemes}}}")


def scheme(key: str) -> str:
    return document(f"components: {{securitySchemes: {{key: {key}}}}}")


Q = "{name: q, in: query, schema: {type: string}}"
NEEDED = "{name: q, in: query, required: true, schema: {type: string}}"
LISTS = "{name: q, in: query, style: spaceDelimited, explode: false, schema: {type: array, items: {type: string}}}"
JSON = "application/json: {schema: {type: string}}"
XML = "application/xml: {schema: {type: string}}"
OK = f"'200': {{description: '', content: {{{JSON}}}}}"
EMPTY = "'204': {description: ''}"
