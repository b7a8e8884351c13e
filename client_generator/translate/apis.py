"""Groups → API classes, with the modules of their operations."""

from __future__ import annotations

import re
from collections.abc import Callable

from .. import package
from ..config import Settings
from . import names
from .descriptors import DescriptorPrinter, annotation, annotation_needs
from .groups import VARIANTS, Call, Group, has_stream
from .imports import import_lines
from .layout import call, docstring, layout
from .methods import (
    argument_type,
    caller,
    in_async,
    method_call,
    method_docstring,
    signature,
)
from .naming import operation_id
from .paging import paging_name
from .shapes import Shapes
from .style import STYLES, Style
from .types import MODELS

Need = tuple[str, str]
"""A module and a name in it."""
Waiters = Callable[[Group, bool], tuple[package.WaiterMethod, ...]]
"""Gives the waiters of an API class, for those who call them or for those who await them."""
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
    own_half = asynchronous and not shapes.naming.asynchronous  # `aio`, beside the synchronous one
    depth = 3 if own_half else 2
    operations = {("." * depth + "_operations", f"{group.attribute} as _operations")} if group.calls else set[Need]()
    streams = {("_variants", "streaming")} if streaming else set[Need]()
    pagers = {("_pager", "paged")} if items else set[Need]()
    own = without_models(used) | API_NEEDS | operations | streams | pagers
    return package.ApiClass(
        name=group.class_name,
        module=group.module,
        attribute=group.attribute,
        docstring=docstring(group.description or f"The operations of {group.tag}.", 4),
        imports=imports(used, in_aio(own, ".." if own_half else "..aio.") if asynchronous else own, depth),
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


def in_aio(needs: set[Need], place: str) -> set[Need]:
    """Turn to those modules that the asynchronous runtime has of its own; `place` is where they are."""
    return {
        (f"{place}{module}", IN_AIO[name]) if name in IN_AIO and not module.startswith("aio.") else (module, name)
        for module, name in needs
    }


def translate_call(
    made: Call, shapes: Shapes, style: Style, needs: set[Need], asynchronous: bool, streaming: bool
) -> package.Method:
    """Make one method with the descriptor of its operation."""
    constant = names.constant(made.name)
    descriptor = ""
    if not asynchronous or shapes.naming.asynchronous:  # both halves share it
        printer = DescriptorPrinter(shapes, operation_id(made.operation))
        descriptor = printer.operation(made.operation, made.name, made.arguments, annotation(made.returns))
        needs.update(printer.needs)
        if made.pages:
            descriptor += f"\n{made.pages.descriptor(made.name)}"
            needs.add(("_paging", "Paging"))
    returns = in_async(made.returns) if asynchronous and not shapes.naming.asynchronous else made.returns
    options = style.options_of(made.operation.body)
    return package.Method(
        name=made.name,
        signature=signature(made.name, made.arguments, returns, style, asynchronous, options),
        docstring=method_docstring(made.operation, made.arguments, style),
        call=method_call(constant, made.arguments, options, caller(made.returns, asynchronous)),
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
    return (f"{'.' * depth}{module}" if module.startswith(("_", "aio.")) or module in BESIDE else module), name
