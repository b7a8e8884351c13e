"""Enums that are open towards the server: a value that the specification does not know is kept, not refused."""

from __future__ import annotations

import json
from enum import Enum
from typing import Any, cast

from pydantic import GetCoreSchemaHandler, ValidationError, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, core_schema
from typing_extensions import Self

from ._received import receive, receiving


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
        """Read a value as it was received."""
        return receive(lambda: cls(json.loads(json_str)))

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return cls._unknown(value) if receiving() else None

    @classmethod
    def _unknown(cls, value: Any) -> Self | None:
        """Make a member for a value that is none."""
        kind = int if issubclass(cls, int) else str
        if type(value) is not kind:
            return None
        member = cast("Self", kind.__new__(cast("Any", cls), value))
        member._name_ = str(value)
        member._value_ = value
        return member

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return restore, (type(self), self.value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        names = [repr(member.value) for member in cls]
        expected = " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
        return core_schema.union_schema(
            [handler(source), core_schema.no_info_plain_validator_function(cls)],
            mode="left_to_right",
            custom_error_type="enum",
            custom_error_context={"expected": expected},
            serialization=core_schema.simple_ser_schema("int" if issubclass(cls, int) else "str"),
        )


class Known:
    """Keeps what the server sends beyond the values of a `Literal`; the caller has to give one of these."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(known_or_received, handler(source))


def known_or_received(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    """Keep a value that the server sent, whether it is known or not."""
    try:
        return handler(value)
    except ValidationError:
        if not receiving() or isinstance(value, (dict, list)):
            raise
        return value


def restore(kind: type[OpenEnum], value: Any) -> OpenEnum:
    """Give back a member that was pickled or copied, known or not."""
    return receive(lambda: kind(value))


class OpenStrEnum(str, OpenEnum):
    """An open enum of texts."""


class OpenIntEnum(int, OpenEnum):
    """An open enum of integers."""
