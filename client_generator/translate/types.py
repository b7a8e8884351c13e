"""Schema → Python type: an expression that can be printed for a model, a signature or a descriptor."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .layout import literal, quoted

MODELS = "."
"""The module of a type that is a model of the package."""
PLAIN = {"StrictStr": "str", "StrictInt": "int", "StrictFloat": "float", "StrictBool": "bool", "StrictBytes": "bytes"}
NUMBER_LIMITS = {
    "minimum": "ge",
    "maximum": "le",
    "exclusiveMinimum": "gt",
    "exclusiveMaximum": "lt",
    "multipleOf": "multiple_of",
}
LIMITS = {
    "StrictFloat": NUMBER_LIMITS,
    "StrictInt": NUMBER_LIMITS,
    "StrictStr": {"minLength": "min_length", "maxLength": "max_length"},
    "List": {"minItems": "min_length", "maxItems": "max_length"},
    "Dict": {"minProperties": "min_length", "maxProperties": "max_length"},
}


@dataclass(frozen=True)
class Type:
    """A type expression: a name, where it comes from, and its arguments."""

    name: str
    module: str = ""
    arguments: tuple[Type, ...] = ()
    limits: tuple[str, ...] = ()
    """Of `Annotated`: the keyword arguments of its Field."""
    mark: str = ""
    """Of `Annotated`: a call that says more of it, of a class of the module `module`."""
    values: tuple[str, ...] = ()
    """Of `Literal`: its values, as literals."""

    def text(self, model: Callable[[str], str] = str, field: str = "Field") -> str:
        """Print the expression; `model` says how a model of the package is called there, `field` pydantic's Field."""
        name = model(self.name) if self.module == MODELS else self.name
        inner = self.parts(model, field)
        return f"{name}[{', '.join(inner)}]" if inner else name

    def parts(self, model: Callable[[str], str] = str, field: str = "Field") -> list[str]:
        """Print the arguments of the expression, one by one."""
        inner = [argument.text(model, field) for argument in self.arguments]
        if self.limits:
            inner.append(f"{field}({', '.join(self.limits)})")
        return [*inner, self.mark] if self.mark else [*inner, *self.values]

    def imports(self) -> Iterator[tuple[str, str]]:
        """Every (module, name) that the expression needs."""
        if self.mark:
            yield self.module, self.mark.partition("(")[0]
        elif self.module:
            yield self.module, self.name.partition(".")[0]
        if self.name == "Annotated":
            yield "typing", "Annotated"
        if self.limits:
            yield "pydantic", "Field"
        for argument in self.arguments:
            yield from argument.imports()

    def plain(self) -> Type:
        """The type as a signature shows it: without strictness and limits."""
        return plain(self)

    def make_plain(self) -> Type:
        """Make the plain type, which `plain` remembers."""
        if self.name in ("Annotated", "SerializeAsAny"):
            return self.arguments[0].plain()
        if self in PLAIN_TYPES:
            return PLAIN_TYPES[self]
        if self == list_of(FILE):
            return Type("Sequence", "typing", (FILE,))
        name = PLAIN.get(self.name, self.name)
        arguments = tuple(argument.plain() for argument in self.arguments)
        if self.name == "Union":
            return plain_union(arguments)
        return Type(name, "" if self.name in PLAIN else self.module, arguments, values=self.values)


@lru_cache(4096)
def plain(type_: Type) -> Type:
    """Return the plain type of one."""
    return type_.make_plain()


def plain_union(parts: tuple[Type, ...]) -> Type:
    """A union as a signature shows it: each part once, and a float takes an int too (PEP 484)."""
    distinct = tuple(part for part in dict.fromkeys(parts) if part.name != "int" or Type("float") not in parts)
    return distinct[0] if len(distinct) == 1 else Type("Union", "typing", distinct)


ANY = Type("Any", "typing")
STRING = Type("StrictStr", "pydantic")
INTEGER = Type("StrictInt", "pydantic")
NUMBER = Type("Union", "typing", (Type("StrictFloat", "pydantic"), INTEGER))
BOOLEAN = Type("StrictBool", "pydantic")
BYTES = Type("Bytes", "_model")
FILE = Type("FileInput", "_types")
DATE_TIME = Type("DateTime", "_model")
DATE = Type("Date", "_model")
PASSWORD = Type("Password", "_model")
BASE64 = Type("Base64Bytes", "_encodings")
BASE64_URL = Type("Base64UrlBytes", "_encodings")
BASE64_STRING = Type("Base64String", "_encodings")
EMBEDDED = "EmbeddedJson()"
"""The mark of a string that holds JSON."""
ENCODINGS = {"base64": BASE64, "base64url": BASE64_URL}
"""The types of strings with a contentEncoding; others stay strings."""
PLAIN_TYPES = {
    BYTES: Type("bytes"),
    DATE: Type("datetime.date", "datetime"),
    DATE_TIME: Type("datetime.datetime", "datetime"),
    PASSWORD: Type("SecretStr", "pydantic"),
    BASE64: Type("bytes"),
    BASE64_URL: Type("bytes"),
    BASE64_STRING: Type("Union", "typing", (Type("str"), Type("bytes"))),
}
"""What a type of the runtime looks like to a caller."""
FORMATS = {
    "date-time": DATE_TIME,
    "date": DATE,
    "uuid": Type("UUID", "uuid"),
    "number": Type("Decimal", "decimal"),
    "byte": BASE64_STRING,
    "password": PASSWORD,
}


def optional(inner: Type) -> Type:
    """The type, or None."""
    return inner if inner.name in ("Any", "Optional") else Type("Optional", "typing", (inner,))


def list_of(item: Type) -> Type:
    """A list of values of one type."""
    return Type("List", "typing", (item,))


def dict_with(value: Type) -> Type:
    """A mapping from names to values of one type."""
    return Type("Dict", "typing", (STRING, value))


def empty_dict() -> Type:
    """A mapping without entries."""
    return Type("Annotated", arguments=(dict_with(ANY),), limits=("max_length=0",))


def tuple_type(items: tuple[Type, ...]) -> Type:
    """An array of so many items, each of its own type."""
    return Type("Tuple", "typing", items)


def union_of(parts: Iterable[Type]) -> Type:
    """One of several types, each of them once."""
    distinct = tuple(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else Type("Union", "typing", distinct)


def literals(values: Iterable[object]) -> Type:
    """One of several values; what the server sends beyond them is kept."""
    named = Type("Literal", "typing", values=tuple(dict.fromkeys(map(literal, values))))
    return Type("Annotated", "_enum", (named,), mark="Known()")


def listed(values: Iterable[object]) -> Type:
    """Return the type of one of several values that no `Literal` can have."""
    return Type("Annotated", "_model", (ANY,), mark=f"OneOf({', '.join(map(literal, values))})")


def matching(inner: Type, pattern: str) -> Type:
    """A text that a pattern is found in."""
    return Type("Annotated", "_model", (inner,), mark=f"Matching({quoted(pattern)})")


def embedded(inner: Type) -> Type:
    """Return the type of a string that holds a value as JSON."""
    return Type("Annotated", "_encodings", (inner,), mark=EMBEDDED)


def polymorphic(inner: Type) -> Type:
    """A model that has descendants; one of them is written with all of its fields."""
    return Type("SerializeAsAny", "pydantic", (inner,))


def limited(inner: Type, constraints: Mapping[str, object]) -> Type:
    """The type with those of its constraints that a value can be held against."""
    if inner == NUMBER:
        return Type("Union", "typing", tuple(limited(part, constraints) for part in inner.arguments))
    if inner == PASSWORD:
        return secret(constraints)
    known = LIMITS.get(inner.name, {})
    if inner == INTEGER:
        constraints = whole_numbers(constraints)
    limits = tuple(f"{known[key]}={literal(value)}" for key, value in constraints.items() if key in known)
    found = Type("Annotated", arguments=(inner,), limits=limits) if limits else inner
    pattern = constraints.get("pattern") if inner == STRING else None
    return matching(found, pattern) if isinstance(pattern, str) else found


def secret(constraints: Mapping[str, object]) -> Type:
    """Return the type of a password with its constraints."""
    keywords = {"minLength": "min_length", "maxLength": "max_length", "pattern": "pattern"}
    limits = [
        f"{name}={quoted(value) if isinstance(value, str) else literal(value)}"
        for key, name in keywords.items()
        if (value := constraints.get(key)) is not None
    ]
    return Type("Annotated", "_model", (PASSWORD,), mark=f"SecretLimits({', '.join(limits)})") if limits else PASSWORD


def whole_numbers(constraints: Mapping[str, object]) -> Mapping[str, object]:
    """The bounds of an integer as integers; what no integer can be held against is left out."""
    rounded = {
        "minimum": math.ceil,
        "exclusiveMinimum": math.floor,
        "maximum": math.floor,
        "exclusiveMaximum": math.ceil,
    }
    found = dict(constraints)
    for key, value in constraints.items():
        if isinstance(value, float) and not value.is_integer() and key == "multipleOf":
            del found[key]
        elif isinstance(value, float):
            found[key] = rounded.get(key, int)(value)
    return found
