"""References: the files that they lead to, and the schemas that have a URI or an anchor of their own."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

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
FILES = (".yaml", ".yml", ".json")
"""Endings of the names of files that the mapping of a discriminator may name."""


@dataclass(frozen=True)
class Folder:
    """The folder of the spec, in which all files have one name each."""

    path: Path
    entry: str
    """The name of the spec itself in it."""

    def file(self, reference: str, user: str) -> str:
        """Return the file that a reference leads to, relative to this folder; the spec itself has an empty name.

        Args:
            reference: The reference, percent-encoded, with or without a fragment.
            user: The file that it is written in.
        """
        name = unquote(reference.partition("#")[0])
        if name.startswith("file://"):
            name = name.removeprefix("file://")
        if not name or "://" in name:
            return name or user
        name = posixpath.normpath(posixpath.join(posixpath.dirname(user), name))
        if name.startswith(("../", "/")):
            name = Path(os.path.relpath(self.path / name, self.path)).as_posix()
        return "" if name == self.entry else name


@dataclass
class Resources:
    """Schemas that are referred to by a URI instead of a path (JSON Schema 2020-12 §8.2).

    A place is a JSON pointer; in another file than the document itself, the file's name and `#` stand before it.
    """

    places: dict[str, str] = field(default_factory=dict[str, str])
    """The place of every URI, with its fragment if it is an anchor."""
    bases: dict[str, str] = field(default_factory=dict[str, str])
    """The URI of every place that has one."""

    def add(self, value: Any, file: str) -> None:
        """Add every `$id` and `$anchor` of a file."""
        bases = {"": file}
        """The base URIs of the mappings around the one that is looked at."""
        for pointer, schema, _ in mappings(value):
            around = pointer
            while around not in bases:
                around = around.rpartition("/")[0]
            base = bases[around]
            own = schema.get("$id") or (schema.get("$self") if not pointer else None)
            if isinstance(own, str):
                base = bases[pointer] = absolute(base, own).rstrip("#")
                self.bases[placed(file, pointer)] = base
                self.places.setdefault(base, placed(file, pointer))
            for anchor in (schema.get("$anchor"), schema.get("$dynamicAnchor")):
                if isinstance(anchor, str):
                    self.places.setdefault(f"{base}#{anchor}", placed(file, pointer))

    def base(self, place: str) -> str | None:
        """Return the URI of the innermost schema around a place that has one."""
        around = [each for each in self.bases if place == each or place.startswith(f"{each}/")]
        return self.bases[max(around, key=len)] if around else None

    def find(self, reference: str, place: str, file: str) -> str | None:
        """Return the place that a reference means, if it goes by a URI or an anchor."""
        if not self.places:
            return None
        base = self.base(place)
        uri, _, fragment = absolute(file if base is None else base, reference).partition("#")
        if fragment and not fragment.startswith("/"):
            return self.places.get(f"{uri}#{unquote(fragment)}")
        found = self.places.get(uri)
        return found if found is None else f"{found}{unquote(fragment)}"


def read_files(
    root: Any, folder: Folder, source: str, with_uris: bool
) -> tuple[Mapping[str, Any], Resources, list[Problem]]:
    """Read every file that the document refers to, directly or through another file.

    Args:
        root: The value of the document itself.
        folder: Where it is.
        source: How the user named it.
        with_uris: True if schemas may have URIs (OpenAPI 3.1 and later).

    Returns:
        The values by file, that of the document itself under an empty name; the schemas that have URIs; and
        warnings.

    Raises:
        DocumentError: a file cannot be read.
    """
    files: dict[str, Any] = {"": root}
    resources = Resources()
    warnings: list[Problem] = []
    if with_uris:
        resources.add(root, "")
    waiting = [(name, place, source) for name, place in file_references(root, "", folder, resources)]
    while waiting:
        name, pointer, user = waiting.pop()
        if name in files:
            continue
        try:
            files[name] = read_referenced(folder.path, name, pointer, user, warnings)
        except DocumentError:
            if "/x-" in pointer:  # part of an extension, which nothing may refer to
                continue
            raise
        if with_uris:
            resources.add(files[name], name)
        waiting += [(other, at, name) for other, at in file_references(files[name], name, folder, resources)]
    return files, resources, warnings


def read_referenced(folder: Path, name: str, pointer: str, user: str, warnings: list[Problem]) -> Any:
    """Read one file, or say who refers to it."""
    if "://" in name:
        hint = "save it beside the document and refer to the file"
        raise DocumentError(Problem(f"refers to {name}, which is not a file", pointer, hint, user))
    try:
        return read(folder / name, name, warnings)
    except DocumentError as error:
        problem = error.problems[0]
        message = f"refers to {problem.source}, which {problem.message}"
        raise DocumentError(Problem(message, pointer, problem.hint, user)) from error


def file_references(value: Any, file: str, folder: Folder, resources: Resources) -> Iterator[tuple[str, str]]:
    """Yield the files that a value refers to, with the pointer of each reference."""
    for pointer, found, _ in mappings(value):
        for keyword in REFERENCES:
            reference: Any = found.get(keyword)
            outside = isinstance(reference, str) and reference[:1] != "#"
            if outside and resources.find(reference, placed(file, pointer), file) is None:
                yield folder.file(reference, file), pointer
        discriminator = found.get("discriminator")
        targets = discriminator.get("mapping") if isinstance(discriminator, dict) else None
        for target in targets.values() if isinstance(targets, dict) else ():
            if isinstance(target, str) and "://" not in target and target.partition("#")[0].endswith(FILES):
                yield folder.file(target, file), f"{pointer}/discriminator/mapping"


def mappings(value: Any, extensions: bool = True) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Yield every mapping in a value, in the order of the document; data are left out.

    Args:
        value: The value of a file.
        extensions: False to leave out what is below a key that starts with `x-`.

    Yields:
        The pointer of the mapping, the mapping, and True if its keys are names rather than keywords.
    """
    waiting: list[tuple[str, Any, bool]] = [("", value, False)]
    while waiting:
        pointer, value, names = waiting.pop()
        if isinstance(value, list):
            items = [(f"{pointer}/{index}", item, False) for index, item in enumerate(value) if is_composed(item)]
        elif isinstance(value, dict):
            yield pointer, value, names
            items = [
                (f"{pointer}/{escape(key)}", item, not names and key in NAMED)
                for key, item in value.items()
                if is_composed(item) and (names or not is_data(key, item)) and (extensions or key[:2] != "x-")
            ]
        else:
            continue
        waiting += reversed(items)


def absolute(base: str, reference: str) -> str:
    """Return the URI that a reference means, or the reference itself if it is not one."""
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


def is_composed(value: Any) -> bool:
    """Return True for mappings and lists."""
    return isinstance(value, (dict, list))


def is_data(key: str, value: Any) -> bool:
    """Return True if the value of a keyword is data, in which no keyword counts."""
    return key in DATA or (key == "examples" and isinstance(value, list))


def placed(file: str, pointer: str) -> str:
    """Return the place of a pointer in a file."""
    return f"{file}#{pointer}" if file else pointer


def escape(token: str) -> str:
    """Escape one token of a JSON pointer (RFC 6901 §3)."""
    return token.replace("~", "~0").replace("/", "~1")
