"""Which models need each other: the strongly connected components of who uses whom (Tarjan 1972)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

Uses = Mapping[str, Iterable[str]]
DEEPEST = 20
"""The maximum nesting of models when they are imported, and when pydantic builds their validators.

Importing one inside the other takes 6 calls, building 20 to 30 of the 1,000 that Python allows by default.
"""


def rings(uses: Uses) -> dict[str, frozenset[str]]:
    """Return for each name all names in a ring with it, itself included; walks without recursion, however deep."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: dict[str, frozenset[str]] = {}
    for start in uses:
        if start in order:
            continue
        work = [(start, iter(list(uses[start])))]
        order[start] = lowest[start] = len(order)
        stack.append(start)
        while work:
            name, rest = work[-1]
            for other in rest:
                if other not in order:
                    order[other] = lowest[other] = len(order)
                    stack.append(other)
                    work.append((other, iter(list(uses[other]))))
                    break
                if other not in found:
                    lowest[name] = min(lowest[name], order[other])
            else:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[name])
                if lowest[name] == order[name]:
                    close(name, stack, found)
    return found


def close(name: str, stack: list[str], found: dict[str, frozenset[str]]) -> None:
    """Take a complete ring off the stack."""
    at = stack.index(name)
    ring = frozenset(stack[at:])
    del stack[at:]
    found.update(dict.fromkeys(ring, ring))


def find_standalone(uses: Uses, objects: Collection[str], classes: Collection[str]) -> frozenset[str]:
    """Find the models whose modules and validators must not be nested in those of models that use them.

    These are the objects of large rings, and models at which chains of others get too long.

    Args:
        uses: The models that each one needs.
        objects: The models that are objects.
        classes: The models that have a class; others are names for a type, which needs its parts when it is defined.
    """
    found = {name for name, ring in rings(uses).items() if len(ring) > DEEPEST and name in objects}
    depth: dict[str, int] = {}
    left = without(uses, found)
    for name, ring in rings(left).items():
        if name in depth:
            continue
        below = [depth[other] for each in ring for other in left[each] if other not in ring and other not in found]
        deep = len(ring) + max(below, default=0)
        if deep > DEEPEST:
            found.update(ring & set(classes))
        depth.update(dict.fromkeys(ring, deep))
    return frozenset(found)


def find_ends(uses: Uses, names: Collection[str]) -> set[str]:
    """Find the names for types that need classes instead, because chains of names for names get too long."""
    found: set[str] = set()
    depth: dict[str, int] = {}
    for name in rings({name: [other for other in uses[name] if other in names] for name in names}):
        depth[name] = 1 + max((depth.get(other, 0) for other in uses[name] if other not in found), default=0)
        if depth[name] > DEEPEST:
            found.add(name)
    return found


def find_late(
    uses: Uses, standalone: Collection[str], classes: Collection[str], parents: Mapping[str, str]
) -> frozenset[str]:
    """Find the models that are imported late.

    These are those in rings with standalone models or with a base class, whose modules may be half loaded while they
    wait for each other, and names for types of these.
    """
    ring = rings(uses)
    inheriting = {name for name, parent in parents.items() if parent in ring[name]}
    found = {
        name for name, others in ring.items() if not (others.isdisjoint(standalone) and others.isdisjoint(inheriting))
    }
    for name in ring:  # parts come before what is made of them
        if name not in classes and any(other in found for other in uses[name]):
            found.add(name)
    return frozenset(found)


def without(uses: Uses, names: Collection[str]) -> dict[str, list[str]]:
    """Return who uses whom, without the uses of some names."""
    return {name: [other for other in found if other not in names] for name, found in uses.items()}
