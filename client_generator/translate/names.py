"""Names of the document → Python names: valid, readable, and each only once."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Container
from functools import cache

SYMBOLS = {
    "-": "MINUS",
    "+": "PLUS",
    "*": "STAR",
    "/": "SLASH",
    "=": "EQUAL",
    "<": "LESS_THAN",
    ">": "GREATER_THAN",
    "!": "EXCLAMATION",
    ".": "DOT",
    "&": "AMPERSAND",
    "|": "PIPE",
    "%": "PERCENT",
    "$": "DOLLAR",
    "#": "HASH",
    "@": "AT",
    "?": "QUESTION_MARK",
    ":": "COLON",
    "~": "TILDE",
    "^": "CARET",
    ",": "COMMA",
}
MODEL_ATTRIBUTES = frozenset(
    (
        *(
            "copy",
            "construct",
            "dict",
            "json",
            "schema",
            "schema_json",
            "validate",
            "parse_obj",
            "parse_raw",
            "parse_file",
        ),
        *("from_orm", "update_forward_refs", "to_str", "to_json", "to_dict", "from_json", "from_dict"),
    )
)


def words(text: str) -> list[str]:
    """Split a name of any style into its words."""
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", plain)
    plain = re.sub(r"([a-z\d])([A-Z])", r"\1 \2", plain)
    return [word for word in re.split(r"[\W_]+", plain) if word]


@cache
def snake(text: str) -> str:
    """`HTTPValidationError` → `http_validation_error`."""
    return identifier("_".join(word.lower() for word in words(text)), "var_")


def pascal(text: str) -> str:
    """`session-status` → `SessionStatus`; capitals stay."""
    plain = unicodedata.normalize("NFKC", text)
    name = "".join(part[0].upper() + part[1:] for part in re.split(r"[\W_]+", plain) if part)
    return identifier(name, "Model")


def constant(text: str) -> str:
    """`create_session` → `CREATE_SESSION`."""
    return identifier("_".join(word.upper() for word in words(text)), "VAR_")


def member(value: object) -> str:
    """The name of an enum's member: `light-blue` → `LIGHT_MINUS_BLUE`, 2 → `NUMBER_2`, an empty text → `EMPTY`."""
    if not isinstance(value, str):
        text = str(value).upper().replace("-", "MINUS_").replace(".", "_DOT_")
        return text if isinstance(value, bool) or value is None else f"NUMBER_{text}"
    if not value:
        return "EMPTY"
    spelled = "".join(f"_{SYMBOLS[letter]}_" if letter in SYMBOLS else letter for letter in value)
    split = re.sub(r"([a-z\d])([A-Z])", r"\1_\2", unicodedata.normalize("NFKC", spelled))
    name = re.sub(r"[\W_]+", "_", split).strip("_").upper()
    return identifier(name, "NUMBER_" if name[:1].isdigit() else "ENUM_")


def identifier(name: str, prefix: str) -> str:
    """Make a name valid: not empty, no digit first, no keyword."""
    valid = re.sub(r"\W", "_", name)
    if not valid.isidentifier() or keyword.iskeyword(valid) or valid in ("None", "True", "False"):
        return f"{prefix}{valid}"
    return valid


def unique(name: str, taken: Container[str], joint: str = "_") -> str:
    """Tell a name apart from those taken by a number: `name`, `name_2`, …"""
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name}{joint}{number}"
    return candidate


def field_name(name: str) -> str:
    """The attribute for a property: no attribute of pydantic's models, no private name, not a shadowed builtin type."""
    found = snake(name).lstrip("_") or "var_"
    if found in MODEL_ATTRIBUTES or found.startswith("model_") or not found.isidentifier():
        return f"var_{found}"
    return found


def class_name(name: str) -> str:
    """The class for a schema: none of Python's own."""
    found = pascal(name)
    return f"Model{found}" if hasattr(builtins, found) else found
