"""The base of all models: strict towards the caller, open towards the server, exact about what is sent."""

from __future__ import annotations

import datetime
import functools
import operator
import pprint
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Dict, Optional, Tuple, TypeVar, Union, cast, overload

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    RootModel,
    SecretStr,
    ValidationError,
)
from pydantic_core import CoreSchema, InitErrorDetails, core_schema
from typing_extensions import Self

from ._plain import is_dict, is_list, is_tuple
from ._received import received_validator
from ._rewriting import ADAPT, Node, Reading, SchemaRewriter, initializing, wrap

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


Bytes = bytes
Date = datetime.date
DateTime = datetime.datetime
"""A date with a time; one that is received or given without an offset stays without, and is sent so."""
Password = Annotated[SecretStr, PlainSerializer(SecretStr.get_secret_value, return_type=str, when_used="json")]
"""A text that is not shown, but is sent as it is."""


class Matching:
    """Refuses a string of the caller's that a regular expression is not found in (JSON Schema 2020-12 §6.3.3)."""

    def __init__(self, pattern: str) -> None:
        self.pattern = re.compile(pattern)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source), metadata={ADAPT: unchecked})

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "pattern": self.pattern.pattern}

    def check(self, value: str) -> str:
        """Return the string if the pattern is found in it."""
        if not self.pattern.search(value):
            raise ValueError(f"does not match {self.pattern.pattern!r}")
        return value


def unchecked(schema: Node, rewriter: SchemaRewriter, reading: Reading) -> Node:
    """Check the pattern of a received string in the exact reading alone."""
    return (
        rewriter.rewrite_parts(schema, reading)
        if reading is Reading.EXACT
        else rewriter.rewrite(schema["schema"], reading)
    )


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
        """Return the value of received JSON: what the spec does not know is kept."""
        value: Self = received_validator(cls).validate_json(json_str)
        return value

    if TYPE_CHECKING:

        @overload
        @classmethod
        def from_dict(cls, obj: None) -> None: ...
        @overload
        @classmethod
        def from_dict(cls, obj: Mapping[str, Any] | Sequence[Any] | float) -> Self: ...

    @classmethod
    def from_dict(cls, obj: object) -> Self | None:
        """Return the value of received JSON that was parsed to Python objects; None is None."""
        return None if obj is None else received_validator(cls).validate_python(obj)

    def to_dict(self) -> Dict[str, Any]:
        """Return what would be sent, as Python objects: fields that were set, without those that are read-only."""
        return send(lambda: self.model_dump(by_alias=True, exclude_unset=True, warnings=False))

    def to_json(self) -> str:
        """Return what would be sent."""
        return send(lambda: self.model_dump_json(by_alias=True, exclude_unset=True, warnings=False))

    def to_str(self) -> str:
        """Return every field, laid out for reading."""
        return pprint.pformat(self.model_dump(by_alias=True, warnings=False))


class Model(Convertible):
    """An object. The caller can set the fields that the specification has; the server can send others too.

    Fields that the specification does not know are in `model_extra`, and are kept when the object is sent back.
    Fields that were never set are not sent, and None is sent as null, if the field can be null.
    """

    model_config = ConfigDict(extra="allow")

    _fields_by_wire_name: ClassVar[Optional[Dict[str, str]]] = None
    """Of a class with a field that is called like another one's property: the field of each property."""

    def __init__(self, /, **data: Any) -> None:
        if (reading := initializing.get()) is not None:
            fields = {field.serialization_alias or name: name for name, field in type(self).model_fields.items()}
            data = by_wire_names(fields, data)  # an `__init__` of a user's gives fields, too
            received_validator(type(self), reading).validate_python(data, self_instance=self)
            return
        if self._fields_by_wire_name:
            data = by_wire_names(self._fields_by_wire_name, data, fields_first=True)
        self.__pydantic_validator__.validate_python(data, self_instance=self)
        refuse_unknown(type(self).__name__, self, data)

    # Tells pydantic that it need not come this way for objects that it reads, as its own `__init__` does.
    vars(__init__)["__pydantic_base_init__"] = True

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        wire_names = {field.serialization_alias or name: name for name, field in cls.model_fields.items()}
        if any(wire_names.get(name, name) != name for name in cls.model_fields):
            cls._fields_by_wire_name = wire_names
            cls.model_config = {**cls.model_config, "validate_by_name": False}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        if not cls._fields_by_wire_name:
            return schema
        function = partial(by_wire_names, cls._fields_by_wire_name)
        return core_schema.no_info_before_validator_function(function, schema, metadata={ADAPT: by_wire_names_already})

    if not TYPE_CHECKING:

        def __setattr__(self, name: str, value: Any) -> None:
            known = name.startswith("_") or hasattr(type(self), name) or name in type(self).model_fields
            if not known and name not in (self.model_extra or ()):
                raise ValueError(f"{type(self).__name__} has no field {name!r}")
            super().__setattr__(name, value)


class OpenModel(Model):
    """An object that may have more properties than the spec names."""

    if TYPE_CHECKING:
        __pydantic_extra__: Any  # subclasses name the type of the further properties

    def __init__(self, /, additional_properties: Mapping[str, Any] | None = None, **data: Any) -> None:
        super().__init__(**{**(additional_properties or {}), **data})

    vars(__init__)["__pydantic_base_init__"] = True

    @property
    def additional_properties(self) -> Dict[str, Any]:
        """The properties that the spec does not name; changes of the dict change the object."""
        extra: Dict[str, Any] | None = self.__pydantic_extra__
        return {} if extra is None else extra

    @additional_properties.setter
    def additional_properties(self, value: Mapping[str, Any]) -> None:
        """Replace all of them.

        Raises:
            pydantic.ValidationError: one of them does not have the type that the spec demands.
        """
        probe = type(self).model_construct()
        for name, item in value.items():
            if name not in type(self).model_fields:
                self.__pydantic_validator__.validate_assignment(probe, name, item)
        object.__setattr__(self, "__pydantic_extra__", {**value, **(probe.__pydantic_extra__ or {})})


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


def by_wire_names(fields: Mapping[str, str], data: Any, fields_first: bool = False) -> Any:
    """Return an object's properties by their names in the spec, where some of these are names of other fields.

    Args:
        fields: The field of each property.
        data: The properties by names of either kind; what is not a dict is returned as it is.
        fields_first: Whether a name of both kinds means the field, as in constructors, rather than the property.
    """
    if not is_dict(data):
        return data
    wire_names = {field: name for name, field in fields.items()}
    first = wire_names if fields_first else {name: name for name in fields}
    other = {name: value for name, value in data.items() if name not in first}
    if not fields_first:
        other = {wire_names.get(name, name): value for name, value in other.items()}
    return {**other, **{first[name]: value for name, value in data.items() if name in first}}


def by_wire_names_already(schema: Node, rewriter: SchemaRewriter, reading: Reading) -> Node:
    """Leave out the look for other names in received objects."""
    return rewriter.rewrite(schema["schema"], reading)


class Polymorphic(Model):
    """Base class of models with a discriminator: received data become the subclass that it names."""

    discriminator_property: ClassVar[str] = ""
    discriminator_value_class_map: ClassVar[Dict[str, str]] = {}
    """The name of the model that each value of the property means."""

    @classmethod
    def __adapt_received__(cls, schema: Node, reading: Reading) -> Node:
        return wrap(cls.read_subclass, schema) if vars(cls).get("discriminator_value_class_map") else schema

    @classmethod
    def read_subclass(cls, data: Any, handler: Callable[[Any], Any]) -> Any:
        """Return a received object as the subclass that it names, or as the class itself if the name is unknown."""
        name = (
            cls.discriminator_value_class_map.get(str(data.get(cls.discriminator_property))) if is_dict(data) else None
        )
        if name is None or name == cls.__name__:
            return handler(data)
        return received_validator(getattr(import_module(f"{__package__}.models"), name)).validate_python(data)
