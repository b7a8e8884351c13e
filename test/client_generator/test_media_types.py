"""The values of responses by their media types, with and without a schema, in both styles, sync and async."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from .callers import WAY_NAMES, WAYS, Caller, generated
from .documents import write_document
from .recording import Recorder, recording

CONTENT = {
    "any_json": "application/json: {}",
    "json_with_example": "application/json: {example: {id: 1}}",
    "json_suffix": "application/hal+json: {}",
    "text": "text/plain: {}",
    "text_range": "text/*: {}",
    "html": "text/html: {schema: {type: object}}",
    "number": "text/plain: {schema: {type: integer}}",
    "day": "text/plain: {schema: {type: string, format: date}}",
    "xml": "application/xml: {}",
    "pdf": "application/pdf: {}",
    "image": "image/*: {schema: {type: string}}",
    "image_range": "image/*: {}",
    "anything": '"*/*": {}',
    "application": "application/*: {}",
    "item": "application/json: {schema: {$ref: '#/components/schemas/Item'}}",
    "items": "application/json: {schema: {type: array, items: {type: integer}}}",
    "string": "application/json: {schema: {type: string}}",
    "object": "application/json: {schema: {type: object}}",
    "object_in_any": '"*/*": {schema: {type: object}}',
    "file_as_json": "application/json: {schema: {type: string, format: binary}}",
    "several": "application/json: {schema: {$ref: '#/components/schemas/Item'}}, text/csv: {}, application/pdf: {}",
}
PATH = """
  /{name}:
    get:
      operationId: {name}
      responses:
        "200": {{description: d, content: {{{content}}}}}
        "404": {{description: d, content: {{application/json: {{}}}}}}
"""
SCHEMAS = """
components:
  schemas:
    Item: {type: object, required: [id], properties: {id: {type: integer}}}
"""
UNREAD = {"pdf", "image", "image_range"}
"""Operations of which style sdk returns the response unread."""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("media_types")
    paths = "".join(PATH.format(name=name, content=content) for name, content in CONTENT.items())
    with generated(write_document(folder, f"paths:\n{paths}{SCHEMAS}", "3.1.0"), folder, "media_types") as found:
        yield found


@pytest.fixture(scope="module")
def server() -> Iterator[Recorder]:
    with recording() as found:
        yield found


@pytest.fixture(params=WAYS, ids=WAY_NAMES)
def call(request: pytest.FixtureRequest, packages: dict[str, Any], server: Recorder) -> Iterator[Caller]:
    style, asynchronous = request.param
    caller = Caller(packages[style], server.url, asynchronous)
    yield caller
    caller.close()


def value_of(call: Caller, name: str) -> Any:
    found = call(name)
    if hasattr(found, "iter_bytes"):
        assert name in UNREAD
        return call.wait_for(found.read)
    return found


@pytest.mark.parametrize(
    ("name", "content_type", "body", "value"),
    [
        ("any_json", "application/json", b'{"a": [1, null]}', {"a": [1, None]}),
        ("json_with_example", "application/json", b'{"id": 1}', {"id": 1}),
        ("json_suffix", "application/hal+json", b"[1]", [1]),
        ("text", "text/plain; charset=latin-1", "gr\u00fcn".encode("latin-1"), "gr\u00fcn"),
        ("text", "text/plain", b"12", "12"),
        ("text", "", b"null", "null"),
        ("text_range", "text/csv", b"a,b", "a,b"),
        ("html", "text/html", b"<p>", "<p>"),
        ("xml", "application/xml", b"<a/>", "<a/>"),
        ("pdf", "application/pdf", b"%PDF\xff", b"%PDF\xff"),
        ("pdf", "", b"%PDF\xff", b"%PDF\xff"),
        ("image", "image/png", b"\x89PNG", b"\x89PNG"),
        ("image_range", "image/png", b"\x89PNG", b"\x89PNG"),
        ("anything", "application/json", b"[1]", [1]),
        ("anything", "text/plain", b"[1]", "[1]"),
        ("anything", "audio/wav", b"RIFF\xff", b"RIFF\xff"),
        ("application", "application/json", b"[1]", [1]),
        ("application", "application/zip", b"PK\xff", b"PK\xff"),
        ("any_json", "application/zip", b"PK\xff", b"PK\xff"),
        ("file_as_json", "application/json", b'{"a": 1}', b'{"a": 1}'),
    ],
)
def test_media_type_without_schema_has_a_value(
    call: Caller, server: Recorder, name: str, content_type: str, body: bytes, value: Any
) -> None:
    server.answers(content_type, body)
    assert value_of(call, name) == value


@pytest.mark.parametrize(("name", "value"), [("number", 12), ("day", "2024-01-31")])
def test_text_is_read_as_the_scalar_type_of_its_schema(call: Caller, server: Recorder, name: str, value: Any) -> None:
    server.answers("text/plain", str(value).encode())
    found = call(name)
    assert (type(found).__name__, str(found)) == ("int" if name == "number" else "date", str(value))


@pytest.mark.parametrize("name", ["any_json", "anything", "application", "string", "text", "object", "object_in_any"])
def test_body_without_content_type_is_a_string(call: Caller, server: Recorder, name: str) -> None:
    server.answers("", b"hello there")
    assert call(name) == "hello there"


@pytest.mark.parametrize("name", ["any_json", "anything", "application"])
def test_json_without_content_type_is_parsed(call: Caller, server: Recorder, name: str) -> None:
    server.answers("", b'{"a": 1}')
    assert call(name) == {"a": 1}


@pytest.mark.parametrize("name", ["any_json", "item", "items", "string", "several"])
@pytest.mark.parametrize("body", [b"null", b" null\r\n"])
def test_response_of_null_is_none(call: Caller, server: Recorder, name: str, body: bytes) -> None:
    server.answers("application/json", body)
    assert call(name) is None


@pytest.mark.parametrize(
    ("name", "content_type"), [("any_json", "application/json"), ("string", "text/html"), ("text", "")]
)
def test_empty_body_is_an_empty_string(call: Caller, server: Recorder, name: str, content_type: str) -> None:
    server.answers(content_type, b"")
    assert call(name) == ""


def test_unexpected_text_is_a_string_if_the_type_allows(call: Caller, server: Recorder) -> None:
    server.answers("text/html", b"<p>hello")
    assert call("string") == "<p>hello"
    with pytest.raises(call.package.exceptions.UnexpectedResponseException) as caught:
        call("item")
    assert caught.value.body == "<p>hello"


@pytest.mark.parametrize("body", [b"12", b"true", b'"quoted"', b'{"a": 1}', b"null"])
def test_text_is_kept_where_json_is_declared(call: Caller, server: Recorder, body: bytes) -> None:
    server.answers("text/plain", body)
    assert [call("string"), call("any_json")] == [body.decode()] * 2


@pytest.mark.parametrize("name", ["object", "object_in_any"])
def test_free_form_object_can_be_any_value_in_drop_in_style(call: Caller, server: Recorder, name: str) -> None:
    server.answers("application/json", b'[{"a": 1}]')
    if call.package.__name__.endswith("sdk"):
        with pytest.raises(call.package.exceptions.UnexpectedResponseException):
            call(name)
        return
    assert call(name) == [{"a": 1}]
    server.answers("text/html", b"<p>")
    assert call(name) == "<p>"


def test_response_is_read_by_its_own_media_type(call: Caller, server: Recorder) -> None:
    server.answers("application/json", b'{"id": 3}')
    assert call("several") == call.package.Item(id=3)
    assert server.last.headers["Accept"] == "application/json, text/csv, application/pdf"
    server.answers("text/csv", b"id\n3")
    assert call("several") == "id\n3"
    server.answers("application/pdf", b"%PDF\xff")
    assert call("several") == b"%PDF\xff"


def test_error_without_schema_has_the_parsed_body(call: Caller, server: Recorder) -> None:
    server.answers("application/json", b'{"why": "gone"}', status=404)
    with pytest.raises(call.package.exceptions.NotFoundException) as caught:
        call("any_json")
    assert caught.value.data == {"why": "gone"}
