"""Operations → the descriptors that methods hand to the runtime."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..api import Body, Header, MediaType, Operation, Parameter, Response
from . import names
from .arguments import Argument, Use, fields_of, ordered_content, schema_of, type_in, use_of
from .document import server
from .events import is_envelope, string_events
from .layout import Code, call, dict_of, keyed, layout, literal, named, quoted, tuple_of
from .media import is_form, is_json
from .methods import content_type, is_stream, is_unread, item_type
from .shapes import Shapes
from .types import ANY, EMBEDDED, MODELS, Type, dict_with, embedded, optional

LIMIT = "Limit"
"""What pydantic's Field is called in a module of operations."""
RUNTIME = frozenset(
    {"Body", "Field", "Items", "Operation", "Paging", "Parameter", "Response", "Server", "ServerVariable"}
)
"""Classes that modules of operations import; a model of such a name is reached through its package there."""


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
            named("path", quoted(operation.path.partition("#")[0])),
        ]
        parameters = [self.parameter(argument, argument.parameter) for argument in arguments if argument.parameter]
        if parameters:
            items.append(named("parameters", tuple_of(*parameters)))
        if operation.body:
            items.append(named("body", self.body(operation.body, arguments)))
        unread = is_unread(operation, self.shapes, self.title)
        brings = (self.response(response, unread and response.status[0] == "2") for response in operation.responses)
        items.append(named("responses", dict_of(*brings)))
        if operation.security:
            alternatives = (
                dict_of(*(f"{quoted(k)}: {scopes(v)}" for k, v in found.items())) for found in operation.security
            )
            items.append(named("security", tuple_of(*alternatives)))
        if operation.servers:
            names_ = ("Server", "ServerVariable") if any(each.variables for each in operation.servers) else ("Server",)
            self.needs.update(("_operation", name) for name in names_)
            items.append(named("servers", tuple_of(*map(server, operation.servers))))
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
        fields = [field for argument in arguments for field in self.fields(argument, body)]
        whole = next((argument for argument in arguments if not argument.uses and not argument.parameter), None)
        flat = {use.media.name for argument in arguments for use in argument.uses}
        content = ordered_content(body, arguments)
        types = [keyed(media.name, self.type(self.body_type(media, body, bool(whole)))) for media in content]
        if not flat:
            fields = [field for media in content for field in self.form_fields(media)]
        items: list[Code | str] = [dict_of(*types)]
        if whole:
            items.append(named("argument", quoted(whole.name)))
        if fields:
            items.append(named("fields", tuple_of(*fields)))
        if body.required and (flat or whole is None or whole.required):
            items.append("required=True")
        elif whole and whole.nullable and self.shapes.naming.style.absent != "None":
            items.append("nullable=True")
        return self.call("Body", *items)

    def body_type(self, media: MediaType, body: Body, whole: bool) -> Type:
        """Return the type of a body in one media type; one that no argument has as a whole is made of its fields."""
        if not whole:
            return dict_with(ANY)
        schema = schema_of(media, body)
        return type_in(media, schema, self.shapes.type_of(schema, f"{self.title}_request"), self.shapes)

    def fields(self, argument: Argument, body: Body) -> Iterator[Code]:
        """Print the fields of a body that an argument is; media types that carry it differently have one each."""
        alike: dict[object, list[Use]] = {}
        for use in argument.uses:
            alike.setdefault((use.type, use.required, use.files and use.files.kind), []).append(use)
        for uses in alike.values():
            media_types = () if len(uses) == len(body.content) else tuple(use.media.name for use in uses)
            yield self.field(argument.name, argument.wire_name, uses, argument.nullable, media_types)

    def form_fields(self, media: MediaType) -> Iterator[Code]:
        """Print those fields of a form in one argument that are files or have an encoding of their own."""
        for name, schemas in fields_of(media, self.shapes)[0].items() if is_form(media.name) else ():
            use = use_of(name, schemas, media, False, self.shapes, self.title)
            if use.files or name in media.encoding:
                yield self.field("", name, [use], any(map(self.shapes.nullable, schemas)), (media.name,))

    def field(self, argument: str, name: str, uses: list[Use], nullable: bool, media_types: tuple[str, ...]) -> Code:
        """Print a field of a body."""
        use = uses[0]
        items: list[Code | str] = [
            quoted(argument),
            quoted(name),
            self.type(optional(use.type) if nullable else use.type),
        ]
        encoding = next((each.media.encoding[name] for each in uses if name in each.media.encoding), None)
        if use.required:
            items.append("required=True")
        if use.rest:
            items.append("rest=True")
        if use.files:
            items.append(named("files", quoted(use.files.kind)))
        if media_types:
            items.append(named("media_types", tuple_of(*map(quoted, media_types))))
        content_type = encoding.content_type if encoding else ""
        if content_type or (argument and use.type.mark == EMBEDDED and is_form(use.media.name)):
            items.append(named("content_type", quoted(content_type or "application/json")))
        if encoding and (encoding.style, encoding.explode) != ("form", True):
            items += [named("style", quoted(encoding.style)), f"explode={encoding.explode}"]
        if encoding and encoding.allow_reserved:
            items.append("allow_reserved=True")
        if encoding and encoding.headers:
            found_headers = (keyed(name, quoted(value)) for name, value in encoding.headers.items())
            items.append(named("headers", dict_of(*found_headers)))
        return self.call("Field", *items)

    def response(self, response: Response, unread: bool) -> Code | str:
        """Print what a status brings; bytes may be left for the caller to read."""
        content = [
            keyed(media.name, self.unread() if unread else self.content(media, response)) for media in response.content
        ]
        headers = [keyed(header.name, self.type(type_)) for header, type_ in self.typed_headers(response)]
        items: list[Code | str] = [dict_of(*content)] if content or headers else []
        items += [named("headers", dict_of(*headers))] if headers else []
        items += [named("error", found) for found in self.error(response)]
        return keyed(response.status, self.call("Response", *items))

    def error(self, response: Response) -> Iterator[str]:
        """Print the exception that is called after the body of an error, if there is one."""
        name = "" if response.status.startswith("2") else self.shapes.exception(response)
        if name:
            self.needs.add(descriptor_need((MODELS, "")))
            yield f"lambda: _models.{name}"

    def typed_headers(self, response: Response) -> Iterator[tuple[Header, Type]]:
        """Yield the headers of a successful response that are not merely strings, with their types."""
        for header in response.headers if response.status[0] in "2d" else ():
            target = self.shapes.target(header.schema)
            schema = header.schema if target.enum is None else replace(target, enum=None)
            found = self.shapes.bare_type(schema, f"{self.title}_{response.status}_{header.name}")
            if is_json(header.media_type):
                yield header, embedded(found)
            elif found.plain() != Type("str"):
                yield header, found

    def unread(self) -> str:
        """Print what stands for a body that is not read."""
        self.needs.add(("_operation", "unread"))
        return "unread"

    def content(self, media: MediaType, response: Response) -> Code | str:
        """Print what a media type brings: a stream of items, or a value."""
        return self.items(media, response) if is_stream(media) else self.value(media, response)

    def value(self, media: MediaType, response: Response) -> str:
        """Print the type of a response's value in one media type."""
        return self.type(content_type(media, self.shapes, f"{self.title}_{response.status}_response"))

    def items(self, media: MediaType, response: Response) -> Code:
        """Print the type of a stream's items."""
        found = item_type(media, self.shapes, f"{self.title}_{response.status}_response")
        items: list[Code | str] = [self.type(found)]
        if is_envelope(media, self.shapes):
            items.append("envelope=True")
        strings = string_events(media, self.shapes)
        if strings:
            items.append(named("strings", "True" if strings is True else scopes(strings)))
        return self.call("Items", *items)


def annotation(found: Type) -> str:
    """Print a type as the annotation of a descriptor has it."""
    return found.plain().text(lambda name: f"_models.{name}" if is_hidden(name) else name)


def annotation_needs(found: Type) -> set[tuple[str, str]]:
    """What such an annotation names."""
    return {need for need in found.plain().imports() if need[0] != MODELS or not is_hidden(need[1])}


def is_hidden(model: str) -> bool:
    """Return True if a module of operations may have something else under the name of a model."""
    return model in RUNTIME or model == model.upper()


def descriptor_need(need: tuple[str, str]) -> tuple[str, str]:
    """Where a name of a type comes from in a module of operations, whose own Field is another."""
    module, name = need
    return ("", "_models") if module == MODELS else (module, f"{name} as {LIMIT}" if name == "Field" else name)


def scopes(found: tuple[str, ...]) -> str:
    """Print the scopes of a security requirement."""
    return f"({', '.join(map(literal, found))}{',' if len(found) == 1 else ''})"
