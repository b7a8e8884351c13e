"""The base of all models: strict towards the caller, open towards the server, exact about what is sent."""

from __future__ import annotations

import datetime
import pprint
import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Dict, Optional, TypeVar, cast, overload

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PlainSerializer,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema
from typing_extensions import Self

from ._descriptions import DescribedFields, described_fields
from ._document import DROP_IN
from ._model_schema import NULLABLE, fields_to_set, send, separate_schemas
from ._plain import is_dict
from ._received import receive, receiving
from ._suggestions import suggestion, with_suggestions

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

T = TypeVar("T")

NULL = ("null", b"null")
"""Null in JSON, whether it is decoded or not."""


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


Nullable = Annotated[Optional[T], NULLABLE]
"""A field that may be absent, and that is sent as null if it is set to None."""


class Convertible(BaseModel):
    """A model that is read from JSON and from dicts, and written to them, under the names of the specification."""

    model_config = ConfigDict(
        validate_by_name=True,
        validate_by_alias=True,
        validate_assignment=True,
        protected_namespaces=(),
        defer_build=True,
    )

    if not TYPE_CHECKING:
        model_fields: ClassVar[DescribedFields] = DescribedFields()

    @classmethod
    def from_json(cls, json_str: str) -> Self:
        """Read a received value from JSON; unknown properties are kept, and `null` is None."""
        if json_str.strip() in NULL:
            return cast("Self", None)
        return receive(lambda: cls.model_validate_json(json_str, extra="allow"))

    if TYPE_CHECKING:

        @overload
        @classmethod
        def from_dict(cls, obj: None) -> None: ...
        @overload
        @classmethod
        def from_dict(cls, obj: Mapping[str, Any] | Sequence[Any] | float) -> Self: ...

    @classmethod
    def from_dict(cls, obj: object) -> Self | None:
        """Read a received value from the Python objects of its JSON; None is None."""
        return None if obj is None else receive(lambda: cls.model_validate(obj, extra="allow"))

    def to_dict(self) -> Dict[str, Any]:
        """Return what would be sent, as Python objects: fields that were set, without those that are read-only."""
        return send(lambda: self.model_dump(by_alias=True, exclude_unset=True))

    def to_json(self) -> str:
        """Return what would be sent, as JSON."""
        return send(lambda: self.model_dump_json(by_alias=True, exclude_unset=True))

    def to_str(self) -> str:
        """Return every field, laid out for reading."""
        return pprint.pformat(self.model_dump(by_alias=True))


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

    def __init__(self, /, **data: Any) -> None:
        for name, field in self.fields_to_set.items():
            if name not in data and field.alias not in data:
                data[name] = field.get_default(call_default_factory=True, validated_data=data)
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

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        model = cast("Dict[str, Any]", handler.resolve_ref_schema(schema))
        while model["type"] != "model":
            model = model["schema"]
        if "serialization" not in model:
            separate_schemas(cls.__pydantic_fields__, model, issubclass(cls, OpenModel))
        return schema

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
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
    """An object that may have more properties than the specification names."""

    def __init__(self, /, additional_properties: Mapping[str, Any] | None = None, **data: Any) -> None:
        super().__init__(**{**(additional_properties or {}), **data})

    vars(__init__)["__pydantic_base_init__"] = True

    @property
    def additional_properties(self) -> Dict[str, Any]:
        """The properties beyond those of the specification; changes of the dict change the object."""
        return {} if self.__pydantic_extra__ is None else self.__pydantic_extra__


class ClosedModel(Model):
    """An object that has no other properties than those of the spec; what else is received is dropped."""

    model_config = ConfigDict(extra="ignore" if DROP_IN else "forbid")

    def model_post_init(self, context: Any, /) -> None:
        object.__setattr__(self, "__pydantic_extra__", None)


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
        return handler(data) if name == cls.__name__ else getattr(models, name).model_validate(data, extra="allow")
