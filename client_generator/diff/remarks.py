"""Remarks: what only pages show, and what calls do without being told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..api import Schema
from .changes import Change, Use

TEXTS = ("title", "description")


def reworded(old: Any, new: Any, names: Iterable[str], pointer: str, subject: str) -> Iterator[Change]:
    """Find attributes that only pages show, and the mark of what is deprecated."""
    for name in names:
        if getattr(old, name) != getattr(new, name):
            yield Change("documentation", pointer, f"the {name} of {subject} changed")


def deprecated(old: Any, new: Any, pointer: str, subject: str) -> Iterator[Change]:
    """Find what is deprecated in only one of the documents."""
    if old.deprecated != new.deprecated:
        now = "deprecated" if new.deprecated else "not deprecated any more"
        yield Change("documentation", pointer, f"{subject} is {now}")


def illustrated(old: Any, new: Any, pointer: str, subject: str) -> Iterator[Change]:
    """Find another example."""
    if (old.has_example, old.example) != (new.has_example, new.example):
        yield Change("documentation", pointer, f"the example of {subject} changed")


def texts(old: Schema, new: Schema, use: Use, subject: str) -> Iterator[Change]:
    """Compare what pages say of a schema, and what stands for a value that callers leave out."""
    yield from reworded(old, new, TEXTS, new.pointer, subject)
    yield from illustrated(old, new, new.pointer, subject)
    yield from deprecated(old, new, new.pointer, subject)
    if (old.has_default, old.default) != (new.has_default, new.default):
        changed = old.has_default and new.has_default and use.sent
        message = f"the default of {subject} became {default(new)}, it was {default(old)}"
        yield Change("breaking" if changed else "documentation", new.pointer, message)
    for one, other in zip(inline(old), inline(new), strict=False):
        yield from reworded(one, other, TEXTS, other.pointer, subject)
        yield from illustrated(one, other, other.pointer, subject)


def inline(schema: Schema) -> tuple[Schema, ...]:
    """The parts of a composition that stand in it."""
    return tuple(part for part in schema.all_of if not part.ref)


def default(schema: Schema) -> str:
    """The default of a schema, for people."""
    return json.dumps(schema.default, ensure_ascii=False, default=str) if schema.has_default else "none"
