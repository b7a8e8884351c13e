"""Operations → methods of API classes, and the descriptors that they hand to the runtime."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..api import Body, MediaType, Operation, Parameter, Response, Schema
from . import names
from .layout import Code, call, dict_of, docstring, keyed, layout, literal, named, quoted, tuple_of
from .shapes import Shapes
from .types import ANY, FILE, MODELS, Type, dict_with, optional

FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
LIMIT = "Limit"
"""What pydantic's Field is called in a module of operations."""
STREAMS = (
    "text/event-stream",
    "application/x-ndjson",
    "application/jsonl",
    "application/x-jsonlines",
    "application/json-seq",
)


@dataclass(frozen=True)
class Option:
    """An argument that every method has: how the call is made, rather than what it says."""

    name: str
    annotation: str
    default: str
    keyword: str
    """What the runtime calls it."""


@dataclass(frozen=True)
class Style:
    """What a signature looks like."""

    options: tuple[Option, ...]
    keyword_only: bool
    flatten_json: bool
    absent: str
    """The default of an optional argument."""
    absent_types: tuple[str, ...] = ()
    """What the runtime has for optional arguments."""


STYLES = {
    "openapi-generator": Style(
        options=(
            Option("_request_timeout", "Optional[Timeout]", "None", "timeout"),
            Option("_request_auth", "Optional[Dict[str, Any]]", "None", "auth"),
            Option("_content_type", "Optional[str]", "None", "content_type"),
            Option("_headers", "Optional[Dict[str, Any]]", "None", "headers"),
            Option("_host_index", "int", "0", "host_index"),
        ),
        keyword_only=False,
        flatten_json=False,
        absent="None",
    ),
    "sdk": Style(
        options=(
            Option("timeout", "Optional[Timeout]", "None", "timeout"),
            Option("headers", "Optional[Dict[str, Any]]", "None", "headers"),
        ),
        keyword_only=True,
        flatten_json=True,
        absent="UNSET",
        absent_types=("UNSET", "OptionalNullable", "OptionalValue"),
    ),
}


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
        name = names.unique(names.snake(made.name), taken)
        if name != names.snake(made.name):
            shapes.warn(f"the argument {made.name} is called {name}, since its name is taken", operation.pointer)
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
    return [
        Argument(
            name=body_name(found),
            wire_name="",
            type=found,
            schema=schema,
            required=body.required,
            nullable=shapes.nullable(schema),
            description=body.description or schema.description,
            example=media.example,
            has_example=media.has_example,
        )
    ]


def flattened(media: MediaType, shapes: Shapes, style: Style) -> bool:
    """Whether the properties of a body are arguments of their own."""
    if media.schema is None or not shapes.merged(shapes.target(media.schema)).properties:
        return False
    return media.name in FORMS or (style.flatten_json and is_json(media.name))


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON (RFC 6838 §4.2.8 for the suffix)."""
    essence = media_type.partition(";")[0].strip().lower()
    return essence.endswith(("/json", "+json"))


def field_arguments(media: MediaType, body: Body, shapes: Shapes, title: str) -> list[Argument]:
    """The arguments for the fields of a body."""
    schema = shapes.merged(shapes.target(media.schema or Schema("")))
    return [
        Argument(
            name=found.name,
            wire_name=found.name,
            type=shapes.bare_type(found.schema, f"{title}_{found.name}", file=media.name in FORMS),
            schema=found.schema,
            required=found.name in schema.required and body.required,
            nullable=shapes.nullable(found.schema),
            description=found.schema.description or shapes.target(found.schema).description,
            example=None,
            has_example=False,
            media=media,
        )
        for found in schema.properties
        if not found.schema.read_only
    ]


def body_name(found: Type) -> str:
    """What to call the argument for a whole body: after its model, else `body`."""
    inner = found.arguments[0] if found.name == "List" else found
    return inner.name if inner.module == MODELS else "request_body" if found.arguments else "body"


def signature(name: str, arguments: Iterable[Argument], returns: Type, style: Style) -> str:
    """Print the head of a method."""
    items: list[Code | str] = ["self"]
    if style.keyword_only:
        items.append("*")
    items += [argument_text(argument, style) for argument in arguments]
    items += [f"{option.name}: {option.annotation} = {option.default}" for option in style.options]
    if len(items) == 2:
        items.remove("*")
    return layout(Code(f"def {name}(", tuple(items), f") -> {returns.plain().text()}:"), 4)


def argument_text(argument: Argument, style: Style) -> str:
    """Print one argument of a signature."""
    plain = argument.type.plain()
    if argument.required:
        return f"{argument.name}: {(optional(plain) if argument.nullable else plain).text()}"
    if style.absent == "None":
        return f"{argument.name}: {optional(plain).text()} = None"
    wrapper = "OptionalNullable" if argument.nullable else "OptionalValue"
    return f"{argument.name}: {wrapper}[{plain.text()}] = {style.absent}"


def method_docstring(operation: Operation, arguments: Iterable[Argument]) -> str:
    """Print what a method does, and what its arguments mean beyond their names."""
    text = operation.description or operation.summary or f"{operation.method} {operation.path}."
    if operation.deprecated:
        text = f"Deprecated. {text}"
    described = [(argument.name, " ".join(argument.description.split())) for argument in arguments]
    lines = [f"    {name}: {about}" for name, about in described if about]
    return docstring("\n".join([text, "", "Args:", *lines] if lines else [text]), 8)


def method_call(constant: str, arguments: Iterable[Argument], style: Style) -> str:
    """Print the one statement of a method."""
    values = dict_of(*(f"{quoted(argument.name)}: {argument.name}" for argument in arguments))
    options = [f"{option.keyword}={option.name}" for option in style.options]
    return layout(call("self._call", f"_operations.{constant}", values, *options), 8, len("return "))


def return_type(operation: Operation, shapes: Shapes, title: str) -> Type:
    """What a call returns: the value of its successful responses."""
    found: dict[Type, None] = {}
    for response in successes(operation):
        for media in contents(response):
            if media.schema is not None:
                found[shapes.type_of(media.schema, f"{title}_{response.status}_response")] = None
    if not found:
        return Type("None")
    return next(iter(found)) if len(found) == 1 else Type("Union", "typing", tuple(found))


def contents(response: Response) -> tuple[MediaType, ...]:
    """The media types that a response is read in: streams only where there is nothing else."""
    whole = tuple(media for media in response.content if media.name.partition(";")[0] not in STREAMS)
    return whole or response.content


def successes(operation: Operation) -> tuple[Response, ...]:
    """The responses of success; `default` where there is no other."""
    found = tuple(response for response in operation.responses if response.status.startswith("2"))
    return found or tuple(response for response in operation.responses if response.status == "default")


@dataclass(frozen=True)
class Descriptor:
    """The definition of an operation for the runtime, and what it imports."""

    text: str
    needs: frozenset[tuple[str, str]]


class DescriptorPrinter:
    """Prints the descriptor of one operation."""

    def __init__(self, shapes: Shapes, title: str) -> None:
        self.shapes = shapes
        self.title = title
        self.needs: set[tuple[str, str]] = {("_operation", "Operation")}

    def type(self, found: Type) -> str:
        """Print a type as it is first asked for."""
        self.needs.update(descriptor_need(need) for need in found.imports())
        return f"lambda: {found.text(lambda name: f'_models.{name}', LIMIT)}"

    def call(self, name: str, *items: Code | str) -> Code:
        """Print a call of one of the runtime's classes."""
        self.needs.add(("_operation", name))
        return call(name, *items)

    def operation(self, operation: Operation, id_: str, arguments: tuple[Argument, ...], annotation: str) -> str:
        """Print the whole."""
        items: list[Code | str] = [
            named("id", quoted(id_)),
            named("method", quoted(operation.method)),
            named("path", quoted(operation.path)),
        ]
        parameters = [self.parameter(argument, argument.parameter) for argument in arguments if argument.parameter]
        if parameters:
            items.append(named("parameters", tuple_of(*parameters)))
        if operation.body:
            items.append(named("body", self.body(operation.body, arguments)))
        items.append(named("responses", dict_of(*(self.response(response) for response in operation.responses))))
        if operation.security:
            alternatives = (
                dict_of(*(f"{quoted(k)}: {scopes(v)}" for k, v in found.items())) for found in operation.security
            )
            items.append(named("security", tuple_of(*alternatives)))
        if operation.servers:
            items.append(
                named("servers", tuple_of(*(self.call("Server", quoted(server.url)) for server in operation.servers)))
            )
        if operation.deprecated:
            items.append("deprecated=True")
        constant = names.constant(id_)
        head = f"{constant}: Operation[{annotation}] = "
        return head + layout(call("Operation", *items), 0, len(head))

    def parameter(self, argument: Argument, parameter: Parameter) -> Code:
        """Print a parameter; what is as usual for its location is left out."""
        found = optional(argument.type) if argument.nullable else argument.type
        items: list[Code | str] = [
            quoted(argument.name),
            quoted(parameter.name),
            quoted(parameter.location),
            self.type(found),
        ]
        if parameter.required:
            items.append("required=True")
        if parameter.media_type:
            items.append(named("media_type", quoted(parameter.media_type)))
        elif parameter.style != "simple":
            items.append(named("style", quoted(parameter.style)))
        if parameter.explode and not parameter.media_type:
            items.append("explode=True")
        if parameter.allow_reserved:
            items.append("allow_reserved=True")
        return self.call("Parameter", *items)

    def body(self, body: Body, arguments: tuple[Argument, ...]) -> Code:
        """Print a body."""
        fields = [self.field(argument, argument.media) for argument in arguments if argument.media]
        whole = next((argument for argument in arguments if not argument.media and not argument.parameter), None)
        content = [keyed(media.name, self.type(self.body_type(media, whole))) for media in body.content]
        items: list[Code | str] = [dict_of(*content)]
        if whole:
            items.append(named("argument", quoted(whole.name)))
        if fields:
            items.append(named("fields", tuple_of(*fields)))
        if body.required:
            items.append("required=True")
        return self.call("Body", *items)

    def body_type(self, media: MediaType, whole: Argument | None) -> Type:
        """The type of a whole body in one media type."""
        if whole is None:
            return dict_with(ANY)
        if media.schema is None:
            return whole.type
        return self.shapes.type_of(media.schema, f"{self.title}_request", file=True)

    def field(self, argument: Argument, media: MediaType) -> Code:
        """Print a field of a body."""
        found = optional(argument.type) if argument.nullable else argument.type
        items: list[Code | str] = [quoted(argument.name), quoted(argument.wire_name), self.type(found)]
        encoding = media.encoding.get(argument.wire_name)
        if argument.required:
            items.append("required=True")
        if argument.file:
            items.append("file=True")
        if encoding and encoding.content_type:
            items.append(named("content_type", quoted(encoding.content_type)))
        if encoding and (encoding.style, encoding.explode) != ("form", True):
            items += [named("style", quoted(encoding.style)), f"explode={encoding.explode}"]
        if encoding and encoding.allow_reserved:
            items.append("allow_reserved=True")
        return self.call("Field", *items)

    def response(self, response: Response) -> Code | str:
        """Print what a status brings."""
        content = [
            keyed(media.name, self.type(self.response_type(media, response)))
            for media in response.content
            if media.schema or media.item_schema
        ]
        return keyed(response.status, self.call("Response", dict_of(*content)) if content else self.call("Response"))

    def response_type(self, media: MediaType, response: Response) -> Type:
        """The type of a response's value in one media type."""
        return self.shapes.type_of(
            media.item_schema or media.schema or Schema(""), f"{self.title}_{response.status}_response"
        )


def descriptor_need(need: tuple[str, str]) -> tuple[str, str]:
    """Where a name of a type comes from in a module of operations, whose own Field is another."""
    module, name = need
    return ("", "_models") if module == MODELS else (module, f"{name} as {LIMIT}" if name == "Field" else name)


def scopes(found: tuple[str, ...]) -> str:
    """Print the scopes of a security requirement."""
    return f"({', '.join(map(literal, found))}{',' if len(found) == 1 else ''})"
