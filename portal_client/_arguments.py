"""Arguments of a call → those that were given, as values of their types."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from ._document import DROP_IN
from ._files import is_file
from ._media import FORM, MULTIPART, essence, is_json
from ._operation import Body, Operation, T
from ._types import UNSET
from ._values import check
from .exceptions import ArgumentError


def with_media_type(
    operation: Operation[T],
    arguments: Mapping[str, Any],
    content_type: str | None,
    headers: Mapping[str, Any] | None,
) -> Operation[T]:
    """Return the operation with the one media type that its body is sent as.

    Args:
        operation: What is called.
        arguments: Its arguments by name.
        content_type: The media type that the caller chose, or None.
        headers: Header fields of the call, whose `Content-Type` chooses too.
    """
    body = operation.body
    if body is None:
        return operation
    if headers and not content_type:
        content_type = next((str(value) for name, value in headers.items() if name.lower() == "content-type"), None)
    if not content_type and not body.varies:
        return operation
    media_type = content_type or default_media_type(body, arguments)
    found = operation.sent_as(media_type)
    if body.varies and found.body:
        refuse_others(body, found.body, arguments, media_type)
    return found


def refuse_others(body: Body, chosen: Body, arguments: Mapping[str, Any], media_type: str) -> None:
    """Refuse arguments that only other media types of the body have, and fields beside the whole body.

    Raises:
        ArgumentError: one of them was given.
    """
    known = {field.argument for field in chosen.arguments}
    whole = body.argument is not None and is_given(arguments.get(body.argument))
    for field in body.arguments:
        if is_given(arguments.get(field.argument)):
            if whole:
                raise ArgumentError(field.argument, f"is part of the body; give it or {body.argument}, not both")
            if field.argument not in known:
                problem = f"is not part of the body as {essence(media_type)}; choose another content type"
                raise ArgumentError(field.argument, problem)


def is_given(value: Any) -> bool:
    """Return True for the value of an argument that was not left out."""
    return value is not None and value is not UNSET


def default_media_type(body: Body, arguments: Mapping[str, Any]) -> str:
    """Return the media type that fits the arguments: one that can carry a file if the whole body is one."""
    whole = arguments.get(body.argument) if body.argument else None
    if not is_given(whole):
        return next(iter(body.content))
    raw = [name for name in body.content if not is_json(name) and essence(name) not in (FORM, MULTIPART)]
    json = [name for name in body.content if is_json(name)]
    return next(iter((raw if is_file(whole) else json) or raw or body.content))


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
    nullable = operation.required if DROP_IN else operation.nullable
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
