"""References: the files that they lead to, and the schemas that have a URI or an anchor of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

from ..errors import DocumentError, Problem
from .text import read

DATA = ("example", "default", "enum", "const", "value")
"""Keywords whose values are data, in which `$ref` means nothing."""
NAMED = (
    *("$defs", "callbacks", "definitions", "dependentSchemas", "encoding", "examples", "headers", "links"),
    *("mediaTypes", "parameters", "pathItems", "paths", "patternProperties", "properties", "requestBodies"),
    *("responses", "schemas", "securitySchemes", "variables", "webhooks"),
)
"""Keywords whose values are mappings from names, so that a key of theirs is none."""
REFERENCES = ("$ref", "$dynamicRef")


@dataclass
class Resources:
    """Schemas that are referred to by a URI instead of a path (JSON Schema 2020-12 §8.2).

    A place is a JSON pointer; in another file than the document itself, the file's name and `#` stand before it.
    """

    places: dict[str, str] = field(default_factory=dict[str, str])
    """The place of every URI, with its fragment if it is an anchor."""
    bases: dict[str, str] = field(default_factory=dict[str, str])
    """The URI of every place that has one."""

    def note(self, value: Any, file: str, pointer: str, base: str) -> None:
        """Go through a value and note every `$id` and `$anchor` in it."""
        if isinstance(value, list):
            for index, item in enumerate(value):
                self.note(item, file, f"{pointer}/{index}", base)
        elif isinstance(value, dict):
            place = placed(file, pointer)
            own = value.get("$id") or (value.get("$self") if not pointer else None)
            if isinstance(own, str):
                base = urljoin(base, own).rstrip("#")
                self.bases[place] = base
                self.places.setdefault(base, place)
            for anchor in (value.get("$anchor"), value.get("$dynamicAnchor")):
                if isinstance(anchor, str):
                    self.places.setdefault(f"{base}#{anchor}", place)
            for key, item in composed(value, pointer):
                self.note(item, file, f"{pointer}/{escape(key)}", base)

    def base(self, place: str) -> str | None:
        """Return the URI of the innermost schema around a place that has one."""
        around = [each for each in self.bases if place == each or place.startswith(f"{each}/")]
        return self.bases[max(around, key=len)] if around else None

    def find(self, reference: str, place: str, file: str) -> str | None:
        """Return the place that a reference means, if it goes by a URI or an anchor."""
        if not self.places:
            return None
        base = self.base(place)
        uri, fragment = urldefrag(urljoin(file if base is None else base, reference))
        if fragment and not fragment.startswith("/"):
            return self.places.get(f"{uri}#{fragment}")
        found = self.places.get(uri)
        return found if found is None else f"{found}{unquote(fragment)}"


def read_files(root: Any, folder: Path, source: str, with_uris: bool) -> tuple[Mapping[str, Any], Resources]:
    """Read every file that the document refers to, directly or through another file.

    Args:
        root: The value of the document itself.
        folder: Where it is.
        source: How the user named it.
        with_uris: Whether schemas may have URIs, as they may from OpenAPI 3.1 on.

    Returns:
        The values by file, that of the document itself under an empty name; and the schemas that have URIs.
    """
    files: dict[str, Any] = {"": root}
    resources = Resources()
    if with_uris:
        resources.note(root, "", "", "")
    waiting = [(name, place, source) for name, place in file_references(root, "", "", resources)]
    while waiting:
        name, pointer, user = waiting.pop()
        if name not in files:
            files[name] = read_referenced(folder, name, pointer, user)
            if with_uris:
                resources.note(files[name], name, "", name)
            waiting += [(other, at, name) for other, at in file_references(files[name], name, "", resources)]
    return files, resources


def read_referenced(folder: Path, name: str, pointer: str, user: str) -> Any:
    """Read one file, or say who refers to it."""
    if "://" in name:
        hint = "save it beside the document and refer to the file"
        raise DocumentError(Problem(f"refers to {name}, which is not a file", pointer, hint, user))
    try:
        return read(folder / name, name)
    except DocumentError as error:
        problem = error.problems[0]
        message = f"refers to {problem.source}, which {problem.message}"
        raise DocumentError(Problem(message, pointer, problem.hint, user)) from error


def file_references(value: Any, file: str, pointer: str, resources: Resources) -> Iterator[tuple[str, str]]:
    """Find the files that a value refers to, with the pointer of each reference."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from file_references(item, file, f"{pointer}/{index}", resources)
    elif isinstance(value, dict):
        for reference in (str(value[keyword]) for keyword in REFERENCES if isinstance(value.get(keyword), str)):
            if reference[:1] != "#" and resources.find(reference, placed(file, pointer), file) is None:
                yield target_file(reference, file), pointer
        for key, item in composed(value, pointer):
            yield from file_references(item, file, f"{pointer}/{escape(key)}", resources)


def composed(value: dict[str, Any], pointer: str) -> Iterator[tuple[str, Any]]:
    """Go through what is composed in a mapping, data aside."""
    names = pointer.rpartition("/")[2] in NAMED
    for key, item in value.items():
        data = not names and (key in DATA or (key == "examples" and isinstance(item, list)))
        if isinstance(item, (dict, list)) and not data:
            yield key, item


def target_file(reference: str, file: str) -> str:
    """Return the file that a reference in another file means, relative to the document's folder."""
    name = unquote(urldefrag(reference).url)
    if not name or "://" in name:
        return name or file
    return (Path(file).parent / name).as_posix()


def placed(file: str, pointer: str) -> str:
    """Return the place of a pointer in a file."""
    return f"{file}#{pointer}" if file else pointer


def escape(token: str) -> str:
    """Escape one token of a JSON pointer (RFC 6901 §3)."""
    return token.replace("~", "~0").replace("/", "~1")
