"""Find the models that no operation has: unused components, webhooks and callbacks."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from .comparing import letters
from .document import Document, Operation, Schema
from .package import Package
from .wire import is_json


@dataclass(frozen=True)
class Target:
    """A schema, and what reads its JSON in the package."""

    name: str
    schema: Schema
    read: Callable[[str], Any]

    @property
    def operation(self) -> Operation:
        """Return the place that a difference is reported for."""
        return Operation("", self.name, self.name, (), (), False, {}, ())


def targets(document: Document, package: Package) -> Iterator[Target]:
    """Yield the schemas that no operation has and the package has a reader for."""
    models = vars(package.models)
    classes = {letters(name): each for name, each in models.items() if inspect.isclass(each)}
    for name, schema in document.unused.items():
        kind = models.get(name) or classes.get(letters(name))
        if inspect.isclass(kind) and issubclass(kind, BaseModel):
            yield Target(f"components/schemas/{name}", schema, kind.from_json)  # type: ignore[attr-defined]
    hooks = {letters(name): each for name, each in vars(package.webhooks).items()} if package.webhooks else {}
    for label, content in document.incoming:
        media = next((each for each in content if is_json(each.name) and each.schema is not None), None)
        if media and letters(label) in hooks:
            yield Target(f"webhook {label}", media.schema, hooks[letters(label)].read)
