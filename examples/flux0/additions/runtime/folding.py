"""Chunks of a stream → documents: what an agent says, asks of tools and gets from them, put together as it arrives.

    with flux0.sessions.create_event(...) as stream:
        for document in fold(stream):
            print(document.text)

It needs the package jsonpatch, which nothing else of this client does.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Dict, List, Optional, overload

from ._plain import is_dict, is_list
from .exceptions import ApiValueError
from .models.chunk_event_dto import ChunkEventDTO
from .models.chunk_event_stream import ChunkEventStream
from .models.session_stream import SessionStream

try:
    import jsonpatch
except ImportError as error:
    raise ImportError("folding needs the package jsonpatch: pip install 'jsonpatch>=1.33,<2'") from error


class FoldingError(ApiValueError):
    """A chunk does not fit its document.

    Attributes:
        chunk: The chunk. Its document has the changes before the one that failed.
    """

    def __init__(self, chunk: ChunkEventDTO, problem: str) -> None:
        super().__init__(f"chunk {chunk.seq} of the document {chunk.event_id} does not fit it: {problem}")
        self.chunk = chunk


@dataclass
class Document:
    """What the chunks with one `event_id` make."""

    event_id: str
    correlation_id: str
    metadata: Dict[str, Any]
    """Who it is from."""
    value: Any = None
    """A list of texts where the agent speaks; an object with `tool_calls` or `tool_call_results` where it works."""
    finished: bool = False
    """Whether something else came since its last chunk, or the end of the stream."""

    @classmethod
    def of(cls, chunk: ChunkEventDTO) -> Document:
        """Begin the document of a chunk."""
        return cls(chunk.event_id, chunk.correlation_id, chunk.metadata)

    def take(self, chunk: ChunkEventDTO) -> None:
        """Make the changes of a chunk.

        Raises:
            FoldingError: one of them cannot be made.
        """
        self.finished = False
        try:
            for patch in chunk.patches:
                self.value = changed(self.value, {**patch.to_dict(), "op": str(patch.op)})
        except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException) as error:
            raise FoldingError(chunk, str(error)) from error

    @property
    def text(self) -> str:
        """What the agent says so far; empty in a document of another kind."""
        pieces = self.value if is_list(self.value) else []
        return "".join(piece for piece in pieces if isinstance(piece, str))


class Documents(Mapping[str, Document]):
    """The documents of a stream by `event_id`, as far as it has come, in the order in which they began.

    A document is finished by whatever is not a chunk of it: one of another document, a status, the end of the stream.
    If more of it comes after that, it grows again.

    Attributes:
        growing: The document that the last event was a chunk of.
    """

    def __init__(self) -> None:
        self.growing: Optional[Document] = None
        self._found: Dict[str, Document] = {}

    def __getitem__(self, event_id: str) -> Document:
        return self._found[event_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def feed(self, event: SessionStream) -> Optional[Document]:
        """Take in an event, and return the document that it finishes.

        Raises:
            FoldingError: a chunk does not fit its document.
        """
        chunk = event.data if isinstance(event, ChunkEventStream) else None
        if chunk and self.growing and chunk.event_id == self.growing.event_id:
            self.growing.take(chunk)
            return None
        finished = self.end()
        if chunk:
            self.growing = self._found.setdefault(chunk.event_id, Document.of(chunk))
            self.growing.take(chunk)
        return finished

    def end(self) -> Optional[Document]:
        """Return the document that the end of the stream finishes."""
        finished, self.growing = self.growing, None
        if finished:
            finished.finished = True
        return finished


@overload
def fold(stream: Iterable[SessionStream], documents: Optional[Documents] = None) -> Iterator[Document]: ...
@overload
def fold(stream: AsyncIterable[SessionStream], documents: Optional[Documents] = None) -> AsyncIterator[Document]: ...
def fold(
    stream: Iterable[SessionStream] | AsyncIterable[SessionStream], documents: Optional[Documents] = None
) -> Iterator[Document] | AsyncIterator[Document]:
    """Yield each document of a stream as soon as it is finished.

    Args:
        stream: The events; `async for` goes through the result where it does so through them.
        documents: Where to put them, for those who want to see them grow, or what there was when a stream broke off.

    Raises:
        FoldingError: a chunk does not fit its document.
    """
    found = Documents() if documents is None else documents
    return folded_async(stream, found) if isinstance(stream, AsyncIterable) else folded(stream, found)


def folded(stream: Iterable[SessionStream], documents: Documents) -> Iterator[Document]:
    """Fold a stream that is iterated over."""
    for event in stream:
        if document := documents.feed(event):
            yield document
    if document := documents.end():
        yield document


async def folded_async(stream: AsyncIterable[SessionStream], documents: Documents) -> AsyncIterator[Document]:
    """Fold a stream that is awaited."""
    async for event in stream:
        if document := documents.feed(event):
            yield document
    if document := documents.end():
        yield document


def changed(value: Any, change: Mapping[str, Any]) -> Any:
    """Make one change of a value, in place if it can be; None is an empty document."""
    parts: List[str] = jsonpatch.JsonPointer(change["path"]).parts
    if value is None:
        value = container(parts[0] if parts else "")
    if change["op"] == "add":
        make_parents(value, parts)
    return jsonpatch.apply_patch(value, [change], in_place=True)


def make_parents(value: Any, parts: List[str]) -> None:
    """Make the lists and objects that a path leads through; where it leads nowhere, the change will not be made."""
    for part, following in pairwise(parts):
        if is_dict(value) and value.get(part) is None:
            value[part] = container(following)
        elif is_list(value) and part == str(len(value)):
            value.append(container(following))
        value = child(value, part)


def child(value: Any, part: str) -> Any:
    """Return what a step of a path leads to; None: nothing."""
    if is_list(value):
        return value[int(part)] if part.isdigit() and int(part) < len(value) else None
    return value.get(part) if is_dict(value) else None


def container(part: str) -> Any:
    """An empty list or object that a step of a path can be made in."""
    return [] if part == "-" or part.isdigit() else {}
