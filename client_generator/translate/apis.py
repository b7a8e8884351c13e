"""Tags → API classes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from .. import package
from ..api import Api, Operation
from ..config import Settings
from . import names
from .arguments import Argument, arguments_of
from .descriptors import DescriptorPrinter, annotation, annotation_needs
from .imports import import_lines
from .layout import call, docstring, layout
from .methods import (
    argument_type,
    caller,
    content_type,
    in_async,
    is_envelope,
    is_stream,
    item_type,
    method_call,
    method_docstring,
    return_type,
    signature,
    successes,
)
from .naming import operation_id
from .paging import Pages, pages_of, paging_name, rule_of, warn_once
from .shapes import Shapes
from .style import STYLES, Style
from .types import MODELS, Type

Need = tuple[str, str]
"""A module and a name in it."""
Waiters = Callable[["Group", bool], tuple[package.WaiterMethod, ...]]
"""Gives the waiters of an API class, for those who call them or for those who await them."""
UNTAGGED = "default"
VARIANTS = ("with_http_info", "without_preload_content")
CLIENT_ATTRIBUTES = ("api_client", "close")
"""What the client class has beside its groups."""
IN_AIO = {
    "Api": "Api",
    "ApiClient": "ApiClient",
    "EventStream": "AsyncEventStream",
    "RESTResponse": "RESTResponse",
    "paged": "paged",
    "streaming": "streaming",
    "with_http_info": "with_http_info",
    "without_preload_content": "without_preload_content",
}
"""What the asynchronous half of the runtime has of its own, and what it is called there."""
BESIDE = ("api_client", "rest")
"""Public modules of the runtime that signatures need."""
CHECKING: Need = ("typing", "TYPE_CHECKING")
API_NEEDS: set[Need] = {
    ("_api", "Api"),
    ("api_client", "ApiClient"),
    ("typing", "Optional"),
    ("_variants", "with_http_info"),
    ("_variants", "without_preload_content"),
}


@dataclass(frozen=True)
class Call:
    """An operation as a method: its name, its arguments and what it returns."""

    name: str
    operation: Operation
    arguments: tuple[Argument, ...]
    returns: Type
    pages: Pages | None = None
    """How its iterator goes through its pages, if it has one."""


@dataclass(frozen=True)
class Group:
    """The operations of one tag."""

    tag: str
    class_name: str
    module: str
    attribute: str
    description: str
    calls: tuple[Call, ...]
    page: str


def group_operations(api: Api, shapes: Shapes, settings: Settings) -> tuple[Group, ...]:
    """Sort the operations by their tags, in the order of the document; one with several is in several groups."""
    meet_inline_schemas(api, shapes, settings)
    described = {tag.name: tag.description for tag in api.tags}
    sorted_: dict[str, list[Operation]] = {}
    for operation in api.operations:
        for tag in shapes.naming.groups(operation) or (UNTAGGED,):
            sorted_.setdefault(tag, []).append(operation)
    attributes = set(CLIENT_ATTRIBUTES)
    return tuple(make_group(tag, found, described, attributes, shapes, settings) for tag, found in sorted_.items())


def make_group(
    tag: str,
    operations: list[Operation],
    described: Mapping[str, str],
    attributes: set[str],
    shapes: Shapes,
    settings: Settings,
) -> Group:
    """Make the group of a tag, with names that no other group and no model has."""
    wanted = shapes.naming.tag(tag)
    attribute = names.unique(names.snake(wanted), attributes)
    class_name = shapes.take("class", f"{names.pascal(wanted)}Api", joint="")
    if attribute != names.snake(wanted):
        shapes.warn(f"another group is called {names.snake(wanted)} too; that of {tag} is {attribute}", "/tags")
    attributes.add(attribute)
    page = shapes.take("page", class_name)
    calls = make_calls(operations, shapes, settings)
    return Group(tag, class_name, f"{attribute}_api", attribute, described.get(tag, ""), calls, page)


def make_calls(operations: list[Operation], shapes: Shapes, settings: Settings) -> tuple[Call, ...]:
    """Give each operation of a class its method, with a name that no other and no variant of it has."""
    style, calls, taken = STYLES[settings.style], list[Call](), decorators(operations, settings)
    for operation in operations:
        wanted = shapes.naming.method(operation)
        name, number = wanted, 1
        while taken & {name, *(f"{name}_{suffix}" for suffix in VARIANTS)}:
            number += 1
            name = f"{wanted}_{number}"
        taken |= {name, *(f"{name}_{suffix}" for suffix in VARIANTS)}
        if name != wanted:
            shapes.warn(f"another operation is called {wanted} too; this one is {name}", operation.pointer)
        arguments = arguments_of(operation, shapes, style, operation_id(operation))
        calls.append(Call(name, operation, arguments, return_type(operation, shapes, operation_id(operation))))
    return tuple(with_pages(made, calls, shapes, settings) for made in sorted(calls, key=lambda made: made.name))


def decorators(operations: list[Operation], settings: Settings) -> set[str]:
    """What makes the variants of the methods in a class, and would be hidden by a method of that name."""
    found = set(VARIANTS)
    media = (media for operation in operations for response in operation.responses for media in response.content)
    if any(map(is_stream, media)):
        found.add("streaming")
    if any(rule_of(operation, settings) for operation in operations):
        found.add("paged")
    return found


def with_pages(made: Call, calls: list[Call], shapes: Shapes, settings: Settings) -> Call:
    """Give a method its iterator, if its operation is paged and no other method is in the way."""
    pages = pages_of(made.operation, made.arguments, shapes, settings)
    others = {name for other in calls for name in (other.name, names.constant(other.name))}
    hidden = [name for name in (f"{made.name}_iter", paging_name(made.name)) if name in others]
    if pages and hidden:
        warn_once(shapes, f"the operation gets no iterator: another one is called {hidden[0]}", made.operation.pointer)
        return made
    return replace(made, pages=pages)


def meet_inline_schemas(api: Api, shapes: Shapes, settings: Settings) -> None:
    """Give inline schemas their classes in the order of the document, so that their names do not depend on others."""
    for operation in api.operations:
        arguments_of(operation, shapes, STYLES[settings.style], operation_id(operation))
        for response in operation.responses:
            for media in response.content:
                content_type(media, shapes, f"{operation_id(operation)}_{response.status}_response")


def translate_apis(
    groups: tuple[Group, ...], waiters: Waiters, shapes: Shapes, settings: Settings, asynchronous: bool = False
) -> tuple[package.ApiClass, ...]:
    """Make the API classes, for those who call them or for those who await them."""
    modules = {shape.name: shape.module for shape in shapes}
    return tuple(
        translate_group(group, waiters(group, asynchronous), shapes, settings, modules, asynchronous)
        for group in groups
    )


def translate_group(
    group: Group,
    waiters: tuple[package.WaiterMethod, ...],
    shapes: Shapes,
    settings: Settings,
    modules: dict[str, str],
    asynchronous: bool,
) -> package.ApiClass:
    """Make one API class with its methods and descriptors."""
    style, printed = STYLES[settings.style], set[Need]()
    streaming = {made.name for made in group.calls if has_stream(made, group, shapes)}
    methods = tuple(
        translate_call(made, shapes, style, printed, asynchronous, made.name in streaming) for made in group.calls
    )
    used = {need for made in group.calls for need in needs_of(made, style)} | style_needs(style)
    items = [made.pages.item for made in group.calls if made.pages]
    returned = {need for type_ in [*(made.returns for made in group.calls), *items] for need in annotation_needs(type_)}
    depth = 3 if asynchronous else 2
    operations = {("." * depth + "_operations", f"{group.attribute} as _operations")} if group.calls else set[Need]()
    streams = {("_variants", "streaming")} if streaming else set[Need]()
    pagers = {("_pager", "paged")} if items else set[Need]()
    own = without_models(used) | API_NEEDS | operations | streams | pagers
    return package.ApiClass(
        name=group.class_name,
        module=group.module,
        attribute=group.attribute,
        docstring=docstring(group.description or f"The operations of {group.tag}.", 4),
        imports=imports(used, in_aio(own) if asynchronous else own, depth),
        client_docstring=docstring(group.description or f"The operations of {group.tag}.", 8),
        client_import=f"from .api.{group.module} import {group.class_name}",
        typing_imports=model_imports(used, modules, depth),
        operation_imports=imports(
            returned, printed | without_models(returned) | ({("_waiting", "Waiter")} if waiters else set[Need]())
        ),
        operation_typing_imports=model_imports(returned, modules),
        methods=methods,
        waiters=waiters,
    )


def in_aio(needs: set[Need]) -> set[Need]:
    """Turn to those modules that the asynchronous half has of its own."""
    return {(f"..{module}", IN_AIO[name]) if name in IN_AIO else (module, name) for module, name in needs}


def translate_call(
    made: Call, shapes: Shapes, style: Style, needs: set[Need], asynchronous: bool, streaming: bool
) -> package.Method:
    """Make one method with the descriptor of its operation."""
    constant = names.constant(made.name)
    descriptor = ""
    if not asynchronous:  # both halves share it
        printer = DescriptorPrinter(shapes, operation_id(made.operation))
        descriptor = printer.operation(made.operation, made.name, made.arguments, annotation(made.returns))
        needs.update(printer.needs)
        if made.pages:
            descriptor += f"\n{made.pages.descriptor(made.name)}"
            needs.add(("_paging", "Paging"))
    returns = in_async(made.returns) if asynchronous else made.returns
    return package.Method(
        name=made.name,
        signature=signature(made.name, made.arguments, returns, style, asynchronous),
        docstring=method_docstring(made.operation, made.arguments),
        call=method_call(constant, made.arguments, style, caller(made.returns, asynchronous)),
        variants=(
            *(variant(made.name, suffix, suffix) for suffix in VARIANTS),
            *([variant(made.name, "stream", "streaming")] if streaming else ()),
            *([variant(made.name, "iter", "paged", f"_operations.{paging_name(made.name)}")] if made.pages else ()),
        ),
        descriptor=descriptor,
    )


def variant(name: str, suffix: str, made_by: str, *more: str) -> str:
    """Print the statement that derives a variant of a method."""
    head = f"{name}_{suffix} = "
    return head + layout(call(made_by, name, *more), 4, len(head))


def has_stream(made: Call, group: Group, shapes: Shapes) -> bool:
    """Whether an operation can answer with a stream, too, of what its method returns one of."""
    if made.returns.name == "EventStream" or f"{made.name}_stream" in {other.name for other in group.calls}:
        return False
    title = operation_id(made.operation)
    streams = [
        item_type(media, shapes, f"{title}_{response.status}_response")
        for response in successes(made.operation)
        for media in response.content
        if is_stream(media) and not is_envelope(media, shapes)
    ]
    return bool(streams) and all(stream.plain() == made.returns.plain() for stream in streams)


def needs_of(made: Call, style: Style) -> set[Need]:
    """What the signature of a method names."""
    types = [*(argument_type(argument, style) for argument in made.arguments), made.returns.plain()]
    needs = {need for type_ in types for need in type_.imports()}
    absent = style.absent != "None" and not all(argument.required for argument in made.arguments)
    return needs | {("_types", style.absent)} if absent else needs


def style_needs(style: Style) -> set[Need]:
    """What the options of every method name."""
    words = set(re.findall(r"\w+", " ".join(option.annotation for option in style.options)))
    return {("typing", word) for word in words & {"Any", "Dict", "Optional"}} | {
        ("_types", "Timeout"),
        ("_retry", "RetryConfig"),
    }


def without_models(needs: set[Need]) -> set[Need]:
    """Those that are not models of the package."""
    return {need for need in needs if need[0] != MODELS}


def imports(types: set[Need], needs: set[Need], depth: int = 2) -> tuple[str, ...]:
    """Import statements for a module whose annotations name these types.

    Args:
        types: What the annotations name.
        needs: What is needed when the module is loaded.
        depth: How deep the module stands in the package: 1 beside the runtime, 2 in a sub-package.
    """
    checking = {CHECKING} if types - without_models(types) else set[Need]()
    return import_lines({placed(need, depth) for need in needs | checking})


def model_imports(needs: set[Need], modules: dict[str, str], depth: int = 2) -> tuple[str, ...]:
    """Import statements for the models among the needs."""
    above = "." * depth
    return import_lines({(f"{above}models.{modules[name]}", name) for module, name in needs if module == MODELS})


def placed(need: Need, depth: int) -> Need:
    """Where a name comes from, seen from so deep in the package; what has its dots already stays."""
    module, name = need
    if module.startswith("."):
        return need
    if not module:
        return "." * depth, "models as _models"
    return (f"{'.' * depth}{module}" if module.startswith("_") or module in BESIDE else module), name
