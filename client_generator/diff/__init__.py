"""Api, Api → Changes: how a document differs from an older one, as far as callers of a generated client notice."""

from __future__ import annotations

from collections.abc import Iterator

from ..api import Api
from .access import compare_schemes, compare_servers
from .changes import KINDS, Change, Kind, gone
from .class_names import NamesOfStyles, compare_class_names
from .models import compare_models, pair_schemas
from .operations import compare_operations
from .reach import common, uses
from .remarks import reworded
from .schemas import Schemas
from .sides import Side, component

__all__ = ["KINDS", "Change", "Kind", "compare"]


def compare(old: Api, new: Api, names: NamesOfStyles) -> tuple[Change, ...]:
    """Say how a document differs from an older one, in the order of the documents.

    Args:
        old: What the older document offers.
        new: What the newer document offers.
        names: The names of the classes in packages of each style.

    Returns:
        Each difference once, as the gravest of what it is to anybody.
    """
    found: dict[tuple[str, str, str], Change] = {}
    for change in differences(old, new, names):
        key = change.document, change.pointer, change.message
        if key not in found or KINDS.index(change.kind) < KINDS.index(found[key].kind):
            found[key] = change
    return tuple(found.values())


def differences(old: Api, new: Api, names: NamesOfStyles) -> Iterator[Change]:
    """Find every difference, some of them more than once."""
    before, after = Side(old), Side(new)
    pairs = pair_schemas(before, after)
    schemas = Schemas(before, after, pairs)
    yield from reworded(old, new, ("title", "version", "description"), "/info", "the document")
    yield from compare_servers(old.servers, new.servers, ("/servers", "/servers"))
    yield from compare_tags(old, new)
    yield from compare_schemes(old, new)
    yield from compare_operations(old, new, schemas)
    yield from compare_models(before, after, pairs)
    yield from compare_class_names(pairs, names)
    sent_or_received = uses(old), uses(new)
    for pointer, to in pairs.items():
        use = common(sent_or_received[0][pointer], sent_or_received[1][to])
        yield from schemas.target(pointer, use, f"the schema {component(to) or to}")


def compare_tags(old: Api, new: Api) -> Iterator[Change]:
    """Compare what is said of groups of operations."""
    before, after = ({tag.name: tag.description for tag in api.tags} for api in (old, new))
    for index, tag in enumerate(new.tags):
        if before.get(tag.name, "") != tag.description:
            yield Change("documentation", f"/tags/{index}", f"the description of the tag {tag.name} changed")
    for index, tag in enumerate(old.tags):
        if tag.name not in after and tag.description:
            yield gone(f"/tags/{index}", f"the description of the tag {tag.name} is gone", "documentation")
