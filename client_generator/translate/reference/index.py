"""The index: how to make the client, what it takes, and where everything else stands."""

from __future__ import annotations

from collections.abc import Iterator

from ... import package, pages
from ...api import Api
from ...config import Settings
from ..document import base_url_variable, credentials
from ..groups import Call, Group
from ..methods import NOTHING, STREAM_NAMES, UNREAD
from ..shapes import Shapes
from ..waiters import Waiter
from .groups import methods
from .markdown import cell, code, line, link, prose
from .places import INDEX, group_path, model_path
from .programs import Caller, failing_program, program
from .rows import NONE
from .values import Values

OPTIONS = {
    "timeout": "Seconds for the call; or to connect, and then between two reads; or a `TimeoutConfig`.",
    "headers": "Header fields to send besides.",
    "retries": "A `RetryConfig`: how often, when and what to send again.",
}
"""What the options of every call mean."""


def index_page(
    api: Api,
    groups: tuple[Group, ...],
    waiters: tuple[Waiter, ...],
    models: tuple[package.Model, ...],
    caller: Caller,
    values: Values,
    settings: Settings,
) -> pages.IndexPage:
    """Make the index."""
    style = values.shapes.naming.style
    simplest = simplest_call(groups, caller, values)
    return pages.IndexPage(
        path=INDEX,
        title=line(f"{api.title} {api.version}"),
        text=prose(api.description.strip().partition("\n\n")[0]),
        variable=caller.name,
        example=program(*simplest, caller, values) if simplest else "",
        awaiting=program(*simplest, caller.awaiting, values) if simplest and not caller.waits else "",
        failing=failing_program(*simplest, caller, values) if simplest else "",
        arguments=tuple(argument_rows(api, settings)),
        options=tuple(pages.Row((code(each.name), OPTIONS[each.name])) for each in style.options),
        groups=tuple(group_row(group, waiters, api, caller) for group in groups),
        errors=tuple(error_rows(values.shapes)),
        models=tuple(model_row(model, values.shapes) for model in sorted(models, key=lambda each: each.name)),
    )


def simplest_call(groups: tuple[Group, ...], caller: Caller, values: Values) -> tuple[Call, Group] | None:
    """Find the call to begin with: one that reads a value, is not deprecated, and whose program is short."""

    def price(call: tuple[Call, Group]) -> tuple[bool, bool, bool, int]:
        made, group = call
        plain = made.returns.name not in (NOTHING.name, UNREAD.name, *STREAM_NAMES)
        old = made.operation.deprecated
        return old, made.operation.method != "GET", not plain, len(program(made, group, caller, values))

    return min(((made, group) for group in groups for made in group.calls), key=price, default=None)


def argument_rows(api: Api, settings: Settings) -> Iterator[pages.Row]:
    """The rows of what the client class takes."""
    yield pages.Row((code("configuration"), "A `Configuration`: settings beyond these."))
    for each in credentials(api.security_schemes, settings):
        about = f"{cell(each.about)} By default what the environment variable {code(each.variable)} says."
        yield pages.Row((code(each.name), about))
    variable, url = code(base_url_variable(settings)), api.servers[0].url
    otherwise = f", else {code(url, table=True)}" if "://" in url else "; one of them has to say it"
    yield pages.Row((code("base_url"), f"Where the API is. By default what {variable} says{otherwise}."))
    yield pages.Row((code("timeout"), "Seconds for a call; or to connect, and then between two reads."))


def group_row(group: Group, waiters: tuple[Waiter, ...], api: Api, caller: Caller) -> pages.Row:
    """The row of a group: how it is called, and what it has."""
    path = group_path(group)
    operations = ", ".join(link(name, f"{path}#{anchor}") for name, anchor in methods(group, waiters, api).items())
    return pages.Row((link(f"{caller.name}.{group.attribute}", path), operations, cell(group.description) or NONE))


def error_rows(shapes: Shapes) -> list[pages.Row]:
    """The rows of the exceptions that are called after what the document says of errors."""
    found = sorted((name, shapes.by_pointer[pointer].name) for pointer, (name, _) in shapes.exceptions.items())
    return [pages.Row((code(f"models.{name}"), link(model, model_path(model, shapes)))) for name, model in found]


def model_row(model: package.Model, shapes: Shapes) -> pages.Row:
    """The row of a model."""
    kind = {"alias": "union"}.get(model.kind, model.kind)
    return pages.Row((link(model.name, model_path(model.name, shapes)), kind))
