"""Create values of schemas: a base value, and values that differ from it in one decision each.

Every decision (an alternative, a null, an optional property, a boundary) is made by `Choices.pick`. The first value
takes every default; then each other option of each decision is taken once, alternatives and nulls first.
"""

from __future__ import annotations

import base64
import functools
import itertools
import json
import math
import random
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import jsonschema_rs
import rstr

from .document import Schema
from .schemas import Schemas, View, both, is_base64

PRIORITY = {"union": 0, "null": 1, "enum": 2, "absent": 3, "size": 4, "extra": 5, "any": 6, "value": 7}
DEEPEST = 12
OPTIONAL_DEPTH = 2
ENUM_VALUES = 4

BY_FORMAT: dict[str, tuple[str, ...]] = {
    "date-time": ("2024-02-29T12:34:56Z", "2024-01-31T09:30:00.123456+05:30", "1999-12-31T23:59:59.5-08:00"),
    "date": ("2024-02-29", "1999-12-31"),
    "time": ("12:34:56Z", "09:30:00+05:30"),
    "duration": ("P1DT2H3M4S", "PT0.5S"),
    "email": ("ann@example.com",),
    "uuid": ("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "00000000-0000-4000-8000-000000000000"),
    "uri": ("https://example.com/a%20b?c=d&e=f#g", "urn:x:y"),
    "url": ("https://example.com/a?b=c",),
    "uri-reference": ("/a/b?c",),
    "uri-template": ("/a/{b}",),
    "hostname": ("a.example.com",),
    "ipv4": ("192.0.2.1",),
    "ipv6": ("2001:db8::1",),
    "byte": ("aGk/Pz8+Pg==", ""),
    "json-pointer": ("/a/b",),
    "regex": ("a+",),
    "decimal": ("12.340", "0.1"),
    "number": ("12.340", "0.1"),
    "color": ("#a0b0c0",),
    "html": ("<p>a & b</p>",),
    "idn-email": ("ann@example.com",),
    "idn-hostname": ("a.example.com",),
    "iri": ("https://example.com/é",),
    "int64": ("9007199254740993",),
    "int32": ("7",),
}
STRINGS = {
    "body": ("text", "", "a b&c=d/é☃?#%25+\"'\\", "line\nbreak\ttab", "null", "1"),
    "path": ("text", "a b", "a/b?c#d", "é☃%25", "a,b;c=d", "1"),
    "query": ("text", "a b&c=d", "a/b?c:d@e", "é☃?#%25+/", "a,b|c;d", "1", ""),
    "header": ("text", "a b", "q\"u'o/te", "1"),
    "cookie": ("text", "a b", "a;b,c=d", "é%25", "1"),
    "word": ("text", "other"),
}
"""Strings without a format, by where they are sent; they hold what has a meaning there."""


class TooDeepError(Exception):
    """A value cannot be completed within the depth."""


class Impossible(Exception):
    """No value fits."""


@dataclass(frozen=True)
class Sample:
    """A value, and the decisions that make it differ from the base value."""

    value: Any
    note: str = ""


class Choices:
    """The decisions of one value."""

    def __init__(self, forced: dict[tuple[str, str], int], minimal: bool) -> None:
        self.forced = forced
        self.minimal = minimal
        self.seen: dict[tuple[str, str], int] = {}

    def pick(self, path: str, kind: str, count: int, default: int = 0) -> int:
        """Return which of `count` options is taken."""
        if count > 1:
            self.seen.setdefault((path, kind), count)
        found = self.forced.get((path, kind), default)
        return found if found < count else default


class Sampler:
    """Creates values of the schemas of one side of a document.

    Args:
        schemas: The schemas.
        place: Where the values are sent: a key of `STRINGS`.
        seed: Values depend on nothing but the document and this.
    """

    def __init__(self, schemas: Schemas, place: str = "body", seed: int = 0) -> None:
        self.schemas = schemas
        self.place = place
        self.seed = seed
        self.extras = schemas.side == "response"

    def samples(self, schema: Schema, budget: int) -> list[Sample]:
        """Return different valid values of a schema, at most `budget`, the base value first."""
        found: list[Sample] = []
        texts: set[str] = set()
        for value, note in self.candidates(schema, budget * 3):
            text = repr(value)
            if text not in texts and self.schemas.valid(schema, value, formats=True):
                texts.add(text)
                found.append(Sample(value, note))
            if len(found) >= budget:
                break
        return found

    def unjudged(self, schema: Schema) -> Any:
        """Return the base value of a schema, or None if no value is valid for the schema."""
        return next((value for value, _ in self.candidates(schema, 2)), None)

    def candidates(self, schema: Schema, most: int) -> Iterator[tuple[Any, str]]:
        """Yield values that are likely to be valid."""
        tried: set[tuple[str, str, int]] = set()
        queue: list[tuple[int, int, dict[tuple[str, str], int], bool]] = [(-2, 0, {}, False), (-1, 1, {}, True)]
        order = itertools.count(2)
        chance = random.Random(self.seed)
        for _ in range(most):
            if not queue:
                return
            queue.sort(key=lambda each: each[:2])
            _, _, forced, minimal = queue.pop(0)
            choices = Choices(forced, minimal)
            try:
                value = self.value(schema, "", 0, choices)
            except (TooDeepError, Impossible):
                value = self
            new = [
                ((path, kind), option)
                for (path, kind), count in choices.seen.items()
                for option in range(count)
                if option != choices.pick(path, kind, count) and (path, kind, option) not in tried
            ]
            chance.shuffle(new)
            for key, option in new:
                tried.add((*key, option))
                rank = PRIORITY[key[1].partition(":")[0]] + len(forced) + key[0].count("/") // 4
                queue.append((rank, next(order), {**forced, key: option}, minimal))
            if value is not self:
                note = ", ".join(f"{path or '/'} {kind} {option}" for (path, kind), option in forced.items())
                yield value, note or ("minimal" if minimal else "base")

    def value(self, schema: Schema, path: str, depth: int, choices: Choices) -> Any:
        """Create a value of a schema."""
        if depth > DEEPEST:
            raise TooDeepError
        return self.of_view(self.schemas.view(schema), path, depth, choices)

    def of_view(self, view: View, path: str, depth: int, choices: Choices) -> Any:
        """Create a value of a view."""
        if view.impossible:
            raise Impossible
        if view.unions:
            return self.of_union(view, path, depth, choices)
        if view.enum is not None:
            return self.of_enum(view, path, choices)
        kinds = sorted(view.kinds)
        if not kinds:
            kinds = inferred(view)
        if "null" in kinds and len(kinds) > 1:
            kinds.remove("null")
            if choices.pick(path, "null", 2):
                return None
        if "integer" in kinds and "number" in kinds:
            kinds.remove("integer")
        kind = kinds[choices.pick(path, "any", len(kinds))]
        if kind == "object":
            return self.of_object(view, path, depth, choices)
        if kind == "array":
            return self.of_array(view, path, depth, choices)
        if kind in ("integer", "number"):
            options: list[Any] = numbers(view, kind)
        elif kind == "string":
            options = self.strings(view)
        else:
            options = [True, False] if kind == "boolean" else [None]
        if not options:
            raise Impossible
        return options[choices.pick(path, "value", len(options))]

    def of_union(self, view: View, path: str, depth: int, choices: Choices) -> Any:
        """Choose an alternative; one that cannot be completed gives way to the next."""
        union, rest = view.unions[0], view.unions[1:]
        order = sorted(range(len(union.alternatives)), key=lambda i: self.is_null(union.alternatives[i]))
        wanted = choices.pick(path, f"union:{len(rest)}", len(order))
        forced = (path, f"union:{len(rest)}") in choices.forced
        for index in [wanted] if forced else [wanted, *(i for i in range(len(order)) if i != wanted)]:
            inner = self.schemas.view(union.alternatives[order[index]])
            try:
                return self.of_view(both(replace(view, unions=rest), inner), path, depth + (index > 0), choices)
            except (TooDeepError, Impossible):
                if depth > DEEPEST:
                    raise
        raise TooDeepError

    def is_null(self, schema: Schema) -> bool:
        """Return True if null is all that a schema allows."""
        view = self.schemas.view(schema)
        return view.types == {"null"} or view.enum == (None,)

    def of_enum(self, view: View, path: str, choices: Choices) -> Any:
        """Choose a value of an enum; of many, some."""
        options = [each for each in view.enum or () if fits_type(each, view.types)]
        if not options:
            raise Impossible
        if len(options) > ENUM_VALUES:
            nulls = [each for each in options if each is None]
            step = len(options) / ENUM_VALUES
            options = [options[math.floor(index * step)] for index in range(ENUM_VALUES)] + nulls
        options.sort(key=lambda each: each is None)
        return options[choices.pick(path, "enum", len(options))]

    def of_object(self, view: View, path: str, depth: int, choices: Choices) -> dict[str, Any]:
        """Create an object."""
        found: dict[str, Any] = {}
        hidden = "readOnly" if self.schemas.side == "request" else "writeOnly"
        for name, schema in view.properties.items():
            if schema is False or hidden in self.schemas.view(schema).flags:
                continue
            inner = f"{path}/{name}"
            if name not in view.required:
                included = not choices.minimal and depth <= OPTIONAL_DEPTH
                if choices.pick(inner, "absent", 2) == included:
                    continue
            try:
                found[name] = self.value(schema, inner, depth + 1, choices)
            except (TooDeepError, Impossible):
                if name in view.required:
                    raise
        for name in sorted(view.required - view.properties.keys()):
            extra = view.additional if isinstance(view.additional, dict) else {"type": ["string"]}
            found[name] = self.value(extra, f"{path}/{name}", depth + 1, choices)
        self.add_extras(found, view, path, depth, choices)
        return found

    def add_extras(self, found: dict[str, Any], view: View, path: str, depth: int, choices: Choices) -> None:
        """Add properties that the schema does not name."""
        if view.additional is False:
            return
        said = view.additional is True or isinstance(view.additional, dict)
        if not (said or self.extras or not view.properties):
            return
        by_default = said and not view.properties and depth <= OPTIONAL_DEPTH + 1 and not choices.minimal
        wanted = view.limits.get("minProperties", 0) > len(found)
        if choices.pick(path, "extra", 2) == (by_default or wanted):
            return
        if isinstance(view.additional, dict) and view.additional:
            value = self.value(view.additional, f"{path}/*", depth + 1, choices)
            count = max(1, int(view.limits.get("minProperties", 0)) - len(found))
            found.update({f"xKey_{number}": value for number in range(count)})
        else:
            found["xKey_0"] = "more"
            if self.place == "body":
                found["x-key 1"] = {"deep": [1, None, "x"]}

    def of_array(self, view: View, path: str, depth: int, choices: Choices) -> list[Any]:
        """Create an array."""
        least, most = int(view.limits.get("minItems", 0)), int(view.limits.get("maxItems", 1_000_000))
        if view.prefix:
            return [self.value(each, f"{path}/{index}", depth + 1, choices) for index, each in enumerate(view.prefix)]
        sizes = [max(least, 1), least, max(least, 2)] if depth <= OPTIONAL_DEPTH + 2 else [least]
        sizes = [size for size in dict.fromkeys(sizes) if size <= most] or [least]
        size = sizes[choices.pick(path, "size", len(sizes))]
        if choices.minimal and (path, "size") not in choices.forced:
            size = least
        schema = {} if view.items is None else view.items
        if size and view.items is None:
            return ["text", 1, True][:size]
        try:
            first = [self.value(schema, f"{path}/0", depth + 1, choices)] if size else []
        except (TooDeepError, Impossible):
            if least:
                raise
            return []
        return first + [self.another(schema, f"{path}/{index}", depth, first, index) for index in range(1, size)]

    def another(self, schema: Schema, path: str, depth: int, before: list[Any], index: int) -> Any:
        """Create a further item, different from those before if that is possible."""
        chance = random.Random(f"{self.seed}{path}")
        for _ in range(10):
            choices = Varied(chance)
            try:
                value = self.value(schema, path, depth + 1, choices)
            except (TooDeepError, Impossible):
                continue
            if value not in before:
                return value
        return before[0]

    def strings(self, view: View) -> list[Any]:
        """Return strings of a schema."""
        least, most = int(view.limits.get("minLength", 0)), int(view.limits.get("maxLength", 1_000_000))
        if view.content_schema is not None:
            inner = self.samples(view.content_schema, 3)
            return [json.dumps(each.value, ensure_ascii=False, separators=(",", ":")) for each in inner]
        if view.patterns:
            matches = matching(view.patterns, self.seed, least, most)
            if not matches:
                raise Impossible
            return [each for each in matches if view.content_encoding != "base64" or is_canonical(each)]
        if view.format == "binary":
            return ["\x00\x01binary"] if self.place == "body" else ["text"]
        if view.format in BY_FORMAT:
            options = [each for each in BY_FORMAT[view.format] if each or self.place == "body"]
            return [each for each in options if least <= len(each) <= most] or options
        if view.content_encoding == "base64":
            return ["aGk/Pz8+Pg=="]
        found = list(STRINGS[self.place])
        for size in (least, most):
            if 0 < size <= 300:
                found.append("x" * size)
        return [each for each in found if least <= len(each) <= most] or [
            ("text" * (least // 4 + 1))[: max(least, 1)][:most]
        ]


class Varied(Choices):
    """Decisions at random, for further items of an array."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__({}, minimal=False)
        self.chance = chance

    def pick(self, path: str, kind: str, count: int, default: int = 0) -> int:
        return default if kind in ("absent", "extra", "null") else self.chance.randrange(count)


def inferred(view: View) -> list[str]:
    """Return the types that a schema without `type` suggests, or all of them."""
    if view.properties or view.additional is not None or view.required:
        return ["object"]
    if view.limits.keys() & {"minLength", "maxLength"} or view.patterns or view.format:
        return ["string"]
    return ["string", "object", "number", "boolean", "array", "null"]


def fits_type(value: Any, types: frozenset[str]) -> bool:
    """Return True if a value has one of some JSON types."""
    if not types:
        return True
    if isinstance(value, bool):
        return "boolean" in types
    if isinstance(value, (int, float)):
        return "number" in types or ("integer" in types and float(value).is_integer())
    names = {str: "string", dict: "object", list: "array", type(None): "null"}
    return names[type(value)] in types


def numbers(view: View, kind: str) -> list[Any]:
    """Return numbers: a usual one, the bounds, and ones that a float or 32 bits cannot hold."""
    limits = view.limits
    lowest, highest = limits.get("minimum"), limits.get("maximum")
    above, below = limits.get("exclusiveMinimum"), limits.get("exclusiveMaximum")
    step = limits.get("multipleOf")
    found: list[Any] = [7, 0, -3] if kind == "integer" else [1.5, 0, -0.1, 3]
    if kind == "integer" and view.format != "int32":
        found.append(9_007_199_254_740_993)
    if view.format == "int32":
        found += [2**31 - 1, -(2**31)]
    found += [each for each in (lowest, highest) if each is not None]
    found += [above + 1] if above is not None else []
    found += [below - 1] if below is not None else []
    if kind == "number" and lowest is not None and highest is not None:
        found.append((lowest + highest) / 2)
    if step:
        base = math.ceil((lowest if lowest is not None else above if above is not None else 0) / step)
        found = [(base + index) * step for index in range(1, 4)] + [each for each in found if each % step == 0]
    if kind == "integer":
        found = [int(each) for each in found if math.isfinite(each) and each == int(each)]

    def allowed(each: Any) -> bool:
        return not (
            (lowest is not None and each < lowest)
            or (highest is not None and each > highest)
            or (above is not None and each <= above)
            or (below is not None and each >= below)
        )

    return list(dict.fromkeys(each for each in found if allowed(each)))


def is_canonical(text: str) -> bool:
    """Return True if a string is base64 as an encoder writes it."""
    return is_base64(text) and base64.b64encode(base64.b64decode(text)).decode() == text


@functools.cache
def matching(patterns: tuple[str, ...], seed: int, least: int, most: int) -> tuple[str, ...]:
    """Return strings that match regular expressions, as a validator of JSON Schema understands them."""
    found: list[str] = []
    maker = rstr.Rstr(random.Random(f"{seed}{patterns}"))
    for _ in range(12):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found.append(maker.xeger(patterns[0])[:2000])
        except Exception:  # a regular expression that Python does not know
            break
    plain = ("text", "a", "A", "1", "12", "2024-02-29", "a-b", "http://example.com", "https://example.com/a", "")
    judge = jsonschema_rs.Draft202012Validator({"allOf": [{"pattern": each} for each in patterns]})
    every = dict.fromkeys([*plain, *found, *((each + each[-1:] * least)[: min(max(least, 1), most)] for each in found)])
    return tuple(each for each in every if least <= len(each) <= most and judge.is_valid(each))[:6]
