"""Check what a client sent: path, query, headers, cookies and body, by the rules of OpenAPI and RFC 6570."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from email.message import Message
from typing import Any
from urllib.parse import unquote, unquote_plus

from python_multipart.multipart import MultipartParser

from .comparing import Difference, json_equal, same_instant
from .document import Media, Parameter
from .schemas import Schemas, instant

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
SENT_BY_ITSELF = {
    *("host", "user-agent", "accept", "accept-encoding", "content-type", "content-length", "transfer-encoding"),
    *("connection", "cookie"),
}
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Request:
    """A request as it arrived."""

    method: str
    target: str
    headers: Pairs
    body: bytes

    def header(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]


@dataclass
class Expected:
    """The request that a call has to send."""

    path: str
    parameters: list[tuple[Parameter, Any]] = field(default_factory=list[tuple[Parameter, Any]])
    queries: Pairs = field(default_factory=list[tuple[str, str]])
    """Further pairs: credentials."""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    cookies: Pairs = field(default_factory=list[tuple[str, str]])
    media: Media | None = None
    body: Any = None
    has_body: bool = False


def is_json(media_type: str) -> bool:
    """Return True if a media type is JSON."""
    essence = media_type.partition(";")[0].strip().lower()
    return essence == "application/json" or essence.endswith("+json")


def is_scalar(value: Any) -> bool:
    """Return True if a value is a string, a number or a boolean."""
    return isinstance(value, (str, int, float, bool))


def is_defined(parameter: Parameter, value: Any) -> bool:
    """Return True if OpenAPI defines how a value of a parameter is sent (nested values and nulls: it does not)."""
    if parameter.media_type == FORM:
        return isinstance(value, dict) and bool(value) and words_of(value) is not None
    if parameter.media_type:
        return is_json(parameter.media_type) or isinstance(value, str)
    words = words_of(value)
    if words is None or (not is_scalar(value) and not words) or (parameter.style == "deepObject" and is_scalar(value)):
        return False
    if parameter.style == "deepObject" and isinstance(value, list):
        return False
    texts = [text(each) for each in words]
    if parameter.location == "path" and (not all(texts) or texts in (["."], [".."])):
        return False
    between = {"spaceDelimited": " ", "pipeDelimited": "|", "label": "."}.get(parameter.style)
    if between and not is_scalar(value) and any(between in each for each in texts):
        return False
    if parameter.allow_reserved and any(letter in each for each in texts for letter in "&=#+%,;|[]"):
        return False  # the caller has to encode what would be a delimiter
    if parameter.style in ("spaceDelimited", "pipeDelimited") and (parameter.explode or not isinstance(value, list)):
        return isinstance(value, list)
    if parameter.location == "header":
        separators = "" if is_scalar(value) else ",="
        return all(each == each.strip() and each.isascii() and each.isprintable() for each in texts) and not any(
            letter in each for each in texts for letter in separators
        )
    if parameter.location == "cookie" and not is_scalar(value):
        return not any(letter in each for each in texts for letter in ",;= ")
    return parameter.location != "cookie" or bool(texts)


def words_of(value: Any) -> list[Any] | None:
    """Return the scalars of a value: items, or keys and values in turn; None if it is nested or has nulls."""
    words = [value]
    if isinstance(value, list):
        words = value
    elif isinstance(value, dict):
        words = [each for pair in value.items() for each in pair]
    return words if all(map(is_scalar, words)) else None


def text(value: Any) -> str:
    """Return a scalar as it is written in a URL."""
    return value if isinstance(value, str) else json.dumps(value)


def same_word(got: str, value: Any) -> bool:
    """Return True if a decoded word stands for a scalar."""
    if isinstance(value, bool):
        return got == text(value)
    if isinstance(value, (int, float)):
        try:
            return Decimal(got) == Decimal(str(value))
        except InvalidOperation:
            return False
    if got == value:
        return True
    one, other = instant(got), instant(value)
    return one is not None and other is not None and same_instant(one, other)


def same_words(got: Sequence[str], value: Any) -> bool:
    """Return True if decoded words stand for a value; properties may be in any order."""
    wanted = words_of(value) or []
    if len(got) != len(wanted):
        return False
    if isinstance(value, dict):
        pairs = dict(zip(got[::2], got[1::2], strict=True))
        return pairs.keys() == value.keys() and all(same_word(pairs[key], value[key]) for key in value)
    return all(map(same_word, got, wanted))


def check(request: Request, expected: Expected, method: str, schemas: Schemas) -> Iterator[Difference]:
    """Yield the differences between a request and what was expected."""
    if request.method != method:
        yield Difference.of("request: method", "", method, request.method)
    path, _, query = request.target.partition("?")
    yield from check_path(path, expected)
    yield from check_query(query, expected)
    yield from check_headers(request, expected)
    yield from check_cookies(request, expected)
    yield from check_body(request, expected, schemas)


def describe(parameter: Parameter) -> str:
    """Name the way in which a parameter is sent."""
    if parameter.media_type:
        return f"{parameter.location} content {parameter.media_type}"
    return f"{parameter.location} {parameter.style} explode={str(parameter.explode).lower()}"


def check_path(raw: str, expected: Expected) -> Iterator[Difference]:
    """Check the path, and the values of its parameters."""
    template = expected.path.partition("#")[0].partition("?")[0]
    named = {
        parameter.name: (parameter, value) for parameter, value in expected.parameters if parameter.location == "path"
    }
    pattern, names = "", list[str]()
    for index, part in enumerate(re.split(r"\{([^{}]+)\}", template)):
        if index % 2 == 0:
            pattern += re.escape(part)
        elif part in named:
            pattern += "([^/]*?)"
            names.append(part)
        else:
            pattern += "(?:[^/]*?)"
    match = re.fullmatch(pattern, raw) or re.fullmatch(pattern, unquote(raw))
    if not match:
        yield Difference.of("request: path", "", template, raw)
        return
    for name, found in zip(names, match.groups(), strict=True):
        parameter, value = named[name]
        if parameter.media_type:
            got = unquote(found)
            if not (same_json(got, value) if is_json(parameter.media_type) else got == text(value)):
                yield Difference.of(f"request: {describe(parameter)}", name, value, found)
            continue
        words = path_words(found, parameter, value)
        if words is None or not same_words(words, value):
            yield Difference.of(f"request: {describe(parameter)}", name, value, found)


def path_words(raw: str, parameter: Parameter, value: Any) -> list[str] | None:
    """Split the raw value of a path parameter into its decoded words; None if it is not in its style."""
    name, explode = parameter.name, parameter.explode and not is_scalar(value)
    between = ","
    if parameter.style == "label":
        if not raw.startswith("."):
            return None
        raw, between = raw[1:], "." if explode else ","
    elif parameter.style == "matrix":
        if not raw.startswith(";"):
            return None
        raw, between = raw[1:], ";" if explode else ","
        if not (explode and isinstance(value, dict)):
            parts = raw.split(";") if explode else [raw]
            if not all(part.startswith(f"{name}=") for part in parts):
                return None
            raw = between.join(part[len(name) + 1 :] for part in parts)
    if is_scalar(value):
        return [unquote(raw)]
    words = raw.split(between)
    if explode and isinstance(value, dict):
        if not all("=" in word for word in words):
            return None
        words = [part for word in words for part in word.split("=", 1)]
    return [unquote(word) for word in words]


def check_query(raw: str, expected: Expected) -> Iterator[Difference]:
    """Check the query: every expected pair is there, and no other."""
    for parameter, value in expected.parameters:
        if parameter.location == "querystring":
            yield from check_querystring(raw, parameter, value, expected.queries)
            return
    pairs = [(part.partition("=")[0], part.partition("=")[2]) for part in raw.split("&") if part]
    written = expected.path.partition("#")[0].partition("?")[2]
    for part in filter(None, written.split("&")):
        pair = part.partition("=")[0], part.partition("=")[2]
        if pair in pairs:
            pairs.remove(pair)
        else:
            yield Difference.of("request: query in the path", "", written, raw)
    for parameter, value in expected.parameters:
        if parameter.allow_reserved and not keeps_reserved(pairs, parameter.name, value):
            yield Difference.of("request: allowReserved", parameter.name, value, raw)
        if parameter.location == "query" and not take_query(pairs, parameter, value):
            yield Difference.of(f"request: {describe(parameter)}", parameter.name, value, raw)
            pairs = [pair for pair in pairs if unquote_plus(pair[0]).partition("[")[0] != parameter.name]
    for name, value in expected.queries:
        if (name, value) in [(unquote_plus(key), unquote_plus(each)) for key, each in pairs]:
            pairs = [pair for pair in pairs if unquote_plus(pair[0]) != name]
        else:
            yield Difference.of("request: credential in the query", name, value, raw)
    for name, value in pairs:
        yield Difference.of("request: unexpected query parameter", unquote(name), "nothing", f"{name}={value}")


def check_querystring(raw: str, parameter: Parameter, value: Any, credentials: Pairs) -> Iterator[Difference]:
    """Check a query that is one value (OpenAPI 3.2, `in: querystring`)."""
    for name, each in credentials:
        raw = raw.removesuffix(f"{name}={each}").removesuffix("&")
    if is_json(parameter.media_type or ""):
        if not same_json(unquote(raw), value):
            yield Difference.of("request: querystring", parameter.name, value, raw)
    elif parameter.media_type == FORM:
        yield from check_form(raw, Media(FORM, {}), value)
    elif unquote(raw) != text(value):
        yield Difference.of("request: querystring", parameter.name, value, raw)


def keeps_reserved(pairs: Pairs, name: str, value: Any) -> bool:
    """Return True if a parameter has the reserved characters of its value as they are (`allowReserved`)."""
    names = {name, *(value if isinstance(value, dict) else ())}
    own = [each for key, each in pairs if unquote(key).partition("[")[0] in names]
    escaped = {"/": "%2F", ":": "%3A", "?": "%3F", "@": "%40"}
    return not any(
        any(escaped[letter] in each for each in own)
        for each in words_of(value) or ()
        for letter in text(each)
        if letter in escaped
    )


def take_query(pairs: Pairs, parameter: Parameter, value: Any) -> bool:
    """Take the pairs of a parameter out; return False if they are not there."""
    decode = unquote if parameter.allow_reserved else unquote_plus
    name = parameter.name
    if parameter.media_type:
        for pair in pairs:
            if decode(pair[0]) == name:
                pairs.remove(pair)
                got = decode(pair[1])
                return same_json(got, value) if is_json(parameter.media_type) else got == text(value)
        return False
    if parameter.style == "deepObject":
        wanted = [(f"{name}[{key}]", item) for key, item in value.items()]
        return all(take_pair(pairs, key, [item], "", decode) for key, item in wanted)
    if isinstance(value, list) and parameter.explode:
        return all(take_pair(pairs, name, [item], "", decode) for item in value)
    if isinstance(value, dict) and parameter.explode:
        return all(take_pair(pairs, key, [item], "", decode) for key, item in value.items())
    between = {"spaceDelimited": r"%20|\+", "pipeDelimited": r"%7[Cc]|\|"}.get(parameter.style, ",")
    return take_pair(pairs, name, value, "" if is_scalar(value) else between, decode)


def take_pair(pairs: Pairs, name: str, value: Any, between: str, decode: Any) -> bool:
    """Take the first pair of a name out; return True if it has a value."""
    for pair in pairs:
        if decode(pair[0]) == name:
            pairs.remove(pair)
            parts = re.split(between, pair[1]) if between else [pair[1]]
            return same_words([decode(part) for part in parts], value)
    return False


def same_json(got: str | bytes, value: Any) -> bool:
    """Return True if a string is the JSON of a value."""
    try:
        return json_equal(json.loads(got, parse_float=Decimal), value)
    except ValueError:
        return False


def check_headers(request: Request, expected: Expected) -> Iterator[Difference]:
    """Check header parameters, credentials, and that no other header is sent."""
    known = set(SENT_BY_ITSELF)
    for parameter, value in expected.parameters:
        if parameter.location != "header":
            continue
        known.add(parameter.name.lower())
        got = request.header(parameter.name)
        if len(got) != 1 or not same_header(got[0], parameter, value):
            yield Difference.of(f"request: {describe(parameter)}", parameter.name, value, got)
    for name, wanted in expected.headers.items():
        known.add(name.lower())
        if request.header(name) != [wanted]:
            yield Difference.of("request: credential in a header", name, wanted, request.header(name))
    for name, got_value in request.headers:
        if name.lower() not in known:
            yield Difference.of("request: unexpected header", name, "nothing", got_value)


def same_header(raw: str, parameter: Parameter, value: Any) -> bool:
    """Return True if a header has a value in style simple."""
    if parameter.media_type:
        return same_json(raw, value) if is_json(parameter.media_type) else raw == text(value)
    if is_scalar(value):
        return same_words([raw], value)
    words = re.split(r",[ \t]*", raw)
    if isinstance(value, dict) and parameter.explode:
        words = [part for word in words for part in word.split("=", 1)]
    return same_words(words, value)


def check_cookies(request: Request, expected: Expected) -> Iterator[Difference]:
    """Check cookie parameters and cookies of credentials, and that no other cookie is sent."""
    raw = request.header("cookie")
    pairs = [(part.partition("=")[0], part.partition("=")[2]) for each in raw for part in each.split("; ")]
    if len(raw) > 1:
        yield Difference.of("request: several Cookie headers", "", "one", raw)
    for parameter, value in expected.parameters:
        if parameter.location != "cookie":
            continue
        if parameter.media_type:
            good = any(unquote(name) == parameter.name and same_json(unquote(got), value) for name, got in pairs)
            pairs = [pair for pair in pairs if unquote(pair[0]) != parameter.name]
        elif isinstance(value, list) and parameter.explode:
            good = all(take_pair(pairs, parameter.name, [item], "", unquote) for item in value)
        elif isinstance(value, dict) and parameter.explode:
            good = all(take_pair(pairs, key, [item], "", unquote) for key, item in value.items())
        else:
            good = take_pair(pairs, parameter.name, value, "" if is_scalar(value) else ",", unquote)
        if not good:
            yield Difference.of(f"request: {describe(parameter)}", parameter.name, value, raw)
    for name, wanted in expected.cookies:
        if (name, wanted) in pairs:
            pairs.remove((name, wanted))
        else:
            yield Difference.of("request: credential in a cookie", name, wanted, raw)
    for name, got in pairs:
        yield Difference.of("request: unexpected cookie", name, "nothing", got)


def check_body(request: Request, expected: Expected, schemas: Schemas) -> Iterator[Difference]:
    """Check the body and its media type."""
    types = request.header("content-type")
    if not expected.has_body or expected.media is None:
        if request.body:
            yield Difference.of("request: unexpected body", "", "nothing", request.body)
        return
    media = expected.media
    essence = types[0].partition(";")[0].strip().lower() if types else ""
    if "*" not in media.name and essence != media.essence:
        yield Difference.of("request: Content-Type", "", media.name, types)
        return
    if is_json(essence):
        if not same_json(request.body, expected.body):
            yield Difference.of(
                "request: JSON body", first_place(request.body, expected.body), json.dumps(expected.body), request.body
            )
    elif essence == FORM:
        yield from check_form(request.body.decode(), media, expected.body)
    elif essence == MULTIPART:
        yield from check_multipart(request.body, types[0], media, expected.body)
    else:
        wanted = expected.body if isinstance(expected.body, bytes) else text(expected.body).encode()
        if request.body != wanted:
            yield Difference.of(f"request: body {media.essence}", "", wanted, request.body)


def first_place(body: bytes, expected: Any) -> str:
    """Return the first place where two JSON values differ."""
    try:
        return place_of(json.loads(body), expected, "")
    except ValueError:
        return ""


def place_of(first: Any, second: Any, path: str) -> str:
    """Return the path of the first difference of two JSON values."""
    if isinstance(first, dict) and isinstance(second, dict):
        for key in [*first, *(each for each in second if each not in first)]:
            if key not in first or key not in second or not json_equal(first[key], second[key]):
                return place_of(first.get(key), second.get(key), f"{path}/{key}")
    if isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        for index, (one, other) in enumerate(zip(first, second, strict=True)):
            if not json_equal(one, other):
                return place_of(one, other, f"{path}/{index}")
    return path


def check_form(raw: str, media: Media, value: Mapping[str, Any]) -> Iterator[Difference]:
    """Check an urlencoded body."""
    pairs = [(part.partition("=")[0], part.partition("=")[2]) for part in raw.split("&") if part]
    for name, item in value.items():
        encoding = media.encoding.get(name) or {}
        if encoding.keys() & {"style", "explode", "allowReserved"}:
            style = encoding.get("style", "form")
            parameter = Parameter(
                name, "query", False, style, encoding.get("explode", style == "form"), False, {}, None
            )
            good = not is_defined(parameter, item) or take_query(pairs, parameter, item)
            if not is_defined(parameter, item):
                pairs = [pair for pair in pairs if unquote_plus(pair[0]).partition("[")[0] != name]
        elif is_json(encoding.get("contentType", "")) or isinstance(item, dict):
            good = take_json(pairs, name, item)
        elif isinstance(item, list):
            good = all(
                take_pair(pairs, name, [each], "", unquote_plus) if is_scalar(each) else take_json(pairs, name, each)
                for each in item
            )
        else:
            good = item is None or take_pair(pairs, name, item, "", unquote_plus)
        if not good:
            yield Difference.of("request: urlencoded field", name, item, raw)
            pairs = [pair for pair in pairs if unquote_plus(pair[0]).partition("[")[0] != name]
    for name, got in pairs:
        yield Difference.of("request: unexpected urlencoded field", unquote_plus(name), "nothing", got)


def take_json(pairs: Pairs, name: str, value: Any) -> bool:
    """Take the first pair of a name out; return True if it is the JSON of a value."""
    for pair in pairs:
        if unquote_plus(pair[0]) == name:
            pairs.remove(pair)
            return same_json(unquote_plus(pair[1]), value)
    return False


@dataclass
class Part:
    """A part of a multipart body."""

    headers: dict[str, str] = field(default_factory=dict[str, str])
    content: bytes = b""

    @property
    def disposition(self) -> dict[str, str]:
        """The parameters of Content-Disposition."""
        message = Message()
        message["content-disposition"] = self.headers.get("content-disposition", "")
        found = message.get_params(header="content-disposition") or []
        return {key: value for key, value in found if isinstance(value, str)}


def parts_of(body: bytes, content_type: str) -> list[Part]:
    """Parse a multipart body, with a library of another project."""
    message = Message()
    message["content-type"] = content_type
    parts: list[Part] = []
    name, value = bytearray(), bytearray()

    def header_end() -> None:
        parts[-1].headers[name.decode().lower()] = value.decode("utf-8", "replace")
        name.clear()
        value.clear()

    def data(chunk: bytes, start: int, end: int) -> None:
        parts[-1].content += chunk[start:end]

    parser = MultipartParser(
        str(message.get_param("boundary")),
        {
            "on_part_begin": lambda: parts.append(Part()),
            "on_header_field": lambda chunk, start, end: name.extend(chunk[start:end]),
            "on_header_value": lambda chunk, start, end: value.extend(chunk[start:end]),
            "on_header_end": header_end,
            "on_part_data": data,
        },
    )
    parser.write(body)
    parser.finalize()
    return parts


def check_multipart(body: bytes, content_type: str, media: Media, value: Mapping[str, Any]) -> Iterator[Difference]:
    """Check a multipart body: a part for each property, or for each item of an array."""
    try:
        parts = parts_of(body, content_type)
    except Exception as error:
        yield Difference.of("request: multipart cannot be parsed", "", "parts", repr(error))
        return
    for name, item in value.items():
        encoding = media.encoding.get(name) or {}
        found = [part for part in parts if part.disposition.get("name") == name]
        parts = [part for part in parts if part not in found]
        wanted = item if isinstance(item, list) else [item]
        if isinstance(item, list) and is_json(str(encoding.get("contentType", ""))):
            continue  # OpenAPI leaves open whether each item or the array is JSON
        if len(found) != len(wanted):
            yield Difference.of("request: number of parts", name, item, [part.content for part in found])
            continue
        for part, each in zip(found, wanted, strict=True):
            yield from check_part(part, each, name, str(encoding.get("contentType") or ""))
    for part in parts:
        yield Difference.of("request: unexpected part", str(part.disposition.get("name")), "nothing", part.content)


def check_part(part: Part, value: Any, name: str, content_type: str) -> Iterator[Difference]:
    """Check one part."""
    got = part.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type and not any(letter in content_type for letter in "*,"):
        wanted = content_type.partition(";")[0].strip().lower()
        if got != wanted and not (wanted == "text/plain" and not got):
            yield Difference.of("request: Content-Type of a part", name, content_type, got)
    if isinstance(value, bytes):
        if part.content != value:
            yield Difference.of("request: content of a file", name, value, part.content)
        if "filename" not in part.disposition:
            yield Difference.of("request: a file without a name", name, "filename", part.headers)
    elif isinstance(value, (dict, list)) or is_json(content_type):
        if not same_json(part.content, value):
            yield Difference.of("request: JSON part", name, value, part.content)
    elif not same_words([part.content.decode("utf-8", "replace")], value):
        yield Difference.of("request: text part", name, value, part.content)
