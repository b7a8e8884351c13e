"""Values against their types, by pydantic: arguments checked, bodies written, responses read."""

from __future__ import annotations

import gc
import json
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from ._model import refuse_unknown, send
from ._operation import Type
from ._received import receive
from .exceptions import ArgumentError

LARGE = 65_536
"""Bytes of a body that is worth keeping the garbage collector away from."""


@cache
def adapter(type: Type) -> TypeAdapter[Any]:
    """Return what reads and writes values of a type; it is made once."""
    return TypeAdapter(type())


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
        found = adapter(type).validator.validate_python(value)
        if found is not value:
            refuse_unknown(argument, found, value)
        return found
    except ValidationError as error:
        raise ArgumentError(argument, problems(error)) from None


def write_json(argument: str, type: Type, value: Any) -> bytes:
    """Write a value as JSON, as it is sent.

    Raises:
        ArgumentError: JSON cannot express it.
    """

    def write() -> bytes:
        return adapter(type).dump_json(value, by_alias=True, exclude_unset=True, warnings=False)

    try:
        return send(write)
    except PydanticSerializationError as error:
        raise ArgumentError(argument, str(error)) from error


def as_json(argument: str, type: Type, value: Any) -> Any:
    """Return a value as it would be in JSON, but as Python objects.

    Raises:
        ArgumentError: JSON cannot express it.
    """
    return json.loads(write_json(argument, type, value))


def read_json(type: Type, data: bytes | str) -> Any:
    """Read a received value, straight from its bytes.

    Raises:
        pydantic.ValidationError: it does not fit the type, or is not JSON.
    """
    if len(data) < LARGE:
        return receive(lambda: adapter(type).validator.validate_json(data))
    with no_collection():
        return receive(lambda: adapter(type).validator.validate_json(data))


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


def read_value(type: Type, value: Any) -> Any:
    """Read a received value that is not JSON: a text or bytes.

    Raises:
        pydantic.ValidationError: it does not fit the type.
    """
    return receive(lambda: adapter(type).validator.validate_python(value))


def read_text(kind: Any, value: str) -> Any:
    """Read a received text as a value of a type: `12` as a number where the type is one.

    Raises:
        pydantic.ValidationError: it does not fit the type.
    """
    return receive(lambda: TypeAdapter(kind).validate_strings(value))
