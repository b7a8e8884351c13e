"""Package: what will be printed. Every string is ready; a template only loops and substitutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .pages import Page


@dataclass(frozen=True)
class Field:
    """A field of a model."""

    name: str
    annotation: str
    default: str
    """The text after `=`, or empty."""
    docstring: str


@dataclass(frozen=True)
class Member:
    """A member of an enum."""

    name: str
    value: str


@dataclass(frozen=True)
class QueuedImports:
    """Imports of a module that must not be nested in those of others."""

    names: tuple[str, ...] = ()
    """The statements, for type checkers alone."""
    statement: str = ""
    """The call that imports the names later."""
    base: tuple[str, ...] = ()
    """The import of the base class, whose own imports have to wait."""


@dataclass(frozen=True)
class Model:
    """A module with one class, an object, an enum or a union; or with a name for a union."""

    kind: Literal["object", "enum", "union", "alias"]
    name: str
    module: str
    docstring: str
    imports: tuple[str, ...]
    base: str
    settings: tuple[str, ...] = ()
    """Of an object: what its class says of itself, a statement each."""
    fields: tuple[Field, ...] = ()
    late_imports: tuple[str, ...] = ()
    """Imports of models that need this one, too."""
    queued: QueuedImports = QueuedImports()
    standalone: bool = False
    """True if its validators are built on their own, not as parts of those of other models."""
    members: tuple[Member, ...] = ()
    constant: str = ""
    """Of a union: the definition of the list of its alternatives."""
    constant_name: str = ""
    keyword: str = ""
    """Of a union: `one_of` or `any_of`."""
    alternatives: str = ""
    """Of a union: the type of its value."""


@dataclass(frozen=True)
class ErrorClass:
    """A module with an exception that has a model as its data."""

    name: str
    module: str
    docstring: str
    model: str
    imports: tuple[str, ...]


@dataclass(frozen=True)
class Method:
    """A method of an API class, and the descriptor of its operation."""

    name: str
    signature: str
    """From `def` to the colon, indented for a class body."""
    docstring: str
    call: str
    """The one statement of the body."""
    variants: tuple[str, ...]
    """The statements that derive the other methods of the operation."""
    descriptor: str
    """The definition of the operation, for the module of operations."""


@dataclass(frozen=True)
class WaiterMethod:
    """A method that waits until something is done, and the definition of what it looks at."""

    name: str
    signature: str
    docstring: str
    call: str
    descriptor: str


@dataclass(frozen=True)
class ApiClass:
    """The operations of one tag."""

    name: str
    module: str
    attribute: str
    """What the client class calls it."""
    docstring: str
    client_docstring: str
    client_import: str
    """The import of the class in the module of the client class."""
    imports: tuple[str, ...]
    typing_imports: tuple[str, ...]
    """Imports for type checkers alone."""
    operation_imports: tuple[str, ...]
    operation_typing_imports: tuple[str, ...]
    methods: tuple[Method, ...]
    waiters: tuple[WaiterMethod, ...]


@dataclass(frozen=True)
class Webhook:
    """A request that the API makes."""

    definition: str
    docstring: str

    @property
    def head(self) -> str:
        """Its name and its type."""
        return self.definition.partition(" = ")[0]


@dataclass(frozen=True)
class Webhooks:
    """The module of all webhooks and callbacks."""

    definitions: tuple[Webhook, ...]
    imports: tuple[str, ...]
    typing_imports: tuple[str, ...]


@dataclass(frozen=True)
class Credential:
    """An argument of the client class that says who calls."""

    name: str
    text: str


@dataclass(frozen=True)
class Export:
    """A public name, the module that has it, and the import that type checkers see."""

    name: str
    module: str
    statement: str


@dataclass(frozen=True)
class Package:
    """A client package and its reference pages."""

    name: str
    version: str
    client_class: str
    asynchronous: bool
    """True if the package is asynchronous, and has no synchronous half."""
    client_docstring: str
    async_client_docstring: str
    title: str
    """As a literal, like the version."""
    api_version: str
    drop_in: bool
    """True in style `openapi-generator`."""
    base_url: str
    base_url_variable: str
    summary: str
    document_imports: tuple[str, ...]
    servers: str
    security_schemes: str
    credentials: tuple[Credential, ...]
    credential_variables: str
    """The definition of where else they may come from."""
    models: tuple[Model, ...]
    errors: tuple[ErrorClass, ...]
    apis: tuple[ApiClass, ...]
    async_apis: tuple[ApiClass, ...]
    """The same for those who await them, in the sub-package `aio`."""
    webhooks: Webhooks
    exports: tuple[Export, ...]
    export_imports: tuple[str, ...]
    """The imports of the exports that type checkers see, in the order of their modules."""
    model_exports: tuple[Export, ...]
    """The same for the sub-package `models`, and then for `api`."""
    api_exports: tuple[Export, ...]
    aio_exports: tuple[Export, ...]
    aio_export_imports: tuple[str, ...]
    user_agent: str
    """As a literal."""
    pages: tuple[Page, ...]

    @property
    def folder(self) -> str:
        """The folder of the package, relative to the output folder."""
        return self.name.replace(".", "/")

    @property
    def parents(self) -> tuple[str, ...]:
        """The folders around it."""
        parts = self.name.split(".")
        return tuple("/".join(parts[:length]) for length in range(1, len(parts)))
