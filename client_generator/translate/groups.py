"""Operations → the groups of their tags, each operation with the method that it becomes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from ..api import Api, Operation
from ..config import Settings
from . import names
from .arguments import Argument, arguments_of
from .events import is_envelope
from .inline import name_inline_schemas
from .methods import STREAM_NAMES, is_stream, item_type, return_type, successes
from .naming import operation_id
from .paging import Pages, pages_of, paging_name, rule_of, warn_once
from .shapes import Shapes
from .style import STYLES
from .types import Type

UNTAGGED = "default"
VARIANTS = ("with_http_info", "without_preload_content")
CLIENT_ATTRIBUTES = ("api_client", "cached_property", "close")
"""What the client class has beside its groups."""


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
    name_inline_schemas(api, shapes, STYLES[settings.style])
    described = {tag.name: tag.description for tag in api.tags}
    sorted_: dict[str, list[Operation]] = {}
    first: dict[str, str] = {}  # in the style of OpenAPI Generator, tags that make the same class share it
    for operation in api.operations:
        for tag in shapes.naming.groups(operation) or (UNTAGGED,):
            key = shapes.naming.api(tag) if STYLES[settings.style].peer_names else tag
            found = sorted_.setdefault(first.setdefault(key, tag), [])
            found += [operation] if operation not in found[-1:] else []
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
    class_name = shapes.take("class", shapes.naming.api(tag), joint="")
    module = shapes.take("api", names.underscored(class_name))
    if attribute != names.snake(wanted):
        shapes.warn(f"another group is called {names.snake(wanted)} too; that of {tag} is {attribute}", "/tags")
    attributes.add(attribute)
    page = shapes.take("page", class_name)
    calls = make_calls(operations, shapes, settings)
    return Group(tag, class_name, module, attribute, described.get(tag, ""), calls, page)


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
    used = {name for made in calls for name in (made.name, names.constant(made.name))}
    return tuple(with_pages(made, used, shapes, settings) for made in sorted(calls, key=lambda made: made.name))


def decorators(operations: list[Operation], settings: Settings) -> set[str]:
    """What makes the variants of the methods in a class, and would be hidden by a method of that name."""
    found = set(VARIANTS)
    media = (media for operation in operations for response in operation.responses for media in response.content)
    if any(map(is_stream, media)):
        found.add("streaming")
    if any(rule_of(operation, settings) for operation in operations):
        found.add("paged")
    return found


def with_pages(made: Call, used: Collection[str], shapes: Shapes, settings: Settings) -> Call:
    """Give a method its iterator, if its operation is paged and no other method or descriptor has the name."""
    pages = pages_of(made.operation, made.arguments, shapes, settings)
    hidden = [name for name in (f"{made.name}_iter", paging_name(made.name)) if name in used]
    if pages and hidden:
        warn_once(shapes, f"the operation gets no iterator: another one is called {hidden[0]}", made.operation.pointer)
        return made
    return replace(made, pages=pages)


def has_stream(made: Call, group: Group, shapes: Shapes) -> bool:
    """Whether an operation can answer with a stream, too, of what its method returns one of."""
    if made.returns.name in STREAM_NAMES or f"{made.name}_stream" in {other.name for other in group.calls}:
        return False
    title = operation_id(made.operation)
    streams = [
        item_type(media, shapes, f"{title}_{response.status}_response")
        for response in successes(made.operation)
        for media in response.content
        if is_stream(media) and not is_envelope(media, shapes)
    ]
    return bool(streams) and all(stream.plain() == made.returns.plain() for stream in streams)
