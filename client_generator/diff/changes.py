"""Change: one way in which a document differs from an older one, and what it is to those who call a client of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["breaking", "addition", "documentation"]
KINDS: tuple[Kind, ...] = get_args(Kind)
DocumentName = Literal["old", "new"]


@dataclass(frozen=True)
class Change:
    """One difference between two documents."""

    kind: Kind
    """`breaking`: calls must change; `addition`: they may do or rely on more; `documentation`: they stay so."""
    pointer: str
    """Where the difference stands (RFC 6901); with the name of a file before `#` where that is not the document."""
    message: str
    document: DocumentName = "new"
    """The document that the pointer leads into: the old one for what is gone."""


@dataclass(frozen=True)
class Use:
    """Which way values of a schema travel."""

    sent: bool = True
    received: bool = True

    @property
    def widened(self) -> Kind:
        """What it is to callers when more values are possible: they may send them, and must be ready for them."""
        return "breaking" if self.received else "addition"

    @property
    def narrowed(self) -> Kind:
        """What it is to callers when fewer values are possible: some may not be sent any more, none come."""
        return "breaking" if self.sent else "addition"


def gone(pointer: str, message: str, kind: Kind = "breaking") -> Change:
    """A change at a place that only the old document has."""
    return Change(kind, pointer, message, "old")


def below(pointer: str, *tokens: str) -> str:
    """A pointer to what stands below another (RFC 6901 §3)."""
    return "".join([pointer, *(f"/{token.replace('~', '~0').replace('/', '~1')}" for token in tokens)])


def shown(value: object) -> str:
    """A value as a document has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def listed(values: Iterable[object]) -> str:
    """Values as a sentence has them."""
    return ", ".join(map(str, values))
