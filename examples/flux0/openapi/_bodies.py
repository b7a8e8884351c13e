"""Arguments → the bytes of a request's body."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote_plus

from ._files import UNKNOWN, file_body, file_parts, is_file, media_type_of
from ._media import FORM, MULTIPART, essence, is_json, is_text
from ._multipart import Part, Stream, multipart, new_boundary
from ._operation import Body, Field, any_type
from ._parameters import json_text, query_text, text
from ._plain import EncodedBytes, holds_bytes, is_dict, is_list, is_tuple, plain
from ._types import FileInput
from ._values import as_json, write_json
from .exceptions import ApiValueError, ArgumentError

Encoded = tuple["bytes | Stream | None", "str | None"]
"""A body and its media type; None and None where there is no body."""


def encode_body(
    body: Body, values: Mapping[str, Any], content_type: str | None, boundary: str | None = None
) -> Encoded:
    """Encode what an operation's arguments say of its body.

    Args:
        body: The body as the specification has it.
        values: The arguments that were given, by name.
        content_type: The media type to send; by default the first that the specification has.
        boundary: What goes between the parts of a multipart body; random by default.
    """
    media_type = content_type or next(iter(body.content))
    if body.argument is None or (body.arguments and body.argument not in values):
        fields = [(field, values[field.argument]) for field in body.arguments if field.argument in values]
        if len(fields) < len(body.arguments):
            refuse_missing(body, values, media_type, given=bool(fields))
        return encode_fields(fields, media_type, boundary) if fields or body.required else (None, None)
    if body.argument not in values:
        return None, None
    return encode_whole(body, values[body.argument], media_type, boundary)


def refuse_missing(body: Body, values: Mapping[str, Any], media_type: str, given: bool) -> None:
    """Refuse a body without a property that its media type requires; other media types may not have it.

    Raises:
        ArgumentError: it is missing.
    """
    for field in body.arguments if given or body.required else ():
        if field.required and field.argument not in values:
            raise ArgumentError(field.argument, f"is required for {essence(media_type)}")


def encode_whole(body: Body, value: Any, media_type: str, boundary: str | None) -> Encoded:
    """Encode a body that is one argument."""
    argument = body.argument or "body"
    type_ = body.content.get(media_type, any_type)
    if "*" in media_type:
        media_type = media_type_of(value) if is_file(value) or type_() is FileInput else "application/json"
    if is_json(media_type):
        return write_json(argument, type_, value), media_type
    if essence(media_type) in (FORM, MULTIPART):
        return encode_fields(whole_fields(body, argument, value), media_type, boundary)
    if isinstance(value, str) and (is_text(media_type) or type_() is not FileInput):
        return value.encode(), media_type
    return file_body(argument, value), media_type


def whole_fields(body: Body, argument: str, value: Any) -> Iterator[tuple[Field, Any]]:
    """Take a body apart that is one argument and goes as a form."""
    properties: Any = value.to_dict() if hasattr(value, "to_dict") else value
    if not is_dict(properties):
        raise ArgumentError(argument, "a form needs a model or a dict")
    described = {field.name: field for field in body.fields}
    for name, item in properties.items():
        if item is not None:
            field = described.get(name) or Field(name, name, any_type)
            yield dataclasses.replace(field, argument=f"{argument}.{name}"), item


def encode_fields(fields: Iterable[tuple[Field, Any]], media_type: str, boundary: str | None) -> Encoded:
    """Encode a body that is made of fields."""
    kind = essence(media_type)
    fields = with_rest(fields)
    if kind == MULTIPART:
        boundary = boundary or new_boundary()
        content = multipart((part for field, value in fields for part in with_headers(field, value)), boundary)
        return content, f"{MULTIPART}; boundary={boundary}"
    allowed = [(without_file(field), value) for field, value in fields]
    if kind == FORM:
        return "&".join(filter(None, (form_text(field, value) for field, value in allowed))).encode(), media_type
    items = (
        json_text(field.name).encode() + b":" + write_json(field.argument, field.type, value)
        for field, value in allowed
    )
    return b"{" + b",".join(items) + b"}", media_type


def with_rest(fields: Iterable[tuple[Field, Any]]) -> list[tuple[Field, Any]]:
    """Replace the dict of further properties by these.

    Raises:
        ArgumentError: one of them has an argument of its own.
    """
    found = list(fields)
    rest = next((each for each in found if each[0].rest), None)
    if rest is None:
        return found
    found.remove(rest)
    known = {field.name for field, _ in found}
    for name in rest[1]:
        if name in known:
            raise ArgumentError(rest[0].argument, f"{name!r} is an argument of its own")
    return found + [(Field(rest[0].argument, name, any_type), value) for name, value in rest[1].items()]


def without_file(field: Field) -> Field:
    """Refuse a file, which only multipart can carry."""
    if field.files:
        raise ArgumentError(field.argument, f"a file needs {MULTIPART}")
    return field


def form_text(field: Field, value: Any) -> str:
    """Encode a field of an urlencoded form; objects are JSON, unless the specification gives them a style."""
    if isinstance(value, (bytes, bytearray)) and field.type() is bytes:
        return f"{quote_plus(field.name)}={quote_plus(bytes(value))}"
    found = written(field, value)
    if (is_dict(found) and field.style == "form") or is_json(field.content_type or ""):
        found = field_json(field, found)
    return query_text(field.name, found, field.style, field.explode, field.allow_reserved, form=True)


def field_json(field: Field, value: Any) -> str:
    """Return the value of a field as JSON.

    Raises:
        ArgumentError: NaN or infinity is in it.
    """
    try:
        return json_text(value)
    except ApiValueError as error:
        raise ArgumentError(field.argument, str(error)) from None


def with_headers(field: Field, value: Any) -> Iterator[Part]:
    """Make the parts of one field, with the header fields that the specification gives them."""
    for part in parts(field, value):
        yield dataclasses.replace(part, headers=field.headers) if field.headers else part


def parts(field: Field, value: Any) -> Iterator[Part]:
    """Make the parts of one field; each item of a list is one."""
    if field.files == "mixed":
        field = dataclasses.replace(field, files="many" if is_file(value) or holds_files(value) else "")
    value = value if field.files else encoded(value)
    if field.files or is_file(value) or holds_files(value):
        for part in file_parts(field, value):
            yield with_type(part, field.content_type)
    elif field.content_type and is_json(field.content_type):
        yield Part(field.name, field_json(field, plain(value)).encode(), content_type=field.content_type)
    else:
        found = written(field, value)
        for each in found if is_list(found) else [found]:
            composed = "application/json" if is_dict(each) or is_list(each) else None
            yield Part(field.name, text(each).encode(), content_type=field.content_type or composed)


def holds_files(value: Any) -> bool:
    """Return True for a list or tuple of files."""
    return (is_list(value) or is_tuple(value)) and bool(value) and all(map(is_file, value))


def encoded(value: Any) -> Any:
    """Return bytes that are sent as base64 as that string, and lists of them as lists of strings."""
    items = value if is_list(value) else [value]
    return plain(value) if any(isinstance(item, EncodedBytes) for item in items) else value


def written(field: Field, value: Any) -> Any:
    """Return the value of a field as JSON has it; bytes as the type of the field writes them."""
    found = plain(value)
    return as_json(field.argument, field.type, value) if holds_bytes(found) else found


def with_type(part: Part, content_type: str | None) -> Part:
    """Give a file the media type that the specification wants, if it says one and the file has none."""
    specific = content_type and not any(letter in content_type for letter in "*,")
    return dataclasses.replace(part, content_type=content_type) if specific and part.content_type == UNKNOWN else part
