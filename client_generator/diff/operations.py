"""Operations: which methods there are, where they are found, and what they take and return."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..api import Api, Operation
from .access import compare_security, compare_servers
from .bodies import compare_bodies, compare_responses
from .changes import Change, below, gone
from .parameters import compare_parameters
from .remarks import deprecated, reworded
from .schemas import Schemas

UNTAGGED = "default"


def compare_operations(old: Api, new: Api, schemas: Schemas) -> Iterator[Change]:
    """Compare the operations of two documents."""
    pairs = pair_operations(old, new)
    for operation in old.operations:
        if operation.pointer in pairs:
            yield from compare_operation(operation, pairs[operation.pointer], schemas)
        else:
            yield gone(operation.pointer, f"the operation {name_of(operation)} is gone")
    taken = {operation.pointer for operation in pairs.values()}
    for operation in new.operations:
        if operation.pointer not in taken:
            yield Change("addition", operation.pointer, f"the operation {name_of(operation)} is new")


def pair_operations(old: Api, new: Api) -> dict[str, Operation]:
    """Say which operation takes the place of each old one: of the same operationId, or else of method and path."""
    named = {operation.id: operation for operation in new.operations if operation.id}
    pairs = {each.pointer: named[each.id] for each in old.operations if each.id in named}
    taken = {operation.pointer for operation in pairs.values()}
    placed = {place_of(operation): operation for operation in new.operations if operation.pointer not in taken}
    for operation in old.operations:
        if operation.pointer not in pairs and place_of(operation) in placed:
            pairs[operation.pointer] = placed.pop(place_of(operation))
    return pairs


def place_of(operation: Operation) -> str:
    """The method and path of an operation, whatever the parameters in it are called."""
    return f"{operation.method} {re.sub(r'{[^{}]*}', '{}', operation.path)}"


def name_of(operation: Operation) -> str:
    """What the method of an operation is called after."""
    return operation.id or f"{operation.method} {operation.path}"


def compare_operation(old: Operation, new: Operation, schemas: Schemas) -> Iterator[Change]:
    """Compare an operation with the one in its place."""
    subject = f"the operation {name_of(new)}"
    yield from compare_names(old, new, subject)
    yield from reworded(old, new, ("summary", "description"), new.pointer, subject)
    yield from deprecated(old, new, new.pointer, subject)
    yield from compare_parameters(old, new, schemas)
    yield from compare_bodies(old, new, schemas)
    yield from compare_responses(old, new, schemas)
    yield from compare_security(old, new, subject)
    yield from compare_paging(old, new, subject)
    pointers = below(old.pointer, "servers"), below(new.pointer, "servers")
    yield from compare_servers(old.servers, new.servers, pointers)


def compare_names(old: Operation, new: Operation, subject: str) -> Iterator[Change]:
    """Compare what callers call an operation by, and where its requests go."""
    if name_of(old) != name_of(new):
        yield Change("breaking", new.pointer, f"the operation {name_of(old)} is called {name_of(new)} now")
    if place_of(old) != place_of(new):
        message = f"{subject} sends {new.method} {new.path} now, not {old.method} {old.path}; calls stay as they are"
        yield Change("documentation", new.pointer, message)
    one, other = (operation.tags[0] if operation.tags else UNTAGGED for operation in (old, new))
    if one != other:
        yield Change("breaking", new.pointer, f"{subject} is in the API class of {other} now, not of {one}")
    elif old.tags != new.tags:
        yield Change("documentation", new.pointer, f"the tags of {subject} changed")


def compare_paging(old: Operation, new: Operation, subject: str) -> Iterator[Change]:
    """Compare whether operations are paged, and where the items are; how pages follow is no caller's matter."""
    if old.paging and not new.paging:
        yield Change("breaking", new.pointer, f"{subject} is not said to be paged any more: its iterator is gone")
    elif new.paging and not old.paging:
        yield Change("addition", new.paging.pointer, f"{subject} is paged now: there is an iterator")
    elif new.paging and old.paging and new.paging.items != old.paging.items:
        one, other = (".".join(paging.items) or "the root" for paging in (old.paging, new.paging))
        yield Change(
            "breaking", new.paging.pointer, f"the items of the pages of {subject} are at {other} now, not at {one}"
        )
