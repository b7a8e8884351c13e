"""Types that are named by texts, such as `List[Session]`: for callers of `ApiClient.deserialize`."""

from __future__ import annotations

import datetime
import json
import os
import re
import tempfile
import uuid
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Dict, List, Optional

from pydantic_core import SchemaValidator, from_json

from ._answer import Answer
from ._headers import Headers
from ._media import essence, is_json
from ._received import received_validator
from .exceptions import ApiException

NATIVE: dict[str, Any] = {
    "int": int,
    "long": int,
    "float": float,
    "str": str,
    "bool": bool,
    "date": datetime.date,
    "datetime": datetime.datetime,
    "decimal": Decimal,
    "UUID": uuid.UUID,
    "object": object,
}

COMPOSED: dict[str, Any] = {"List": List, "Dict": Dict, "Optional": Optional}


def type_of(name: str) -> Any:
    """Return the type that a text names: native, a model, or `List[…]`, `Dict[str, …]`, `Optional[…]` of one."""
    found = re.fullmatch(r"(List|Dict|Optional)\[(?:str, *)?(.+)\]", name)
    if found:
        inner = type_of(found[2])
        return COMPOSED[found[1]][(str, inner) if found[1] == "Dict" else inner]
    if name in NATIVE:
        return NATIVE[name]
    return getattr(import_module(".models", __package__), name)


@lru_cache(maxsize=256)
def validator_of(name: str) -> SchemaValidator:
    """Return the validator for received values of a type that a string names."""
    return received_validator(type_of(name))


def deserialize(text: str, type_name: str, content_type: str | None) -> Any:
    """Read a text as a value of a type.

    Raises:
        ApiException: the content type is neither JSON nor text.
        json.JSONDecodeError: the text is not JSON, and the content type says that it is.
        pydantic.ValidationError: the text does not fit the type.
    """
    kind = essence(content_type or "application/json")
    if kind.startswith("text/") and not is_json(kind):
        value: Any = text
    elif is_json(kind):
        value = parsed(text, strict=content_type is not None)
    else:
        raise ApiException(status=0, reason=f"Unsupported content type: {content_type}")
    return None if value is None else deserialize_value(value, type_name)


def deserialize_value(value: Any, kind: Any) -> Any:
    """Return a JSON value as a value of a type, which is given by its name or itself.

    Raises:
        pydantic.ValidationError: the value does not match the type.
    """
    validator = validator_of(kind) if isinstance(kind, str) else received_validator(kind)
    return validator.validate_python(value)


def parsed(text: str, strict: bool) -> Any:
    """Parse JSON. An empty text is returned as it is, and so is one that is not JSON unless `strict`.

    Raises:
        json.JSONDecodeError: the text is not JSON, and `strict` is set.
    """
    try:
        return from_json(text) if text else text
    except ValueError:
        return json.loads(text) if strict else text


def read_as(received: Answer, types: Mapping[str, str | None], folder: str | None) -> Any:
    """Read a response by the type names for its status, its range of status, or the default; none is None."""
    code = str(received.status)
    name = types.get(code, types.get(f"{code[0]}XX", types.get("default")))
    if name in ("bytearray", "bytes"):
        return received.content
    if name == "file":
        return saved(received.content, received.headers, folder)
    return deserialize(received.text, name, received.media_type or None) if name else None


def saved(content: bytes, headers: Headers, folder: str | None) -> str:
    """Write a response to a file, and return its path; the server's name for it counts without folders."""
    handle, path = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    named = re.search(r'filename=[\'"]?([^\'"\s]+)[\'"]?', headers.get("content-disposition", ""))
    name = re.split(r"[/\\]", named[1])[-1] if named else ""
    if name in ("", ".", ".."):
        return path
    return str(Path(path).replace(Path(path).with_name(name)))
