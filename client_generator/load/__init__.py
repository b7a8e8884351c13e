"""Path → Document: YAML 1.2 or JSON, with the files that it refers to, held against the schema of its version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import DocumentError, Problem
from .deep import call_deeply
from .references import FILES, Folder, Resources, escape, mappings, placed, read_files
from .text import STANDARD_INPUT, parse_text, read
from .validity import minor_version, schema_problems

__all__ = [
    "FILES",
    "STANDARD_INPUT",
    "Document",
    "call_deeply",
    "escape",
    "load",
    "mappings",
    "parse_text",
    "placed",
    "read",
]


@dataclass(frozen=True)
class Document:
    """A specification as it was written: `$ref` is not followed, nothing is filled in."""

    source: str
    """How the user named it."""
    files: Mapping[str, Any]
    """The values of every file that it refers to, by path relative to its folder; its own has an empty name."""
    folder: Folder
    minor: int
    """The x of OpenAPI 3.x."""
    resources: Resources
    warnings: tuple[Problem, ...] = ()
    """Where it breaks the schema of its version, and can be read all the same."""

    @property
    def root(self) -> Mapping[str, Any]:
        """The document itself."""
        value: Mapping[str, Any] = self.files[""]
        return value

    def locate(self, reference: str, place: str) -> tuple[str, str]:
        """Return the file and the JSON pointer that a reference at a place means; the pointer may lead nowhere."""
        file = self.file_of(place)
        found = self.resources.find(reference, place, file)
        if found is not None:
            file = self.file_of(found)
            return file, found.removeprefix(f"{file}#") if file else found
        return self.folder.file(reference, file), reference.partition("#")[2]

    def file_of(self, place: str) -> str:
        """Return the file that a place is in; the document itself has an empty name."""
        if place[:1] in ("", "/"):
            return ""
        return next((name for name in self.files if name and place.startswith(f"{name}#")), "")

    def named(self, place: str) -> tuple[str, str]:
        """Return how to tell a user of a place: the file, and the JSON pointer in it."""
        file = self.file_of(place)
        return (file, place.removeprefix(f"{file}#")) if file else (self.source, place)


def load(path: Path) -> Document:
    """Read a specification and the files that it refers to; `-` is standard input.

    Raises:
        DocumentError: it cannot be read, is not OpenAPI 3.x, or breaks the schema of its version so that it cannot
            be made sense of.
    """
    source = "standard input" if path == STANDARD_INPUT else str(path)
    repeated: list[Problem] = []
    root = read(path, source, repeated)
    minor = minor_version(root, source)
    problems, warnings = schema_problems(root, minor, source)
    if problems:
        raise DocumentError(*problems, *warnings)
    folder = Folder(path.parent, path.name)
    files, resources, more = read_files(root, folder, source, bool(minor))
    return Document(source, files, folder, minor, resources, (*repeated, *warnings, *more))
