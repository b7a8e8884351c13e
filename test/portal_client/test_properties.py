"""Whatever the caller says arrives as it was said."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import unquote

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from python_multipart.multipart import parse_form

from portal_client import SessionsApi
from portal_client._multipart import QUOTED, Part, multipart, new_boundary

from .wire import Sent, Wire, client_on

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS)
def test_any_text_survives_the_query(value: str) -> None:
    wire = Wire()
    wire.answer({"sessions": []})
    SessionsApi(client_on(wire)).get_sessions(value)
    assert wire.last.query == [("agent_id", value)]


@given(TEXTS)
def test_any_text_survives_the_path_within_one_segment(value: str) -> None:
    assume(value not in ("", ".", ".."))
    wire = Wire()
    SessionsApi(client_on(wire)).get_session(value)
    _, root, segment = wire.last.path.split("/")
    assert (root, unquote(segment)) == ("sessions", value)


@given(TEXTS, st.lists(st.tuples(TEXTS, st.binary())))
def test_any_form_is_read_back_by_another_parser(text: str, files: Any) -> None:
    parts = [Part("text", text.encode()), *(Part("file", content, name, "image/png") for name, content in files)]
    boundary = new_boundary()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    body = multipart(parts, boundary)
    assert isinstance(body, bytes)
    read = Sent("POST", "/", headers, body, None, None).parts
    assert [part.get_payload(decode=True) for part in read] == [text.encode(), *(content for _, content in files)]


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\") | st.sampled_from("\"'%;=\r\n*ü"))
"""No backslash: browsers send it as it is, and the parser takes it for the beginning of an escape."""


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.builds(Part, NAMES, st.binary(), st.none() | NAMES, st.sampled_from([None, "text/plain"]))))
def test_any_names_and_file_names_are_read_back_by_another_parser(parts: list[Part]) -> None:
    boundary = new_boundary()
    body = multipart(parts, boundary)
    assert isinstance(body, bytes)
    read: list[tuple[bytes, bytes, bytes | None]] = []

    def on_field(field: Any) -> None:
        read.append((field.field_name, field.value or b"", None))

    def on_file(file: Any) -> None:
        file.file_object.seek(0)
        read.append((file.field_name, file.file_object.read(), file.file_name))

    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}".encode()}
    parse_form(headers, io.BytesIO(body), on_field, on_file)
    assert read == [(quoted(part.name), part.content, quoted(part.file_name)) for part in parts]


def quoted(name: str | None) -> bytes | None:
    """A name as browsers send it, and as servers get to see it."""
    return None if name is None else name.translate(QUOTED).encode()
