"""Pages: the reference pages of a package, of one style or the other. As in `package`, every string is ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True)
class Row:
    """A row of a table in a page."""

    cells: tuple[str, ...]

    @property
    def rule(self) -> str:
        """The line below a row that is the head of its table."""
        return "|" + "---|" * len(self.cells)

    @property
    def line(self) -> str:
        """The row in Markdown."""
        return "| " + " | ".join(self.cells) + " |"


@dataclass(frozen=True)
class Section:
    """An operation in a page."""

    name: str
    call: str
    request: str
    """Method and path."""
    text: str
    stream: str
    """What the variant that asks for a stream is called, and what it returns; empty where there is none."""
    pager: str
    """The same for the one that goes through all pages."""
    example: str
    parameters: tuple[Row, ...]
    returns: str
    authorization: str
    content_type: str
    accept: str
    responses: tuple[Row, ...]


@dataclass(frozen=True)
class WaiterSection:
    """A method that waits, in a page."""

    name: str
    call: str
    """Its signature, or a program that calls it."""
    text: str


@dataclass(frozen=True)
class ApiPage:
    """The reference page of one API class."""

    template: ClassVar[str] = "docs/api.md"
    name: str
    path: str
    text: str
    takes_files: bool
    index: tuple[Row, ...]
    sections: tuple[Section, ...]
    waiters: tuple[WaiterSection, ...]


@dataclass(frozen=True)
class ModelPage:
    """The reference page of one model."""

    template: ClassVar[str] = "docs/model.md"
    name: str
    path: str
    kind: Literal["object", "enum", "union", "alias"]
    text: str
    rows: tuple[Row, ...]
    example: str
    back: str
    """The page to go back to."""


@dataclass(frozen=True)
class CallSection:
    """An operation in a page of the style `sdk`."""

    name: str
    text: str
    request: str
    """Method and path."""
    deprecated: bool
    credentials: str
    """The arguments of the client class that say who calls; empty where none are needed."""
    example: str
    parameters: tuple[Row, ...]
    options: str
    """The names of what every call takes beside its parameters."""
    responses: tuple[Row, ...]
    notes: tuple[str, ...]
    """What to do with a response that is read as it arrives."""
    errors: tuple[Row, ...]


@dataclass(frozen=True)
class GroupPage:
    """The page of a group of operations in the style `sdk`."""

    template: ClassVar[str] = "docs/group.md"
    title: str
    path: str
    attribute: str
    """How a program names the group, the variable of the client included."""
    text: str
    notes: tuple[str, ...]
    index: tuple[Row, ...]
    sections: tuple[CallSection, ...]
    waiters: tuple[WaiterSection, ...]


@dataclass(frozen=True)
class TypePage:
    """The page of a model in the style `sdk`."""

    template: ClassVar[str] = "docs/type.md"
    name: str
    path: str
    text: str
    columns: Row
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    example: str


@dataclass(frozen=True)
class IndexPage:
    """The page in the style `sdk` that the others start from."""

    template: ClassVar[str] = "docs/index.md"
    path: str
    title: str
    text: str
    variable: str
    """What programs call the client."""
    example: str
    awaiting: str
    """The same for the asynchronous client."""
    failing: str
    """A program that handles what a call raises."""
    arguments: tuple[Row, ...]
    options: tuple[Row, ...]
    groups: tuple[Row, ...]
    errors: tuple[Row, ...]
    models: tuple[Row, ...]


Page = ApiPage | ModelPage | GroupPage | TypePage | IndexPage
