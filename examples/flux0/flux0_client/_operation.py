"""What a specification says, as data: operations, parameters, bodies, responses, security schemes, servers.

Generated modules hold values of these classes; the rest of the runtime reads them. Nothing here does anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Generic, Literal, TypeVar

from ._media import FORM, MULTIPART, covers, essence, is_json
from ._types import FileInput

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Type = Callable[[], Any]
"""Gives the type of a value when it is first needed, so that a module of operations loads no model."""


@dataclass(frozen=True)
class Parameter:
    """A path, query, header or cookie parameter (OpenAPI 3.0 §4.7.12), and the argument that carries it."""

    argument: str
    name: str
    location: Literal["path", "query", "header", "cookie", "querystring"]
    type: Type
    required: bool = False
    style: str = "simple"
    explode: bool = False
    allow_reserved: bool = False
    media_type: str | None = None
    """The media type of a `content` parameter; it replaces style and explode."""


@dataclass(frozen=True)
class Field:
    """A property of a body, and how a form carries it (OpenAPI 3.0 §4.7.15)."""

    argument: str
    """The argument that has the value; empty: it is a part of the argument for the whole body."""
    name: str
    type: Type
    required: bool = False
    files: Literal["", "one", "many", "mixed"] = ""
    """`one` for a file, `many` for a file or several, `mixed` if the value may also be something else."""
    media_types: tuple[str, ...] = ()
    """The media types of the body that have the property; empty: all of them."""
    content_type: str | None = None
    style: str = "form"
    explode: bool = True
    allow_reserved: bool = False
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    """Further header fields of the part."""
    rest: bool = False
    """True if the value is a dict of all properties that are no arguments of their own."""


@dataclass(frozen=True)
class Body:
    """A request body: one argument for the whole of it, or one for each of its fields.

    If some media types have fields and others do not, it has both, and either can be given.
    """

    content: Mapping[str, Type]
    """The media types in the order of preference, and the type of the value in each."""
    argument: str | None = None
    """The argument for the whole body; None: `fields` has them."""
    fields: tuple[Field, ...] = ()
    """The properties, where they are arguments; also how a form carries the properties of a whole body."""
    required: bool = False
    nullable: bool = False
    """True if None as an optional body is sent as null; else there is no body."""

    @cached_property
    def arguments(self) -> tuple[Field, ...]:
        """The properties that are arguments."""
        return tuple(field for field in self.fields if field.argument)

    @cached_property
    def varies(self) -> bool:
        """True if the body depends on the media type, or on the arguments that are given."""
        mixed = bool(self.argument and len(self.content) > 1)
        return mixed or any(field.media_types for field in self.arguments)

    def declared(self, content_type: str) -> str | None:
        """Return the media type of the spec that matches the caller's, or None."""
        if content_type in self.content:
            return content_type
        kind = essence(content_type)
        same = (name for name in self.content if essence(name) == kind)
        in_range = (name for name in self.content if covers(name, kind))
        alike = (name for name in self.content if is_json(name) and is_json(kind))
        return next((name for names in (same, in_range, alike) for name in names), None)

    def sent_as(self, content_type: str) -> Body:
        """Return the body with one media type alone."""
        declared = self.declared(content_type)
        shown = declared or next(iter(self.content))
        fields = tuple(field for field in self.fields if not field.media_types or shown in field.media_types)
        type_ = self.content[declared] if declared else any_type
        return replace(self, content={content_type: type_}, fields=fields)


@dataclass(frozen=True)
class Items:
    """The type of each item of a stream (OpenAPI 3.2 §4.14.2)."""

    type: Type
    envelope: bool = False
    """The type is that of a whole event, with its name and id; else that of its data."""
    strings: bool | tuple[str, ...] = False
    """Names of the events whose data is a string rather than JSON; True if it always is."""

    def __call__(self) -> Any:
        return self.type()


def any_type() -> Any:
    """Return the type of a value that can be anything."""
    return Any


def unread() -> Any:
    """Stand for the type of a body that the caller reads: the value is the response itself."""
    return bytes


@dataclass(frozen=True)
class Response:
    """What a status code brings: its media types with the types of their values, and its headers."""

    content: Mapping[str, Type] = field(default_factory=dict[str, Type])
    headers: Mapping[str, Type] = field(default_factory=dict[str, Type])
    """Header fields that are more than a text."""
    error: Type | None = None
    """The exception that has the value as its `data`, if there is one of its own."""

    @cached_property
    def arrives(self) -> bool:
        """Whether it can be something that is read as it arrives: a stream, or bytes for the caller."""
        return any(type_ is unread or isinstance(type_, Items) for type_ in self.content.values())


@dataclass(frozen=True)
class ServerVariable:
    """A part of a server's URL that the caller may choose (§4.7.6)."""

    default: str
    enum: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class Server:
    """Where an API is served (§4.7.5)."""

    url: str
    description: str = ""
    variables: Mapping[str, ServerVariable] = field(default_factory=dict[str, ServerVariable])


@dataclass(frozen=True)
class SecurityScheme:
    """How a caller says who it is (§4.7.27)."""

    type: Literal["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"]
    scheme: str = ""
    """For `http`, in lower case: `bearer`, `basic`, …"""
    location: Literal["header", "query", "cookie", ""] = ""
    """For `apiKey`: where the key goes; `name` is what it is called there."""
    name: str = ""
    bearer_format: str = ""


@dataclass(frozen=True)
class Operation(Generic[T_co]):
    """One operation of the API; a call of it returns T_co."""

    id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: Mapping[str, Response] = field(default_factory=dict[str, Response])
    """By status code (`200`), range of them (`2XX`) or `default`."""
    security: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    """Alternatives; each names the schemes that go together, with their scopes. Empty: the operation is open to all."""
    servers: tuple[Server, ...] = ()
    """Servers of this operation alone; empty: those of the API."""
    deprecated: bool = False

    @cached_property
    def _variants(self) -> dict[str, Operation[T_co]]:
        """The operation by the content types that callers chose for its body."""
        return {}

    def sent_as(self, content_type: str) -> Operation[T_co]:
        """Return the operation with a body of one media type alone."""
        found = self._variants.get(content_type)
        if found is None:
            found = replace(self, body=self.body and self.body.sent_as(content_type))
            self._variants[content_type] = found
        return found

    @cached_property
    def arrives(self) -> bool:
        """Whether some response of it can be read as it arrives."""
        return any(response.arrives for response in self.responses.values())

    @cached_property
    def media_types(self) -> tuple[str, ...]:
        """Everything that it can answer with."""
        return tuple(media_type for response in self.responses.values() for media_type in response.content)

    @cached_property
    def checked(self) -> Mapping[str, Type]:
        """The arguments whose types can be checked before they are sent; files are checked as they are read."""
        found = {parameter.argument: parameter.type for parameter in self.parameters}
        if self.body and self.body.argument:
            media_type, type_ = next(iter(self.body.content.items()))
            anything = "*" in media_type and type_() is not FileInput
            if is_json(media_type) or anything or essence(media_type) in (FORM, MULTIPART):
                found[self.body.argument] = type_
        if self.body:
            found.update((field.argument, field.type) for field in self.body.arguments if not field.files)
        return found

    @cached_property
    def required(self) -> frozenset[str]:
        """The arguments that cannot be left out, so that None is a value of theirs."""
        found = {parameter.argument for parameter in self.parameters if parameter.required}
        if self.body and self.body.argument and self.body.required and not self.body.arguments:
            found.add(self.body.argument)
        elif self.body:
            found.update(field.argument for field in self.body.arguments if field.required and not field.media_types)
        return frozenset(found)

    @cached_property
    def nullable(self) -> frozenset[str]:
        """The arguments that can be None where an argument that is left out is another value: also JSON fields."""
        body = self.body
        if body is None:
            return self.required
        whole = {body.argument} if body.argument and body.nullable else set[str]()
        if not is_json(next(iter(body.content))):
            return self.required | whole
        return self.required | whole | {field.argument for field in body.arguments}
