"""Operations → the signatures, docstrings and bodies of their methods."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..api import Body, MediaType, Operation, Response, Schema
from .arguments import Argument, ordered_content
from .layout import Code, call, dict_of, docstring, layout, quoted
from .media import is_json, is_text
from .shapes import Shapes
from .style import Option, Style
from .types import ANY, BYTES, STRING, Type, optional

NOTHING = Type("None")
UNREAD = Type("RESTResponse", "rest")
"""A response that the caller reads."""
AWAITED = {
    "EventStream": Type("AsyncEventStream", "_streams"),
    "Pager": Type("AsyncPager", "_pager"),
    UNREAD.name: UNREAD,
}
"""The types of the asynchronous half for those of the other one."""
STREAM_NAMES = ("EventStream", "AsyncEventStream")
EVENTS = "text/event-stream"
STREAMS = frozenset(
    (
        EVENTS,
        *("application/geo+json-seq", "application/json-seq", "application/json-lines", "application/jsonl"),
        *("application/jsonlines", "application/ndjson", "application/stream+json", "application/x-jsonlines"),
        *("application/x-json-stream", "application/x-ndjson"),
    )
)
JSON_RANGES = frozenset({"*/*", "*", "application/*"})
SCALARS = frozenset({"string", "integer", "number", "boolean"})


def signature(
    name: str,
    arguments: Iterable[Argument],
    returns: Type,
    style: Style,
    asynchronous: bool,
    options: Iterable[Option] | None = None,
) -> str:
    """Print the head of a method; its options are those of the style, unless others are given."""
    items: list[Code | str] = ["self"]
    if style.keyword_only:
        items.append("*")
    items += [argument_text(argument, style) for argument in arguments]
    items += [
        f"{option.name}: {option.annotation} = {option.default}"
        for option in (style.options if options is None else options)
    ]
    if len(items) == 2:
        items.remove("*")
    define = "async def" if asynchronous else "def"
    return layout(Code(f"{define} {name}(", tuple(items), f") -> {returns.plain().text()}:"), 4)


def argument_text(argument: Argument, style: Style) -> str:
    """Print one argument of a signature; a required property with one possible value may be left out."""
    default = f" = {style.absent}"
    if argument.required:
        values = argument_type(argument, style).values
        constant = style.keyword_only and argument.media is not None and len(values) == 1
        default = f" = {values[0]}" if constant else ""
    return f"{argument.name}: {argument_type(argument, style).text()}{default}"


def argument_type(argument: Argument, style: Style) -> Type:
    """The type of an argument as a signature shows it: required or not and null or not are different things."""
    plain = argument.type.plain()
    if argument.required:
        return optional(plain) if argument.nullable else plain
    if style.absent == "None":
        return optional(plain)
    return Type("OptionalNullable" if argument.nullable else "OptionalValue", "_types", (plain,))


def method_docstring(operation: Operation, arguments: tuple[Argument, ...], style: Style) -> str:
    """Print what a method does, and what its arguments mean beyond their names."""
    text = operation.description or operation.summary or f"{operation.method} {operation.path}."
    if operation.deprecated:
        text = f"Deprecated. {text}"
    described = [(argument.name, " ".join(argument.description.split())) for argument in arguments]
    described += [(option.name, media_types_text(operation.body, arguments)) for option in style.body_options]
    lines = [f"    {name}: {about}" for name, about in described if about]
    return docstring("\n".join([text, "", "Args:", *lines] if lines else [text]), 8)


def media_types_text(body: Body | None, arguments: tuple[Argument, ...]) -> str:
    """Say which media types the body can be sent as; empty if there is no choice."""
    if body is None or len(body.content) < 2:
        return ""
    first, *others = (f"`{media.name}`" for media in ordered_content(body, arguments))
    return f"Media type to send the body as: {first} (default) or {', '.join(others)}."


def method_call(constant: str, arguments: Iterable[Argument], given: Iterable[Option], caller: str) -> str:
    """Print the one statement of a method, behind `return`."""
    values = dict_of(*(f"{quoted(argument.name)}: {argument.name}" for argument in arguments))
    options = [f"{option.keyword}={option.name}" for option in given]
    return layout(call(caller, f"_operations.{constant}", values, *options), 8, len("return "))


def caller(returns: Type, asynchronous: bool) -> str:
    """What a method hands its arguments to; what comes unread is of another class in the asynchronous half."""
    if not asynchronous:
        return "self._call"
    return {"EventStream": "await self._stream", UNREAD.name: "await self._unread"}.get(
        returns.name, "await self._call"
    )


def in_async(returns: Type) -> Type:
    """What a call returns to those who await it."""
    return replace(AWAITED[returns.name], arguments=returns.arguments) if returns.name in AWAITED else returns


def in_library(found: Type, shapes: Shapes) -> Type:
    """Return a type of the runtime as the library of the package has it."""
    if not shapes.naming.asynchronous:
        return found
    awaited = in_async(found)
    return replace(awaited, module=f"aio.{awaited.module}")


def return_type(operation: Operation, shapes: Shapes, title: str) -> Type:
    """What a call returns: the value of its successful responses."""
    if is_unread(operation, shapes, title):
        return in_library(UNREAD, shapes)
    found: dict[Type, None] = {}
    for response in successes(operation):
        for media in told_apart(response, shapes):
            found[content_type(media, shapes, f"{title}_{response.status}_response")] = None
    found.pop(NOTHING, None)
    if not found:
        return NOTHING
    return next(iter(found)) if len(found) == 1 else Type("Union", "typing", tuple(found))


def told_apart(response: Response, shapes: Shapes) -> list[MediaType]:
    """The media types that a return type speaks of: not those that bring the same object otherwise than as JSON."""
    found = contents(response)
    if not any(is_json(media.name) for media in found):
        return list(found)
    return [media for media in found if is_json(media.name) or is_text_of(media, shapes)]


def is_text_of(media: MediaType, shapes: Shapes) -> bool:
    """Whether the schema of a media type is that of a text or of bytes."""
    return media.schema is not None and shapes.target(media.schema).types == ("string",)


def content_type(media: MediaType, shapes: Shapes, name: str) -> Type:
    """Return the type of a response body: that of its schema for JSON and text, else bytes."""
    if is_stream(media):
        return in_library(Type("EventStream", "_streams", (item_type(media, shapes, name),)), shapes)
    if media.schema is None:
        return type_without_schema(media.name)
    found = shapes.type_of(media.schema, name)
    if may_be_json(media.name):
        return found
    if essence(media.name).startswith("text/"):
        return found if is_scalar(media.schema, shapes) else STRING
    return found if found.plain() == Type("str") and is_text(media.name) else BYTES


def type_without_schema(media_type: str) -> Type:
    """Return the type of a response whose media type has no schema."""
    if may_be_json(media_type):
        return ANY
    return STRING if is_text(media_type) else BYTES


def may_be_json(media_type: str) -> bool:
    """Return True for JSON media types and for the ranges that include them."""
    return is_json(media_type) or essence(media_type) in JSON_RANGES


def is_scalar(schema: Schema, shapes: Shapes) -> bool:
    """Return True if all values of a schema are strings, numbers or booleans."""
    types = set(shapes.target(schema).types)
    return bool(types) and types <= SCALARS


def is_unread(operation: Operation, shapes: Shapes, title: str) -> bool:
    """Whether the bytes that an operation brings, and nothing else, are left for the caller to read."""
    types = [
        content_type(media, shapes, f"{title}_{response.status}_response")
        for response in successes(operation)
        for media in response.content
        if not is_json(media.name)
    ]
    media_types = [media for response in successes(operation) for media in response.content]
    style = shapes.naming.style
    return style.unread_bytes and bool(types) and len(types) == len(media_types) and set(types) == {BYTES}


def is_stream(media: MediaType) -> bool:
    """Whether a media type is a stream of items."""
    return essence(media.name) in STREAMS


def essence(media_type: str) -> str:
    """Return a media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def item_type(media: MediaType, shapes: Shapes, name: str) -> Type:
    """The type of each item of a stream; some documents describe all of them, as an array."""
    schema = media.item_schema or media.schema
    target = shapes.target(schema) if schema else None
    if target and not media.item_schema and target.types == ("array",) and target.items:
        schema = target.items
    return shapes.type_of(schema, f"{name}_item") if schema else STRING if EVENTS in media.name else ANY


def contents(response: Response) -> tuple[MediaType, ...]:
    """The media types that a response is read in: streams only where there is nothing else."""
    whole = tuple(media for media in response.content if not is_stream(media))
    return whole or response.content


def successes(operation: Operation) -> tuple[Response, ...]:
    """The responses of success; `default` where there is no other."""
    found = tuple(response for response in operation.responses if response.status.startswith("2"))
    return found or tuple(response for response in operation.responses if response.status == "default")
