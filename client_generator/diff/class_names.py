"""Classes whose names change although their schemas stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .changes import Change, listed
from .sides import COMPONENTS

ClassNames = Mapping[tuple[str, str], tuple[str, ...]]
"""The names of a class, by the pointer of its schema and what it is: `class` or `exception`."""
NamesOfStyles = Mapping[str, tuple[ClassNames, ClassNames]]
"""The names in the old and in the new package, by style."""


def compare_class_names(pairs: Mapping[str, str], names: NamesOfStyles) -> Iterator[Change]:
    """Find classes that are called otherwise, those of inline schemas included.

    Args:
        pairs: The schema in the new document for each one in the old, by pointer.
        names: The names of all classes.
    """
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for style, (before, after) in names.items():
        for (pointer, kind), known in before.items():
            place = new_place(pointer, pairs)
            now = after.get((place, kind), ())
            for name in known if now and pairs.get(pointer, pointer) == pointer else ():
                if name not in now:
                    found.setdefault((place, kind, name, now[0]), []).append(style)
    for (place, kind, name, new_name), styles in found.items():
        where = "" if len(styles) == len(names) else f" in style {listed(styles)}"
        yield Change("breaking", place, f"the {kind} {name} is called {new_name} now{where}")


def new_place(pointer: str, pairs: Mapping[str, str]) -> str:
    """Return the pointer of a schema in the new document, where the component around it may have another name."""
    if not pointer.startswith(COMPONENTS):
        return pointer
    name, slash, rest = pointer.removeprefix(COMPONENTS).partition("/")
    return f"{pairs.get(f'{COMPONENTS}{name}', f'{COMPONENTS}{name}')}{slash}{rest}"
