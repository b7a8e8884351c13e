"""Parameters: what callers pass beside a body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..api import Operation, Parameter
from .bodies import FORMS, SENT
from .changes import Change, gone, shown
from .remarks import deprecated, illustrated, reworded
from .schemas import Schemas
from .sides import outline

WAYS = {"location": "in", "style": "style", "explode": "explode", "allow_reserved": "allowReserved"}

Pair = tuple[Parameter, Parameter]


def compare_parameters(old: Operation, new: Operation, schemas: Schemas) -> Iterator[Change]:
    """Compare the parameters of two operations."""
    pairs = pair_parameters(old, new, schemas)
    for before, after in pairs:
        yield from compare_parameter(before, after, schemas)
    for parameter in (each for each in old.parameters if each not in [before for before, _ in pairs]):
        yield gone(parameter.pointer, f"the parameter {parameter.name} is gone")
    for parameter in (each for each in new.parameters if each not in [after for _, after in pairs]):
        message = f"the parameter {parameter.name} is new, and {'required' if parameter.required else 'optional'}"
        yield Change("breaking" if parameter.required else "addition", parameter.pointer, message)
    yield from compare_order(old, new, schemas)


def pair_parameters(old: Operation, new: Operation, schemas: Schemas) -> list[Pair]:
    """Say which parameter takes the place of each old one: of the same name, or else alike."""
    before, after = list(old.parameters), list(new.parameters)
    places = places_of(old), places_of(new)

    def same(one: Parameter, other: Parameter) -> bool:
        return (one.name, one.location) == (other.name, other.location)

    def moved(one: Parameter, other: Parameter) -> bool:
        return one.name == other.name

    def renamed(one: Parameter, other: Parameter) -> bool:
        if one.location == other.location == "path":
            return places[0].get(one.name) == places[1].get(other.name)
        if (one.location, one.required) != (other.location, other.required):
            return False
        return bool(outline(one.schema, schemas.pairs) == outline(other.schema, {}))

    found: list[Pair] = []
    for fits in (same, moved, renamed):
        for one in list(before):
            other = next((each for each in after if fits(one, each)), None)
            if other is not None:
                found.append((one, other))
                before.remove(one)
                after.remove(other)
    return sorted(found, key=lambda pair: old.parameters.index(pair[0]))


def places_of(operation: Operation) -> dict[str, int]:
    """Where in the path each of its parameters stands."""
    return {name: place for place, name in enumerate(re.findall(r"\{([^{}]+)\}", operation.path))}


def compare_parameter(old: Parameter, new: Parameter, schemas: Schemas) -> Iterator[Change]:
    """Compare a parameter with the one in its place."""
    subject = f"the parameter {new.name}"
    if old.name != new.name:
        yield Change("breaking", new.pointer, f"the parameter {old.name} is called {new.name} now")
    if old.required != new.required:
        message = f"{subject} is {'required' if new.required else 'optional'} now"
        yield Change("breaking" if new.required else "addition", new.pointer, message)
    for name, said in WAYS.items():
        one, other = getattr(old, name), getattr(new, name)
        if one != other and (name == "location" or old.location == new.location):
            message = f"{subject} travels in another way: {said} is {shown(other)} now, not {shown(one)}"
            yield Change("documentation", new.pointer, message)
    if old.media_type != new.media_type:
        yield Change("documentation", new.pointer, f"{subject} travels as {new.media_type or 'plain text'} now")
    yield from reworded(old, new, ["description"], new.pointer, subject)
    yield from illustrated(old, new, new.pointer, subject)
    yield from deprecated(old, new, new.pointer, subject)
    yield from schemas.place(old.schema, new.schema, SENT, subject)


def compare_order(old: Operation, new: Operation, schemas: Schemas) -> Iterator[Change]:
    """Find arguments that change places among those that stay, for callers who pass them by position."""
    before, after = arguments(old, schemas, True), arguments(new, schemas, False)
    if [name for name in before if name in after] == [name for name in after if name in before]:
        return
    if all(before[name] == after[name] for name in before if name in after):
        order = ", ".join(name for name in after if name in before)
        yield Change("breaking", new.pointer, f"arguments change places; their order is {order} now")


def arguments(operation: Operation, schemas: Schemas, old: bool) -> dict[str, bool]:
    """The names of parameters and fields of a form in the order of arguments, and whether each is required."""
    found = {parameter.name: parameter.required for parameter in operation.parameters}
    body, side = operation.body, schemas.old if old else schemas.new
    if body and body.content[0].name in FORMS and body.content[0].schema:
        form = side.plain(body.content[0].schema)
        found |= {each.name: each.name in form.required and body.required for each in form.properties}
    return dict(sorted(found.items(), key=lambda item: not item[1]))
