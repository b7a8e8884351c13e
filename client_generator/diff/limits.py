"""Constraints and enums: whether they leave more values or fewer."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from ..api import Schema
from .changes import Change, Kind, Use, gone, listed, shown

Rank = tuple[float, bool]
"""How tight a bound is: a higher rank leaves fewer values; of two, an exclusive one is the tighter."""
LOOSEST: Rank = (-math.inf, False)
BOUNDS = {
    "minimum": (1, False),
    "exclusiveMinimum": (1, True),
    "maximum": (-1, False),
    "exclusiveMaximum": (-1, True),
    "minLength": (1, False),
    "maxLength": (-1, False),
    "minItems": (1, False),
    "maxItems": (-1, False),
    "minProperties": (1, False),
    "maxProperties": (-1, False),
}
SIDES = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


def compare_limits(old: Schema, new: Schema, use: Use, subject: str) -> Iterator[Change]:
    """Find constraints that are tighter or looser; what the server sends is not held against them."""
    before, after = ranks(old.constraints), ranks(new.constraints)
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            tighter = after.get(name, LOOSEST) > before.get(name, LOOSEST)
            yield limited(name, tighter, old, new, use, subject)
    for name in ("pattern", "multipleOf", "uniqueItems"):
        one, other = old.constraints.get(name) or None, new.constraints.get(name) or None
        if one != other:
            yield limited(name, not looser(name, one, other), old, new, use, subject)


def ranks(constraints: Mapping[str, Any]) -> dict[str, Rank]:
    """Return how tight each bound is, the inclusive and the exclusive one drawn together."""
    found: dict[str, Rank] = {}
    for name, (sign, exclusive) in BOUNDS.items():
        value = constraints.get(name)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            side = SIDES.get(name, name)
            found[side] = max(found.get(side, LOOSEST), (sign * value, exclusive))
    return {
        name: rank for name, rank in found.items() if rank[0] > 0 or not name.startswith("min") or name == "minimum"
    }


def looser(name: str, old: Any, new: Any) -> bool:
    """Whether every value that fits the old constraint fits the new one."""
    if new is None:
        return True
    whole = isinstance(old, int) and isinstance(new, int)
    return name == "multipleOf" and whole and old % new == 0


def limited(name: str, tighter: bool, old: Schema, new: Schema, use: Use, subject: str) -> Change:
    """Say that a constraint changed, as far as callers who send the value notice."""
    message = f"{subject} is limited {'more' if tighter else 'less'}: {said(name, old)} became {said(name, new)}"
    kind: Kind = "documentation" if not use.sent else "breaking" if tighter else "addition"
    return Change(kind, new.pointer, message)


def said(name: str, schema: Schema) -> str:
    """A constraint as the document has it."""
    other = next((key for key, side in SIDES.items() if side == name), name)
    found = [
        f"{key} {shown(schema.constraints[key])}" for key in dict.fromkeys((name, other)) if key in schema.constraints
    ]
    return " and ".join(found) or f"no {name}"


def compare_enums(old: Schema, new: Schema, named: bool, use: Use, subject: str) -> Iterator[Change]:
    """Find values that came or went; enums are open to values from the server, so new ones break nobody.

    Args:
        old: The old schema.
        new: The new schema.
        named: Whether the values of the old one are members of a class.
        use: Which way values travel.
        subject: What to call the schema.
    """
    before, after = members(old), members(new)
    if old.enum is None and new.enum is not None:
        yield Change(use.narrowed, new.pointer, f"{subject} is one of {listed(after)} now")
    elif old.enum is not None and new.enum is None:
        yield gone(old.pointer, f"{subject} has no list of values any more", "breaking" if named else "addition")
    else:
        if lost := [key for key in before if key not in after]:
            kind: Kind = "breaking" if use.sent else "documentation"
            yield gone(old.pointer, f"{subject} cannot be {listed(lost)} any more", kind)
        if added := [key for key in after if key not in before]:
            yield Change("addition", new.pointer, f"{subject} can be {listed(added)} too")
        if any(before[key] != after[key] for key in before if key in after):
            yield Change("breaking", new.pointer, f"the values of {subject} have other names")


def members(schema: Schema) -> dict[str, str]:
    """The values of an enum as JSON, each with the name that the document gives it."""
    values = [json.dumps(value, sort_keys=True, default=str) for value in schema.enum or ()]
    names = [*schema.enum_names, *[""] * len(values)]
    return {value: name for value, name in zip(values, names, strict=False) if value != "null"}
