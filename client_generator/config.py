"""The settings of one generated package."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args

from .errors import ConfigError, DocumentError
from .load import read

Style = Literal["openapi-generator", "sdk"]
STYLES: tuple[str, ...] = get_args(Style)


@dataclass(frozen=True)
class Settings:
    """How a client is made from a specification; the keys of `client_generator.yaml`."""

    package: str = "openapi_client"
    """The name of the package, importable."""
    client_class: str = "Client"
    """The class that is the short way in."""
    style: str = "openapi-generator"
    """`openapi-generator`: positional arguments, as OpenAPI Generator has them; `sdk`: keyword-only ones."""
    package_version: str = "1.0.0"
    """The version of the package, as its `__version__` says."""
    specification: str = "openapi.yaml"
    """The specification, relative to the settings file."""
    output: str = "."
    """The folder for the package and its docs, relative to the settings file."""

    def __post_init__(self) -> None:
        for setting in fields(self):
            check(setting.name, getattr(self, setting.name))

    def changed(self, **values: str | None) -> Settings:
        """Return the settings with those values that are not None."""
        return replace(self, **{name: value for name, value in values.items() if value is not None})


def check(name: str, value: object) -> None:
    """Refuse a value that a setting cannot have."""
    if not isinstance(value, str):
        raise ConfigError(f"{name} must be a text, not {type(value).__name__}: put it in quotes")
    if name in ("package", "client_class") and (not value.isidentifier() or keyword.iskeyword(value)):
        raise ConfigError(f"{name} must be a Python name, not {value!r}")
    if name == "style" and value not in STYLES:
        raise ConfigError(f"style must be one of {', '.join(STYLES)}, not {value!r}")


def load_settings(path: Path) -> Settings:
    """Read a settings file.

    Raises:
        ConfigError: it cannot be read, or has a key or value that is not one of ours.
    """
    try:
        values = read(path, str(path))
    except DocumentError as error:
        raise ConfigError(str(error)) from error
    if not isinstance(values, Mapping):
        raise ConfigError(f"{path}: holds no settings; write them as `key: value`")
    try:
        return Settings(**known(values))
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error


def known(values: Mapping[Any, Any]) -> dict[str, Any]:
    """Refuse keys that are not settings, with the one that may be meant."""
    names = [setting.name for setting in fields(Settings)]
    for key in values:
        if key not in names:
            near = get_close_matches(str(key), names, 1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(names)}"
            raise ConfigError(f"there is no setting {key}; {hint}")
    return dict(values)
