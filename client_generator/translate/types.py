"""Schema → Python type: an expression that can be printed for a model, a signature or a descriptor."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from .layout import literal

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

    def text(self, model: Callable[[str], str] = str, field: str = "Field") -> str:
        """Print the expression; `model` says how a model of the package is called there, `field` pydantic's Field."""
        name = model(self.name) if self.module == MODELS else self.name
        if self.limits:
            return f"Annotated[{self.arguments[0].text(model, field)}, {field}({', '.join(self.limits)})]"
        if not self.arguments:
            return name
        return f"{name}[{', '.join(argument.text(model, field) for argument in self.arguments)}]"

    def imports(self) -> Iterator[tuple[str, str]]:
        """Every (module, name) that the expression needs."""
        if self.module:
            yield self.module, self.name.partition(".")[0]
        if self.limits:
            yield from (("typing", "Annotated"), ("pydantic", "Field"))
        for argument in self.arguments:
            yield from argument.imports()

    def plain(self) -> Type:
        """The type as a signature shows it: without strictness and limits."""
        if self.limits:
            return self.arguments[0].plain()
        if self in PLAIN_TYPES:
            return PLAIN_TYPES[self]
        if self == list_of(FILE):
            return Type("Sequence", "typing", (FILE,))
        name = PLAIN.get(self.name, self.name)
        arguments = tuple(argument.plain() for argument in self.arguments)
        if self.name == "Union":
            return plain_union(arguments)
        return Type(name, "" if self.name in PLAIN else self.module, arguments)


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
PLAIN_TYPES = {
    BYTES: Type("bytes"),
    DATE: Type("datetime.date", "datetime"),
    DATE_TIME: Type("datetime.datetime", "datetime"),
    PASSWORD: Type("SecretStr", "pydantic"),
}
"""What a type of the runtime looks like to a caller."""
FORMATS = {
    "date-time": DATE_TIME,
    "date": DATE,
    "uuid": Type("UUID", "uuid"),
    "decimal": Type("Decimal", "decimal"),
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


def limited(inner: Type, constraints: Mapping[str, object]) -> Type:
    """The type with those of its constraints that a value can be held against."""
    if inner == NUMBER:
        return Type("Union", "typing", tuple(limited(part, constraints) for part in inner.arguments))
    known = LIMITS.get(inner.name, {})
    if inner == INTEGER:
        constraints = whole_numbers(constraints)
    limits = tuple(f"{known[key]}={literal(value)}" for key, value in constraints.items() if key in known)
    return Type("Annotated", arguments=(inner,), limits=limits) if limits else inner


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
