"""The base of all models: strict towards the caller, open towards the server, exact about what is sent."""

from __future__ import annotations

import datetime
import functools
import operator
import pprint
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Dict, Tuple, TypeVar, Union, cast, overload

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PlainSerializer,
    RootModel,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_core import CoreSchema, InitErrorDetails, core_schema
from typing_extensions import Self

from ._plain import is_dict, is_list, is_tuple
from ._received import receive, receiving

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

T = TypeVar("T")
Place = Tuple[Union[int, str], ...]

is_none = functools.partial(operator.is_, None)
"""Leaves out a field that may be absent but not null, when it is None: `Field(exclude_if=is_none)`."""

_sending: ContextVar[bool] = ContextVar("sending", default=False)


def read_only(_: object) -> bool:
    """Leave out a field that only the server sets: `Field(exclude_if=read_only)`."""
    return _sending.get()


def send(write: Callable[[], T]) -> T:
    """Write a value as it is sent: without fields that are read-only."""
    token = _sending.set(True)
    try:
        return write()
    finally:
        _sending.reset(token)


class TakenAsUtc:
    """Gives a date-time without an offset the offset of UTC, so that all of them compare and can be sent (RFC 3339)."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        aware = core_schema.datetime_schema(tz_constraint="aware")
        naive = core_schema.no_info_after_validator_function(as_utc, core_schema.datetime_schema())
        return core_schema.union_schema(
            [aware, naive],
            mode="left_to_right",
            custom_error_type="datetime_type",
            serialization=core_schema.simple_ser_schema("datetime"),
        )


def as_utc(value: datetime.datetime) -> datetime.datetime:
    """Give a date-time that has no offset the offset of UTC."""
    return value if value.tzinfo else value.replace(tzinfo=datetime.timezone.utc)


Bytes = bytes
Date = datetime.date
DateTime = Annotated[datetime.datetime, TakenAsUtc()]
"""A date with a time and an offset; one without offset is taken to be UTC."""
Password = Annotated[SecretStr, PlainSerializer(SecretStr.get_secret_value, return_type=str, when_used="json")]
"""A text that is not shown, but is sent as it is."""


class Matching:
    """Refuses a text of the caller's that a regular expression is not found in (JSON Schema 2020-12 §6.3.3)."""

    def __init__(self, pattern: str) -> None:
        self.pattern = re.compile(pattern)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "pattern": self.pattern.pattern}

    def check(self, value: str) -> str:
        """Return the text, if it fits or came from the server."""
        if not receiving() and not self.pattern.search(value):
            raise ValueError(f"does not match {self.pattern.pattern!r}")
        return value


class Convertible(BaseModel):
    """A model that is read from JSON and from dicts, and written to them, under the names of the specification."""

    model_config = ConfigDict(
        validate_by_name=True,
        validate_by_alias=True,
        validate_assignment=True,
        protected_namespaces=(),
        defer_build=True,
    )

    @classmethod
    def from_json(cls, json_str: str) -> Self:
        """Read a value as it was received: what the specification does not know is kept."""
        return receive(lambda: cls.model_validate_json(json_str))

    if TYPE_CHECKING:

        @overload
        @classmethod
        def from_dict(cls, obj: None) -> None: ...
        @overload
        @classmethod
        def from_dict(cls, obj: Mapping[str, Any] | Sequence[Any] | float) -> Self: ...

    @classmethod
    def from_dict(cls, obj: object) -> Self | None:
        """Read a value as it was received, from its JSON as Python objects; None is None."""
        return None if obj is None else receive(lambda: cls.model_validate(obj))

    def to_dict(self) -> Dict[str, Any]:
        """Return what would be sent, as Python objects: fields that were set, without those that are read-only."""
        return send(lambda: self.model_dump(by_alias=True, exclude_unset=True))

    def to_json(self) -> str:
        """Return what would be sent."""
        return send(lambda: self.model_dump_json(by_alias=True, exclude_unset=True))

    def to_str(self) -> str:
        """Return every field, laid out for reading."""
        return pprint.pformat(self.model_dump(by_alias=True))


class Model(Convertible):
    """An object. The caller can set the fields that the specification has; the server can send others too.

    Fields that the specification does not know are in `model_extra`, and are kept when the object is sent back.
    Fields that were never set are not sent, and None is sent as null, if the field can be null.
    """

    model_config = ConfigDict(extra="allow")

    def __init__(self, /, **data: Any) -> None:
        self.__pydantic_validator__.validate_python(data, self_instance=self)
        refuse_unknown(type(self).__name__, self, data)

    # Tells pydantic that it need not come this way for objects that it reads, as its own `__init__` does.
    vars(__init__)["__pydantic_base_init__"] = True

    if not TYPE_CHECKING:

        def __setattr__(self, name: str, value: Any) -> None:
            known = name.startswith("_") or hasattr(type(self), name) or name in type(self).model_fields
            if not known and name not in (self.model_extra or ()):
                raise ValueError(f"{type(self).__name__} has no field {name!r}")
            super().__setattr__(name, value)


class OpenModel(Model):
    """An object that may have more properties than the specification names."""

    def __init__(self, /, additional_properties: Mapping[str, Any] | None = None, **data: Any) -> None:
        super().__init__(**{**(additional_properties or {}), **data})

    vars(__init__)["__pydantic_base_init__"] = True

    @property
    def additional_properties(self) -> Dict[str, Any]:
        """The properties beyond those of the specification; changes of the dict change the object."""
        return {} if self.__pydantic_extra__ is None else self.__pydantic_extra__


def refuse_unknown(title: str, value: Any, given: Any) -> None:
    """Refuse properties that the specification does not have, however deep in what the caller gave.

    Raises:
        pydantic.ValidationError: there are some.
    """
    found = [
        InitErrorDetails(type="extra_forbidden", loc=place, input=extra)
        for place, extra in unknown_properties(value, given, ())
    ]
    if found:
        raise ValidationError.from_exception_data(title, found)


def unknown_properties(value: Any, given: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    """Yield the unknown properties of a value that was made of what the caller gave; models that were given stay."""
    if value is given:
        return
    if isinstance(value, RootModel):
        value = cast("Any", value).root
    if isinstance(value, Model) and is_dict(given):
        closed = not isinstance(value, OpenModel)
        yield from (((*place, name), extra) for name, extra in (value.model_extra or {}).items() if closed)
        for name, field in type(value).model_fields.items():
            key = name if name in given else field.serialization_alias or name
            if key in given:
                yield from unknown_properties(getattr(value, name), given[key], (*place, key))
    elif (is_list(value) and is_list(given)) or (is_tuple(value) and is_tuple(given)):
        for index, (item, each) in enumerate(zip(value, given, strict=True)):
            yield from unknown_properties(item, each, (*place, index))
    elif is_dict(value) and is_dict(given):
        for key, item in value.items():
            yield from unknown_properties(item, given.get(key, item), (*place, key))


class Polymorphic(Model):
    """An object that the server sends as one of its descendants; a property says which."""

    discriminator_property: ClassVar[str] = ""
    discriminator_value_class_map: ClassVar[Dict[str, str]] = {}
    """What the property says, and the name of the model that it means."""

    @model_validator(mode="wrap")
    @classmethod
    def of_its_kind(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Read a received object as what it says it is; as the class itself, if nobody knows what that means."""
        names: Dict[str, str] = vars(cls).get("discriminator_value_class_map", {})
        if not (receiving() and names and is_dict(data)):
            return handler(data)
        name = names.get(str(data.get(cls.discriminator_property)), cls.__name__)
        models = import_module(f"{__package__}.models")
        return handler(data) if name == cls.__name__ else getattr(models, name).model_validate(data)
