"""Reference pages: the facts of each operation and model, with examples that run as they stand."""

from __future__ import annotations

from .. import package, pages
from ..api import Api, Operation, Response, SecurityScheme
from ..config import Settings
from .arguments import Argument
from .examples import call_example, model_example
from .groups import Call, Group, has_stream
from .layout import literal
from .media import is_form
from .methods import content_type, contents, in_library, is_stream, successes
from .models import members
from .naming import operation_id
from .shapes import Shape, Shapes, inner_name
from .types import MODELS, Type
from .waiters import Waiter, summary_of

BREAK = "<br>"


def class_pages(
    api: Api,
    groups: tuple[Group, ...],
    waiters: tuple[Waiter, ...],
    models: tuple[package.Model, ...],
    shapes: Shapes,
    settings: Settings,
) -> tuple[pages.Page, ...]:
    """Make all pages: one for each API class and for each model."""
    return (*api_pages(api, groups, waiters, shapes, settings), *model_pages(shapes, models, groups, settings))


def api_pages(
    api: Api, groups: tuple[Group, ...], waiters: tuple[Waiter, ...], shapes: Shapes, settings: Settings
) -> tuple[pages.ApiPage, ...]:
    """Make a page for each API class."""
    return tuple(
        pages.ApiPage(
            name=group.class_name,
            path=f"{group.page}.md",
            text=group.description,
            takes_files=any(argument.file for call in group.calls for argument in call.arguments),
            index=(*map(index_row, group.calls), *(waiter_row(each) for each in waiters if each.group is group)),
            sections=tuple(section(call, group, api, shapes, settings) for call in group.calls),
            waiters=tuple(waiter_section(each) for each in waiters if each.group is group),
        )
        for group in groups
    )


def index_row(call: Call) -> pages.Row:
    """The row of an operation in the table at the top."""
    operation = call.operation
    about = operation.summary or operation.id
    return pages.Row((f"[`{call.name}`](#{call.name})", f"`{operation.method} {operation.path}`", cell(about)))


def waiter_row(waiter: Waiter) -> pages.Row:
    """The row of a waiter in the table at the top."""
    asked = waiter.long_poll or waiter.call
    request = f"`{asked.operation.method} {asked.operation.path}`"
    return pages.Row((f"[`{waiter.name}`](#{waiter.name})", request, cell(summary_of(waiter))))


def waiter_section(waiter: Waiter) -> pages.WaiterSection:
    """The section of a waiter."""
    required = [each.name for each in waiter.call.arguments if each.required]
    shown = f"{waiter.name}({', '.join([*required, f'{waiter.timeout}=None'])}) -> {waiter.call.returns.plain().text()}"
    return pages.WaiterSection(waiter.name, shown, waiter_text(waiter))


def waiter_text(waiter: Waiter) -> str:
    """Say what a waiter waits for, how long, and what it raises."""
    failed = " or ".join(f"`{value}`" for value in waiter.settings.failed)
    raises = [f"If it is {failed}, an `OperationFailedException` is raised."] if failed else []
    lines = [
        summary_of(waiter),
        f"`{waiter.timeout}` is in seconds, for all of it; after that, a `WaitTimeoutException` is raised.",
        *raises,
        "The exception has what came last as its `value`.",
    ]
    return "\n".join(lines)


def section(call: Call, group: Group, api: Api, shapes: Shapes, settings: Settings) -> pages.Section:
    """The section of an operation."""
    operation = call.operation
    return pages.Section(
        name=call.name,
        call=short_signature(call),
        request=f"{operation.method} {operation.path}",
        text=operation.description or operation.summary,
        stream=stream_variant(call, group, shapes),
        pager=pager_variant(call, shapes),
        example=call_example(call, group, api, shapes, settings),
        parameters=tuple(parameter_row(argument, shapes) for argument in call.arguments),
        returns=linked(call.returns, shapes),
        authorization=authorization(operation, api.security_schemes),
        content_type=", ".join(f"`{media.name}`" for media in operation.body.content) if operation.body else "none",
        accept=accept(operation),
        responses=tuple(response_row(response, call, shapes) for response in operation.responses),
    )


def stream_variant(call: Call, group: Group, shapes: Shapes) -> str:
    """Say how to ask for a stream."""
    if not has_stream(call, group, shapes):
        return ""
    returned = in_library(Type("EventStream", "_streams", (call.returns.plain(),)), shapes).text()
    return f"`{call.name}_stream`, with the same arguments, returns an `{returned}`: each value as it comes."


def pager_variant(call: Call, shapes: Shapes) -> str:
    """Say how to go through all pages."""
    if call.pages is None:
        return ""
    item = linked(call.pages.item, shapes)
    pager = in_library(Type("Pager", "_pager"), shapes).name
    return f"`{call.name}_iter`, with the same arguments, returns a `{pager}`: every {item} of all pages, as needed."


def short_signature(call: Call) -> str:
    """A call as a reader types it."""
    items = [argument.name if argument.required else f"{argument.name}=None" for argument in call.arguments]
    return f"{call.name}({', '.join(items)}) -> {call.returns.plain().text()}"


def parameter_row(argument: Argument, shapes: Shapes) -> pages.Row:
    """The row of an argument."""
    form = argument.media is not None and is_form(argument.media.name)
    where = argument.parameter.location if argument.parameter else "form" if form else "body"
    needed = "yes" if argument.required else "no"
    return pages.Row((f"`{argument.name}`", linked(argument.type, shapes), where, needed, cell(argument.description)))


def response_row(response: Response, call: Call, shapes: Shapes) -> pages.Row:
    """The row of a status."""
    name = f"{operation_id(call.operation)}_{response.status}_response"
    types = [content_type(media, shapes, name) for media in contents(response) if media.schema or is_stream(media)]
    headers = ", ".join(f"`{header.name}`" for header in response.headers) or "-"
    kinds = ", ".join(dict.fromkeys(linked(type_, shapes) for type_ in types)) or "-"
    return pages.Row((f"**{response.status}**", cell(response.description), kinds, headers))


def authorization(operation: Operation, schemes: tuple[SecurityScheme, ...]) -> str:
    """Say what credentials a call needs."""
    if not operation.security:
        return "None is needed."
    kinds = {scheme.name: scheme_kind(scheme) for scheme in schemes}
    ways = [
        " and ".join(f"`{name}` ({kinds[name]})" for name in found if name in kinds) or "none"
        for found in operation.security
    ]
    return ", or ".join(ways)


def scheme_kind(scheme: SecurityScheme) -> str:
    """Say where the credentials of a scheme go in Python."""
    if scheme.type == "apiKey":
        return f"API key: `Configuration(api_key={{{literal(scheme.name)}: …}})`"
    if scheme.type == "http" and scheme.scheme == "basic":
        return "name and password: `Configuration(username=…, password=…)`"
    if scheme.type == "mutualTLS":
        return "client certificate: `Configuration(cert_file=…, key_file=…)`"
    return "bearer token: `Configuration(access_token=…)`"


def accept(operation: Operation) -> str:
    """The media types that a call asks for."""
    found = dict.fromkeys(media.name for response in successes(operation) for media in contents(response))
    return ", ".join(f"`{name}`" for name in found) or "none"


def linked(type_: Type, shapes: Shapes) -> str:
    """A type with a link to the page of its model."""
    models = [name for module, name in type_.imports() if module == MODELS]
    text = f"`{type_.plain().text()}`"
    return f"[{text}]({shapes.pages[models[0]]}.md)" if models else text


def cell(text: str) -> str:
    """A text for a cell of a table."""
    paragraphs = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    return BREAK.join(paragraphs).replace("|", "\\|")


def model_pages(
    shapes: Shapes, models: tuple[package.Model, ...], groups: tuple[Group, ...], settings: Settings
) -> tuple[pages.ModelPage, ...]:
    """Make a page for each model."""
    by_name = {shape.name: shape for shape in shapes}
    back = groups[0].page if groups else ""
    return tuple(model_page(by_name[model.name], model, shapes, settings, back) for model in models)


def model_page(shape: Shape, model: package.Model, shapes: Shapes, settings: Settings, back: str) -> pages.ModelPage:
    """Make the page of one model."""
    rows = {"object": field_rows, "enum": member_rows, "union": alternative_rows}[shape.kind]
    return pages.ModelPage(
        name=shape.name,
        path=f"{shape.page}.md",
        kind=model.kind,
        text=shape.schema.description or shape.schema.title,
        rows=tuple(rows(shape, model, shapes)),
        example=model_example(shape, model, shapes, settings),
        back=f"{back}.md" if back else "",
    )


def field_rows(shape: Shape, model: package.Model, shapes: Shapes) -> list[pages.Row]:
    """The rows of an object's fields."""
    found = []
    named = shapes.field_names(shape)
    for property_ in shape.schema.properties:
        type_ = shapes.type_of(property_.schema, inner_name(shape, property_))
        needed = "yes" if property_.name in shape.schema.required else "no"
        about = property_.schema.description or shapes.target(property_.schema).description
        found.append(pages.Row((f"`{named[property_.name]}`", linked(type_, shapes), needed, cell(about))))
    return found


def member_rows(shape: Shape, model: package.Model, shapes: Shapes) -> list[pages.Row]:
    """The rows of an enum's members."""
    return [pages.Row((f"`{name}`", f"`{value}`")) for value, name in members(shape, shapes).items()]


def alternative_rows(shape: Shape, model: package.Model, shapes: Shapes) -> list[pages.Row]:
    """The rows of a union's alternatives."""
    types = [shapes.bare_type(item, shape.name) for item in shapes.alternatives(shape.schema)]
    return [pages.Row((linked(type_, shapes),)) for type_ in dict.fromkeys(types)]
