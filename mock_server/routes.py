"""Paths of a document: which resource a request is for."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field

from starlette.types import Scope

from .operations import Operation


@dataclass
class Resource:
    """A path with its operations by method."""

    path: str
    names: tuple[str, ...]
    pattern: re.Pattern[str]
    operations: dict[str, Operation] = field(default_factory=dict)

    @property
    def shape(self) -> str:
        """The path without the names of its parameters: two paths of one shape fit the same requests."""
        return re.sub(r"\{[^{}]+\}", "{}", self.path)

    @property
    def specificity(self) -> list[bool]:
        """Sorts templates: those that have a literal part first win."""
        return [part.startswith("{") for part in self.path.split("/")]

    def operation(self, method: str) -> Operation | None:
        """The operation of a method; HEAD is answered by GET's, where there is no other (RFC 9110 §9.3.2)."""
        found = self.operations.get(method)
        return self.operations.get("GET") if found is None and method == "HEAD" else found


def allow(*resources: Resource) -> str:
    """The methods that there are (RFC 9110 §10.2.1)."""
    methods = {method for resource in resources for method in resource.operations}
    return ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))


class Routes:
    """The resources of a document, where requests find them."""

    def __init__(self) -> None:
        self.literal: dict[str, Resource] = {}
        self.templates: list[Resource] = []

    def add(self, resource: Resource) -> None:
        """Keep a resource; a literal path wins over a template, wherever it is written."""
        if resource.names:
            insort(self.templates, resource, key=lambda each: each.specificity)
        else:
            self.literal[resource.path] = resource

    def all(self) -> Iterator[Resource]:
        """Every resource."""
        yield from self.literal.values()
        yield from self.templates

    def find(self, scope: Scope) -> tuple[Resource | None, tuple[str, ...]]:
        """Find the resource of a request, and the texts in its path."""
        literal = self.literal.get(scope["path"])
        return (literal, ()) if literal else self.match(scope)

    def match(self, scope: Scope) -> tuple[Resource | None, tuple[str, ...]]:
        """Find the templated path that fits, and the texts in it, as they were sent."""
        path = sent_path(scope)
        for resource in self.templates:
            found = resource.pattern.fullmatch(path)
            if found:
                return resource, found.groups()
        return None, ()


def sent_path(scope: Scope) -> str:
    """The path of a request as it was sent: an escaped slash is no separator."""
    raw = scope.get("raw_path")
    path: str = raw.decode("latin-1").partition("?")[0] if raw and b"%" in raw else scope["path"]
    return path


def make_resource(path: str) -> Resource:
    """Make the matcher of a path."""
    names = tuple(re.findall(r"\{([^{}]+)\}", path))
    parts = re.split(r"(\{[^{}]+\})", path)
    pattern = "".join("([^/]+)" if part.startswith("{") else re.escape(part) for part in parts)
    return Resource(path, names, re.compile(pattern))
