"""The settings of one generated package."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args

from .errors import ConfigError, DocumentError
from .load import read

Style = Literal["openapi-generator", "sdk"]
STYLES: tuple[str, ...] = get_args(Style)
Library = Literal["urllib3", "asyncio"]
LIBRARIES: tuple[str, ...] = get_args(Library)
Names = Mapping[str, str]
PagedBy = Literal["page", "offset", "cursor", "url", "link"]
PAGED_BY: dict[PagedBy, tuple[str, ...]] = {
    "page": ("argument",),
    "offset": ("argument",),
    "cursor": ("argument", "next"),
    "url": ("next",),
    "link": (),
}
"""What leads to the next page, and what of a rule that needs."""


@dataclass(frozen=True)
class NameMappings:
    """Names that a user wants instead of those that are made of the document; the key `names` of the settings."""

    operations: Names = field(default_factory=dict[str, str])
    """The method for an operationId, or for `GET /path`."""
    models: Names = field(default_factory=dict[str, str])
    """The class for a schema of the document, or for a class as it would be called."""
    fields: Names = field(default_factory=dict[str, str])
    """The field for a property, or for `Schema.property`."""
    arguments: Names = field(default_factory=dict[str, str])
    """The argument for a parameter or a field of a form, or for `operationId.parameter`."""
    tags: Names = field(default_factory=dict[str, str])
    """The name of the group for a tag, as it would stand in the document."""
    members: Names = field(default_factory=dict[str, str])
    """The member for an enum's value, or for `Schema.value`."""

    def __post_init__(self) -> None:
        for group in fields(self):
            values: object = getattr(self, group.name)
            if not isinstance(values, Mapping):
                raise ConfigError(
                    f"names.{group.name} must be a mapping from names of the document to names for Python"
                )
            for key, value in values.items():
                check_name(f"names.{group.name}.{key}", value, any_text=group.name == "tags")


@dataclass(frozen=True)
class WaiterSettings:
    """A method that waits until something is done on the server; a value of the key `waiters` of the settings."""

    operation: str
    """The operation that shows how things are: its operationId, or `GET /path`."""
    property: str
    """The property of its response that says so."""
    pending: tuple[str, ...]
    """What the property says as long as it is not done."""
    failed: tuple[str, ...] = ()
    """What the property says if it has failed."""
    long_poll: str = ""
    """An operation that shows the same, and answers when something has changed."""
    reason: str = ""
    """The property that says why it has failed."""


@dataclass(frozen=True)
class PagingRule:
    """How an operation is paged; in places of a response and of a body, the names have dots between."""

    by: PagedBy
    """What leads to the next page: `page` (its number), `offset` (of its first item), `cursor`, `url` or `link`."""
    argument: str = ""
    """The parameter, or the property of the body, for the number, the offset or the cursor."""
    limit: str = ""
    """The same for how many items a page has at most."""
    items: str = ""
    """Where a response has the items; empty: it is an array of them."""
    next: str = ""
    """Where it has the next cursor or URL."""
    pages: str = ""
    """Where it has the number of all pages."""
    more: str = ""
    """Where it says whether there are more."""
    start: int | None = None
    """The number of the first page or item, if it is not as the schema of the argument says."""

    def __post_init__(self) -> None:
        if self.by not in PAGED_BY:
            raise ConfigError(f"by must be one of {', '.join(PAGED_BY)}, not {self.by!r}")
        for name in ("argument", "limit", "items", "next", "pages", "more"):
            check(name, getattr(self, name))
        if self.start is not None and type(self.start) is not int:
            raise ConfigError(f"start must be a whole number, not {self.start!r}")
        for name in PAGED_BY[self.by]:
            if not getattr(self, name):
                raise ConfigError(f"{name} is needed, since it is paged by {self.by}")


@dataclass(frozen=True)
class Settings:
    """How a client is made from a specification; the keys of `client_generator.yaml`."""

    package: str = "openapi_client"
    """The name of the package, importable."""
    client_class: str = "Client"
    """The class that is the short way in."""
    style: str = "openapi-generator"
    """`openapi-generator`: positional arguments, as OpenAPI Generator has them; `sdk`: keyword-only ones."""
    library: str = "urllib3"
    """`urllib3`: the package is synchronous, and has an asynchronous half in `aio`; `asyncio`: it is asynchronous."""
    package_version: str = "1.0.0"
    """The version of the package, as its `__version__` says."""
    specification: str = "openapi.yaml"
    """The specification, relative to the settings file."""
    output: str = "."
    """The folder for the package and its docs, relative to the settings file."""
    docs: str = "docs"
    """The folder for the reference pages, in the output folder; empty: there are none."""
    templates: str = ""
    """A folder whose templates and runtime modules stand in for those of the same name."""
    model_name_prefix: str = ""
    """Prefix of the names of models."""
    model_name_suffix: str = ""
    """Suffix of the names of models."""
    api_name_prefix: str = ""
    """Prefix of the names of API classes."""
    api_name_suffix: str = "Api"
    """Suffix of the names of API classes."""
    user_agent: str = ""
    """The `User-Agent` header; empty: name and version of the package."""
    names: NameMappings = field(default_factory=NameMappings)
    waiters: Mapping[str, WaiterSettings] = field(default_factory=dict[str, WaiterSettings])
    """Methods that wait until something is done, by their names."""
    paging: Mapping[str, PagingRule] = field(default_factory=dict[str, PagingRule])
    """How operations are paged, by operationId or `GET /path`; that wins over what the document says."""

    def __post_init__(self) -> None:
        for setting in fields(self):
            if setting.name not in ("names", "waiters", "paging"):
                check(setting.name, getattr(self, setting.name))

    def changed(self, **values: str | None) -> Settings:
        """Return the settings with those values that are not None."""
        given: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
        return replace(self, **given)


def check(name: str, value: object) -> None:
    """Refuse a value that a setting cannot have."""
    if not isinstance(value, str):
        raise ConfigError(f"{name} must be a text, not {type(value).__name__}: put it in quotes")
    if name == "package":
        for part in value.split("."):
            check_name(name, part if part.isidentifier() else value)
    if name == "client_class":
        check_name(name, value)
    if name.endswith(("_prefix", "_suffix")) and not f"A{value}".isidentifier():
        raise ConfigError(f"{name} must be part of a Python name, not {value!r}")
    if name == "user_agent" and not (value.isascii() and (value.isprintable())):
        raise ConfigError(f"user_agent must be printable ASCII, not {value!r}")
    if name == "library" and value not in LIBRARIES:
        raise ConfigError(f"library must be one of {', '.join(LIBRARIES)}, not {value!r}")
    if name == "docs" and (Path(value).is_absolute() or ".." in Path(value).parts):
        raise ConfigError(f"docs must be a folder in the output folder, not {value!r}")
    if name == "style" and value not in STYLES:
        raise ConfigError(f"style must be one of {', '.join(STYLES)}, not {value!r}")


def check_name(name: str, value: object, any_text: bool = False) -> None:
    """Refuse what is no name in Python."""
    if not isinstance(value, str) or not value:
        raise ConfigError(f"{name} must be a text, not {value!r}")
    if not any_text and (not value.isidentifier() or keyword.iskeyword(value)):
        raise ConfigError(f"{name} must be a Python name, not {value!r}")


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
        given = known(values, Settings, "setting")
        if "names" in given:
            given["names"] = NameMappings(**known(mapping(given["names"]), NameMappings, "kind of names"))
        if "waiters" in given:
            found = mapping(given["waiters"], "waiters must be a mapping from methods to what they wait for")
            given["waiters"] = {name: waiter_settings(f"waiters.{name}", name, value) for name, value in found.items()}
        if "paging" in given:
            given["paging"] = paging_rules(given["paging"])
        return Settings(**given)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error


def mapping(value: object, message: str = "names must be a mapping: operations, models, …") -> Mapping[Any, Any]:
    """Refuse what is no mapping."""
    if not isinstance(value, Mapping):
        raise ConfigError(message)
    return value


def waiter_settings(place: str, name: object, value: object) -> WaiterSettings:
    """Read what one waiter waits for."""
    check_name(place, name)
    given = known(mapping(value, f"{place} must be a mapping: operation, property, pending, …"), WaiterSettings, "key")
    lacking = [key for key in ("operation", "property", "pending") if key not in given]
    if lacking:
        raise ConfigError(f"{place} lacks {' and '.join(lacking)}")
    for key, found in given.items():
        several = key in ("pending", "failed")
        texts = found if several and isinstance(found, (list, tuple)) else [found]
        if (several and texts is not found) or not all(isinstance(text, str) and text for text in texts):
            raise ConfigError(f"{place}.{key} must be {'a list of texts' if several else 'a text'}, not {found!r}")
        given[key] = tuple(texts) if several else found
    return WaiterSettings(**given)


def paging_rules(value: object) -> Mapping[str, PagingRule]:
    """Read how operations are paged."""
    found: dict[str, PagingRule] = {}
    for key, given in mapping(value, "paging must be a mapping: operationId or `GET /path`, and a rule").items():
        try:
            rule = {"by": "", **mapping(given, "give a mapping: by, argument, …")}
            found[str(key)] = PagingRule(**known(rule, PagingRule, "key"))
        except ConfigError as error:
            raise ConfigError(f"paging.{key}: {error}") from error
    return found


def known(
    values: Mapping[Any, Any], kind: type[Settings | NameMappings | WaiterSettings | PagingRule], what: str
) -> dict[str, Any]:
    """Refuse keys that are not known, with the one that may be meant."""
    names = [setting.name for setting in fields(kind)]
    for key in values:
        if key not in names:
            near = get_close_matches(str(key), names, 1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(names)}"
            raise ConfigError(f"there is no {what} {key}; {hint}")
    return dict(values)
