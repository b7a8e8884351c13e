"""The base of all models: strict towards the caller, open towards the server, exact about what is sent."""

from __future__ import annotations

import datetime
import json
import pprint
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Dict, Optional, TypeVar, cast, overload

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    SecretStr,
    ValidationError,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema
from typing_extensions import Self

from ._deep import call_deeply
from ._descriptions import DescribedFields, described_fields
from ._document import DROP_IN
from ._model_schema import NULLABLE, fields_to_set, send, separate_schemas
from ._plain import is_dict
from ._received import received_validator
from ._rewriting import ADAPT, Node, Reading, SchemaRewriter, initializing, wrap
from ._standalone import building, is_reference, reference_to
from ._suggestions import suggestion, with_suggestions

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

T = TypeVar("T")

NULL = ("null", b"null")
"""Null in JSON, whether it is decoded or not."""


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


class OneOf:
    """Refuses arguments that are not one of several JSON values; received values are kept."""

    def __init__(self, *values: object) -> None:
        self.values = values

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source), metadata={ADAPT: unchecked})

    def check(self, value: Any) -> Any:
        """Return the value if it is a known one; true is not 1."""
        known = (each for each in self.values if isinstance(each, bool) is isinstance(value, bool))
        if value not in known:
            raise ValueError(f"must be {', '.join(map(repr, self.values[:-1]))} or {self.values[-1]!r}")
        return value


class SecretLimits:
    """Refuses a secret of the caller's that is too short or too long, or that a regular expression is not found in.

    Args:
        min_length: The number of characters that it needs.
        max_length: The number of characters that it may have; None: any.
        pattern: The regular expression.
    """

    def __init__(self, min_length: int = 0, max_length: Optional[int] = None, pattern: str = "") -> None:
        self.min_length = min_length
        self.max_length = max_length
        self.pattern = re.compile(pattern)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source), metadata={ADAPT: unchecked})

    def check(self, value: SecretStr) -> SecretStr:
        """Return the secret if it is valid."""
        if len(value) < self.min_length:
            raise ValueError(f"needs at least {self.min_length} characters")
        if self.max_length is not None and len(value) > self.max_length:
            raise ValueError(f"may have at most {self.max_length} characters")
        if not self.pattern.search(value.get_secret_value()):
            raise ValueError(f"does not match {self.pattern.pattern!r}")
        return value


def unchecked(schema: Node, rewriter: SchemaRewriter, reading: Reading) -> Node:
    """Check the pattern of a received string in the exact reading alone."""
    return (
        rewriter.rewrite_parts(schema, reading)
        if reading is Reading.EXACT
        else rewriter.rewrite(schema["schema"], reading)
    )


Nullable = Annotated[Optional[T], NULLABLE]
"""A field that may be absent, and that is sent as null if it is set to None."""


class Convertible(BaseModel):
    """A model that is read from JSON and from dicts, and written to them, under the names of the specification."""

    model_config = ConfigDict(
        validate_by_name=True,
        validate_by_alias=True,
        validate_assignment=True,
        protected_namespaces=(),
        ser_json_inf_nan="constants",
        defer_build=True,
    )

    if not TYPE_CHECKING:
        model_fields: ClassVar[DescribedFields] = DescribedFields()

    @classmethod
    def model_rebuild(
        cls,
        *,
        force: bool = False,
        raise_errors: bool = True,
        _parent_namespace_depth: int = 2,
        _types_namespace: Mapping[str, Any] | None = None,
    ) -> bool | None:
        """Build the validators of the class, as pydantic does when the first object is made."""
        depth = _parent_namespace_depth and _parent_namespace_depth + 1
        with building(cls):
            return super().model_rebuild(
                force=force,
                raise_errors=raise_errors,
                _parent_namespace_depth=depth,
                _types_namespace=_types_namespace,
            )

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> Dict[str, Any]:
        """Return the JSON schema of the class, as pydantic does, however many models refer to each other."""
        method = super().model_json_schema
        return call_deeply(lambda: method(*args, **kwargs))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return reference_to(cls, handler) or handler(source)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {} if is_reference(schema) else handler(schema)

    @classmethod
    def from_json(cls, json_str: str) -> Self:
        """Return the value of received JSON: unknown properties are kept, and `null` is None.

        Raises:
            json.JSONDecodeError: the string is not JSON.
            pydantic.ValidationError: the value does not fit.
        """
        if json_str.strip() in NULL:
            return cast("Self", None)
        try:
            value: Self = received_validator(cls).validate_json(json_str)
        except ValidationError as error:
            if error.errors(include_url=False)[0]["type"] != "json_invalid":
                raise
            value = received_validator(cls).validate_python(json.loads(json_str))
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
        """Return what would be sent, as JSON."""
        return send(lambda: self.model_dump_json(by_alias=True, exclude_unset=True, warnings=False))

    def to_str(self) -> str:
        """Return every field, laid out for reading."""
        return pprint.pformat(self.model_dump(by_alias=True, warnings=False))


class Model(Convertible):
    """An object. Constructors take the properties of the spec; the server may send others.

    Unknown properties of a received object are in `model_extra`, and are sent back with the object. Unknown arguments
    of a constructor, and unknown keys of a dict in its place, are ignored by a package that replaces a client of
    OpenAPI Generator, and refused by others. Fields that were never set are not sent. None is sent as null if the
    field can be null.
    """

    model_config = ConfigDict(extra="allow")
    fields_to_set: ClassVar[Mapping[str, FieldInfo]] = {}
    """Fields that a constructor sets to their default: constants, and what subclasses of callers add."""

    _fields_by_wire_name: ClassVar[Optional[Dict[str, str]]] = None
    """Of a class with a field that is called like another one's property: the field of each property."""

    def __init__(self, /, **data: Any) -> None:
        if (reading := initializing.get()) is not None:
            fields = {field.serialization_alias or name: name for name, field in type(self).model_fields.items()}
            data = by_wire_names(fields, data)  # an `__init__` of a user's gives fields, too
            received_validator(type(self), reading).validate_python(data, self_instance=self)
            return
        for name, field in self.fields_to_set.items():
            if name not in data and field.alias not in data:
                data[name] = field.get_default(call_default_factory=True, validated_data=data)
        if self._fields_by_wire_name:
            data = by_wire_names(self._fields_by_wire_name, data, fields_first=True)
        try:
            self.__pydantic_validator__.validate_python(data, self_instance=self)
        except ValidationError as error:
            raise with_suggestions(error, type(self)) from None

    # Pydantic reads objects without calling this `__init__`, as it does with its own.
    vars(__init__)["__pydantic_base_init__"] = True

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls.fields_to_set = fields_to_set(cls, f"{__package__}.models")
        wire_names = {field.serialization_alias or name: name for name, field in cls.__pydantic_fields__.items()}
        if any(wire_names.get(name, name) != name for name in cls.__pydantic_fields__):
            cls._fields_by_wire_name = wire_names
            cls.model_config = {**cls.model_config, "validate_by_name": False}

    @classmethod
    def __adapt_received__(cls, schema: Node, reading: Reading) -> Node:
        """Return the schema for received objects of this class, made from pydantic's."""
        return schema

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        reference = reference_to(cls, handler)
        if reference is not None:
            return reference
        schema = handler(source)
        model = cast("Dict[str, Any]", handler.resolve_ref_schema(schema))
        while model["type"] != "model":
            model = model["schema"]
        if "serialization" not in model:
            separate_schemas(cls.__pydantic_fields__, model, issubclass(cls, OpenModel))
        if not cls._fields_by_wire_name:
            return schema
        function = partial(by_wire_names, cls._fields_by_wire_name)
        return core_schema.no_info_before_validator_function(function, schema, metadata={ADAPT: by_wire_names_already})

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        if is_reference(schema):
            return {}  # the reference describes itself
        plain = cast("CoreSchema", {key: item for key, item in schema.items() if key != "serialization"})
        found = handler(plain)
        target = handler.resolve_ref_schema(found)
        if issubclass(cls, ClosedModel):
            target["additionalProperties"] = False
        elif not issubclass(cls, OpenModel):
            target.pop("additionalProperties", None)
        for name, field in described_fields(cls).items():
            for key in {name, field.alias} & target.get("properties", {}).keys():
                if field.description is not None:
                    target["properties"][key].setdefault("description", field.description)
        return found

    if not TYPE_CHECKING:

        def __setattr__(self, name: str, value: Any) -> None:
            kind, extra = type(self), self.__pydantic_extra__ or {}
            open_ = isinstance(self, OpenModel)
            if name in kind.__pydantic_fields__ and extra and not open_:
                object.__setattr__(self, "__pydantic_extra__", None)  # pydantic would lose them
                try:
                    super().__setattr__(name, value)
                finally:
                    object.__setattr__(self, "__pydantic_extra__", extra)
            elif name in kind.__pydantic_fields__ or name.startswith("_") or hasattr(kind, name):
                super().__setattr__(name, value)
            elif name not in extra:
                raise ValueError(f"{kind.__name__} has no field {name!r}{suggestion(name, [kind])}")
            elif open_:
                super().__setattr__(name, value)
            else:
                extra[name] = value

    def __eq__(self, other: object) -> bool:
        for each in (self, other):
            if isinstance(each, Model) and each.__pydantic_extra__ is None:
                object.__setattr__(each, "__pydantic_extra__", {})
        return super().__eq__(other)


class OpenModel(Model):
    """An object that may have more properties than the spec names."""

    if TYPE_CHECKING:
        __pydantic_extra__: Any = Field(init=False)  # subclasses name the type of the further properties

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


class ClosedModel(Model):
    """An object that has no other properties than those of the spec; what else is received is dropped."""

    model_config = ConfigDict(extra="ignore" if DROP_IN else "forbid")


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
        found = super().__adapt_received__(schema, reading)
        has_subclasses = vars(cls).get("discriminator_value_class_map")
        return wrap(partial(cls.read_subclass, reading), found) if has_subclasses else found

    @classmethod
    def get_discriminator_value(cls, obj: Mapping[str, Any]) -> Optional[str]:
        """Return the name of the class that an object of received JSON names, or None."""
        return cls.discriminator_value_class_map.get(str(obj.get(cls.discriminator_property)))

    @classmethod
    def read_subclass(cls, reading: Reading, data: Any, handler: Callable[[Any], Any]) -> Any:
        """Return a received object as the subclass that it names, or as the class itself if the name is unknown."""
        name = cls.get_discriminator_value(data) if is_dict(data) else None
        if name is None or name == cls.__name__:
            return handler(data)
        kind = getattr(import_module(f"{__package__}.models"), name)
        return received_validator(kind, Reading.EXACT if reading is Reading.EXACT else Reading.PARTIAL).validate_python(
            data
        )
