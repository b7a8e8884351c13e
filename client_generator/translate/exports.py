"""The public names of a package, and the modules that have them."""

from __future__ import annotations

from collections.abc import Mapping

from .. import package
from ..config import Settings
from .imports import kind
from .layout import WIDTH
from .methods import AWAITED
from .style import STYLES

RUNTIME = (
    ("ApiResponse", "api_response"),
    ("ApiClient", "api_client"),
    ("Configuration", "configuration"),
    *((f"{name}", "exceptions") for name in ("OpenApiException", "ApiTypeError", "ApiValueError", "ApiKeyError")),
    *((f"{name}", "exceptions") for name in ("ApiAttributeError", "ApiException")),
)
EXCEPTIONS = (
    "ArgumentError",
    "BadRequestException",
    "BodyGoneException",
    "ClientClosedException",
    "ConflictException",
    "ConnectionException",
    "ContentTooLargeException",
    "FileArgumentError",
    "ForbiddenException",
    "MethodNotAllowedException",
    "MissingFileError",
    "NotFoundException",
    "OperationFailedException",
    "RequestTimeoutException",
    "ServiceException",
    "TLSException",
    "TimeoutException",
    "TooManyRequestsException",
    "TransportException",
    "UnauthorizedException",
    "UnexpectedResponseException",
    "UnprocessableEntityException",
    "UnsupportedMediaTypeException",
    "WaitTimeoutException",
)
"""Exceptions that are public too, unless a model has the name."""
OTHERS = (("RetryConfig", "_retry"), ("EventStream", "_streams"), ("ServerSentEvent", "_events"))
"""The same of other modules."""


def exports(
    models: tuple[package.Model, ...],
    errors: tuple[package.ErrorClass, ...],
    apis: tuple[package.ApiClass, ...],
    settings: Settings,
    paged: bool,
) -> tuple[package.Export, ...]:
    """List the public names: the client class, the API classes, the runtime's, the models."""
    found = {settings.client_class: "client"}
    found |= {api.name: f"api.{api.module}" for api in apis}
    found |= dict(RUNTIME)
    named = [(each.name, each.module) for each in models] + [(each.name, each.module) for each in errors]
    found |= {name: f"models.{module}" for name, module in named if name not in found}
    found |= {name: "exceptions" for name in (*EXCEPTIONS, *STYLES[settings.style].more_errors) if name not in found}
    found |= {name: "_types" for name in ("FileInput", "Timeout", "TimeoutConfig", "Upload") if name not in found}
    others = (*OTHERS, *([("Pager", "_pager")] if paged else ()))
    if settings.library == "asyncio":
        others = tuple(
            (f"Async{name}", f"aio.{module}") if name in AWAITED else (name, module) for name, module in others
        )
    found |= {name: module for name, module in others if name not in found}
    return tuple(export(name, module) for name, module in found.items())


def model_exports(
    models: tuple[package.Model, ...], errors: tuple[package.ErrorClass, ...], settings: Settings
) -> tuple[package.Export, ...]:
    """List the names of the sub-package `models`; in some styles exceptions are found there too."""
    found = {each.name: each.module for each in models} | {each.name: each.module for each in errors}
    more = {name: ".exceptions" for name in STYLES[settings.style].more_errors if name not in found}
    return exports_of(more | dict(sorted(found.items(), key=lambda pair: pair[1])))


def aio_exports(apis: tuple[package.ApiClass, ...], settings: Settings, paged: bool) -> tuple[package.Export, ...]:
    """List the names of the sub-package `aio`: what differs from those of the package."""
    found = {f"Async{settings.client_class}": "client", "ApiClient": "api_client", "AsyncEventStream": "_streams"}
    found |= {"AsyncPager": "_pager"} if paged else {}
    return exports_of(found | {api.name: f"api.{api.module}" for api in apis})


def statements(found: tuple[package.Export, ...]) -> tuple[str, ...]:
    """List the imports that type checkers see, in the order of their modules."""
    return tuple(each.statement for each in sorted(found, key=lambda each: (each.module, kind(each.name))))


def exports_of(names: Mapping[str, str]) -> tuple[package.Export, ...]:
    """List the names of a sub-package."""
    return tuple(export(name, module) for name, module in names.items())


def export(name: str, module: str) -> package.Export:
    """Make one export; `as` says that a name is imported for others to use."""
    flat = f"from .{module} import {name} as {name}"
    broken = f"from .{module} import (\n        {name} as {name},\n    )"
    return package.Export(name, module, flat if 4 + len(flat) <= WIDTH else broken)
