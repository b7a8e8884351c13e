"""Request bodies: files in every form that callers give them, and a choice of media types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from client_generator import Settings, generate
from test.client_generator.documents import write_document
from test.client_generator.packages import STYLES, described, load_package, send

UNKNOWN = "application/octet-stream"
FILES = """
paths:
  /skills:
    post:
      operationId: skills
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [files]
              properties:
                files:
                  oneOf: [{type: array, items: {type: string, format: binary}}, {type: string, format: binary}]
      responses: {"204": {description: Done.}}
  /list:
    post:
      operationId: add_list
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties: {files: {type: array, items: {type: string, format: binary}}, tags: {type: array, items: {}}}
      responses: {"204": {description: Done.}}
  /image:
    post:
      operationId: up
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {file: {}, note: {type: string}, thumbnails: {type: array, items: {}}}}
            encoding: {file: {contentType: image/png}, thumbnails: {contentType: "image/png, image/jpeg"}}
      responses: {"204": {description: Done.}}
  /mixed:
    post:
      operationId: mixed
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {image: {anyOf: [{type: string, format: binary}, {type: string}]}}}
      responses: {"204": {description: Done.}}
  /whole:
    put:
      operationId: put_whole
      requestBody: {content: {application/pdf: {}}}
      responses: {"204": {description: Done.}}
    post:
      operationId: post_any
      requestBody: {content: {"*/*": {schema: {type: string, format: binary}}}}
      responses: {"204": {description: Done.}}
"""


@pytest.fixture(scope="module", params=STYLES)
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load_package(tmp_path_factory.mktemp("files"), FILES, request.param)


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (b"PK", [("files", "files", UNKNOWN, b"PK")]),
        ([b"PK"], [("files", "files", UNKNOWN, b"PK")]),
        ((b"P", b"K"), [("files", "files", UNKNOWN, b"P"), ("files", "files", UNKNOWN, b"K")]),
        (("s.zip", b"PK"), [("files", "s.zip", "application/zip", b"PK")]),
        (("s", b"PK", "a/b"), [("files", "s", "a/b", b"PK")]),
        ([("s.zip", b"PK")], [("files", "s.zip", "application/zip", b"PK")]),
        ((("a.txt", b"A"), b"K"), [("files", "a.txt", "text/plain", b"A"), ("files", "files", UNKNOWN, b"K")]),
        ([], []),
    ],
)
@pytest.mark.parametrize("method", ["skills", "add_list"])
def test_one_file_or_several_are_file_parts(files: Any, method: str, given: Any, sent: list[Any]) -> None:
    request = send(files, method, files=given)
    assert request.body.startswith(b"--") or not sent
    assert (described(request) if sent else []) == sent


@pytest.mark.parametrize("several", [list, tuple])
@pytest.mark.parametrize("kind", [str, Path])
@pytest.mark.parametrize("method", ["skills", "add_list"])
def test_lists_and_tuples_of_paths_are_several_files(
    files: Any, tmp_path: Path, method: str, kind: Any, several: Any
) -> None:
    (tmp_path / "a.txt").write_bytes(b"A")
    (tmp_path / "b.txt").write_bytes(b"B")
    given = several(kind(tmp_path / name) for name in ("a.txt", "b.txt"))
    assert described(send(files, method, files=given)) == [
        ("files", "a.txt", "text/plain", b"A"),
        ("files", "b.txt", "text/plain", b"B"),
    ]


def test_one_path_is_one_file(files: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"A")
    for given in (tmp_path / "a.txt", str(tmp_path / "a.txt"), ("b.txt", tmp_path / "a.txt")):
        ((_, name, kind, content),) = described(send(files, "skills", files=given))
        assert (name in ("a.txt", "b.txt"), kind, content) == (True, "text/plain", b"A")


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (b"\x89PNG", ("file", "file", "image/png", b"\x89PNG")),
        (("a.png", b"\x89PNG"), ("file", "a.png", "image/png", b"\x89PNG")),
        (("a.jpg", b"\xff"), ("file", "a.jpg", "image/jpeg", b"\xff")),
        ("data", ("file", None, "image/png", b"data")),
    ],
)
def test_field_without_schema_is_a_file_by_its_encoding(files: Any, given: Any, sent: Any) -> None:
    assert described(send(files, "up", file=given, note="n")) == [sent, ("note", None, None, b"n")]


def test_items_without_schema_are_files_by_their_encoding(files: Any) -> None:
    sent = described(send(files, "up", thumbnails=[b"1", ("b.png", b"2")]))
    assert sent == [("thumbnails", "thumbnails", UNKNOWN, b"1"), ("thumbnails", "b.png", "image/png", b"2")]


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("https://example.com/a.png", ("image", None, None, b"https://example.com/a.png")),
        (b"\x89PNG", ("image", "image", UNKNOWN, b"\x89PNG")),
        (("a.png", b"\x89PNG"), ("image", "a.png", "image/png", b"\x89PNG")),
    ],
)
def test_file_or_string_is_told_apart_by_its_value(files: Any, given: Any, sent: Any) -> None:
    assert described(send(files, "mixed", image=given)) == [sent]


def test_bytes_in_a_list_of_anything_are_file_parts(files: Any) -> None:
    assert described(send(files, "add_list", tags=[b"\xff", ("a.txt", b"A")])) == [
        ("tags", "tags", UNKNOWN, b"\xff"),
        ("tags", "a.txt", "text/plain", b"A"),
    ]


@pytest.mark.parametrize("given", [b"%PDF", ("a.pdf", b"%PDF"), ("a.pdf", b"%PDF", "application/pdf")])
def test_whole_body_can_be_a_named_file(files: Any, given: Any) -> None:
    request = send(files, "put_whole", body=given)
    assert (request.body, request.headers["Content-Type"]) == (b"%PDF", "application/pdf")
    request = send(files, "post_any", body=given)
    kind = UNKNOWN if given == b"%PDF" else "application/pdf"
    assert (request.body, request.headers["Content-Type"]) == (b"%PDF", kind)


BYTES = """
paths:
  /:
    post:
      operationId: send
      parameters: [{name: raw, in: query, schema: {type: array, items: {}}}]
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {raw_field: {}, items: {type: array, items: {}}}}
      responses: {"204": {description: Done.}}
"""


@pytest.mark.parametrize("style", STYLES)
def test_bytes_are_never_sent_as_python_writes_them(tmp_path: Path, style: str) -> None:
    request = send(load_package(tmp_path, BYTES, style), "send", raw=[b"ab"], raw_field=b"c&d", items=[b"ef"])
    assert (request.target, request.body) == ("/?raw=ab", b"raw_field=c%26d&items=ef")


CHOICE = """
paths:
  /forms:
    post:
      operationId: expand
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema:
              oneOf:
                - {type: object, required: [x], properties: {x: {type: string}, both: {type: integer}}}
                - {type: object, required: [y], properties: {y: {type: string}, both: {type: string}}}
      responses: {"204": {description: Done.}}
  /same:
    post:
      operationId: same
      requestBody:
        required: true
        content:
          application/xml: {schema: {$ref: "#/components/schemas/Pet"}}
          application/json: {schema: {$ref: "#/components/schemas/Pet"}}
          application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/Pet"}}
      responses: {"204": {description: Done.}}
  /form-first:
    post:
      operationId: form_first
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/Pet"}}
          application/json: {schema: {$ref: "#/components/schemas/Pet"}}
      responses: {"204": {description: Done.}}
  /different:
    post:
      operationId: different
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [photo]
              properties: {photo: {type: string, format: binary}, name: {type: string}}
          application/json: {schema: {$ref: "#/components/schemas/Link"}}
      responses: {"204": {description: Done.}}
  /two:
    post:
      operationId: two
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/Link"}}
          application/vnd.pet+json: {schema: {$ref: "#/components/schemas/Pet"}}
          application/octet-stream: {schema: {type: string, format: binary}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}, age: {type: integer}}}
    Link: {type: object, required: [url], properties: {url: {type: string}, name: {type: string}}}
"""


@pytest.fixture(scope="module")
def drop_in(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load_package(tmp_path_factory.mktemp("choice"), CHOICE)


@pytest.fixture(scope="module")
def sdk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load_package(tmp_path_factory.mktemp("choice"), CHOICE, "sdk")


def body_of(package: Any, method: str, *args: Any, **arguments: Any) -> tuple[str, Any]:
    """The essence of the content type, and the body as data."""
    request = send(package, method, *args, **arguments)
    kind = request.headers["Content-Type"].partition(";")[0]
    if kind.endswith("json"):
        return kind, json.loads(request.body)
    if kind == "application/x-www-form-urlencoded":
        return kind, parse_qsl(request.body.decode())
    return kind, described(request) if kind == "multipart/form-data" else request.body


@pytest.mark.parametrize("style", ["drop_in", "sdk"])
def test_form_of_alternatives_expands_into_arguments(style: str, request: pytest.FixtureRequest) -> None:
    package = request.getfixturevalue(style)
    form = "application/x-www-form-urlencoded"
    assert body_of(package, "expand", x="1", both=2) == (form, [("x", "1"), ("both", "2")])
    assert body_of(package, "expand", y="1", both="b") == (form, [("both", "b"), ("y", "1")])
    with pytest.raises(package.exceptions.ArgumentError, match="both"):
        send(package, "expand", both=1.5)


def test_json_is_sent_unless_a_content_type_is_chosen(drop_in: Any) -> None:
    pet = drop_in.Pet(name="Rex", age=3)
    assert body_of(drop_in, "same", pet) == ("application/json", {"name": "Rex", "age": 3})
    form = "application/x-www-form-urlencoded"
    assert body_of(drop_in, "same", pet, _content_type=form) == (form, [("name", "Rex"), ("age", "3")])
    assert body_of(drop_in, "same", "<pet/>", _content_type="application/xml") == ("application/xml", b"<pet/>")
    assert body_of(drop_in, "same", pet, _headers={"content-type": form})[0] == form


def test_json_is_sent_unless_the_sdk_is_told_otherwise(sdk: Any) -> None:
    assert body_of(sdk, "same", name="Rex", age=3) == ("application/json", {"name": "Rex", "age": 3})
    form = "application/x-www-form-urlencoded"
    assert body_of(sdk, "same", name="Rex", age=3, content_type=form) == (form, [("name", "Rex"), ("age", "3")])
    assert body_of(sdk, "same", pet="<pet/>", content_type="application/xml") == ("application/xml", b"<pet/>")


def test_form_fields_go_as_json_if_that_has_the_same_ones(drop_in: Any) -> None:
    assert body_of(drop_in, "form_first", "Rex", 3) == ("application/json", {"name": "Rex", "age": 3})
    form = "application/x-www-form-urlencoded"
    assert body_of(drop_in, "form_first", "Rex", _content_type=form) == (form, [("name", "Rex")])


@pytest.mark.parametrize("wrong", [{"url": 3}, {"name": "n"}])
def test_chosen_media_type_is_validated(drop_in: Any, sdk: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(drop_in.exceptions.ArgumentError):
        send(drop_in, "different", link=wrong, _content_type="application/json")
    with pytest.raises(sdk.exceptions.ArgumentError):
        send(sdk, "different", **wrong, content_type="application/json")


def test_media_types_of_different_schemas_have_their_arguments(drop_in: Any) -> None:
    photo = ("photo", "a.png", "image/png", b"1")
    sent = [photo, ("name", None, None, b"n")]
    assert body_of(drop_in, "different", ("a.png", b"1"), "n") == ("multipart/form-data", sent)
    link = drop_in.Link(url="u")
    chosen = {"_content_type": "application/json; charset=utf-8"}
    assert body_of(drop_in, "different", link=link, **chosen) == ("application/json", {"url": "u"})
    assert body_of(drop_in, "different", link=link) == ("application/json", {"url": "u"})
    with pytest.raises(drop_in.exceptions.ArgumentError, match="photo: is required for multipart/form-data"):
        send(drop_in, "different", name="n")


def test_sdk_has_the_fields_of_every_media_type(sdk: Any) -> None:
    assert body_of(sdk, "different", url="u", name="n") == ("application/json", {"url": "u", "name": "n"})
    sent = [("photo", "a.png", "image/png", b"1"), ("name", None, None, b"n")]
    found = body_of(sdk, "different", photo=("a.png", b"1"), name="n", content_type="multipart/form-data")
    assert (found[0], sorted(found[1])) == ("multipart/form-data", sorted(sent))
    with pytest.raises(sdk.exceptions.ArgumentError, match="url: is required for application/json"):
        send(sdk, "different", name="n")


def test_two_media_types_have_the_schema_that_is_sent(drop_in: Any, sdk: Any) -> None:
    form, pets = "application/x-www-form-urlencoded", "application/vnd.pet+json"
    assert body_of(drop_in, "two", "u") == (form, [("url", "u")])
    assert body_of(drop_in, "two", pet=drop_in.Pet(name="Rex")) == (pets, {"name": "Rex"})
    assert body_of(drop_in, "two", pet=b"raw") == (UNKNOWN, b"raw")
    assert body_of(sdk, "two", name="Rex", age=3) == (pets, {"name": "Rex", "age": 3})
    assert body_of(sdk, "two", url="u", name="n", content_type=form) == (form, [("name", "n"), ("url", "u")])
    assert body_of(sdk, "two", body=("a.bin", b"raw")) == (UNKNOWN, b"raw")


def test_an_argument_of_another_media_type_is_refused(sdk: Any) -> None:
    with pytest.raises(sdk.exceptions.ArgumentError, match=r"age: .* application/x-www-form-urlencoded"):
        send(sdk, "two", url="u", age=3, content_type="application/x-www-form-urlencoded")


JSON_FIRST = """
paths:
  /:
    post:
      operationId: send
      requestBody:
        required: true
        content:
          application/json: {schema: {type: object, required: [url], properties: {url: {type: string}}}}
          multipart/form-data:
            schema: {type: object, properties: {photos: {type: array, items: {type: string, format: binary}}}}
      responses: {"204": {description: Done.}}
"""


def test_dict_is_sent_as_a_form_with_files_if_that_is_chosen(tmp_path: Path) -> None:
    package = load_package(tmp_path, JSON_FIRST)
    (tmp_path / "a.txt").write_bytes(b"A")
    for given in (str(tmp_path / "a.txt"), [tmp_path / "a.txt"], [("a.txt", b"A")]):
        found = body_of(package, "send", {"photos": given}, _content_type="multipart/form-data")
        assert found == ("multipart/form-data", [("photos", "a.txt", "text/plain", b"A")])
    assert body_of(package, "send", {"url": "u"}) == ("application/json", {"url": "u"})


def test_sdk_documents_the_media_types_of_a_body(tmp_path: Path) -> None:
    files = generate(write_document(tmp_path, CHOICE, "3.1.0"), Settings(package="shop", style="sdk")).files
    page = files["docs/api/default.md"].decode()
    assert "Media type to send the body as: `application/json` (default) or `multipart/form-data`." in page


RAW = """
paths:
  /string:
    post:
      operationId: send_string
      requestBody: {content: {application/octet-stream: {schema: {type: string}}}}
      responses: {"204": {description: Done.}}
  /json:
    post:
      operationId: send_json
      requestBody: {content: {application/json: {schema: {type: array, items: {type: string, format: binary}}}}}
      responses: {"204": {description: Done.}}
  /form:
    post:
      operationId: send_form
      requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: object}}}}
      responses: {"204": {description: Done.}}
"""


@pytest.mark.parametrize("style", STYLES)
def test_string_that_is_no_file_is_sent_as_text(tmp_path: Path, style: str) -> None:
    package = load_package(tmp_path, RAW, style)
    for given, sent in (("text", b"text"), (b"bytes", b"bytes"), (("a.txt", b"bytes"), b"bytes")):
        assert body_of(package, "send_string", body=given) == (UNKNOWN, sent)


@pytest.mark.parametrize("style", STYLES)
def test_binary_strings_in_json_are_bytes(tmp_path: Path, style: str) -> None:
    assert body_of(load_package(tmp_path, RAW, style), "send_json", request_body=[b"a"]) == ("application/json", ["a"])


def test_body_that_the_peer_never_sends_can_be_left_out(tmp_path: Path) -> None:
    package = load_package(tmp_path, RAW)
    assert send(package, "send_form").body == b""
    assert send(package, "send_form", {"a": "b"}).body == b"a=b"


def test_sdk_accepts_the_whole_body_instead_of_its_fields(sdk: Any) -> None:
    pet = sdk.Pet(name="Rex")
    form = "application/x-www-form-urlencoded"
    assert body_of(sdk, "same", pet=pet) == ("application/json", {"name": "Rex"})
    assert body_of(sdk, "same", pet=pet, content_type=form) == (form, [("name", "Rex")])
    with pytest.raises(sdk.exceptions.ArgumentError, match="name: is part of the body; give it or pet, not both"):
        send(sdk, "same", pet=pet, name="Rex")


RECORDS = """
paths:
  /records:
    post:
      operationId: add_record
      requestBody:
        required: true
        content:
          application/json:
            schema:
              SCHEMA
      responses: {"204": {description: Done.}}
components:
  schemas:
    Record:
      type: object
      required: [kind]
      properties: {kind: {type: string, enum: [A, MX]}}
      anyOf:
        - {type: object, required: [value], properties: {kind: {enum: [A]}, value: {type: string}}}
        - type: object
          required: [priority, value]
          properties: {kind: {enum: [MX]}, value: {type: integer}, priority: {type: number}}
"""


@pytest.mark.parametrize(
    "schema",
    [
        "$ref: '#/components/schemas/Record'",
        "allOf: [{$ref: '#/components/schemas/Record'}, {type: object, properties: {comment: {type: string}}}]",
    ],
)
def test_fields_of_alternatives_are_arguments_in_sdk(tmp_path: Path, schema: str) -> None:
    package = load_package(tmp_path, RECORDS.replace("SCHEMA", schema), "sdk")
    for given in ({"kind": "A", "value": "1.2.3.4"}, {"kind": "MX", "value": 7, "priority": 0.5}):
        assert json.loads(send(package, "add_record", **given).body) == given
