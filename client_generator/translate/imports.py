"""Import statements, in the groups and the order that formatters give them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from .layout import WIDTH

STANDARD = ("datetime", "decimal", "typing", "uuid")
FUTURE = "from __future__ import annotations"


def import_lines(needs: Iterable[tuple[str, str]], indent: int = 0) -> tuple[str, ...]:
    """Print the imports of (module, name) pairs; equal names import the module itself. Groups part at an empty line."""
    statements = sorted({(group(module), whole(module, name), depth(module), module) for module, name in needs})
    names: dict[str, set[str]] = {}
    for module, name in needs:
        names.setdefault(module, set()).add(name)
    lines: list[str] = []
    for _, found in groupby(statements, key=lambda statement: statement[0]):
        lines += [""] if lines else []
        lines += [line for _, late, _, module in found for line in statement(module, names[module], late, indent)]
    return tuple(lines)


def statement(module: str, names: set[str], late: bool, indent: int) -> list[str]:
    """Print the import of a module, or of names from it; relative to the package's folders."""
    if not late:
        return [f"import {module}"]
    renamed = sorted((name for name in names if " as " in name), key=kind)
    parts = sorted((name for name in names if name != module and name not in renamed), key=kind)
    alone = [f"from {module} import {name}" for name in renamed]
    if not parts:
        return alone
    joined = f"from {module} import {', '.join(parts)}"
    if indent + len(joined) <= WIDTH:
        return [*alone, joined]
    return [*alone, f"from {module} import (", *(f"    {part}," for part in parts), ")"]


def group(module: str) -> int:
    """Standard library, other packages, our own."""
    return 0 if module in STANDARD else 2 if module.startswith(".") else 1


def whole(module: str, name: str) -> bool:
    """Whether names are imported from the module, rather than the module itself."""
    return module != name


def depth(module: str) -> int:
    """Modules further away come first."""
    return -(len(module) - len(module.lstrip(".")))


def kind(name: str) -> tuple[int, str, str]:
    """Constants, then classes, then the rest; each of them whatever the case of its letters."""
    return (0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2, name.lower(), name)
