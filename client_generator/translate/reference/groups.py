"""The page of a group of operations: what they take, what they return, what they raise, and how to call them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ... import pages
from ...api import Api, Response
from ..arguments import Argument
from ..groups import Call, Group, has_stream
from ..methods import (
    NOTHING,
    STREAM_NAMES,
    UNREAD,
    argument_type,
    content_type,
    contents,
    in_library,
    media_types_text,
    successes,
    told_apart,
)
from ..naming import operation_id
from ..pages import waiter_text
from ..shapes import Shapes
from ..style import Style
from ..types import Type
from ..waiters import Waiter, summary_of
from .errors import error_rows
from .markdown import BREAK, anchors, cell, code, line, link, linked, prose
from .places import from_group, group_path
from .programs import Caller, example, in_body, program, ways_of
from .rows import NONE, describing, description, short
from .values import Values

PARTS = ("Example", "Parameters", "Response", "Errors")
"""The headings in the section of an operation."""


def group_page(group: Group, waiters: tuple[Waiter, ...], api: Api, caller: Caller, values: Values) -> pages.GroupPage:
    """Make the page of a group."""
    return pages.GroupPage(
        title=title(group),
        path=group_path(group),
        attribute=f"{caller.name}.{group.attribute}",
        text=prose(group.description),
        notes=tuple(notes(group, values.shapes)),
        index=tuple(index_rows(group, waiters, api)),
        sections=tuple(section(made, group, caller, values) for made in in_order(group, api)),
        waiters=tuple(waiter_section(each, caller, values) for each in waiters if each.group is group),
    )


def index_rows(group: Group, waiters: tuple[Waiter, ...], api: Api) -> Iterator[pages.Row]:
    """The rows of the operations at the head of their page."""
    anchor = methods(group, waiters, api)
    for made in in_order(group, api):
        request = code(f"{made.operation.method} {made.operation.path}", table=True)
        yield pages.Row((link(made.name, f"#{anchor[made.name]}"), request, summary(made)))
    for waiter in (each for each in waiters if each.group is group):
        yield pages.Row((link(waiter.name, f"#{anchor[waiter.name]}"), NONE, cell(summary_of(waiter))))


def in_order(group: Group, api: Api) -> list[Call]:
    """Return the operations of a group in the order of the document."""
    order = {operation.pointer: index for index, operation in enumerate(api.operations)}
    return sorted(group.calls, key=lambda made: order[made.operation.pointer])


def methods(group: Group, waiters: tuple[Waiter, ...], api: Api) -> dict[str, str]:
    """Return the anchors of the sections of a page, by the methods that they are of."""
    sections: list[tuple[str, ...]] = [(made.name, *PARTS) for made in in_order(group, api)]
    sections += [(each.name,) for each in waiters if each.group is group]
    headings = [heading for each in [(title(group), "Operations"), *sections] for heading in each]
    found = iter(anchors(headings)[2:])
    return {name: [next(found), *(next(found) for _ in parts)][0] for name, *parts in sections}


def title(group: Group) -> str:
    """What the page of a group is called."""
    return line(group.tag) or group.attribute


def summary(made: Call) -> str:
    """An operation in a few words."""
    operation = made.operation
    about = cell(operation.summary or operation.description.strip().partition("\n")[0]) or NONE
    return f"{about} (deprecated)" if operation.deprecated else about


def waiter_section(waiter: Waiter, caller: Caller, values: Values) -> pages.WaiterSection:
    """Make the section of a method that waits."""
    shown = program(replace(waiter.call, name=waiter.name), waiter.group, caller, values)
    return pages.WaiterSection(waiter.name, shown, waiter_text(waiter))


def notes(group: Group, shapes: Shapes) -> Iterator[str]:
    """What holds for all operations of a page."""
    arguments = [argument for made in group.calls for argument in made.arguments]
    kinds = {argument_type(argument, shapes.naming.style).name for argument in arguments}
    if "OptionalValue" in kinds:
        yield "An argument of a type `OptionalValue[…]` may be left out."
    if "OptionalNullable" in kinds:
        yield (
            "An argument of a type `OptionalNullable[…]` may be left out, or be `None`: that is sent as null in a "
            "body, and is as good as left out elsewhere."
        )
    if any(argument.file for argument in arguments):
        yield (
            "A file is given as `bytes` or `bytearray`, a path, `(name, content)`, `(name, content, media type)`, an "
            "open binary file or an `Upload`."
        )


def section(made: Call, group: Group, caller: Caller, values: Values) -> pages.CallSection:
    """Make the section of an operation."""
    operation, shapes = made.operation, values.shapes
    return pages.CallSection(
        name=made.name,
        text=prose(operation.description or operation.summary),
        request=code(f"{operation.method} {operation.path}"),
        deprecated=operation.deprecated,
        credentials=credentials_text(made, caller),
        example=program(made, group, caller, values),
        parameters=(
            *(parameter_row(argument, made, values) for argument in made.arguments),
            *option_rows(made, shapes.naming.style),
        ),
        options=options_text(shapes),
        responses=tuple(response_row(response, made, shapes) for response in successes(operation)),
        notes=tuple(response_notes(made, group, shapes)),
        errors=error_rows(made, shapes),
    )


def credentials_text(made: Call, caller: Caller) -> str:
    """Say what credentials a call needs, by the arguments of the client class."""
    ways = [" and ".join(map(code, way)) or "none" for way in ways_of(made, caller)]
    return "" if ways == ["none"] else " or ".join(dict.fromkeys(ways))


def option_rows(made: Call, style: Style) -> Iterator[pages.Row]:
    """Yield the rows of the options that this call has and others do not."""
    for option in style.body_options:
        about = media_types_text(made.operation.body, made.arguments)
        if about:
            yield pages.Row((code(option.name), code("str"), "no", about, NONE))


def options_text(shapes: Shapes) -> str:
    """Name the options that every call has."""
    *most, last = (code(option.name) for option in shapes.naming.style.options)
    return f"{', '.join(most)} and {last}"


def parameter_row(argument: Argument, made: Call, values: Values) -> pages.Row:
    """The row of an argument."""
    shapes = values.shapes
    type_ = linked(argument_type(argument, shapes.naming.style), from_group(shapes))
    about = description(
        argument.description or describing(argument.schema, values),
        argument.schema,
        values,
        *(
            [f"Sent as {code(argument.wire_name, table=True)}."]
            if argument.wire_name not in ("", argument.name)
            else []
        ),
        deprecated=bool(argument.parameter and argument.parameter.deprecated),
    )
    own = example(argument, values)
    given = example(argument, values, in_body(argument, made)) if own is None else own
    shown = "" if given is None or argument.file else short(values.fresh().argument(argument, given))
    return pages.Row((code(argument.name), type_, "yes" if argument.required else "no", about, shown or NONE))


def response_row(response: Response, made: Call, shapes: Shapes) -> pages.Row:
    """The row of a response of success: its type, status and media types."""
    name = f"{operation_id(made.operation)}_{response.status}_response"
    read = told_apart(response, shapes)
    found = [made.returns] if made.returns.name == UNREAD.name else [content_type(each, shapes, name) for each in read]
    types = ", ".join(linked(type_, from_group(shapes)) for type_ in dict.fromkeys(found) or [NOTHING])
    media_types = ", ".join(code(media.name, table=True) for media in contents(response))
    headers = ", ".join(code(header.name, table=True) for header in response.headers)
    about = BREAK.join(filter(None, [cell(response.description), f"Headers: {headers}" if headers else ""]))
    status = "2XX" if response.status == "default" else response.status.upper()
    return pages.Row((types, status, media_types or NONE, about or NONE))


def response_notes(made: Call, group: Group, shapes: Shapes) -> Iterator[str]:
    """Say what to do with a response that is read as it arrives, or is one page of several."""
    if made.returns.name in STREAM_NAMES:
        yield "Each item comes as soon as it is complete; leaving `with` gives up the rest."
    if made.returns.name == UNREAD.name:
        yield "The body is not read yet: `save_to(path)` writes it to a file, `read()` and `iter_bytes()` return it."
    if has_stream(made, group, shapes):
        stream = in_library(Type("EventStream", "_streams", (made.returns,)), shapes)
        yield f"`{made.name}_stream`, with the same arguments, returns {linked(stream, from_group(shapes))}."
    if made.pages:
        pager = linked(in_library(Type("Pager", "_pager", (made.pages.item,)), shapes), from_group(shapes))
        yield f"`{made.name}_iter`, with the same arguments, returns {pager}: the items of all pages, as needed."
