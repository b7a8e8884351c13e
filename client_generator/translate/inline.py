"""Names for the classes of inline schemas, chosen before anything is printed."""

from __future__ import annotations

from ..api import Api, MediaType, Operation, Schema
from . import names
from .arguments import flattened
from .methods import content_type
from .naming import operation_id
from .schemas import named
from .shapes import Shapes
from .style import Style

RESPONSES = "/components/responses/"


def name_inline_schemas(api: Api, shapes: Shapes, style: Style) -> None:
    """Give inline schemas their classes: those of components first, then those of operations.

    So a new operation never renames the classes of a component. Enums come after all others, because OpenAPI
    Generator has no classes for them: they must not take the name of one that it has.
    """
    waiting: list[tuple[Schema, str]] = []
    shapes.waiting_enums = waiting
    for shape in list(shapes.by_pointer.values()):
        shapes.name_parts(shape.own, shape.base)
    for pointer, schema in api.schemas.items():
        if named(pointer) and pointer not in shapes.by_pointer:
            shapes.bare_type(schema, named(pointer))
    if style.peer_names:
        shapes.aliased = set(shapes.by_structure)
        name_shared_responses(api, shapes)
    for operation in api.operations:
        name_operation_schemas(operation, shapes, style)
    shapes.waiting_enums = None
    for schema, name in waiting:
        if schema.pointer not in shapes.by_pointer:
            shapes.add(schema, name, inline=True)
    if style.peer_names:
        add_hidden_names(shapes)


def add_hidden_names(shapes: Shapes) -> None:
    """Give classes such as `ModelList` the name `List` too, which their modules cannot use."""
    for shape in list(shapes.by_pointer.values()):
        name = shapes.naming.affixed(shape.base)
        peer = names.peer_class_name(name)
        if peer != shape.name == names.class_name(name) and peer not in shapes.taken["class"]:
            shapes.add_alias(peer, shape)


def name_shared_responses(api: Api, shapes: Shapes) -> None:
    """Name the schemas of shared responses as OpenAPI Generator does in 3.1: `InlineObject`, `InlineObject1`, …"""
    found: dict[str, dict[str, MediaType]] = {name: {} for name in api.shared_responses}
    for operation in api.operations:
        for response in operation.responses:
            for media in response.content:
                if media.schema and media.schema.pointer.startswith(RESPONSES):
                    name = media.schema.pointer.removeprefix(RESPONSES).partition("/")[0]
                    found.get(name.replace("~1", "/").replace("~0", "~"), {})[media.name] = media
    for contents in found.values():
        for media in contents.values():
            content_type(media, shapes, "InlineObject")


def name_operation_schemas(operation: Operation, shapes: Shapes, style: Style) -> None:
    """Name the inline schemas of an operation: of its body, its parameters, then its responses."""
    title = operation_id(operation)
    flat = flattened(operation.body, shapes, style) if operation.body else ()
    for media in operation.body.content if operation.body else ():
        if media in flat:
            name_fields(media, shapes, title if style.flatten_json else f"{title}_request")
        elif media.schema:
            shapes.bare_type(media.schema, f"{title}_request")
    for parameter in operation.parameters:
        shapes.bare_type(parameter.schema, f"{title}_{parameter.name}_parameter")
    for response in operation.responses:
        for media in response.content:
            content_type(media, shapes, f"{title}_{response.status}_response")


def name_fields(media: MediaType, shapes: Shapes, base: str) -> None:
    """Name the inline schemas in a body whose properties are arguments."""
    if media.schema:
        target = shapes.target(media.schema)
        for part in shapes.alternatives(target) if shapes.kind(target) == "union" else (target,):
            shapes.name_parts(shapes.target(part), base)
