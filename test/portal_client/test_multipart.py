"""Forms with files, read back by parsers that others wrote."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path
from typing import Any

import pytest
from python_multipart.multipart import parse_form

from portal_client import ArgumentError, MessageAgent, SessionsApi
from portal_client._bodies import encode_body
from portal_client._multipart import Part, multipart
from portal_client._operation import Body, Field
from portal_client._operations.sessions import CREATE_SESSION
from portal_client._request import Options, build

from .wire import Wire, client_on

Seen = tuple[str, str, "str | None"]


def file_seen(wire: Wire) -> Seen:
    part = wire.last.parts[-1]
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return part.get_content_type(), payload.decode(), part.get_filename()


def test_the_same_boundary_gives_the_same_bytes() -> None:
    parts = [Part("a", b"1"), Part("f", b"2", "x.txt", "text/plain")]
    assert multipart(parts, "B") == (
        b'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
        b'--B\r\nContent-Disposition: form-data; name="f"; filename="x.txt"\r\nContent-Type: text/plain\r\n\r\n2\r\n'
        b"--B--\r\n"
    )


def test_a_boundary_can_be_given_to_a_request() -> None:
    values = {"agent_id": "a", "text_prompt": "hi"}
    first, second = (build(CREATE_SESSION, values, client_on(Wire()), Options(boundary="B")) for _ in range(2))
    assert first == second
    assert first.headers["Content-Type"] == "multipart/form-data; boundary=B"


def test_a_form_is_multipart_also_without_files(sessions: SessionsApi, wire: Wire) -> None:
    sessions.create_session("a", "hi")
    fields = [(part.get_param("name", header="content-disposition"), part.get_payload()) for part in wire.last.parts]
    assert fields == [("agent_id", "a"), ("text_prompt", "hi")]


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        (b"x", ("application/octet-stream", "x", "files")),
        (bytearray(b"x"), ("application/octet-stream", "x", "files")),
        (("a.txt", b"x"), ("text/plain", "x", "a.txt")),
        (("a.txt", memoryview(b"x")), ("text/plain", "x", "a.txt")),
        (("a.txt", io.BytesIO(b"x")), ("text/plain", "x", "a.txt")),
        (("a", b"x", "image/png"), ("image/png", "x", "a")),
        (io.BytesIO(b"x"), ("application/octet-stream", "x", "files")),
    ],
)
def test_files_can_be_given_as(sessions: SessionsApi, wire: Wire, given: Any, seen: Seen) -> None:
    sessions.create_session("a", "hi", files=[given])
    assert file_seen(wire) == seen


def test_files_can_be_given_by_path(sessions: SessionsApi, wire: Wire, tmp_path: Path) -> None:
    path = tmp_path / "note.json"
    path.write_bytes(b"{}")
    for given in (path, str(path)):
        sessions.create_session("a", "hi", files=[given])
        assert file_seen(wire) == ("application/json", "{}", "note.json")


def test_an_open_file_is_read_from_where_it_stands_and_stays_open(
    sessions: SessionsApi, wire: Wire, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_bytes(b"skipped")
    with (tmp_path / "note.txt").open("rb") as file:
        file.seek(4)
        sessions.create_session("a", "hi", files=[file])
        assert not file.closed
    assert file_seen(wire) == ("text/plain", "ped", "note.txt")


@pytest.mark.parametrize("given", [3, None, io.StringIO("text"), ("a",), (b"a", b"b"), {"a": b"b"}])
def test_what_is_no_file_is_refused_with_the_forms_that_are(sessions: SessionsApi, wire: Wire, given: Any) -> None:
    with pytest.raises(ArgumentError, match=r"files: .*is no file; give bytes, a path"):
        sessions.create_session("a", "hi", files=[given])
    assert not wire.sent


def test_a_file_that_cannot_be_read_is_an_argument_error(sessions: SessionsApi) -> None:
    with pytest.raises(ArgumentError, match="files: cannot read the file") as caught:
        sessions.create_session("a", "hi", files=["/nowhere/to/be/found"])
    assert isinstance(caught.value.__cause__, FileNotFoundError)


@pytest.mark.parametrize("media_type", ["application/x-www-form-urlencoded", "application/json"])
def test_a_file_is_refused_where_only_text_can_go(sessions: SessionsApi, media_type: str) -> None:
    with pytest.raises(ArgumentError, match="files: a file needs multipart/form-data"):
        sessions.create_session("a", "hi", files=[b"x"], _content_type=media_type)


def test_names_are_quoted_as_browsers_do(sessions: SessionsApi, wire: Wire) -> None:
    sessions.create_session("a", "hi", files=[('x"\r\ny ü;.txt', b"")])
    assert isinstance(wire.last.body, bytes)
    assert 'filename="x%22%0D%0Ay ü;.txt"'.encode() in wire.last.body


def test_a_content_type_cannot_begin_another_header_field() -> None:
    assert Part("a", b"", "f", "text/plain\r\nX-Bad: 1").head().count(b"\r\n") == 3


def test_another_parser_reads_the_same_form() -> None:
    content = bytes(range(256)) * 40 + b"\r\n--B"
    body = multipart([Part("text", "grüße\r\n".encode()), Part("file", content, "ü.bin", "image/png")], "BB")
    assert isinstance(body, bytes)
    fields: dict[bytes | None, bytes | None] = {}
    files: list[tuple[bytes | None, bytes]] = []

    def on_file(file: Any) -> None:
        file.file_object.seek(0)
        files.append((file.file_name, file.file_object.read()))

    headers = {"Content-Type": b"multipart/form-data; boundary=BB", "Content-Length": str(len(body)).encode()}
    parse_form(headers, io.BytesIO(body), lambda field: fields.update({field.field_name: field.value}), on_file)
    assert fields == {b"text": "grüße\r\n".encode()}
    assert files == [("ü.bin".encode(), content)]


AGENT = MessageAgent(id="1", name="n", icon="i")
FIELD = Field("x", "x", lambda: Any)


def encoded(value: Any, media_type: str, field: Field = FIELD) -> bytes:
    body = Body({media_type: lambda: dict}, fields=(field,))
    content, _ = encode_body(body, {"x": value}, None, "B")
    assert isinstance(content, bytes)
    return content


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (AGENT, [b'Content-Type: application/json\r\n\r\n{"id":"1","name":"n","icon":"i"}']),
        ([1.5, True], [b"\r\n\r\n1.5\r\n", b"\r\n\r\ntrue\r\n"]),
        ([AGENT, AGENT], [b'{"id":"1","name":"n","icon":"i"}'] * 2),
        ({"a": None}, [b'Content-Type: application/json\r\n\r\n{"a":null}']),
    ],
)
def test_parts_are_json_where_text_would_not_do_and_repeat_for_lists(value: Any, parts: list[bytes]) -> None:
    content = encoded(value, "multipart/form-data")
    assert content.count(b'name="x"') == len(parts)
    for part in parts:
        assert part in content


def test_a_declared_content_type_makes_a_list_one_part() -> None:
    content = encoded([1, 2], "multipart/form-data", dataclasses.replace(FIELD, content_type="application/json"))
    assert b"Content-Type: application/json\r\n\r\n[1,2]\r\n" in content


@pytest.mark.parametrize(
    ("value", "style", "explode", "expected"),
    [
        ("a b&c=d/ü", "form", True, b"x=a+b%26c%3Dd%2F%C3%BC"),
        ([1, 2], "form", True, b"x=1&x=2"),
        ([1, 2], "form", False, b"x=1,2"),
        ({"a": [1]}, "form", True, b"x=%7B%22a%22%3A%5B1%5D%7D"),
        ({"a": 1}, "deepObject", True, b"x%5Ba%5D=1"),
    ],
)
def test_urlencoded_forms(value: Any, style: str, explode: bool, expected: bytes) -> None:
    field = dataclasses.replace(FIELD, style=style, explode=explode)
    assert encoded(value, "application/x-www-form-urlencoded", field) == expected


def test_a_whole_model_can_go_as_a_form() -> None:
    body = Body({"application/x-www-form-urlencoded": lambda: MessageAgent}, argument="agent")
    assert encode_body(body, {"agent": AGENT}, None) == (b"id=1&name=n&icon=i", "application/x-www-form-urlencoded")


def test_a_flattened_json_body_keeps_null_apart_from_absent() -> None:
    body = Body({"application/json": lambda: dict}, fields=(FIELD, Field("y", "y", lambda: Any)))
    assert encode_body(body, {"x": None}, None) == (b'{"x":null}', "application/json")
    assert encode_body(body, {}, None) == (None, None)
