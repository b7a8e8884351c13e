"""Enums that are open towards the server: a value that the specification does not know is kept, not refused."""

from __future__ import annotations

import json
from enum import Enum
from typing import Any, cast

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema
from typing_extensions import Self

from ._document import DROP_IN


class OpenEnum(Enum):
    """An enum whose values are checked where the caller gives them, and kept where the server sends others.

    An unknown value is a member made for it: equal to its value, not listed, and with `is_known` False.
    """

    def __str__(self) -> str:
        return str(self.value)

    def __format__(self, spec: str) -> str:
        return format(self.value, spec)

    @property
    def is_known(self) -> bool:
        """Whether the specification has this value."""
        return self.value in type(self)._value2member_map_

    @classmethod
    def from_json(cls, json_str: str) -> Self:
        """Return the member for a received value; a value that the spec does not know gets a member of its own."""
        return cls.from_received(json.loads(json_str))

    @classmethod
    def from_received(cls, value: Any) -> Self:
        """Return the member for a received value, from its JSON as a Python object.

        Raises:
            ValueError: the value is of another type than those of the enum.
        """
        scalar = isinstance(value, (str, int, float)) and not isinstance(value, bool)
        known = cls._value2member_map_.get(value) if scalar else None
        if known is not None:
            return cast("Self", known)
        kind = cls.value_type()
        number = kind is not str and isinstance(value, (int, float)) and kind(value) == value
        if not scalar or (type(value) is not kind and not number):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        member = cast("Self", kind.__new__(cast("Any", cls), value))
        member._name_ = str(value)
        member._value_ = value
        return member

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return type(self).from_received, (self.value,)

    @classmethod
    def value_type(cls) -> type[Any]:
        """Return the type of the values: str, int or float."""
        return next(kind for kind in (str, int, float) if issubclass(cls, kind))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        plain = core_schema.simple_ser_schema(cast("Any", cls.value_type().__name__))
        return cast("CoreSchema", {**handler(source), "serialization": plain})


class InlineEnum(OpenEnum):
    """An open enum that is defined where it is used; dumps contain its values instead of its members.

    OpenAPI Generator's clients have no classes for such enums, so members in drop-in packages print as their values.
    """

    def __repr__(self) -> str:
        return repr(self._value_) if DROP_IN else super().__repr__()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        plain = core_schema.plain_serializer_function_ser_schema(plain_value)
        return cast("CoreSchema", {**handler(source), "serialization": plain})


def plain_value(value: Any) -> Any:
    """Return the value of a member; other values stay the same."""
    return value._value_ if isinstance(value, Enum) else value


class Known:
    """Marks a `Literal` whose unknown values are kept when they are received; the caller has to give a known one."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler(source)


class OpenStrEnum(str, OpenEnum):
    """An open enum of strings."""


class OpenIntEnum(int, OpenEnum):
    """An open enum of integers."""


class OpenFloatEnum(float, OpenEnum):
    """An open enum of numbers."""


class InlineStrEnum(str, InlineEnum):
    """An open enum of strings that dumps contain as plain strings."""


class InlineIntEnum(int, InlineEnum):
    """An open enum of integers that dumps contain as plain integers."""


class InlineFloatEnum(float, InlineEnum):
    """An open enum of numbers that dumps contain as plain numbers."""
