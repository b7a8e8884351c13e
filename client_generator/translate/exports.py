"""The public names of a package, and the modules that have them."""

from __future__ import annotations

from .. import package
from ..config import Settings

RUNTIME = (
    ("ApiResponse", "api_response"),
    ("ApiClient", "api_client"),
    ("Configuration", "configuration"),
    *((f"{name}", "exceptions") for name in ("OpenApiException", "ApiTypeError", "ApiValueError", "ApiKeyError")),
    *((f"{name}", "exceptions") for name in ("ApiAttributeError", "ApiException")),
)


def exports(
    models: tuple[package.Model, ...], apis: tuple[package.ApiClass, ...], settings: Settings
) -> tuple[package.Export, ...]:
    """List the public names: the client class, the API classes, the runtime's, the models."""
    found = {settings.client_class: "client"}
    found |= {api.name: f"api.{api.module}" for api in apis}
    found |= dict(RUNTIME)
    found |= {model.name: f"models.{model.module}" for model in models if model.name not in found}
    return tuple(package.Export(name, module) for name, module in found.items())
