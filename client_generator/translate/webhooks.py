"""What the API asks of its users → definitions of webhooks and callbacks."""

from __future__ import annotations

from collections.abc import Iterator

from .. import package
from ..api import Api, Operation
from . import names
from .apis import Need, imports, model_imports, without_models
from .arguments import raw_type
from .descriptors import descriptor_need
from .layout import call, dict_of, docstring, keyed, layout, quoted
from .shapes import Shapes
from .types import ANY, Type


def translate_webhooks(api: Api, shapes: Shapes) -> package.Webhooks:
    """Make the definitions, for those requests that have a body."""
    taken: set[str] = set()
    found: list[package.Webhook] = []
    needs: set[Need] = {("_webhook", "Webhook")}
    typing_needs: set[Need] = set()
    for operation in incoming(api):
        if operation.body is None:
            continue
        wanted = names.constant(names.method(operation.id or operation.path))
        constant = names.unique(wanted, taken)
        taken.add(constant)
        types = {media.name: body_type(operation, index, shapes) for index, media in enumerate(operation.body.content)}
        first = next(iter(types.values()))
        needs |= {descriptor_need(need) for type_ in types.values() for need in type_.imports()}
        typing_needs |= set(first.plain().imports())
        text = docstring(operation.description or operation.summary, 0)
        found.append(package.Webhook(definition(constant, operation, types, first), text))
    modules = {shape.name: shape.module for shape in shapes}
    return package.Webhooks(
        tuple(found),
        imports(typing_needs, needs | without_models(typing_needs), depth=1),
        model_imports(typing_needs, modules, depth=1),
    )


def incoming(api: Api) -> Iterator[Operation]:
    """Go through what the API asks: by itself, and in return for an operation."""
    yield from api.webhooks
    for operation in api.operations:
        yield from operation.callbacks


def body_type(operation: Operation, index: int, shapes: Shapes) -> Type:
    """The type of a body in one of its media types."""
    media = operation.body.content[index] if operation.body else None
    if media is None or media.schema is None:
        return ANY
    return raw_type(media.name, shapes.type_of(media.schema, f"{operation.id or operation.path}_request"))


def definition(constant: str, operation: Operation, types: dict[str, Type], first: Type) -> str:
    """Print the definition of one."""
    content = (keyed(name, f"lambda: {type_.text(lambda model: f'_models.{model}')}") for name, type_ in types.items())
    head = f"{constant}: Webhook[{first.plain().text()}] = "
    items = (quoted(operation.path), quoted(operation.method), dict_of(*content))
    return head + layout(call("Webhook", *items), 0, len(head))
