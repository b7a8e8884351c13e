"""Models: those that are gone, those that are new, and those that only have another name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..api import Schema
from .changes import Change, gone
from .sides import Side, component, outline

ANY_OTHER = "*"


def pair_schemas(old: Side, new: Side) -> dict[str, str]:
    """Say which schema of the new document takes the place of each old one, by pointers."""
    same = {pointer: pointer for pointer in old.api.schemas if pointer in new.api.schemas}
    return {**same, **renamed(old, new)}


def renamed(old: Side, new: Side) -> dict[str, str]:
    """Find models that are gone, and a new one of the same structure for each."""
    gone_, come = (
        {pointer: schema for pointer, schema in models(one).items() if pointer not in other.api.schemas}
        for one, other in ((old, new), (new, old))
    )
    alike = dict.fromkeys([*gone_, *come], ANY_OTHER)
    waiting: dict[str, list[str]] = {}
    for pointer, schema in come.items():
        waiting.setdefault(str(outline(schema, alike)), []).append(pointer)
    found = {pointer: waiting.get(str(outline(schema, alike)), []) for pointer, schema in gone_.items()}
    pairs = {pointer: fitting.pop(0) for pointer, fitting in found.items() if fitting}
    while wrong := [at for at, to in pairs.items() if outline(gone_[at], pairs) != outline(come[to], {})]:
        pairs = {at: to for at, to in pairs.items() if at not in wrong}
    return pairs


def models(side: Side) -> dict[str, Schema]:
    """The schemas of `components` that become classes, by pointer."""
    return {
        pointer: schema
        for pointer, schema in side.api.schemas.items()
        if component(pointer) and not schema.ref and side.kind(side.plain(schema))
    }


def compare_models(old: Side, new: Side, pairs: Mapping[str, str]) -> Iterator[Change]:
    """Find classes that callers cannot import any more, and those that they could not before."""
    for pointer in models(old):
        to = pairs.get(pointer)
        if to is None:
            yield gone(pointer, f"the model {component(pointer)} is gone")
        elif to != pointer:
            yield Change("breaking", to, f"the model {component(pointer)} is called {component(to)} now")
    for pointer in models(new):
        if pointer not in pairs.values():
            yield Change("addition", pointer, f"the model {component(pointer)} is new")
