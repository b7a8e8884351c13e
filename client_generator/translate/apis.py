"""Tags → API classes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .. import package
from ..api import Api, Operation
from ..config import Settings
from . import names
from .arguments import Argument, arguments_of
from .descriptors import DescriptorPrinter
from .imports import import_lines
from .layout import call, docstring, layout
from .methods import argument_type, method_call, method_docstring, return_type, signature
from .shapes import Shapes
from .style import STYLES, Style
from .types import MODELS, Type

Need = tuple[str, str]
"""A module and a name in it."""
UNTAGGED = "default"
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


@dataclass(frozen=True)
class Group:
    """The operations of one tag."""

    tag: str
    class_name: str
    module: str
    attribute: str
    description: str
    calls: tuple[Call, ...]


def group_operations(api: Api, shapes: Shapes, settings: Settings) -> tuple[Group, ...]:
    """Sort the operations by their first tag, in the order of the document."""
    described = {tag.name: tag.description for tag in api.tags}
    sorted_: dict[str, list[Operation]] = {}
    for operation in api.operations:
        sorted_.setdefault(operation.tags[0] if operation.tags else UNTAGGED, []).append(operation)
    groups: list[Group] = []
    for tag, operations in sorted_.items():
        attribute = names.unique(names.snake(tag), [group.attribute for group in groups])
        class_name = names.unique(f"{names.pascal(tag)}Api", [group.class_name for group in groups])
        calls = make_calls(operations, shapes, settings)
        groups.append(Group(tag, class_name, f"{attribute}_api", attribute, described.get(tag, ""), calls))
    return tuple(groups)


def make_calls(operations: list[Operation], shapes: Shapes, settings: Settings) -> tuple[Call, ...]:
    """Give each operation of a class its method, with a name that no other has."""
    style, calls = STYLES[settings.style], dict[str, Call]()
    for operation in operations:
        wanted = method_name(operation)
        name = names.unique(wanted, calls)
        if name != wanted:
            shapes.warn(f"another operation is called {wanted} too; this one is {name}", operation.pointer)
        arguments = arguments_of(operation, shapes, style, name)
        calls[name] = Call(name, operation, arguments, return_type(operation, shapes, name))
    return tuple(sorted(calls.values(), key=lambda made: made.name))


def method_name(operation: Operation) -> str:
    """The method for an operation, after its operationId or else its path."""
    return names.snake(operation.id or f"{operation.path} {operation.method}")


def translate_apis(groups: tuple[Group, ...], shapes: Shapes, settings: Settings) -> tuple[package.ApiClass, ...]:
    """Make the API classes."""
    modules = {shape.name: shape.module for shape in shapes}
    return tuple(translate_group(group, shapes, settings, modules) for group in groups)


def translate_group(group: Group, shapes: Shapes, settings: Settings, modules: dict[str, str]) -> package.ApiClass:
    """Make one API class with its methods and descriptors."""
    style, printed = STYLES[settings.style], set[Need]()
    methods = tuple(translate_call(made, shapes, style, printed) for made in group.calls)
    used = {need for made in group.calls for need in needs_of(made, style)} | style_needs(style)
    operations = {("_operations", f"{group.attribute} as _operations")}
    returned = {need for made in group.calls for need in made.returns.plain().imports()}
    return package.ApiClass(
        name=group.class_name,
        module=group.module,
        attribute=group.attribute,
        docstring=docstring(group.description or f"The operations of {group.tag}.", 4),
        imports=imports(used, without_models(used) | API_NEEDS | operations),
        client_docstring=docstring(group.description or f"The operations of {group.tag}.", 8),
        client_import=f"from .api.{group.module} import {group.class_name}",
        typing_imports=model_imports(used, modules),
        operation_imports=imports(returned, printed | without_models(returned)),
        operation_typing_imports=model_imports(returned, modules),
        methods=methods,
    )


def translate_call(made: Call, shapes: Shapes, style: Style, needs: set[Need]) -> package.Method:
    """Make one method with the descriptor of its operation."""
    printer = DescriptorPrinter(shapes, made.name)
    constant = names.constant(made.name)
    descriptor = printer.operation(made.operation, made.name, made.arguments, made.returns.plain().text())
    needs.update(printer.needs)
    return package.Method(
        name=made.name,
        signature=signature(made.name, made.arguments, made.returns, style),
        docstring=method_docstring(made.operation, made.arguments),
        call=method_call(constant, made.arguments, style),
        variants=tuple(variant(made.name, suffix) for suffix in ("with_http_info", "without_preload_content")),
        descriptor=descriptor,
    )


def variant(name: str, suffix: str) -> str:
    """Print the statement that derives a variant of a method."""
    head = f"{name}_{suffix} = "
    return head + layout(call(suffix, name), 4, len(head))


def needs_of(made: Call, style: Style) -> set[Need]:
    """What the signature of a method names."""
    types = [*(argument_type(argument, style) for argument in made.arguments), made.returns.plain()]
    needs = {need for type_ in types for need in type_.imports()}
    absent = style.absent != "None" and not all(argument.required for argument in made.arguments)
    return needs | {("_types", style.absent)} if absent else needs


def style_needs(style: Style) -> set[Need]:
    """What the options of every method name."""
    words = set(re.findall(r"\w+", " ".join(option.annotation for option in style.options)))
    return {("typing", word) for word in words & {"Any", "Dict", "Optional"}} | {("_types", "Timeout")}


def without_models(needs: set[Need]) -> set[Need]:
    """Those that are not models of the package."""
    return {need for need in needs if need[0] != MODELS}


def imports(types: set[Need], needs: set[Need]) -> tuple[str, ...]:
    """Import statements for a module whose annotations name these types."""
    checking = {CHECKING} if types - without_models(types) else set[Need]()
    return import_lines({placed(need) for need in needs | checking})


def model_imports(needs: set[Need], modules: dict[str, str]) -> tuple[str, ...]:
    """Import statements for the models among the needs, from a sub-package beside `models`."""
    return import_lines({(f"..models.{modules[name]}", name) for module, name in needs if module == MODELS})


def placed(need: Need) -> Need:
    """Where a name comes from, seen from a sub-package."""
    module, name = need
    if not module:
        return "..", "models as _models"
    return (f"..{module}" if module.startswith("_") or module == "api_client" else module), name
