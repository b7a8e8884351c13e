"""A place in a document: the value, its pointer, and the way to its neighbours through references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any
from urllib.parse import unquote

from ..errors import Problem
from ..load import Document, escape, placed

MOST_HOPS = 20
"""The maximum number of references that the pointer of a reference may lead through."""


@dataclass
class Reader:
    """Follows references in one document, and collects what is wrong with it."""

    document: Document
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    targets: set[str] = field(default_factory=set)
    """The places in extensions that references lead to."""

    def error(self, message: str, place: str, hint: str = "") -> None:
        """Note a problem that leaves no client to be made; reading goes on, so that all are found at once."""
        self.note(self.errors, message, place, hint)

    def warn(self, message: str, place: str, hint: str = "", harmless: bool = False) -> None:
        """Record a warning."""
        self.note(self.warnings, message, place, hint, harmless)

    def note(self, problems: list[Problem], message: str, place: str, hint: str, harmless: bool = False) -> None:
        """Note a problem, once."""
        source, pointer = self.document.named(place)
        problem = Problem(message, pointer, hint, source, harmless)
        if problem not in problems:
            problems.append(problem)

    def target(
        self, reference: str, place: str, optional: bool = False, hops: int = MOST_HOPS
    ) -> tuple[Any, str] | None:
        """Return the value that a reference means and its place, or note that it points nowhere.

        Args:
            reference: The reference.
            place: Where it is written.
            optional: True for a warning instead of an error if it points nowhere.
            hops: How many references its pointer may lead through.
        """
        file, fragment = self.document.locate(reference, place)
        pointer = unquote(fragment)
        value = self.document.files.get(file, {})
        if pointer and not pointer.startswith("/"):
            value, pointer = {}, f"/{pointer}"
        steps = pointer.split("/")[1:]
        for index, token in enumerate(steps):
            name = token.replace("~1", "/").replace("~0", "~")
            step = child(value, name)
            if step is None and isinstance(value, dict) and isinstance(value.get("$ref"), str) and hops:
                way = placed(file, "".join(f"/{each}" for each in steps[:index]))
                return self.through(value["$ref"], way, steps[index:], optional, hops - 1)
            if step is None:
                note = self.warn if optional else self.error
                note(f"$ref points nowhere: {reference}", place, self.nearest(value, token))
                return None
            value = step[0]
        if "/x-" in pointer:
            self.targets.add(placed(file, pointer))
        return value, placed(file, pointer)

    def through(
        self, reference: str, place: str, steps: list[str], optional: bool, hops: int
    ) -> tuple[Any, str] | None:
        """Follow a pointer on from a reference in the middle of its way."""
        found = self.target(reference, place, optional, hops)
        if found is None:
            return None
        file = self.document.file_of(found[1])
        pointer = found[1].removeprefix(f"{file}#").replace("%", "%25")
        return self.target("#" + "".join([pointer, *(f"/{step}" for step in steps)]), found[1], optional, hops)

    def overridden(self, node: Node, target: Any) -> Any:
        """Return the target of a reference with the description beside it (OpenAPI 3.1 §4.8.23)."""
        beside = [key for key in node.value if key != "$ref" and not key.startswith("x-")]
        described = {key: node.get(key) for key in beside if key in ("summary", "description") and self.document.minor}
        ignored = [key for key in beside if key not in ("summary", "description")]
        if ignored:
            hint = "change the definition, or write it out here"
            self.warn(f"beside $ref, {', '.join(ignored)} has no effect", node.pointer, hint)
        return {**target, **described} if described and isinstance(target, dict) else target

    def nearest(self, value: Any, token: str) -> str:
        """Suggest the name that a reference may have meant."""
        if token in ("components", "paths", "definitions") and value == {}:
            return "write #/ before it"
        names = get_close_matches(token, map(str, value), 1) if isinstance(value, dict) else []
        return f"did you mean {names[0]}?" if names else "define it, or correct the reference"


def child(value: Any, token: str) -> tuple[Any] | None:
    """Return one step into a value, boxed, or None where there is no such step."""
    if isinstance(value, dict) and token in value:
        return (value[token],)
    if isinstance(value, list) and token.isascii() and token.isdigit() and int(token) < len(value):
        return (value[int(token)],)
    return None


@dataclass(frozen=True)
class Node:
    """A value of the document with its pointer; absent values are nodes too, and empty."""

    reader: Reader
    value: Any
    pointer: str

    def at(self, key: str) -> Node:
        """Return what stands under a key, references followed."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Node(self.reader, value, f"{self.pointer}/{escape(key)}").resolved()

    def raw(self, key: str) -> Node:
        """Return what stands under a key as it was written."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Node(self.reader, value, f"{self.pointer}/{escape(key)}")

    def resolved(self) -> Node:
        """Follow references to the value that is meant; an endless or dangling chain is noted, and empty."""
        node, seen = self, set[str]()
        while isinstance(node.value, dict) and isinstance(reference := node.value.get("$ref"), str):
            if node.pointer in seen:
                self.reader.error("$ref leads back to itself", self.pointer, "point it to a definition")
                return Node(self.reader, None, self.pointer)
            seen.add(node.pointer)
            found = self.reader.target(reference, node.pointer)
            if found is None:
                return Node(self.reader, None, self.pointer)
            node = Node(self.reader, self.reader.overridden(node, found[0]), found[1])
        return node

    def __contains__(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def get(self, key: str, default: Any = None) -> Any:
        """Return the plain value under a key."""
        return self.value.get(key, default) if isinstance(self.value, dict) else default

    def text(self, key: str) -> str:
        """Return the text under a key, without white space around it; empty where there is none."""
        value = self.get(key)
        return str(value).strip() if isinstance(value, (str, int, float)) else ""

    def flag(self, key: str, default: bool = False) -> bool:
        """Return the boolean under a key."""
        value = self.get(key)
        return value if isinstance(value, bool) else default

    def strings(self, key: str) -> tuple[str, ...]:
        """Return the list under a key as strings, without its mappings, lists and nulls."""
        values = self.get(key)
        items = values if isinstance(values, list) else ()
        return tuple(str(item) for item in items if item is not None and not isinstance(item, (dict, list)))

    def entries(self, extensions: bool = True) -> Iterator[tuple[str, Node]]:
        """Go through a mapping, references followed; keys that start with `x-` are left out on demand."""
        for key in self.value if isinstance(self.value, dict) else ():
            if extensions or not str(key).startswith("x-"):
                yield str(key), self.at(key)

    def items(self) -> Iterator[Node]:
        """Go through a list, references followed."""
        for index, value in enumerate(self.value if isinstance(self.value, list) else ()):
            yield Node(self.reader, value, f"{self.pointer}/{index}").resolved()
