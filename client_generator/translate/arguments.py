"""Operations → the arguments of their methods."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..api import Body, MediaType, Operation, Parameter, Schema
from . import names
from .schemas import named
from .shapes import Shapes
from .style import Style
from .types import BYTES, FILE, MODELS, STRING, Type, union_of

TEXTS = ("xml", "yaml", "/graphql", "/javascript", "/jwt", "/sql", "/x-www-form-urlencoded")
MULTIPART = "multipart/form-data"
FORMS = (MULTIPART, "application/x-www-form-urlencoded")


@dataclass(frozen=True)
class Argument:
    """An argument of a method: a parameter, a field of a flattened body, or a whole body."""

    name: str
    wire_name: str
    type: Type
    schema: Schema
    required: bool
    nullable: bool
    description: str
    example: object
    has_example: bool
    parameter: Parameter | None = None
    media: MediaType | None = None
    """Of a field: the media type of the body that it is part of."""

    @property
    def file(self) -> bool:
        """Whether the value is a file, or an array of files."""
        return any(name == FILE.name for _, name in self.type.imports())


def arguments_of(operation: Operation, shapes: Shapes, style: Style, title: str) -> tuple[Argument, ...]:
    """The arguments of a method: required ones first, each kind in the order of the document."""
    taken = {option.name for option in style.options} | {"self"}
    found: list[Argument] = []
    parameters = [parameter_argument(parameter, shapes, title) for parameter in operation.parameters]
    for made in [*parameters, *body_arguments(operation, shapes, style, title)]:
        wanted = shapes.naming.argument(operation, made.name)
        name = style.distinct(wanted, taken)
        if name != wanted:
            shapes.warn(f"another argument is called {wanted} too; that for {made.name} is {name}", operation.pointer)
        taken.add(name)
        found.append(replace(made, name=name))
    return tuple(sorted(found, key=lambda argument: not argument.required))


def parameter_argument(parameter: Parameter, shapes: Shapes, title: str) -> Argument:
    """The argument for a parameter."""
    schema = parameter.schema
    return Argument(
        name=parameter.name,
        wire_name=parameter.name,
        type=shapes.bare_type(schema, f"{title}_{parameter.name}_parameter"),
        schema=schema,
        required=parameter.required,
        nullable=shapes.nullable(schema),
        description=parameter.description or schema.description,
        example=parameter.example,
        has_example=parameter.has_example,
        parameter=parameter,
    )


def body_arguments(operation: Operation, shapes: Shapes, style: Style, title: str) -> list[Argument]:
    """The arguments for the body: its fields where it is flattened, else one for the whole."""
    body = operation.body
    if body is None:
        return []
    media = body.content[0]
    if flattened(media, shapes, style):
        return field_arguments(media, body, shapes, title)
    schema = media.schema or media.item_schema or Schema(body.pointer)
    found = shapes.bare_type(schema, f"{title}_request", file=True)
    if found == FILE and media.name in FORMS:
        return [nameless_file(media, body, shapes)]
    return [
        Argument(
            name=body.name or body_name(schema, found.plain(), shapes),
            wire_name="",
            type=raw_type(media.name, found),
            schema=schema,
            required=body.required,
            nullable=shapes.nullable(schema),
            description=body.description or schema.description,
            example=media.example,
            has_example=media.has_example,
        )
    ]


def raw_type(media_type: str, found: Type) -> Type:
    """The type of a body: its schema's, if it is one that can be written down; else its text or its bytes."""
    essence = media_type.partition(";")[0].strip().lower()
    if is_json(essence) or essence in FORMS or "*" in essence:
        return found
    if is_text(essence):
        return found if found.plain() == Type("str") else union_of([STRING, BYTES])
    return FILE


def nameless_file(media: MediaType, body: Body, shapes: Shapes) -> Argument:
    """The argument for a form that is said to be a file, rather than to have one: it is sent as the field `file`."""
    shapes.warn("the form has no fields; its file is sent as `file`", body.pointer)
    schema = media.schema or Schema(body.pointer)
    return Argument("file", "file", FILE, schema, body.required, False, body.description, None, False, media=media)


def flattened(media: MediaType, shapes: Shapes, style: Style) -> bool:
    """Whether the properties of a body are arguments of their own."""
    if media.schema is None or not shapes.merged(shapes.target(media.schema)).properties:
        return False
    return media.name in FORMS or (style.flatten_json and is_json(media.name))


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON (RFC 6838 §4.2.8 for the suffix)."""
    essence = media_type.partition(";")[0].strip().lower()
    return essence.endswith(("/json", "+json"))


def is_text(media_type: str) -> bool:
    """Whether a media type is for a text that is not JSON."""
    essence = media_type.partition(";")[0].strip().lower()
    return essence.startswith("text/") or essence.endswith(TEXTS)


def field_arguments(media: MediaType, body: Body, shapes: Shapes, title: str) -> list[Argument]:
    """The arguments for the fields of a body."""
    schema = shapes.merged(shapes.target(media.schema or Schema("")))
    return [
        Argument(
            name=found.name,
            wire_name=found.name,
            type=shapes.bare_type(found.schema, f"{title}_{found.name}", file=media.name == MULTIPART),
            schema=found.schema,
            required=found.name in schema.required and (body.required or media.name in FORMS),
            nullable=shapes.nullable(found.schema),
            description=found.schema.description or shapes.target(found.schema).description,
            example=None,
            has_example=False,
            media=media,
        )
        for found in schema.properties
        if not found.schema.read_only
    ]


def body_name(schema: Schema, found: Type, shapes: Shapes) -> str:
    """Return the name of the argument for a whole body: that of its model, else `request_body` or `body`."""
    target = shapes.target(schema)
    alias = schema.ref in shapes.api.schemas and bool(shapes.api.schemas[schema.ref].ref)
    if alias or shapes.kind(target) == "enum" or (found.name == "Dict" and target.additional in (None, False)):
        return "body"
    inner, item = found, target
    while inner.arguments and found.name == "List" and inner.name in ("List", "Dict"):
        inner = inner.arguments[-1]
    while item.items:
        item = shapes.target(item.items)
    inline_enum = shapes.kind(item) == "enum" and not named(item.pointer)
    if inner.module == MODELS and not inline_enum:
        return names.unescaped_class(inner.name)
    return "request_body" if found.arguments else "body"
