"""Names of the document → Python names: valid, readable, and those that OpenAPI Generator gives."""

from __future__ import annotations

import enum
import keyword
import re
import unicodedata
from collections.abc import Container

SYMBOLS = {
    "-": "MINUS",
    "+": "PLUS",
    "*": "STAR",
    "/": "SLASH",
    "\\": "BACK_SLASH",
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
    ";": "SEMICOLON",
    "~": "TILDE",
    "^": "CARET",
    ",": "COMMA",
    "'": "QUOTE",
    '"': "DOUBLE_QUOTE",
    "`": "BACKTICK",
    "(": "LEFT_PARENTHESIS",
    ")": "RIGHT_PARENTHESIS",
    "[": "LEFT_SQUARE_BRACKET",
    "]": "RIGHT_SQUARE_BRACKET",
    "{": "LEFT_CURLY_BRACKET",
    "}": "RIGHT_CURLY_BRACKET",
}
MEMBERS = {"": "EMPTY", " ": "SPACE", "_": "UNDERSCORE"}
"""Members for values that have no letters and no symbols."""
ESCAPED = re.compile(r"[\\'\"]")
ENUM_ATTRIBUTES = frozenset(("from_json", "is_known", "mro", "name", "value", *dir(str), *dir(int)))
MODEL_ATTRIBUTES = frozenset(
    (
        *("construct", "copy", "dict", "from_orm", "json", "parse_file", "parse_obj", "parse_raw", "schema"),
        *("schema_json", "update_forward_refs", "validate"),
        *("model_computed_fields", "model_config", "model_construct", "model_copy", "model_dump", "model_dump_json"),
        *("model_extra", "model_fields", "model_fields_set", "model_json_schema", "model_parametrized_name"),
        *("model_post_init", "model_rebuild", "model_validate", "model_validate_json", "model_validate_strings"),
        *("additional_properties", "from_dict", "from_json", "to_dict", "to_json", "to_str"),
    )
)
"""Attributes of every model, which no field may hide."""
WORDS = frozenset(
    (
        *(word.lower() for word in keyword.kwlist),
        *("all_params", "auth_settings", "body_params", "form_params", "header_params", "local_var_files"),
        *("path_params", "query_params", "resource_path", "self"),
        *("base64", "date", "exec", "field", "float", "json", "print", "property", "schema"),
    )
)
"""Names that OpenAPI Generator gives a prefix."""
CLASSES = frozenset(
    (
        *("Annotated", "Any", "ClassVar", "Dict", "List", "Literal", "Optional", "Sequence", "Tuple", "Union"),
        *("Bytes", "DateTime", "Decimal", "Known", "Matching", "Model", "OpenModel", "Password", "Polymorphic", "UUID"),
        *("Alternatives", "OpenIntEnum", "OpenStrEnum", "SecretStr", "SerializeAsAny", "UnionModel"),
        *("StrictBool", "StrictFloat", "StrictInt", "StrictStr"),
        *("Api", "ApiClient", "EventStream", "FileInput", "Timeout", "TYPE_CHECKING"),
        *("UNSET", "OptionalNullable", "OptionalValue"),
    )
)
"""Classes that generated modules import, and that a model of the name would hide."""


def sanitized(text: str) -> str:
    """Leave what can stand in a name; what parts words becomes `_`, and the rest goes."""
    plain = unicodedata.normalize("NFKC", text).replace("[]", "")
    return re.sub(r"\W", "", re.sub(r"[-\s.:|/\[({]", "_", plain))


def underscored(text: str) -> str:
    """`HTTPValidationError` → `http_validation_error`."""
    parted = re.sub(r"([A-Z]+)([A-Z][a-z][a-z]+)", r"\1_\2", text)
    return re.sub(r"([a-z\d])([A-Z])", r"\1_\2", parted).lower()


def camelized(text: str) -> str:
    """`session_status` → `SessionStatus`; capitals stay."""
    return "".join(part[0].upper() + part[1:] for part in text.split("_") if part)


def snake(text: str) -> str:
    """The name for a module or an attribute."""
    return identifier(lowered(text), "var_")


def lowered(text: str) -> str:
    """A name in lower case, its words parted; that may be a keyword, or no name at all."""
    clean = sanitized(text)
    return (clean.lower() if clean.isupper() else underscored(clean)).lstrip("_")


def pascal(text: str) -> str:
    """`session-status` → `SessionStatus`."""
    return identifier(camelized(sanitized(text)), "Model")


def path_id(path: str, method: str) -> str:
    """The operationId of an operation that has none: `/things/{id}`, `GET` → `thingsIdGet`."""
    parts = [part for part in re.sub(r"[{}]", "", f"{path}/{method.lower()}").split("/") if part]
    if len(parts) == 1:
        parts = ["root", *parts]
    first, *rest = parts
    return first[0].lower() + first[1:] + "".join(camelized(sanitized(part)) for part in rest)


def method(text: str) -> str:
    """The method for an operationId: words are parted anew, so that `get_2fa` is `get2fa`."""
    name = camelized(sanitized(text))
    return underscored(name[:1].lower() + name[1:])


def given_member(text: str) -> str:
    """The name of an enum's member that the document gives it, unless members of that name mean something else."""
    name = identifier(sanitized(text), "VAR_")
    return f"VAR_{name}" if name.startswith("_") or hasattr(enum.Enum, name) or name in ENUM_ATTRIBUTES else name


def constant(text: str) -> str:
    """`create_session` → `CREATE_SESSION`."""
    return identifier(sanitized(text).upper(), "VAR_")


def member(value: object) -> str:
    """Return the name of an enum's member: `light-blue` → `LIGHT_MINUS_BLUE`, 2 → `NUMBER_2`, `""` → `EMPTY`.

    The rules are those of OpenAPI Generator, which escapes quotes and backslashes before it spells symbols.
    """
    if not isinstance(value, str):
        text = str(value).upper().replace("-", "MINUS_").replace(".", "_DOT_")
        return text if isinstance(value, bool) or value is None else f"NUMBER_{text}"
    if value in MEMBERS:
        return MEMBERS[value]
    spelled = ""
    for letter in ESCAPED.sub(r"\\\g<0>", value):
        joint = "_" if letter == "." or not spelled.endswith("_") else ""
        spelled += f"{joint}{SYMBOLS[letter]}_" if letter in SYMBOLS else letter
        spelled = spelled[:-1] + "_" if letter.isspace() else spelled
    words = re.sub(r"\W", "", unicodedata.normalize("NFKC", spelled)).upper()
    name = words.removeprefix("_").removesuffix("_")
    hidden = name.startswith("_") and name.endswith("_") and name != "_"  # enum keeps such names for itself
    return identifier(name.strip("_") if hidden or name.startswith("__") else name, "ENUM_")


def unreserved(found: str, reserved: Container[str], escaped: str) -> str:
    """Make a name valid; a reserved one takes its escaped form."""
    return escaped.format(found) if found in reserved else identifier(found, "var_")


def identifier(name: str, prefix: str) -> str:
    """Make a name valid: not empty, no digit first, no keyword."""
    if not name.isidentifier() or keyword.iskeyword(name):
        return f"{prefix}{name}"
    return name


def unique(name: str, taken: Container[str], joint: str = "_") -> str:
    """Tell a name apart from those taken by a number: `name`, `name_2`, …"""
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name}{joint}{number}"
    return candidate


def renumbered(name: str, taken: Container[str]) -> str:
    """Tell an argument apart from those taken as OpenAPI Generator does: `id`, `id2`, `id3`."""
    while name in taken:
        stem = name.rstrip("0123456789")
        name = f"{stem}{int(name[len(stem) :] or 1) + 1}"
    return name


def field_name(name: str, reserved: Container[str], escaped: str) -> str:
    """The attribute for a property: none that pydantic's models have."""
    found = unreserved(lowered(name), reserved, escaped)
    return f"var_{found}" if found in MODEL_ATTRIBUTES or found.startswith("_") else found


def class_name(name: str) -> str:
    """The class for a schema."""
    found = pascal(name)
    return f"Model{found}" if found.lower() in WORDS or found in CLASSES else found


def unescaped_class(name: str) -> str:
    """Return the name of a class without the prefix that `class_name` gave it."""
    plain = name.removeprefix("Model")
    return plain if class_name(plain) == name else name
