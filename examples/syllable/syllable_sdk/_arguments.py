"""Arguments of a call → those that were given, as values of their types."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from ._operation import Operation
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
    nullable = operation.nullable
    return {
        name: value
        for name, value in arguments.items()
        if value is not UNSET and (value is not None or name in nullable)
    }


def checked(operation: Operation[Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments that were given, as values of their types.

    Raises:
        ArgumentError: one of them is not of its type.
    """
    values = given(operation, arguments)
    for argument, type_ in operation.checked.items():
        if argument in values:
            values[argument] = check(argument, type_, values[argument])
    return values
