"""Documents as the user interface can show them: it knows OpenAPI 3.0 alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

VALUES = ("example", "default", "enum", "const")
"""Keywords whose values are no part of the document."""
NULL = {"type": "null"}


def for_page(root: Mapping[str, Any]) -> Mapping[str, Any]:
    """A document of OpenAPI 3.0 as it is; one of 3.1 written as 3.0 has it, as far as it has."""
    if str(root["openapi"]).startswith("3.0"):
        return root
    return {**{key: lowered(value) for key, value in root.items()}, "openapi": "3.0.3"}


def lowered(value: Any) -> Any:
    """Write whatever is in a document as OpenAPI 3.0 has it."""
    if isinstance(value, list):
        return [lowered(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: item if key in VALUES else lowered(item) for key, item in value.items()}
    return without_null_types(without_null_parts(with_single_values(found)))


def with_single_values(found: dict[str, Any]) -> dict[str, Any]:
    """Write a constant, and the first of some examples, as OpenAPI 3.0 has them; what has such a name is left alone."""
    if "const" in found and not isinstance(found["const"], dict):
        found["enum"] = [found.pop("const")]
    if isinstance(found.get("examples"), list):
        found["example"] = next(iter(found.pop("examples")), None)
    return found


def without_null_parts(found: dict[str, Any]) -> dict[str, Any]:
    """Write null as one of some alternatives as `nullable`."""
    for key in ("anyOf", "oneOf"):
        parts = found.get(key)
        if isinstance(parts, list) and NULL in parts:
            others = [part for part in found.pop(key) if part != NULL]
            found |= {"allOf" if len(others) == 1 else key: others, "nullable": True}
    return found


def without_null_types(found: dict[str, Any]) -> dict[str, Any]:
    """Write several types as alternatives, and null among them as `nullable`."""
    types = found.get("type")
    if not isinstance(types, list):
        return found
    others = [each for each in types if each != "null"]
    del found["type"]
    found |= {"type": others[0]} if len(others) == 1 else {"anyOf": [{"type": each} for each in others]}
    return {**found, "nullable": True} if "null" in types else found
