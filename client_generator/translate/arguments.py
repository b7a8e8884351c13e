"""Operations → the arguments of their methods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..api import Body, MediaType, Operation, Parameter, Schema
from . import names
from .files import Files, files_of
from .media import MULTIPART, essence, is_form, is_json, is_text
from .schemas import embeds_json, named
from .shapes import Shapes
from .style import Style
from .types import ANY, BYTES, FILE, MODELS, STRING, Type, dict_with, union_of


@dataclass(frozen=True)
class Use:
    """A field of a body in one of its media types."""

    media: MediaType
    type: Type
    required: bool
    files: Files | None
    rest: bool = False
    """It carries all properties that are no fields of their own."""


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
    uses: tuple[Use, ...] = ()
    """Of a field of a body: how each media type carries it."""
    needed: bool = False
    """It is required if the body is sent as its default media type."""
    alternative: bool = False
    """It is for other media types than the default one."""

    @property
    def media(self) -> MediaType | None:
        """The first media type of a body that the argument is a field of."""
        return self.uses[0].media if self.uses else None

    @property
    def file(self) -> bool:
        """Return True if the value is a file, or an array of files."""
        return any(name == FILE.name for _, name in self.type.imports())

    @property
    def shown(self) -> bool:
        """Return True if an example gives the argument in any case."""
        return self.required or self.needed or (self.file and not self.alternative)


def arguments_of(operation: Operation, shapes: Shapes, style: Style, title: str) -> tuple[Argument, ...]:
    """The arguments of a method: required ones first, each kind in the order of the document."""
    taken = {option.name for option in style.options_of(operation.body)} | {"self"}
    found: list[Argument] = []
    parameters = [parameter_argument(parameter, shapes, title) for parameter in operation.parameters]
    for made in [*parameters, *body_arguments(operation, shapes, style, title)]:
        wanted = shapes.naming.argument(operation, made.name)
        name = style.distinct(wanted, taken)
        if name != wanted:
            shapes.warn(f"another argument is called {wanted} too; that for {made.name} is {name}", operation.pointer)
        taken.add(name)
        found.append(replace(made, name=name))
    return tuple(sorted(found, key=lambda argument: 0 if argument.required else 1 if argument.needed else 2))


def parameter_argument(parameter: Parameter, shapes: Shapes, title: str) -> Argument:
    """The argument for a parameter."""
    schema = parameter.schema
    target = shapes.merged(shapes.target(schema))
    if embeds_json(target):
        parameter = replace(parameter, media_type=target.media_type)
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
    """Return the arguments for the body: its fields where it is flattened, else one for the whole."""
    body = operation.body
    if body is None:
        return []
    flat = flattened(body, shapes, style)
    rest = tuple(media for media in body.content if media not in flat)
    if not flat:
        return [whole_argument(body, rest, shapes, style, title)]
    fields = field_arguments(body, flat, rest, shapes, style, title)
    if not rest:
        return fields
    whole = whole_argument(body, (*rest, *flat), shapes, style, title)
    return [*fields, replace(whole, required=False, alternative=True)]


def flattened(body: Body, shapes: Shapes, style: Style) -> tuple[MediaType, ...]:
    """Return the media types whose properties are arguments of their own.

    The arguments are those of the first media type, as in OpenAPI Generator's clients; in style sdk JSON comes first.
    """
    ordered = sorted(body.content, key=lambda media: style.flatten_json and not is_json(media.name))
    first = names_of_fields(ordered[0], shapes, style.flatten_json)
    if not first:
        return ()
    fields = {media.name: names_of_fields(media, shapes, True) for media in ordered}
    return tuple(
        media
        for media in ordered
        if fields[media.name] and (style.flatten_json or is_form(media.name) or fields[media.name] == first)
    )


def names_of_fields(media: MediaType, shapes: Shapes, flatten_json: bool) -> set[str]:
    """Return the names of the properties that can be arguments; none if the body is one argument."""
    whole = media.schema is not None and shapes.nullable(media.schema)  # null has no properties
    if is_form(media.name) or (flatten_json and is_json(media.name) and not whole):
        return set(fields_of(media, shapes)[0])
    return set()


def fields_of(media: MediaType, shapes: Shapes) -> tuple[dict[str, list[Schema]], set[str]]:
    """Return the schemas of each property of a body, and the names of required properties.

    A form whose schema is one of several objects has the properties of all of them, and so has JSON beside it in the
    drop-in style. In style sdk an object has those of its alternatives, too.
    """
    if media.schema is None:
        return {}, set()
    if is_form(media.name) or not shapes.naming.style.flatten_json:
        return form_fields(media.schema, shapes, ())
    schema = shapes.complete(shapes.target(media.schema))
    found = {each.name: [each.schema] for each in schema.properties}
    if found:
        own = {each.name for each in shapes.merged(shapes.target(media.schema), False).properties}
        fields, _ = form_fields(media.schema, shapes, ())
        found.update({name: schemas for name, schemas in fields.items() if name not in own})
    return found, set(schema.required)


def form_fields(schema: Schema, shapes: Shapes, within: tuple[str, ...]) -> tuple[dict[str, list[Schema]], set[str]]:
    """Draw together the properties of a schema, of what it is composed of, and of its alternatives."""
    target = shapes.target(schema)
    if target.pointer in within:
        return {}, set()
    within = (*within, target.pointer)
    found: dict[str, list[Schema]] = {}
    required = set(target.required)
    for part in target.all_of:
        fields, needed = form_fields(part, shapes, within)
        found.update(fields)
        required |= needed
    found.update({each.name: [each.schema] for each in target.properties})
    own = set(found)
    alternatives = [form_fields(each, shapes, within) for each in shapes.alternatives(target)]
    if not own and not all(fields for fields, _ in alternatives):
        return {}, required
    for fields, needed in alternatives:
        required |= needed if len(alternatives) == 1 else set()
        for name, schemas in fields.items():
            if name not in own:
                found.setdefault(name, []).extend(schemas)
    return found, required


def field_arguments(
    body: Body, flat: tuple[MediaType, ...], rest: tuple[MediaType, ...], shapes: Shapes, style: Style, title: str
) -> list[Argument]:
    """Return the arguments for the fields of a body, in the order of its media types."""
    uses: dict[str, list[tuple[Schema, Use]]] = {}
    for media in flat:
        fields, required = fields_of(media, shapes)
        for name, schemas in fields.items():
            if style.peer_arguments or not all(schema.read_only for schema in schemas):
                needed = name in required and (body.required or is_form(flat[0].name))
                uses.setdefault(name, []).append((schemas[0], use_of(name, schemas, media, needed, shapes, title)))
    found = [field_argument(name, each, flat, rest, shapes) for name, each in uses.items()]
    found += rest_argument(body, flat, shapes, title) if style.flatten_json else ()
    default = next(iter(ordered_content(body, tuple(found)))).name
    return [
        replace(
            argument,
            needed=any(use.required for use in argument.uses if use.media.name == default),
            alternative=all(use.media.name != default for use in argument.uses),
        )
        for argument in found
    ]


def rest_argument(body: Body, flat: tuple[MediaType, ...], shapes: Shapes, title: str) -> Iterator[Argument]:
    """Yield the argument for the properties of a body that the spec allows and does not name."""
    uses: list[Use] = []
    for media in flat:
        schema = shapes.complete(shapes.target(media.schema)) if media.schema else Schema("", additional=False)
        if schema.additional not in (None, False) or schema.pattern_properties:
            type_ = dict_with(shapes.extra_type(schema, f"{title}_request") or ANY)
            uses.append(Use(media, type_, False, None, rest=True))
    if uses:
        yield Argument(
            name="additional_properties",
            wire_name="",
            type=union_of(use.type for use in uses),
            schema=Schema(body.pointer),
            required=False,
            nullable=False,
            description="Further properties of the body, by name.",
            example=None,
            has_example=False,
            uses=tuple(uses),
        )


def use_of(name: str, schemas: list[Schema], media: MediaType, required: bool, shapes: Shapes, title: str) -> Use:
    """Return how a media type carries a field; schemas are those of all alternatives that have it."""
    found = [use_of_one(f"{title}_{name}", schema, name, media, shapes) for schema in schemas]
    files = next((files for _, files in found if files), None)
    return Use(media, union_of(type_ for type_, _ in found), required, files)


def use_of_one(title: str, schema: Schema, name: str, media: MediaType, shapes: Shapes) -> tuple[Type, Files | None]:
    """Return the type of a field by one of its schemas, and how it carries files."""
    files = files_of(schema, encoding_of(name, media), shapes) if essence(media.name) == MULTIPART else None
    return (files.type(shapes, title) if files else shapes.bare_type(schema, title)), files


def field_argument(
    name: str,
    uses: list[tuple[Schema, Use]],
    flat: tuple[MediaType, ...],
    rest: tuple[MediaType, ...],
    shapes: Shapes,
) -> Argument:
    """Return the argument for a field that one or more media types have."""
    schema = uses[0][0]
    return Argument(
        name=name,
        wire_name=name,
        type=union_of(use.type for _, use in uses),
        schema=schema,
        required=not rest and len(uses) == len(flat) and all(use.required for _, use in uses),
        nullable=any(shapes.nullable(each) for each, _ in uses),
        description=schema.description or shapes.target(schema).description,
        example=None,
        has_example=False,
        uses=tuple(use for _, use in uses),
    )


def ordered_content(body: Body, arguments: tuple[Argument, ...]) -> tuple[MediaType, ...]:
    """Return the media types of a body in the order of preference: the first is sent if the caller chooses none.

    JSON comes before others, but a form with files before JSON that has the same fields, and media types that are
    flattened before others.
    """
    uses = [use for argument in arguments for use in argument.uses]
    fields = {use.media.name for use in uses}
    as_json = [argument for argument in arguments if any(is_json(use.media.name) for use in argument.uses)]
    files = {use.media.name for argument in as_json for use in argument.uses if use.files}
    return tuple(
        sorted(
            body.content,
            key=lambda media: (media.name not in fields, media.name not in files, not is_json(media.name)),
        )
    )


def whole_argument(body: Body, content: tuple[MediaType, ...], shapes: Shapes, style: Style, title: str) -> Argument:
    """Return the argument for a whole body in one of several media types.

    It is named after the first media type, as in OpenAPI Generator's clients; what is said of it is that of the one
    that is sent by default.
    """
    media = content[0]
    only_form = len(body.content) == 1 and is_form(media.name)
    if only_form and shapes.bare_type(schema_of(media, body), f"{title}_request", file=True) == FILE:
        return nameless_file(media, body, shapes, style)
    found = shapes.bare_type(schema_of(media, body), f"{title}_request")
    main = min(content, key=lambda each: not is_json(each.name))
    schema = schema_of(main, body)
    absent_in_peer = style.peer_arguments and (media.schema is None or is_form(media.name))
    return Argument(
        name=body.name or body_name(schema_of(media, body), found.plain(), shapes),
        wire_name="",
        type=whole_type(body, (main, *content), shapes, title),
        schema=schema,
        required=body.required and not absent_in_peer,
        nullable=shapes.nullable(schema),
        description=body.description or schema.description,
        example=main.example,
        has_example=main.has_example,
    )


def whole_type(body: Body, content: tuple[MediaType, ...], shapes: Shapes, title: str) -> Type:
    """Return the type of a whole body: what each media type takes, if its schema is not that of another."""
    found: dict[object, Type] = {}
    for media in content:
        schema = schema_of(media, body)
        key = schema.ref or (shapes.structure(schema), media.schema is None and media.name)
        if key not in found:
            found[key] = type_in(media, schema, shapes.bare_type(schema, f"{title}_request"), shapes)
    types = {part: None for type_ in found.values() for part in (type_.arguments if is_text_type(type_) else (type_,))}
    if ANY in types:
        return ANY
    return union_of(part for part in types if FILE not in types or part not in (STRING, BYTES))


def type_in(media: MediaType, schema: Schema, found: Type, shapes: Shapes) -> Type:
    """Return the type of a whole body in one media type; files in a form can be more than a model can have.

    Args:
        media: The media type.
        schema: The schema of the body.
        found: The type of the schema.
        shapes: The schemas of the spec.
    """
    has_files = essence(media.name) == MULTIPART and any(
        files_of(schema, encoding_of(name, media), shapes)
        for name, schemas in fields_of(media, shapes)[0].items()
        for schema in schemas
    )
    if has_files:
        return dict_with(ANY)
    target = shapes.target(schema)
    text = target.types == ("string",) and found not in (FILE, BYTES)
    if text and not is_json(media.name) and not is_form(media.name) and not is_text(media.name):
        return found if "*" in media.name else union_of([STRING, BYTES])
    return FILE if found == BYTES and "*" in media.name else raw_type(media.name, found)


def encoding_of(name: str, media: MediaType) -> str:
    """Return the media types that a form gives a field, separated by commas; empty if it gives none."""
    return media.encoding[name].content_type if name in media.encoding else ""


def is_text_type(found: Type) -> bool:
    """Return True for the type of text that the caller may give as a string or as bytes."""
    return found == union_of([STRING, BYTES])


def schema_of(media: MediaType, body: Body) -> Schema:
    """Return the schema of a body in one media type; without one, any value will do."""
    return media.schema or media.item_schema or Schema(body.pointer)


def raw_type(media_type: str, found: Type) -> Type:
    """Return the type of a body: its schema's, if that can be written as the media type; else its text or its bytes."""
    if is_json(media_type) or is_form(media_type) or "*" in media_type:
        return found
    if is_text(media_type):
        return found if found.plain() == Type("str") else union_of([STRING, BYTES])
    return FILE


def nameless_file(media: MediaType, body: Body, shapes: Shapes, style: Style) -> Argument:
    """Return the argument for a form that is said to be a file, rather than to have one; it is sent as `file`."""
    shapes.warn("the form has no fields; its file is sent as `file`", body.pointer)
    schema = schema_of(media, body)
    required = body.required and not style.peer_arguments
    use = Use(media, FILE, required, Files(one=True))
    return Argument("file", "file", FILE, schema, required, False, body.description, None, False, uses=(use,))


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
