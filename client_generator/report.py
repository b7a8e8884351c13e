"""Changes → text or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .diff import KINDS, Change, Kind

GROUPS: Mapping[Kind, str] = {"breaking": "breaking", "addition": "additions", "documentation": "documentation"}


def as_text(changes: Sequence[Change], old: Path, new: Path) -> str:
    """Lay changes out for reading: a line for each below its heading, the gravest first, and a line that counts."""
    if not changes:
        return "no differences"
    lines = [line for kind in KINDS for line in group_lines(kind, changes, old, new)]
    return "\n".join([*lines, ", ".join(counted(kind, changes) for kind in KINDS)])


def group_lines(kind: Kind, changes: Sequence[Change], old: Path, new: Path) -> Iterator[str]:
    """Lay the changes of one kind out, if there are any."""
    found = [change for change in changes if change.kind == kind]
    if found:
        yield f"{GROUPS[kind]}:"
        yield from (f"{place(change, old if change.document == 'old' else new)}: {change.message}" for change in found)
        yield ""


def place(change: Change, document: Path) -> str:
    """Where a change stands: the document or the file that it refers to, and the pointer."""
    file, _, pointer = change.pointer.rpartition("#")
    return f"{document.parent / file if file else document}#{pointer}"


def counted(kind: Kind, changes: Sequence[Change]) -> str:
    """How many changes are of a kind."""
    count = sum(change.kind == kind for change in changes)
    return f"{count} {kind if count == 1 else GROUPS[kind]}"


def as_json(changes: Sequence[Change]) -> str:
    """Print changes for programs: a list for each kind."""
    groups = {
        name: [
            {"pointer": change.pointer, "message": change.message, "document": change.document}
            for change in changes
            if change.kind == kind
        ]
        for kind, name in GROUPS.items()
    }
    return json.dumps(groups, indent=2, ensure_ascii=False)
