"""Received data in the shape of a type, as far as it goes: for those who would rather have odd data than an error."""

from __future__ import annotations

import types
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from ._model import Model
from ._plain import is_dict, is_list
from ._received import receive


def shaped(kind: Any, data: bytes | str) -> Any:
    """Give a body the shape of a type: what fits is of its type, and what does not is as it came.

    Fields that are lacking have no attribute. What is not JSON at all is handed on as text.
    """
    try:
        value = from_json(data)
    except ValueError:
        return data.decode("utf-8", "replace") if isinstance(data, bytes) else data
    return receive(lambda: shape(kind, value))


def shape(kind: Any, value: Any) -> Any:
    """Give a value the shape of a type, each of its parts on its own."""
    try:
        return TypeAdapter(kind).validate_python(value, extra="allow")
    except ValidationError:
        pass
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return shape(arguments[0], value)
    if origin in (Union, types.UnionType):
        return shape(arguments[0], value)
    if is_list(value) and origin is list:
        return [shape(arguments[0], item) for item in value]
    if is_dict(value):
        return shape_object(kind, origin, arguments, value)
    return value


def shape_object(kind: Any, origin: Any, arguments: tuple[Any, ...], value: dict[str, Any]) -> Any:
    """Give an object the shape of a dict or of a model."""
    if origin is dict:
        return {name: shape(arguments[1], item) for name, item in value.items()}
    if not (isinstance(kind, type) and issubclass(kind, Model)):
        return value
    types_ = {field.serialization_alias or name: field.annotation for name, field in kind.model_fields.items()}
    return kind.model_construct(**{name: shape(types_.get(name, Any), item) for name, item in value.items()})
