"""The rows of what a call raises: an exception for each error that the document names, and one for all others."""

from __future__ import annotations

from ... import pages
from ...api import Response
from ..errors import errors_of
from ..groups import Call
from ..methods import content_type, contents
from ..naming import operation_id
from ..shapes import Shapes
from .markdown import cell, code, linked
from .places import from_group
from .rows import NONE

GENERAL = "`models.APIError`"
ANY_ERROR = "4XX, 5XX"
NAMELESS = (GENERAL, NONE, NONE)
"""The cells of an error of which the document says nothing but when it comes."""


def error_rows(made: Call, shapes: Shapes) -> tuple[pages.Row, ...]:
    """Make the rows of an operation's errors; statuses that are alike share one."""
    statuses: dict[tuple[str, ...], list[str]] = {}
    for response in errors_of(made.operation):
        statuses.setdefault(error_cells(response, made, shapes), []).append(status(response))
    other = next((cells for cells, found in statuses.items() if found == [ANY_ERROR] and cells[:3] == NAMELESS), None)
    about = other[-1] if other else NONE
    if other:
        del statuses[other]
    named = [pages.Row((cells[0], ", ".join(found), *cells[1:])) for cells, found in statuses.items()]
    return (*named, pages.Row((GENERAL, ANY_ERROR, "`*/*`", NONE, about if about != NONE else "Any other error.")))


def error_cells(response: Response, made: Call, shapes: Shapes) -> tuple[str, ...]:
    """The cells of an error beside its status: what is raised, in which media types, with what data, and when."""
    name = f"{operation_id(made.operation)}_{response.status}_response"
    types = dict.fromkeys(content_type(media, shapes, name) for media in response.content if media.schema)
    data = ", ".join(linked(found, from_group(shapes)) for found in types)
    media_types = ", ".join(code(media.name, table=True) for media in contents(response))
    return raised(response, shapes), media_types or NONE, data or NONE, cell(response.description) or NONE


def raised(response: Response, shapes: Shapes) -> str:
    """The exception for an error."""
    name = shapes.exception(response)
    return f"`models.{name}`" if name else GENERAL


def status(response: Response) -> str:
    """A status as a table shows it; `default` is every one that is not named."""
    return ANY_ERROR if response.status == "default" else response.status.upper()
