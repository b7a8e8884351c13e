"""Enums that are open towards the server: a value that the specification does not know is kept, not refused."""

from __future__ import annotations

import json
from enum import Enum
from typing import Any, cast

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema
from typing_extensions import Self


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
        known = cls._value2member_map_.get(value) if isinstance(value, (str, int, float)) else None
        if known is not None and type(known.value) is type(value):
            return cast("Self", known)
        kind = int if issubclass(cls, int) else str
        if type(value) is not kind:
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        member = cast("Self", kind.__new__(cast("Any", cls), value))
        member._name_ = str(value)
        member._value_ = value
        return member

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return type(self).from_received, (self.value,)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        plain = core_schema.simple_ser_schema("int" if issubclass(cls, int) else "str")
        return cast("CoreSchema", {**handler(source), "serialization": plain})


class Known:
    """Marks a `Literal` whose unknown values are kept when they are received; the caller has to give a known one."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler(source)


class OpenStrEnum(str, OpenEnum):
    """An open enum of texts."""


class OpenIntEnum(int, OpenEnum):
    """An open enum of integers."""
