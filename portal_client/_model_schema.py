"""Core schemas of models: one to validate arguments, one to write dumps and requests."""

from __future__ import annotations

import operator
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial
from types import UnionType
from typing import Any, Dict, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ._document import DROP_IN
from ._plain import is_dict, is_list, is_tuple

T = TypeVar("T")

NULLABLE = "nullable"
"""Marks an optional field that may be null."""
CONSTANT = "constant"
"""Marks a field with one possible value, which constructors set."""
STANDALONE = "__standalone__"
"""Marks a model whose validators are not part of those of others, and references to it, which have it as metadata."""

_sending: ContextVar[bool] = ContextVar("sending", default=False)
sending = _sending.get
"""Return True while a request is written."""


def send(write: Callable[[], T]) -> T:
    """Write a value as it is sent: without read-only fields, and without None where null is not allowed."""
    token = _sending.set(True)
    try:
        return write()
    finally:
        _sending.reset(token)


def read_only(_: object) -> bool:
    """Leave a field that only the server sets out of requests: `Field(exclude_if=read_only)`."""
    return _sending.get()


def absent(value: object) -> bool:
    """Leave None out of requests: the field may be absent, but not null."""
    return value is None and _sending.get()


is_none = partial(operator.is_, None)


def separate_schemas(fields: Dict[str, FieldInfo], model: Dict[str, Any], open_: bool) -> None:
    """Let the core schema of a model treat unknown properties in two ways: refuse or ignore them, but write them.

    Args:
        fields: The fields of the model, by name.
        model: Its core schema, which is changed.
        open_: True if it may have more properties than its fields.
    """
    found = model["schema"]
    while found["type"] != "model-fields":  # validators of a caller's subclass
        found = found["schema"]
    for name, schema in found["fields"].items():
        prepare_field(fields[name], schema)
    if not open_ and model["config"].get("extra_fields_behavior") == "allow":
        model["serialization"] = {"type": "model", "cls": model["cls"], "schema": {**found}, "config": model["config"]}
        found["extra_behavior"] = "ignore" if DROP_IN else "forbid"


def prepare_field(field: FieldInfo, schema: Dict[str, Any]) -> None:
    """Change the core schema of a field: leave None out of requests, and require constants in JSON."""
    optional = is_optional(field.annotation)
    if optional and not field.is_required() and NULLABLE not in field.metadata:
        schema.setdefault("serialization_exclude_if", absent)
    if CONSTANT in field.metadata:
        schema["metadata"] = {
            **(schema.get("metadata") or {}),
            CONSTANT: getattr(field.default, "value", field.default),
        }
    if not optional and CONSTANT in field.metadata and schema["schema"]["type"] == "default":
        schema["schema"] = schema["schema"]["schema"]


def for_requests(schema: Any) -> Any:
    """Copy a core schema for requests alone, with conditions for leaving fields out that need no Python code."""
    if is_dict(schema):
        if schema.get("type") == "model" and schema.get("serialization", {}).get("type") == "model":
            written = {**schema["serialization"], "ref": schema["ref"]} if "ref" in schema else schema["serialization"]
            return for_requests(written)
        found = {**schema, **{key: for_requests(item) for key, item in without_metadata(schema).items()}}
        condition = found.get("serialization_exclude_if")
        if condition is absent:
            found["serialization_exclude_if"] = is_none
        elif condition is read_only:
            found["serialization_exclude"] = True
        return found
    if is_list(schema):
        return [for_requests(item) for item in schema]
    return tuple(map(for_requests, schema)) if is_tuple(schema) else schema


def holds_floats(schema: Any) -> bool:
    """Return True if values of a core schema may have floating-point numbers in them."""
    if is_dict(schema):
        kind = schema.get("type")
        if kind == "model":
            open_ = "serialization" not in schema and schema["config"].get("extra_fields_behavior") == "allow"
            return bool(open_) or holds_floats(schema["schema"])
        return kind in ("any", "float") or any(map(holds_floats, without_metadata(schema).values()))
    return (is_list(schema) or is_tuple(schema)) and any(map(holds_floats, schema))


def without_metadata(schema: Dict[str, Any]) -> Dict[str, Any]:
    """Return a core schema without what is said about it."""
    return {key: item for key, item in schema.items() if key not in ("metadata", "default")}


def standalone_schema(kind: type[BaseModel]) -> Dict[str, Any]:
    """Return the own core schema of a standalone model."""
    kind.model_rebuild()
    schema: Any = kind.__pydantic_core_schema__
    found: Dict[str, Any] = schema
    return found


def is_optional(annotation: Any) -> bool:
    """Return True for a union with None."""
    return get_origin(annotation) in (Union, UnionType) and type(None) in get_args(annotation)


def fields_to_set(model: type[BaseModel], package: str) -> Dict[str, FieldInfo]:
    """Return the fields that constructors set to their default.

    These are constants, and the fields with a default that a caller's subclass of a model adds or changes.

    Args:
        model: The class.
        package: The package of generated models.
    """
    generated = [each for each in model.__mro__ if each.__module__.startswith(f"{package}.")]
    added = generated and generated[0] is not model
    return {
        name: field
        for name, field in model.__pydantic_fields__.items()
        if CONSTANT in field.metadata or (added and has_default(field) and not inherits(model, name, field))
    }


def has_default(field: FieldInfo) -> bool:
    """Return True for a default other than None."""
    return not field.is_required() and (field.default is not None or field.default_factory is not None)


def inherits(model: type[BaseModel], name: str, field: FieldInfo) -> bool:
    """Return True if the nearest base class with the field has the same default, and does not set it."""
    for base in model.__mro__[1:]:
        found = vars(base).get("__pydantic_fields__", {}).get(name)
        if found:
            same = found.default is field.default and found.default_factory is field.default_factory
            return same and name not in vars(base).get("fields_to_set", ())
    return False
