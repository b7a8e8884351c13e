"""Find the Python names of a generated package: its descriptors serve as the map from wire names to arguments."""

from __future__ import annotations

import datetime
import enum
import importlib
import importlib.util
import inspect
import json
import pkgutil
import types
import typing
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, RootModel

from .comparing import json_equal, letters, wire_names
from .schemas import instant


@dataclass(frozen=True)
class Entry:
    """The methods of one operation, and the names of its arguments."""

    method: str
    api: type[Any]
    async_api: type[Any]
    parameters: Mapping[tuple[str, str], tuple[str, Any]]
    """The argument and the type of each parameter, by location and wire name."""
    body_argument: str | None = None
    body_types: Mapping[str, Any] = field(default_factory=dict[str, Any])
    fields: tuple[Any, ...] = ()
    """The descriptors of the properties of a body, which may be arguments."""

    def arguments_of(self, media_type: str) -> dict[str, tuple[str, Any]]:
        """Return the argument and the type of each property that is an argument in a media type, by wire name."""
        return {
            each.name: (each.argument, each.type)
            for each in self.fields
            if each.argument in self.options and not getattr(each, "rest", False) and is_part(each, media_type)
        }

    def rest_of(self, media_type: str) -> str:
        """Return the argument for the properties of a body that the document does not name, or ""."""
        return next(
            (each.argument for each in self.fields if getattr(each, "rest", False) and is_part(each, media_type)), ""
        )

    @cached_property
    def options(self) -> set[str]:
        """The arguments of the method."""
        return set(inspect.signature(getattr(self.api, self.method)).parameters)


class Package:
    """A generated package."""

    def __init__(self, name: str) -> None:
        self.module = importlib.import_module(name)
        self.aio = importlib.import_module(f"{name}.aio")
        self.models = importlib.import_module(f"{name}.models")
        has_webhooks = importlib.util.find_spec(f"{name}.webhooks") is not None
        self.webhooks = importlib.import_module(f"{name}.webhooks") if has_webhooks else None
        self.exceptions = importlib.import_module(f"{name}.exceptions")
        self.configuration = importlib.import_module(f"{name}.configuration").Configuration
        self.entries: dict[tuple[str, str], list[Entry]] = {}
        """The entries of each HTTP method and path; paths that differ in a fragment alone have the same."""
        for info in pkgutil.iter_modules(importlib.import_module(f"{name}.api").__path__):
            self.add(name, info.name)

    def add(self, name: str, module: str) -> None:
        """Add the operations of one API class."""
        blocking = importlib.import_module(f"{name}.api.{module}")
        waiting = importlib.import_module(f"{name}.aio.api.{module}")
        classes = {
            each.__name__: each
            for each in vars(blocking).values()
            if inspect.isclass(each) and each.__module__ == blocking.__name__
        }
        operations = blocking._operations
        for descriptor in vars(operations).values():
            if type(descriptor).__name__ != "Operation":
                continue
            for class_name, kind in classes.items():
                if hasattr(kind, descriptor.id):
                    entry = entry_of(descriptor, kind, getattr(waiting, class_name))
                    found = self.entries.setdefault((descriptor.method, descriptor.path), [])
                    if entry.method not in {each.method for each in found}:
                        found.append(entry)

    @cached_property
    def colliding(self) -> list[tuple[frozenset[str], frozenset[str]]]:
        """The wire names of each model that are the Python names of other fields, and all its wire names."""
        found = []
        for name in getattr(self.models, "__all__", ()):
            kind = getattr(self.models, name)
            if inspect.isclass(kind) and issubclass(kind, BaseModel) and not issubclass(kind, RootModel):
                names = wire_names(kind)
                wrong = frozenset(wire for wire, name in names.items() if wire != name and wire in names.values())
                if wrong:
                    found.append((wrong, frozenset(names)))
        return found

    def is_ambiguous(self, value: Any) -> bool:
        """Return True if a dict argument has a key that is one property's name, and another field's Python name."""
        if isinstance(value, dict):
            keys = value.keys()
            if any(keys & wrong and keys <= every for wrong, every in self.colliding):
                return True
            return any(map(self.is_ambiguous, value.values()))
        return isinstance(value, list) and any(map(self.is_ambiguous, value))

    def find(self, method: str, path: str, operation_id: str) -> Entry | None:
        """Return the entry of an operation, or None."""
        plain = path.partition("#")[0]
        found = (
            self.entries.get((method, path))
            or self.entries.get((method, plain))
            or next(
                (
                    entries
                    for (verb, each), entries in self.entries.items()
                    if verb == method and each.partition("?")[0] == plain.partition("?")[0] and "#" not in path
                ),
                [],
            )
        )
        names = (letters(operation_id), letters(f"{path}{method}"))
        named = (entry for entry in found if letters(entry.method) in names)
        return next(named, found[0] if found else None)


def is_part(field: Any, media_type: str) -> bool:
    """Return True if a media type has a property of a body."""
    return media_type in (getattr(field, "media_types", ()) or (media_type,))


def misnamed(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the arguments, with their wire names, that have nothing in common: they may have been swapped."""
    pairs = [(argument, name) for (_, name), (argument, _) in entry.parameters.items()]
    pairs += [(each.argument, each.name) for each in entry.fields if entry.body_argument is None]
    for argument, name in pairs:
        short, long = sorted((letters(argument), letters(name)), key=len)
        if name.isascii() and letters(name) and short not in long:
            yield argument, name


def entry_of(descriptor: Any, api: type[Any], async_api: type[Any]) -> Entry:
    """Read the names in a descriptor."""
    body = descriptor.body
    return Entry(
        method=descriptor.id,
        api=api,
        async_api=async_api,
        parameters={(each.location, each.name): (each.argument, each.type) for each in descriptor.parameters},
        body_argument=body.argument if body else None,
        body_types=dict(body.content) if body else {},
        fields=body.fields if body else (),
    )


def build(value: Any, annotation: Any, way: str) -> Any:
    """Return a JSON value as a user of the package would write it.

    Args:
        value: The JSON value; bytes stand for files.
        annotation: The type in the generated package.
        way: `json`: as it is. `from_dict`: models are read from their JSON. `constructor`: models, dates and enum
            members are constructed, with the Python names of the fields. `alternative`: the same, but unions are given
            as their alternatives, without a wrapper.
    """
    if way == "json" or value is None:
        return value
    origin = get_origin(annotation)
    if origin is Annotated:
        return build(value, get_args(annotation)[0], way)
    if origin in (typing.Union, types.UnionType):
        return build_union(value, [each for each in get_args(annotation) if each is not type(None)], way)
    if isinstance(value, list) and origin is list:
        return [build(each, get_args(annotation)[0], way) for each in value]
    if isinstance(value, dict) and origin is dict:
        return {key: build(each, get_args(annotation)[1], way) for key, each in value.items()}
    if not inspect.isclass(annotation):
        return value
    if issubclass(annotation, BaseModel):
        return build_model(value, annotation, way)
    return value if way == "from_dict" else scalar(value, annotation)


def build_union(value: Any, alternatives: list[Any], way: str) -> Any:
    """Return a value as the model whose JSON is the value; leave the choice to the union if there is none.

    If there is none, but only one model can be constructed, and just adds optional constants, the value is this model.
    """
    if len(alternatives) == 1:
        return build(value, alternatives[0], way)
    found: list[BaseModel] = []
    for each in alternatives if isinstance(value, dict) else ():
        while get_origin(each) is Annotated:
            each = get_args(each)[0]
        if inspect.isclass(each) and issubclass(each, BaseModel):
            try:
                made = build_model(value, each, way)
                written = json.loads(made.to_json()) if isinstance(made, BaseModel) else None  # type: ignore[attr-defined]
            except (ValueError, TypeError):
                continue
            if json_equal(written, value):
                return made
            if isinstance(written, dict) and json_equal({**written, **value}, written) and adds_optional(made, value):
                found.append(made)
    return found[0] if len(found) == 1 else value


def adds_optional(made: BaseModel, value: Mapping[str, Any]) -> bool:
    """Return True if a model has only optional properties beside those of the value that it was made from."""
    kind = type(made)
    added = (name for wire, name in wire_names(kind).items() if wire not in value and name in made.model_fields_set)
    return all(type(None) in get_args(kind.model_fields[name].annotation) for name in added)


def build_model(value: Any, kind: type[BaseModel], way: str) -> Any:
    """Return a model."""
    if way == "from_dict":
        return kind.from_dict(value)  # type: ignore[attr-defined]
    kind.model_rebuild()
    if issubclass(kind, RootModel):
        if way == "alternative":
            return build(value, kind.model_fields["root"].annotation, way)
        return kind(build(value, kind.model_fields["root"].annotation, way))
    if not isinstance(value, dict):
        return value
    names = wire_names(kind)
    if value.keys() - names.keys():
        return value
    return kind(
        **{names[key]: build(each, kind.model_fields[names[key]].annotation, way) for key, each in value.items()}
    )


def scalar(value: Any, kind: type[Any]) -> Any:
    """Return a scalar as a Python object."""
    if isinstance(value, (dict, list)):
        return value
    try:
        if issubclass(kind, enum.Enum):
            return kind(value)
        if kind is datetime.datetime:
            return instant(value) or value
        if kind is datetime.date:
            return datetime.date.fromisoformat(value)
        if kind is uuid.UUID:
            return uuid.UUID(value)
        if kind is Decimal:
            return Decimal(str(value))
    except (ValueError, TypeError, ArithmeticError):
        pass
    return value
