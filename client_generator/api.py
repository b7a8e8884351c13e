"""Api: what a specification offers, in no programming language and with every name as the document has it.

The values are frozen. A schema that is used in several places, or that contains itself, stands once in
`Api.schemas`; elsewhere a `Schema` with `ref` set points to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .errors import Problem

Location = Literal["path", "query", "header", "cookie", "querystring"]
PagedBy = Literal["page", "offset", "cursor", "url", "link"]
"""What leads to the next page; `link` is the header field (RFC 8288)."""
Place = tuple[str, ...]
"""The names that lead to a value inside of another; none: the whole."""


@dataclass(frozen=True)
class Property:
    """A property of an object schema."""

    name: str
    schema: Schema


@dataclass(frozen=True)
class Discriminator:
    """How to tell the alternatives of a union apart (OpenAPI 3.0 §4.7.25)."""

    property_name: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    """The value of the property, and the pointer of the schema that it stands for."""


@dataclass(frozen=True)
class Schema:
    """What a value may be. Everything is optional: the empty schema allows any value."""

    pointer: str
    """Where the schema stands in the document."""
    ref: str = ""
    """The pointer of the schema that this one refers to; the other attributes are what stands beside `$ref`."""
    types: tuple[str, ...] = ()
    """The JSON types that are allowed, without `null`; empty: any."""
    nullable: bool = False
    never: bool = False
    """The boolean schema `false`: no value fits."""
    format: str = ""
    media_type: str = ""
    """The media type of a string's content (3.1 contentMediaType); `binary` is a format in 3.0."""
    content_encoding: str = ""
    """The encoding of a string's content, such as `base64` (3.1 contentEncoding)."""
    content_schema: Schema | None = None
    """The schema of a string's content after decoding (3.1 contentSchema)."""
    title: str = ""
    description: str = ""
    enum: tuple[Any, ...] | None = None
    enum_names: tuple[str, ...] = ()
    default: Any = None
    has_default: bool = False
    example: Any = None
    has_example: bool = False
    example_listed: bool = False
    """True if the example comes from `examples`, which OpenAPI Generator ignores when it compares schemas."""
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    constraints: Mapping[str, Any] = field(default_factory=dict)
    """minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, minLength, …: as in JSON Schema 2020-12."""
    properties: tuple[Property, ...] = ()
    required: tuple[str, ...] = ()
    """The names of properties that must be there, defined here or elsewhere."""
    additional: Schema | bool | None = None
    """additionalProperties; None where the document does not say."""
    pattern_properties: Mapping[str, Schema] = field(default_factory=dict)
    items: Schema | None = None
    prefix_items: tuple[Schema, ...] = ()
    all_of: tuple[Schema, ...] = ()
    one_of: tuple[Schema, ...] = ()
    any_of: tuple[Schema, ...] = ()
    discriminator: Discriminator | None = None


@dataclass(frozen=True)
class Parameter:
    """A parameter of an operation, its defaults filled in."""

    pointer: str
    name: str
    location: Location
    schema: Schema
    required: bool = False
    description: str = ""
    deprecated: bool = False
    style: str = "simple"
    explode: bool = False
    allow_reserved: bool = False
    media_type: str = ""
    """The media type of a `content` parameter, else empty."""
    example: Any = None
    has_example: bool = False


@dataclass(frozen=True)
class Encoding:
    """How a form carries one property (OpenAPI 3.0 §4.7.15)."""

    content_type: str = ""
    style: str = "form"
    explode: bool = True
    allow_reserved: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    """Header fields of the part whose value the document gives, as a constant, a default or an example."""


@dataclass(frozen=True)
class MediaType:
    """One representation of a body."""

    name: str
    schema: Schema | None = None
    item_schema: Schema | None = None
    """The schema of each item of a stream (OpenAPI 3.2)."""
    encoding: Mapping[str, Encoding] = field(default_factory=dict)
    example: Any = None
    has_example: bool = False


@dataclass(frozen=True)
class Body:
    """A request body."""

    pointer: str
    content: tuple[MediaType, ...]
    required: bool = False
    description: str = ""
    name: str = ""
    """What the document wants the argument for it to be called (`x-codegen-request-body-name`)."""


@dataclass(frozen=True)
class Header:
    """A header of a response."""

    name: str
    schema: Schema
    description: str = ""
    media_type: str = ""
    """The media type of a header with `content`; empty: its value is in style simple."""


@dataclass(frozen=True)
class Response:
    """What a status brings."""

    status: str
    """`200`, `2XX` or `default`."""
    description: str = ""
    content: tuple[MediaType, ...] = ()
    headers: tuple[Header, ...] = ()


@dataclass(frozen=True)
class ServerVariable:
    """A part of a server's URL that may be chosen."""

    default: str
    enum: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class Server:
    """Where the API is served."""

    url: str
    description: str = ""
    variables: Mapping[str, ServerVariable] = field(default_factory=dict)


@dataclass(frozen=True)
class SecurityScheme:
    """A way of saying who calls."""

    name: str
    type: str
    description: str = ""
    scheme: str = ""
    bearer_format: str = ""
    location: str = ""
    parameter: str = ""
    """For an API key: the name of the header, query parameter or cookie."""


@dataclass(frozen=True)
class Input:
    """A part of a request."""

    name: str
    """A parameter, a property of the body, or the way into one of them with dots between."""
    within: tuple[Literal["parameter", "body"], ...] = ("parameter", "body")
    """What may have the name, in this order."""


@dataclass(frozen=True)
class Paging:
    """How an operation is paged."""

    pointer: str
    by: PagedBy
    items: Place = ()
    """Where a response has the items of its page."""
    argument: Input | None = None
    """The page number, the offset or the cursor."""
    limit: Input | None = None
    """How many items a page has at most."""
    next: Place | None = None
    """Where a response has the cursor or the URL of the next page."""
    pages: Place | None = None
    """Where it has the number of all pages."""
    more: Place | None = None
    """Where it says whether there are more."""
    start: int | None = None
    """The number of the first page or item; None: as the schema of the argument has it."""


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    pointer: str
    id: str
    """The operationId; empty where the document has none."""
    method: str
    path: str
    tags: tuple[str, ...] = ()
    summary: str = ""
    description: str = ""
    deprecated: bool = False
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    servers: tuple[Server, ...] = ()
    """Servers of this operation or its path alone."""
    callbacks: tuple[Operation, ...] = ()
    """What the API asks the caller in return; the path of each is the expression for its URL."""
    method_name: str = ""
    """What the document wants the method of an SDK to be called (`x-speakeasy-name-override`, …)."""
    group_name: str = ""
    """The same for its group (`x-speakeasy-group`, …), instead of the tags."""
    paging: Paging | None = None
    """How the document says that it is paged (`x-speakeasy-pagination`, …)."""


@dataclass(frozen=True)
class Tag:
    """A group of operations."""

    name: str
    description: str = ""


@dataclass(frozen=True)
class Api:
    """Everything that a client can be made of."""

    title: str
    version: str
    description: str
    servers: tuple[Server, ...]
    tags: tuple[Tag, ...]
    security_schemes: tuple[SecurityScheme, ...]
    operations: tuple[Operation, ...]
    webhooks: tuple[Operation, ...]
    """What the API asks of its users by itself; the path of each is its name."""
    schemas: Mapping[str, Schema]
    """The schemas of `components`, and any other that a `$ref` points to, by pointer."""
    shared_responses: tuple[str, ...] = ()
    """The names in `components/responses` of a 3.1 document, in its order."""
    warnings: tuple[Problem, ...] = ()
    """What the document says and the client cannot express, or could not be trusted to mean."""
