"""Names of the document → Python names: valid, readable, and those that OpenAPI Generator gives."""

from __future__ import annotations

import enum
import keyword
import re
import unicodedata
from collections.abc import Container

SYMBOLS = {
    "-": "Minus_",
    "+": "Plus_",
    "*": "Star_",
    "/": "Slash_",
    "\\": "Back_Slash_",
    "=": "Equal_",
    "<": "Less_Than_",
    ">": "Greater_Than_",
    "!": "Exclamation_",
    ".": "_Dot_",
    "&": "Ampersand_",
    "|": "Pipe_",
    "%": "Percent_",
    "$": "Dollar_",
    "#": "Hash_",
    "@": "At_",
    "?": "Question_Mark_",
    ":": "Colon_",
    ";": "Semicolon_",
    "~": "Tilde_",
    "^": "Caret_",
    ",": "Comma_",
    "'": "Back_Slash_Quote_",
    '"': "Back_Slash_Double_Quote_",
    "`": "Backtick_",
    "(": "Left_Parenthesis_",
    ")": "Right_Parenthesis_",
    "[": "Left_Square_Bracket_",
    "]": "Right_Square_Bracket_",
    "{": "Left_Curly_Bracket_",
    "}": "Right_Curly_Bracket_",
    "\u20ac": "Euro_",
}
WHOLE_VALUES = {"": "EMPTY", " ": "SPACE", "_": "UNDERSCORE"}
"""Enum members for values that leave nothing of a name."""
ENUM_ATTRIBUTES = frozenset(
    ("from_json", "from_received", "is_known", "mro", "name", "value", "value_type", *dir(str), *dir(int), *dir(float))
)
MODEL_ATTRIBUTES = frozenset(
    (
        *("construct", "copy", "dict", "from_orm", "json", "parse_file", "parse_obj", "parse_raw", "schema"),
        *("schema_json", "update_forward_refs", "validate"),
        *("model_computed_fields", "model_config", "model_construct", "model_copy", "model_dump", "model_dump_json"),
        *("model_extra", "model_fields", "model_fields_set", "model_json_schema", "model_parametrized_name"),
        *("model_post_init", "model_rebuild", "model_validate", "model_validate_json", "model_validate_strings"),
        *("additional_properties", "from_dict", "from_json", "to_dict", "to_json", "to_str", "mro", "register"),
        *("discriminator_property", "discriminator_value_class_map", "fields_to_set", "read_subclass"),
        "get_discriminator_value",
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
        *("Base64Bytes", "Base64String", "Base64UrlBytes", "Bytes", "ClosedModel", "CONSTANT", "DateTime"),
        *("Decimal", "EmbeddedJson", "Known", "Matching", "Model", "Nullable", "OpenModel", "Password"),
        *("InlineFloatEnum", "InlineIntEnum", "InlineStrEnum", "OpenFloatEnum", "OpenIntEnum", "OpenStrEnum"),
        *("Alternatives", "Polymorphic", "SecretStr", "SerializeAsAny", "UnionModel", "UUID"),
        *("StrictBool", "StrictFloat", "StrictInt", "StrictStr"),
        *("Api", "ApiClient", "EventStream", "FileInput", "Timeout", "TYPE_CHECKING"),
        *("AsyncEventStream", "AsyncPager", "Pager", "RESTResponse", "RetryConfig", "TypeAlias"),
        *("UNSET", "OptionalNullable", "OptionalValue"),
    )
)
"""Classes that generated modules import, and that a model of the name would hide."""


def sanitized(text: str) -> str:
    """Leave what can stand in a name; what parts words becomes `_`, and the rest goes."""
    plain = unicodedata.normalize("NFKC", text).replace("[]", "")
    return re.sub(r"\W", "", re.sub(r"[-\s.:|/\[({]", "_", plain))


def ascii_only(text: str) -> str:
    """Remove the letters that OpenAPI Generator removes from a tag; a name that has no others stays."""
    return re.sub(r"[^\x00-\x7f]", "", text) if re.search("[A-Za-z]", text) else text


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
    """Return the name of an enum member.

    `light-blue` is `LIGHT_MINUS_BLUE`, 2 is `NUMBER_2`, an empty string is `EMPTY`.
    """
    if not isinstance(value, str):
        text = str(value).upper().replace("-", "MINUS_").replace(".", "_DOT_")
        return text if isinstance(value, bool) or value is None else f"NUMBER_{text}"
    if value in WHOLE_VALUES:
        return WHOLE_VALUES[value]
    spelled = "".join(SYMBOLS.get(letter, letter) for letter in value.replace("\\", "\\\\"))
    parted = spelled if spelled == value and "_" not in value else underscored(spelled)
    name = re.sub(r"^_|_$", "", re.sub(r"\s", "_", parted.upper()))
    name = re.sub(r"\W", "", unicodedata.normalize("NFKC", name))
    return f"ENUM{name}" if re.match("_[^_].*_$", name) else identifier(name, "ENUM_")


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
    found = peer_class_name(name)
    return f"Model{found}" if found in CLASSES else found


def peer_class_name(name: str) -> str:
    """Return the class that OpenAPI Generator makes for a schema, which may hide what generated modules import."""
    found = pascal(name)
    return f"Model{found}" if found.lower() in WORDS else found


def unescaped_class(name: str) -> str:
    """Return the name of a class without the prefix that `class_name` gave it."""
    plain = name.removeprefix("Model")
    return plain if class_name(plain) == name else name
