"""What a specification says, as data: operations, parameters, bodies, responses, security schemes, servers.

Generated modules hold values of these classes; the rest of the runtime reads them. Nothing here does anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, Literal, TypeVar

from ._media import FORM, MULTIPART, essence, is_json

T = TypeVar("T")

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
    """A property of a body that is an argument of its own, and how a form carries it (Encoding Object, §4.7.15)."""

    argument: str
    name: str
    type: Type
    required: bool = False
    file: bool = False
    """The value is a file, or an array of files."""
    content_type: str | None = None
    style: str = "form"
    explode: bool = True
    allow_reserved: bool = False
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    """Further header fields of the part."""


@dataclass(frozen=True)
class Body:
    """A request body: one argument for the whole of it, or one for each of its fields."""

    content: Mapping[str, Type]
    """The media types in the order of preference, and the type of the value in each."""
    argument: str | None = None
    """The argument for the whole body; None: `fields` has them."""
    fields: tuple[Field, ...] = ()
    """The properties, where they are arguments; also how a form carries the properties of a whole body."""
    required: bool = False


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
class Operation(Generic[T]):
    """One operation of the API; a call of it returns T."""

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
            if is_json(media_type) or "*" in media_type or essence(media_type) in (FORM, MULTIPART):
                found[self.body.argument] = type_
        elif self.body:
            found.update((field.argument, field.type) for field in self.body.fields if not field.file)
        return found

    @cached_property
    def nullable(self) -> frozenset[str]:
        """The arguments that keep None: required ones, which have to say so, and fields of a JSON body."""
        found = {parameter.argument for parameter in self.parameters if parameter.required}
        if self.body and self.body.argument and self.body.required:
            found.add(self.body.argument)
        elif self.body and not self.body.argument:
            as_json = is_json(next(iter(self.body.content)))
            found.update(field.argument for field in self.body.fields if field.required or as_json)
        return frozenset(found)
