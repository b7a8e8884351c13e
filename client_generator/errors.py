"""Everything that the generator raises.

GeneratorError
├── ConfigError      the settings cannot be used
├── DocumentError    the specification cannot be used; `problems` lists all that was found
└── OutputError      the files cannot be written; those on disk are as they were
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Something in a document that is wrong, or that the client cannot express."""

    message: str
    pointer: str = ""
    """A JSON pointer (RFC 6901) into the document; empty for the document as a whole."""
    hint: str = ""
    source: str = ""
    """The document, as the user named it."""
    harmless: bool = False
    """True if it is a warning that nobody has to act on, not even where warnings are errors."""

    def __str__(self) -> str:
        """One line: place, message, and the way out in brackets."""
        place = f"{self.source}#{self.pointer}" if self.pointer else self.source
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {self.message}{hint}" if place else f"{self.message}{hint}"


class GeneratorError(Exception):
    """The base of all errors of this package; the text is for the user."""


class ConfigError(GeneratorError):
    """A setting is unknown, or has a value that it cannot have."""


class DocumentError(GeneratorError):
    """The document is not one that a client can be made from."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class OutputError(GeneratorError):
    """A file could not be written; what was there before is whole."""
