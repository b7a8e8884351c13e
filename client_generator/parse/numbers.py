"""Numbers in schemas that no Python client can use: infinite and huge numbers, and invalid lengths."""

from __future__ import annotations

import math
import sys
from typing import Any

BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
LENGTHS = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")


def usable_limit(keyword: str, value: Any) -> Any:
    """Return the value of a constraint, as a number where it is a string of digits; None if it cannot be checked."""
    if keyword in LENGTHS:
        number = as_number(value)
        return int(number) if number is not None and number == int(number) and 0 <= number <= sys.maxsize else None
    if keyword in BOUNDS and not (keyword.startswith("exclusive") and isinstance(value, bool)):
        number = as_number(value)
        return None if number is None or (keyword == "multipleOf" and number <= 0) else number
    return value


def as_number(value: Any) -> int | float | None:
    """Return a number that a float can have, or None."""
    try:
        if isinstance(value, str):
            value = float(value) if "." in value or "e" in value.lower() else int(value)
        usable = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    except (ValueError, OverflowError):  # an int beyond the range of floats is infinite as a float
        return None
    return value if usable else None


def is_usable(value: Any) -> bool:
    """Return True unless a value is or contains infinity, NaN, or a number beyond the range of floats."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return as_number(value) is not None
    if isinstance(value, dict):
        return all(map(is_usable, value.values()))
    return not isinstance(value, list) or all(map(is_usable, value))
