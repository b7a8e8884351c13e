"""What callers of `ApiClient` and `RESTClientObject` find there besides calling operations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from ._files import file_part
from ._form_pairs import EncodedPair, encode_form, encode_parts
from ._headers import merge
from ._media import FORM, MULTIPART, essence, is_json
from ._multipart import Stream, multipart, new_boundary
from ._parameters import text
from ._plain import is_dict, is_list, is_tuple, plain
from .exceptions import ApiException

SEPARATORS = {"csv": ",", "ssv": " ", "tsv": "\t", "pipes": "|"}
YAML = re.compile(r"(application|text)/(x-|.*\+)?yaml")


def encode_legacy_body(
    body: Any, post_params: Sequence[Any] | None, headers: Mapping[str, str]
) -> tuple[bytes | str | Stream | None, dict[str, str]]:
    """Return a body as bytes or text, with the header fields that go with it.

    Raises:
        ApiException: the body cannot be sent as the content type that the headers name.
    """
    ready = body is None or isinstance(body, (bytes, Stream)) or (isinstance(body, str) and not as_json(headers))
    if ready and not post_params and len({name.lower() for name in headers}) == len(headers):
        return body, dict(headers)
    fields = merge(headers)
    name = next((name for name in fields if name.lower() == "content-type"), "Content-Type")
    kind = essence(fields.get(name, ""))
    if post_params and kind == FORM:
        return encode_form(post_params), fields
    if post_params and kind == MULTIPART:
        boundary = new_boundary()
        fields[name] = f"{MULTIPART}; boundary={boundary}"
        return multipart(encode_parts(post_params), boundary), fields
    if ready:
        return body, fields
    if not kind or is_json(kind) or YAML.fullmatch(kind):
        return json.dumps(plain(body)), {"Content-Type": "application/json", **fields}
    if kind.startswith("text/") and not (is_dict(body) or is_list(body)):
        return text(plain(body)), fields
    raise ApiException(0, f"A body of type {type(body).__name__} cannot be sent as {kind}; give bytes or a text")


def as_json(headers: Mapping[str, str]) -> bool:
    """Return True if a body is sent as JSON: the headers say so, or name no content type."""
    kind = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    return not kind or is_json(kind)


def pairs_of(params: Any) -> Iterator[tuple[str, Any]]:
    """Yield names and values of parameters, whichever way they are given."""
    yield from params.items() if hasattr(params, "items") else params


def collected(params: Any, formats: Mapping[str, str] | None) -> list[Any]:
    """Join the items of lists as their collection format says; `multi` repeats the name."""
    found: list[tuple[str, Any]] = []
    for name, value in pairs_of(params):
        kind = (formats or {}).get(name) if is_list(value) or is_tuple(value) else None
        if kind == "multi":
            found += [(name, bool_text(item)) for item in value]
        elif kind:
            found.append((name, SEPARATORS.get(kind, ",").join(text(plain(item)) for item in value)))
        else:
            found.append((name, bool_text(value)))
    return found


def bool_text(value: Any) -> Any:
    """Return `true` or `false` for a boolean, and any other value as it is."""
    return text(value) if isinstance(value, bool) else value


def query_string(params: Any, formats: Mapping[str, str] | None) -> str:
    """Encode query parameters whose lists have a collection format."""
    found: list[str] = []
    for pair in pairs_of(params):
        if isinstance(pair, EncodedPair):
            found += filter(None, [pair.encoded])
            continue
        name, value = pair
        kind = (formats or {}).get(name) if is_list(value) or is_tuple(value) else None
        if kind == "multi":
            found += [f"{quote(str(name))}={quote(text(plain(item)), safe='')}" for item in value]
        elif kind:
            between = quote(SEPARATORS.get(kind, ","), safe=",")
            found.append(f"{quote(str(name))}={between.join(quote(text(plain(item)), safe='') for item in value)}")
        else:
            found.append(f"{quote(str(name))}={quote(text(plain(value)), safe='')}")
    return "&".join(found)


def exploded(name: str, obj: Any) -> list[tuple[str, Any]]:
    """Return a pair for each property of an object; lists repeat the name, None is left out."""
    value = plain(obj)
    if not is_dict(value):
        return [] if value is None else [(name, value)]
    found: list[tuple[str, Any]] = []
    for key, item in value.items():
        found += [(key, each) for each in (item if is_list(item) else [item]) if each is not None]
    return found


def file_tuples(files: Mapping[str, Any]) -> list[tuple[str, tuple[str, bytes, str]]]:
    """Return files as (field name, (file name, content, content type))."""
    found: list[tuple[str, tuple[str, bytes, str]]] = []
    for name, value in files.items():
        for each in value if is_list(value) else [value]:
            part = file_part(name, name, each)
            content = part.content if isinstance(part.content, bytes) else b"".join(part.content)
            found.append((name, (part.file_name or name, content, part.content_type or "")))
    return found
