"""Values against their types, by pydantic: arguments checked, bodies written, responses read."""

from __future__ import annotations

import gc
import json
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from inspect import isclass
from typing import Any, cast, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, SchemaSerializer, SchemaValidator, from_json
from pydantic_core.core_schema import CoreConfig

from ._model_schema import for_requests, holds_floats, send
from ._operation import Type
from ._parameters import NOT_JSON
from ._received import received_validator
from ._rewriting import Reading
from ._suggestions import with_suggestions
from .exceptions import ArgumentError

LARGE = 65_536
"""Bytes of a body that is worth keeping the garbage collector away from."""


@cache
def adapter(type: Type) -> TypeAdapter[Any]:
    """Return what checks and writes values of a type; it is made once."""
    kind = type()
    if isclass(kind) and issubclass(kind, BaseModel):
        kind.model_rebuild()
    found: TypeAdapter[Any] = TypeAdapter(kind)
    found.rebuild()
    return found


@cache
def writer(type: Type) -> tuple[SchemaSerializer, bool]:
    """Return the serializer of values of a type for requests, and True if these may hold NaN; it is made once."""
    schema, config = adapter(type).core_schema, CoreConfig(ser_json_inf_nan="constants")
    new: Any = SchemaSerializer
    try:
        made = new(for_requests(schema), config, _use_prebuilt=False)
    except TypeError:  # before pydantic 2.13
        made = new(schema, config)
    return made, holds_floats(schema)


@cache
def reader(type: Type, strict: bool) -> SchemaValidator:
    """Return the validator for received values of a type; it is built once."""
    return received_validator(type(), Reading.EXACT if strict else Reading.TOLERANT)


def problems(error: ValidationError) -> str:
    """Say in one line what is wrong and where, without the values."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    places = [(".".join(map(str, problem["loc"])), problem["msg"]) for problem in found[:3]]
    more = f" (and {len(found) - 3} more)" if len(found) > 3 else ""
    return "; ".join(f"{place}: {what}" if place else what for place, what in places) + more


def check(argument: str, type: Type, value: Any) -> Any:
    """Return an argument as a value of its type.

    Raises:
        ArgumentError: it is none.
    """
    try:
        return adapter(type).validator.validate_python(value)
    except ValidationError as error:
        raise ArgumentError(argument, problems(with_suggestions(error, type()))) from None


def write_json(argument: str, type: Type, value: Any) -> bytes:
    """Write a value as JSON, as it is sent.

    Raises:
        ArgumentError: JSON cannot express it.
    """

    serializer, may_be_nan = writer(type)

    def write() -> bytes:
        return serializer.to_json(value, by_alias=True, exclude_unset=True, warnings=False)

    try:
        data = send(write)
        if may_be_nan and (b"NaN" in data or b"Infinity" in data):
            json.loads(data, parse_constant=refuse_constant)
    except PydanticSerializationError as error:
        raise ArgumentError(argument, str(error)) from error
    except NotJsonError:
        raise ArgumentError(argument, NOT_JSON) from None
    return data


class NotJsonError(ValueError):
    """A value has no place in JSON."""


def refuse_constant(name: str) -> None:
    """Refuse NaN and infinity, which are no numbers of JSON (RFC 8259 §6).

    Raises:
        NotJsonError: always.
    """
    raise NotJsonError(name)


def as_json(argument: str, type: Type, value: Any) -> Any:
    """Return a value as it would be in JSON, but as Python objects.

    Raises:
        ArgumentError: JSON cannot express it.
    """
    return json.loads(write_json(argument, type, value))


def read_json(type: Type, data: bytes | str, strict: bool = False) -> Any:
    """Return the value of received JSON, straight from its bytes.

    Args:
        type: The type of the value.
        data: The JSON.
        strict: Whether the value has to satisfy the constraints of the spec.

    Raises:
        pydantic.ValidationError: it does not fit the type, or is not JSON.
    """
    validator = reader(type, strict)
    if len(data) < LARGE:
        return validator.validate_json(data)
    with no_collection():
        return validator.validate_json(data)


@contextmanager
def no_collection() -> Generator[None, None, None]:
    """Keep the garbage collector from looking again and again through what is being made, none of which is garbage."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def read_value(type: Type, value: Any, strict: bool = False) -> Any:
    """Return a received value that is not JSON: a string or bytes.

    Raises:
        pydantic.ValidationError: it does not fit the type.
    """
    return reader(type, strict).validate_python(value)


def read_text(kind: Any, value: str) -> Any:
    """Return a received string as a value of a type: `12` as a number where the type is one.

    Raises:
        pydantic.ValidationError: it does not fit the type.
    """
    return received_validator(kind).validate_strings(cast("Any", value))


def read_string(type: Type, value: str) -> Any:
    """Read the text of a body as a value of a type: `12` is a number if the type is one.

    Raises:
        pydantic.ValidationError: it does not fit the type.
    """
    return reader(type, strict=False).validate_strings(cast("Any", value))


def is_json_text(text: bytes | str) -> bool:
    """Return True if a text can be parsed as JSON."""
    try:
        from_json(text)
    except ValueError:
        return False
    return True


def json_or_text(data: bytes | str) -> Any:
    """Parse JSON; return any other text as it is."""
    try:
        return from_json(data)
    except ValueError:
        return data


@cache
def is_string(type: Type) -> bool:
    """Return True if a type is a string, whatever its limits."""
    return without_limits(type()) is str


def without_limits(kind: Any) -> Any:
    """Return a type without what `Annotated` adds to it."""
    while hasattr(kind, "__metadata__"):
        kind = get_args(kind)[0]
    return kind


def is_free_form(type: Type) -> bool:
    """Return True if a type is an object of any properties, which documents also use for any value."""
    kind = without_limits(type())
    origin: Any = get_origin(kind)
    return origin is dict and get_args(kind)[1] is Any
