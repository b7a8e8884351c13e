"""Whatever the caller says arrives as it was said."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from hypothesis import assume, given
from hypothesis import strategies as st

from portal_client import SessionsApi
from portal_client._multipart import Part, multipart, new_boundary

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
