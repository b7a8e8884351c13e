"""Which models need each other: the strongly connected components of who uses whom (Tarjan 1972)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def rings(uses: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
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
