"""Values of parameters → texts on the wire, for every style (OpenAPI 3.0 §4.7.12, 3.1 §4.8.12)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, quote_plus

from ._plain import is_dict, is_list
from .exceptions import ApiValueError, ArgumentError

NOT_JSON = "NaN and infinity cannot be sent as JSON"
Pair = tuple[str, str]
"""A name and a value, not encoded yet."""

RESERVED = ":/?[]@!$&'()*+,;="
"""Characters that `allowReserved` does not encode, besides percent-encoded ones; not `#`, which would end the query."""
ENCODED_TWICE = re.compile(r"%25(?=[0-9A-Fa-f]{2})")
"""The percent sign of a character that was percent-encoded before."""
COOKIE = "!#$&'()*+-./:<=>?@[]^_`{|}~"
"""Characters that a cookie can hold as they are (RFC 6265 §4.1.1); not `%`, which begins an encoded character."""
DELIMITERS = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


def text(value: Any) -> str:
    """Print a plain value: texts as they are, booleans as in JSON, anything that is composed as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or is_list(value) or is_dict(value):
        return json_text(value)
    return str(value)


def json_text(value: Any) -> str:
    """Return a value as compact JSON.

    Raises:
        ApiValueError: NaN or infinity is in it.
    """
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError:
        raise ApiValueError(NOT_JSON) from None


def present(value: Any) -> Any:
    """Leave out what a list or an object has of None, which no style can express."""
    if is_list(value):
        return [item for item in value if item is not None]
    if is_dict(value):
        return {key: item for key, item in value.items() if item is not None}
    return value


def words(value: Any, explode: bool, encode: Callable[[str], str]) -> list[str]:
    """Return the parts of a value that a delimiter goes between: items, `key=value`, or keys and values in turn."""
    if is_list(value):
        return [encode(text(item)) for item in value]
    if not is_dict(value):
        return [encode(text(value))]
    pairs = [(encode(key), encode(text(item))) for key, item in value.items()]
    return [f"{key}={item}" for key, item in pairs] if explode else [part for pair in pairs for part in pair]


def path_text(name: str, value: Any, style: str, explode: bool, safe: str = "") -> str:
    """Encode the value of a path parameter in style simple, label or matrix."""
    if style == "simple" and isinstance(value, str):
        return quote(value, safe=safe)
    value = present(value)
    parts = words(value, explode, lambda part: quote(part, safe=safe))
    if style == "label":
        return "".join(f".{part}" for part in parts) if explode else "." + ",".join(parts)
    if style != "matrix":
        return ",".join(parts)
    if explode and is_dict(value):
        return "".join(f";{part}" for part in parts)
    if explode:
        return "".join(f";{name}={part}" for part in parts)
    return f";{name}={','.join(parts)}"


def header_text(value: Any, explode: bool) -> str:
    """Print the value of a header parameter; nothing in it is percent-encoded."""
    return ",".join(words(present(value), explode, str))


def query_pairs(name: str, value: Any, style: str, explode: bool) -> Iterator[tuple[str, list[str]]]:
    """Yield the names of a query or cookie parameter, and the words of the value of each."""
    value = present(value)
    if style == "deepObject" and (is_dict(value) or is_list(value)):
        for key, item in deep_pairs(name, value):
            yield key, [item]
    elif is_list(value) and explode:
        yield from ((name, [text(item)]) for item in value)
    elif is_dict(value) and explode:
        for key, item in value.items():
            yield from ((key, [text(each)]) for each in (item if is_list(item) else [item]))
    elif value or not (is_list(value) or is_dict(value)):
        yield name, words(value, False, str)


def deep_pairs(name: str, value: Any) -> Iterator[Pair]:
    """Yield `name[key]=value`, however deep; items of a list repeat their name."""
    if is_dict(value):
        for key, item in present(value).items():
            yield from deep_pairs(f"{name}[{key}]", item)
    elif is_list(value):
        for item in present(value):
            yield from deep_pairs(name, item)
    else:
        yield name, text(value)


def query_text(
    name: str, value: Any, style: str, explode: bool, allow_reserved: bool = False, form: bool = False
) -> str:
    """Encode a query parameter, or a field of an urlencoded form: `a=1&a=2`. What has no items is an empty text.

    Args:
        name: The parameter's name.
        value: Its value, plain.
        style: form, spaceDelimited, pipeDelimited or deepObject.
        explode: Whether each item or property is a pair of its own.
        allow_reserved: Leave reserved characters and percent-encoded ones as they are (RFC 6570 §3.2.3).
        form: Write a space as `+`, as forms do.
    """
    encode = quote_plus if form else quote
    safe = RESERVED if allow_reserved else ""
    between = "," if style == "form" else encode(DELIMITERS.get(style, ","), safe="")
    pairs = query_pairs(name, value, style, explode)
    made = "&".join(
        f"{encode(key, safe='')}={between.join(encode(word, safe=safe) for word in found)}" for key, found in pairs
    )
    return ENCODED_TWICE.sub("%", made) if allow_reserved else made


def cookie_texts(argument: str, name: str, value: Any, style: str, explode: bool) -> list[str]:
    """Return a cookie parameter as `name=value` strings, one for each cookie.

    Style form percent-encodes what a cookie cannot hold; style cookie (OpenAPI 3.2 §4.12.3) encodes nothing.

    Raises:
        ArgumentError: style cookie cannot express the value.
    """
    pairs = query_pairs(name, value, "form", explode)
    if style != "cookie":
        return [f"{quote(key, safe='')}={','.join(quote(word, safe=COOKIE) for word in found)}" for key, found in pairs]
    made = [f"{key}={','.join(found)}" for key, found in pairs]
    if any(";" in cookie for cookie in made):
        raise ArgumentError(argument, "must not contain ';' (it is a cookie); encode it as the server expects")
    return made
