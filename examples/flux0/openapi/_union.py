"""Values that are one of several types (`oneOf`, `anyOf`), wrapped in a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Dict, get_args

from pydantic import BaseModel, GetCoreSchemaHandler, RootModel, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, core_schema

from ._model import Convertible
from ._received import receiving


@dataclass(frozen=True)
class Alternatives:
    """Reads a value of one of several types: the one that the discriminator names, else the one that fits best.

    What the server sends and none of them fits is kept as it came; the caller has to give what fits.
    """

    discriminator: str = ""
    """The property that says which type it is."""
    mapping: Dict[str, str] = field(default_factory=dict[str, str], hash=False)
    """What the property says, and the name of the model that it means."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        models = [kind for kind in get_args(source) if isinstance(kind, type) and issubclass(kind, BaseModel)]
        fitting = [handler(source)]
        if self.discriminator and models:
            fitting = [self.tagged(models, handler), core_schema.no_info_wrap_validator_function(if_given, *fitting)]
        other = core_schema.no_info_plain_validator_function(keep)
        return core_schema.union_schema([*fitting, other], mode="left_to_right")

    def tagged(self, models: Sequence[type[BaseModel]], handler: GetCoreSchemaHandler) -> CoreSchema:
        """Choose by the discriminator; an object of one of the models is what it is."""
        schemas = {model.__name__: handler.generate_schema(model) for model in models}
        by_value = {value: schemas[name] for value, name in self.mapping.items() if name in schemas}
        by_name = {name: schema for name, schema in schemas.items() if name not in by_value}
        objects = [core_schema.is_instance_schema(model) for model in models]
        tagged = core_schema.tagged_union_schema({**by_name, **by_value}, discriminator=self.discriminator)
        return core_schema.union_schema([*objects, tagged], mode="left_to_right")


def if_given(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    """Let what fits best stand where the caller gives it, whatever its discriminator says."""
    if receiving():
        raise ValueError("the discriminator decides")
    return handler(value)


def keep(value: Any) -> Any:
    """Keep what the server sent and no alternative fits."""
    if receiving():
        return value
    raise ValueError("no alternative fits")


class UnionModel(Convertible, RootModel[Any]):
    """A value of one of the types that `root` names."""

    def __init__(self, /, root: Any) -> None:
        self.__pydantic_validator__.validate_python(root, self_instance=self)

    # Tells pydantic that it need not come this way for values that it reads, as its own `__init__` does.
    vars(__init__)["__pydantic_base_init__"] = True

    @property
    def actual_instance(self) -> Any:
        """The value itself."""
        return self.root

    @actual_instance.setter
    def actual_instance(self, value: Any) -> None:
        self.root = value
