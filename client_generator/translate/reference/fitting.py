"""Whether an example of the document is a value that the client takes: many documents have some that are not."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Mapping
from datetime import datetime

from ...api import Schema
from ..schemas import implied
from ..shapes import Shapes

KINDS: Mapping[type, tuple[str, ...]] = {
    bool: ("boolean",),
    int: ("integer", "number"),
    float: ("number",),
    str: ("string",),
    list: ("array",),
    dict: ("object",),
}
FORMATS = {
    "date": re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    "date-time": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3}|\.\d{6})?(Z|[+-]\d\d:\d\d)", re.ASCII),
    "number": re.compile(r"-?\d+(\.\d+)?", re.ASCII),
    "uuid": re.compile(r"[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}", re.IGNORECASE | re.ASCII),
}
"""What a text of a format looks like, where the format has a type of its own in Python."""
BASE64 = re.compile(r"[\w+/-]{2,}=*", re.ASCII)
DATES = ("date", "date-time")
HUGE = 1e300
MOST = 40
"""How deep a value is looked into."""


def resolved(schema: Schema, shapes: Shapes) -> Schema:
    """Follow references and wrappers to the schema that has a class, or none but itself; its parts drawn together."""
    for _ in range(MOST):
        schema = shapes.target(schema)
        if schema.pointer in shapes.by_pointer:
            return shapes.by_pointer[schema.pointer].schema
        wrapped = schema.all_of if len(schema.all_of) == 1 and not schema.properties else shapes.alternatives(schema)
        if len(wrapped) != 1:
            break
        schema = wrapped[0]
    return shapes.merged(schema)


def fits(schema: Schema, value: object, shapes: Shapes, depth: int = 0) -> bool:
    """Whether a JSON value is one that a schema describes."""
    if value is None or depth > MOST:
        return value is None and shapes.nullable(schema)
    found = resolved(schema, shapes)
    kind = KINDS.get(type(value), ())
    if found.never or (found.enum is not None and value not in found.enum):
        return False
    if (types := found.types or implied(found)) and not set(kind) & set(types):
        return False
    choices = shapes.alternatives(found)
    if choices and shapes.is_union(found):
        return any(fits(choice, value, shapes, depth + 1) for choice in choices)
    return fits_inside(found, value, shapes, depth)


def fits_inside(schema: Schema, value: object, shapes: Shapes, depth: int) -> bool:
    """Whether what a value has inside, and its size, are as a schema describes."""
    if isinstance(value, dict):
        return object_fits(schema, value, shapes, depth)
    if isinstance(value, list):
        return sized(schema, len(value), "Items") and items_fit(schema, value, shapes, depth)
    if isinstance(value, str):
        return sized(schema, len(value), "Length") and text_fits(schema, value)
    return isinstance(value, bool) or not isinstance(value, (int, float)) or number_fits(schema, value)


def sized(schema: Schema, size: int, what: str) -> bool:
    """Whether a size is within `min…` and `max…`."""
    limits = limits_of(schema)
    return limits.get(f"min{what}", 0) <= size <= limits.get(f"max{what}", size)


def limits_of(schema: Schema) -> Mapping[str, float]:
    """The constraints that are numbers, as they have to be."""
    numbers = {key: value for key, value in schema.constraints.items() if isinstance(value, (int, float))}
    return {key: value for key, value in numbers.items() if abs(value) < HUGE}


def object_fits(schema: Schema, value: Mapping[str, object], shapes: Shapes, depth: int) -> bool:
    """Whether an object has what it needs, and nothing that its class does not know."""
    known = {each.name: each.schema for each in schema.properties}
    needed = {name for name in schema.required if name not in known or not known[name].read_only}
    extra = schema.additional if isinstance(schema.additional, Schema) else None
    closed = bool(known) and schema.additional in (None, False) and not schema.pattern_properties
    if not needed <= value.keys() or (closed and not value.keys() <= known.keys()):
        return False
    return sized(schema, len(value), "Properties") and all(
        fits(known.get(name, extra) or Schema(""), item, shapes, depth + 1) or (item is None and name not in known)
        for name, item in value.items()
    )


def items_fit(schema: Schema, values: list[object], shapes: Shapes, depth: int) -> bool:
    """Whether the items of an array are as it describes them."""
    kinds = [*schema.prefix_items, *[schema.items or Schema("")] * len(values)]
    return all(fits(kind, item, shapes, depth + 1) for kind, item in zip(kinds, values, strict=False))


def text_fits(schema: Schema, value: str) -> bool:
    """Whether a text has the format and the pattern that are wanted; a pattern that Python cannot read is none."""
    encoded = schema.content_encoding.startswith("base64")
    wanted, pattern = BASE64 if encoded else FORMATS.get(schema.format), schema.constraints.get("pattern")
    if wanted and not (wanted.fullmatch(value) and (schema.format not in DATES or is_date(value))):
        return False
    return not isinstance(pattern, str) or matches(pattern, value)


def is_date(value: str) -> bool:
    """Whether a calendar and a clock have a date, or a date-time."""
    try:
        datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return False
    return True


def matches(pattern: str, value: str) -> bool:
    """Whether a pattern is found in a text, or cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return bool(re.search(re.sub(r"\(\?<(?=\w)", "(?P<", pattern), value))
    except (re.error, FutureWarning, OverflowError):
        return True


def number_fits(schema: Schema, value: float) -> bool:
    """Whether a number is within its limits."""
    limits = limits_of(schema)
    step = limits.get("multipleOf")
    return bool(
        abs(value) < HUGE
        and limits.get("minimum", value) <= value <= limits.get("maximum", value)
        and not ("exclusiveMinimum" in limits and value <= limits["exclusiveMinimum"])
        and not ("exclusiveMaximum" in limits and value >= limits["exclusiveMaximum"])
        and not (step and abs(math.remainder(value, step)) > 1e-9 * abs(step))
    )
