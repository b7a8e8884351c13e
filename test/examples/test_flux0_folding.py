"""Chunks folded into documents."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from examples.flux0.flux0_client import EventSourceDTO, EventStream, EventTypeDTO, Flux0, models
from examples.flux0.flux0_client.aio import AsyncFlux0
from examples.flux0.flux0_client.exceptions import ConnectionException
from examples.flux0.flux0_client.folding import Document, Documents, FoldingError, fold
from mock_server.testing import serve
from test.examples.flux0 import SESSION, flux0
from test.mock_server.calls import together
from test.paths import ROOT

SAID: Any = {"session_id": SESSION, "type_": EventTypeDTO.MESSAGE, "source": EventSourceDTO.USER, "content": "Weather?"}
ANSWER = "You asked: Weather? It's 60 degrees and foggy in San Francisco."
Change = tuple[str, str, Any]


def chunk(document: str, *changes: Change) -> models.ChunkEventStream:
    """A chunk with its changes."""
    patches = [{"op": op, "path": path, "value": value} for op, path, value in changes]
    data = {"event_id": document * 10, "correlation_id": "c", "seq": 0, "patches": patches, "metadata": {}}
    return models.ChunkEventStream.from_dict({"event": "chunk", "data": data})


def status(name: str = "processing") -> models.EmittedEventStream:
    """A status."""
    said = {"type": "status", "status": name}
    data = {"id": "s" * 10, "correlation_id": "c", "type": "status", "source": "ai_agent", "data": said}
    return models.EmittedEventStream.from_dict({"id": "s" * 10, "event": "status", "data": data})


def folded(*changes: Change) -> Any:
    """The document that changes make, a chunk each."""
    (document,) = fold([chunk("d", change) for change in changes])
    return document.value


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ([("add", "/-", "a"), ("add", "/-", "b")], ["a", "b"]),
        ([("add", "/tool_calls/0", {"args": []})], {"tool_calls": [{"args": []}]}),
        ([("add", "/tool_call_results/-", {"n": 1})], {"tool_call_results": [{"n": 1}]}),
        ([("add", "/tool_calls/0/args/-", "{")], {"tool_calls": [{"args": ["{"]}]}),
        ([("add", "/a", None), ("add", "/a/b", 1)], {"a": {"b": 1}}),
        ([("add", "/a~1b/c", 1)], {"a/b": {"c": 1}}),
        ([("add", "", {"a": 1}), ("replace", "/a", 2)], {"a": 2}),
        ([("add", "/0/a", 1), ("add", "/1/a", 2)], [{"a": 1}, {"a": 2}]),
        ([("add", "/0", "a"), ("add", "/0", "b")], ["b", "a"]),
    ],
)
def test_what_a_path_leads_through_is_made(changes: list[Change], value: Any) -> None:
    assert folded(*changes) == value


@pytest.mark.parametrize(
    "changes",
    [
        [("replace", "/a", 1)],
        [("add", "/a/b", 1), ("replace", "/a/c/d", 1)],
        [("add", "/a", "text"), ("add", "/a/b", 1)],
        [("add", "/2", 1)],
        [("add", "/-/a", 1)],
        [("add", "a", 1)],
        [("unheard", "/a", 1)],
    ],
)
def test_a_change_that_cannot_be_made_is_an_error_with_its_chunk(changes: list[Change]) -> None:
    last = chunk("d", changes[-1])
    documents = Documents()
    for change in changes[:-1]:
        documents.feed(chunk("d", change))
    with pytest.raises(FoldingError, match="chunk 0 of the document dddddddddd does not fit it: ") as caught:
        documents.feed(last)
    assert caught.value.chunk is last.data


def test_an_event_stays_as_it_was_when_its_document_grows() -> None:
    first = chunk("d", ("add", "/tool_calls/0", {"args": []}))
    list(fold([first, chunk("d", ("add", "/tool_calls/0/args/-", "{"))]))
    assert first.data.patches[0].value == {"args": []}


def test_documents_are_finished_by_whatever_else_comes() -> None:
    documents = Documents()
    unknown: Any = {"event": "mood", "data": {}}
    events = [chunk("a", ("add", "/-", "1")), chunk("b", ("add", "/-", "2")), status(), chunk("a", ("add", "/-", "3"))]
    finished = [documents.feed(event) for event in [*events, unknown, chunk("c", ("add", "/-", "4"))]]
    assert [each and each.event_id[0] for each in finished] == [None, "a", "b", None, "a", None]
    assert [(each.text, each.finished) for each in documents.values()] == [
        ("13", True),
        ("2", True),
        ("4", False),
    ]
    assert documents.end() is documents["c" * 10]
    assert documents.end() is None
    assert [key[0] for key in documents] == ["a", "b", "c"]


@contextmanager
def conversation(**options: Any) -> Iterator[tuple[Flux0, EventStream[models.SessionStream]]]:
    """A client, and the stream of what it said."""
    with ExitStack() as stack:
        server = stack.enter_context(serve(flux0()))
        client = stack.enter_context(Flux0(base_url=server.url))
        yield client, stack.enter_context(client.sessions.create_event(**{**SAID, **options}))


def parts(documents: list[Document]) -> list[Any]:
    """What documents are about."""
    return [document.text or list(document.value) for document in documents]


def test_a_conversation_is_folded_as_it_arrives() -> None:
    with conversation() as (client, stream):
        documents = list(fold(stream))
        stored = client.sessions.list_events(session_id=SESSION, min_offset=8).data
    assert parts(documents) == [["tool_calls"], ["tool_call_results"], ANSWER]
    assert all(document.finished for document in documents)
    assert {document.event_id for document in documents} <= {event.id for event in stored}


@together
async def test_a_conversation_is_folded_by_those_who_await_it() -> None:
    with serve(flux0()) as server:
        async with AsyncFlux0(base_url=server.url) as client, await client.sessions.create_event(**SAID) as stream:
            documents = [document async for document in fold(stream)]
    assert parts(documents) == [["tool_calls"], ["tool_call_results"], ANSWER]


def test_what_there_was_when_a_stream_broke_off_can_be_seen() -> None:
    documents = Documents()
    with conversation(headers={"Mock-Fault": "drop"}) as (_, stream), pytest.raises(ConnectionException):
        list(fold(stream, documents))
    assert [each.finished for each in documents.values()] == [True, True, False]
    assert documents.growing is not None
    assert documents.growing.text == "You"


def test_without_jsonpatch_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['jsonpatch'] = None; import examples.flux0.flux0_client.folding"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert "folding needs the package jsonpatch: pip install 'jsonpatch>=1.33,<2'" in result.stderr.splitlines()[-1]


def test_nothing_else_of_the_client_needs_jsonpatch() -> None:
    code = (
        "import sys; sys.modules['jsonpatch'] = None; from examples.flux0.flux0_client import Flux0; Flux0().sessions"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
