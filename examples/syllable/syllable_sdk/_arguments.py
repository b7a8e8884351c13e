"""Arguments of a call → those that were given, as values of their types."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from ._media import FORM, MULTIPART, essence, is_json
from ._operation import Operation, Type
from ._types import UNSET
from ._values import check


def values_of(
    operation: Operation[Any], arguments: Mapping[str, Any], validate: bool, level: int = 3
) -> dict[str, Any]:
    """Return the arguments that were given; checked, if that is wanted.

    Args:
        operation: What is called; a warning says if it is deprecated.
        arguments: Its arguments by name.
        validate: Whether they have to fit.
        level: How many calls away the caller of the method is.

    Raises:
        ArgumentError: one of them is not of its type.
    """
    if operation.deprecated:
        warnings.warn(f"{operation.id} is deprecated", DeprecationWarning, stacklevel=level + 1)
    return (checked if validate else given)(operation, arguments)


def given(operation: Operation[Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out arguments that are absent: unset ones, and None where that cannot mean null."""
    nullable = set(can_be_null(operation)) if any(value is None for value in arguments.values()) else set[str]()
    return {
        name: value
        for name, value in arguments.items()
        if value is not UNSET and (value is not None or name in nullable)
    }


def can_be_null(operation: Operation[Any]) -> Iterator[str]:
    """Yield the arguments that keep None: required ones, which have to say so, and fields of a JSON body."""
    yield from (parameter.argument for parameter in operation.parameters if parameter.required)
    body = operation.body
    if body and body.argument and body.required:
        yield body.argument
    elif body and not body.argument:
        as_json = is_json(next(iter(body.content)))
        yield from (field.argument for field in body.fields if field.required or as_json)


def checked(operation: Operation[Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments that were given, as values of their types.

    Raises:
        ArgumentError: one of them is not of its type.
    """
    values = given(operation, arguments)
    for argument, type_ in typed(operation):
        if argument in values:
            values[argument] = check(argument, type_, values[argument])
    return values


def typed(operation: Operation[Any]) -> Iterator[tuple[str, Type]]:
    """Yield the arguments whose types can be checked; files are checked as they are read."""
    yield from ((parameter.argument, parameter.type) for parameter in operation.parameters)
    body = operation.body
    if body and body.argument:
        media_type, type_ = next(iter(body.content.items()))
        if is_json(media_type) or "*" in media_type or essence(media_type) in (FORM, MULTIPART):
            yield body.argument, type_
    elif body:
        yield from ((field.argument, field.type) for field in body.fields if not field.file)
