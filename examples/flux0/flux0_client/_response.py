"""A response → the value of a call, or its error. Nothing is received here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn, cast, get_args, get_origin

from pydantic import ValidationError

from ._answer import Answer
from ._document import DROP_IN
from ._encodings import is_embedded
from ._lenient import shaped
from ._media import JSON_RANGES, charset, covers, essence, is_json, is_stream, is_text
from ._operation import Items, Operation, Response, T, Type, unread
from ._values import (
    is_free_form,
    is_json_text,
    is_string,
    json_or_text,
    problems,
    read_json,
    read_string,
    read_text,
    read_value,
)
from .exceptions import ApiException, UnexpectedResponseException

LISTS: frozenset[Any] = frozenset({list})


def read(operation: Operation[T], received: Answer, validate: bool = True, strict: bool = False) -> T:
    """Return the value that a response has, or raise the error that it is.

    A status of success that the specification does not have, and one without content, has the value None.

    Args:
        operation: What was called.
        received: The response.
        validate: Whether the body has to fit; without it, what does not fit is handed on as far as it goes.
        strict: Whether constraints, formats and enum values of the spec count, too.

    Raises:
        ApiException: the status is not one of success; its class says which, `data` has the declared model.
        UnexpectedResponseException: the body is not what the specification describes.
    """
    declared = declared_response(operation, received.status)
    if not 200 <= received.status <= 299:
        raise_error(declared, received)
    if declared is None or not declared.content or received.status in (204, 205) or operation.method == "HEAD":
        return cast("T", None)
    try:
        if strict is True:  # not the attribute of a mock
            require_exact(declared, received)
        return cast("T", decode(declared, received, validate))
    except ValidationError as error:
        reason = f"{operation.id}: the response does not fit: {problems(error)}"
        raise UnexpectedResponseException(reason=reason, http_resp=received, body=received.text) from error


def read_headers(operation: Operation[Any], received: Answer) -> dict[str, Any]:
    """Return the header fields that the specification has a type for; one that does not fit stays a text."""
    declared = declared_response(operation, received.status)
    types: Mapping[str, Type] = declared.headers if declared else {}
    return {
        name: read_header(type_, received.headers[name]) for name, type_ in types.items() if name in received.headers
    }


def read_header(type_: Type, value: str) -> Any:
    """Read a header in style simple (OpenAPI 3.0 §4.7.12.3), or one that is JSON."""
    kind = type_()
    try:
        if is_embedded(kind):
            return read_value(type_, value)
        if get_origin(kind) in LISTS:
            return [read_text(get_args(kind)[0], item.strip()) for item in value.split(",")]
        return read_text(kind, value)
    except ValidationError:
        return value


def declared_response(operation: Operation[Any], status: int) -> Response | None:
    """Return what is declared for a status: itself, its range, or the default (OpenAPI 3.0 §4.7.16)."""
    responses = operation.responses
    return responses.get(str(status)) or responses.get(f"{status // 100}XX") or responses.get("default")


def raise_error(declared: Response | None, received: Answer) -> NoReturn:
    """Raise the exception for a status: the one that the document names, if the body is what it says."""
    data = error_data(declared, received)
    kind: type[ApiException] = declared.error() if declared and declared.error and data is not None else ApiException
    kind.from_response(http_resp=received, body=received.text, data=data)


def arriving(operation: Operation[Any], response: Answer) -> Type | None:
    """Return the type of a response that is read as it arrives, `unread` or `Items`; None: it is read whole."""
    declared = declared_response(operation, response.status) if operation.arrives else None
    if declared is None or not declared.arrives or not 200 <= response.status <= 299:
        return None
    media_type = response.media_type
    found = type_for(declared, media_type)
    streams = isinstance(found, Items) and (is_stream(media_type) or not essence(media_type))
    return found if streams or found is unread else None


def error_data(declared: Response | None, received: Answer) -> Any:
    """Return the model of an error response, or None: a body that does not fit must not hide the status."""
    if declared is None or not declared.content or not received.content:
        return None
    try:
        return decode(declared, received)
    except ValidationError:
        return None


def decode(declared: Response, received: Answer, validate: bool = True) -> Any:
    """Read a body as the type that is declared for its media type.

    Raises:
        pydantic.ValidationError: it does not fit.
    """
    media_type = received.media_type
    type_ = type_for(declared, media_type)
    if type_() is bytes:
        return received.content
    as_json = reads_json(declared, type_, media_type)
    data = json_data(received, media_type) if as_json else b""
    if as_json and is_null(data):
        return None
    try:
        return read_json(type_, data) if as_json else read_other(type_, received)
    except ValidationError:
        if as_json and is_other(type_, data, media_type):
            return read_other(type_, received)
        if as_json and DROP_IN and is_free_form(type_):
            return json_or_text(data)
        if validate:
            raise
        return shaped(type_(), data) if as_json else received.text


def reads_json(declared: Response, type_: Type, media_type: str) -> bool:
    """Return True if a body is parsed as JSON: by its media type, or by what is declared if that says nothing."""
    if is_json(media_type):
        return True
    if not may_be_json(declared) or covered(declared, media_type):
        return False
    return not (is_text(media_type) and (is_string(type_) or type_() is Any))


def is_other(type_: Type, data: bytes | str, media_type: str) -> bool:
    """Return True if a body is not JSON: it is empty, or text without a JSON media type."""
    if not data:
        return True
    return not is_json(media_type) and (is_string(type_) or not is_json_text(data))


def require_exact(declared: Response, received: Answer) -> None:
    """Check a JSON body against all that the spec says of it.

    Raises:
        pydantic.ValidationError: it is not valid.
    """
    type_ = type_for(declared, received.media_type)
    if is_json(received.media_type) and type_() is not bytes:
        read_json(type_, json_data(received, received.media_type), strict=True)


def may_be_json(declared: Response) -> bool:
    """Return True if a declared media type is JSON, or a range that includes it."""
    return any(is_json(name) or essence(name) in JSON_RANGES for name in declared.content)


def covered(declared: Response, media_type: str) -> bool:
    """Return True if the media type of a response is declared; a missing one is not."""
    return bool(essence(media_type)) and any(covers(range_, media_type) for range_ in declared.content)


def type_for(declared: Response, media_type: str) -> Type:
    """Return the type for a media type: its own, that of a range, or else the first one, which is most likely JSON."""
    if len(declared.content) == 1:
        return next(iter(declared.content.values()))
    exact = (type_ for name, type_ in declared.content.items() if essence(name) == essence(media_type))
    range_ = (type_ for name, type_ in declared.content.items() if covers(name, media_type))
    json = (type_ for name, type_ in declared.content.items() if is_json(name))
    return next(exact, None) or next(range_, None) or next(json, None) or next(iter(declared.content.values()))


def json_data(received: Answer, media_type: str) -> bytes | str:
    """Return a body as JSON has to be: bytes in UTF-8, or a text."""
    return received.content if charset(media_type) in ("utf-8", "us-ascii") else received.text


def is_null(data: bytes | str) -> bool:
    """Return True if a body is the JSON value null."""
    return len(data) < 16 and data.strip() in (b"null", "null")


def read_other(type_: Type, received: Answer) -> Any:
    """Read a body that is not JSON: its text, or its bytes if the type allows any value and the body is binary.

    Raises:
        pydantic.ValidationError: the text does not fit the type.
    """
    media_type = received.media_type
    known = bool(essence(media_type))
    if type_() is Any and known and not is_json(media_type) and not is_text(media_type):
        return received.content
    if is_free_form(type_) and (not known or (DROP_IN and (is_json(media_type) or is_text(media_type)))):
        return received.text
    return read_string(type_, received.text)
