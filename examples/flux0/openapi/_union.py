"""Values that are one of several types (`oneOf`, `anyOf`), wrapped in a model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Dict, Tuple, cast, get_args

from pydantic import BaseModel, GetCoreSchemaHandler, RootModel, ValidationError
from pydantic_core import CoreSchema, core_schema

from ._choosing import RULES, UnionRules, choose_alternative, count_declared
from ._document import DROP_IN
from ._model import Convertible
from ._model_schema import STANDALONE
from ._plain import is_dict
from ._rewriting import ADAPT, Node, Reading, SchemaRewriter, metadata_of, schema_choices


@dataclass(frozen=True)
class Alternatives(UnionRules):
    """Reads a value of one of several types.

    A received value is the alternative that is valid; the discriminator breaks ties, and names the class if none is
    valid. If it has a value that the spec does not know, the JSON value is kept. Values of callers have to be valid.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        models = [kind for kind in get_args(source) if isinstance(kind, type) and issubclass(kind, BaseModel)]
        tagged = [self.tagged(models, handler)] if self.discriminator and models else []
        standalone = [kind for kind in models if STANDALONE in vars(kind)]
        counted = [core_schema.no_info_plain_validator_function(partial(validate_best, standalone))]
        exact = [core_schema.no_info_plain_validator_function(partial(by_wire_names, models))] if clash(models) else []
        refused = core_schema.no_info_plain_validator_function(refuse)
        metadata = {ADAPT: partial(adapt_received, self), RULES: self}
        union = core_schema.union_schema(
            [*exact, *tagged, *(counted if standalone[1:] else []), handler(source), refused],
            mode="left_to_right",
            metadata=metadata,
        )
        if not (DROP_IN and models[1:]):
            return union
        function = partial(validate_argument, self, models)
        return core_schema.no_info_wrap_validator_function(function, union, metadata={ADAPT: adapt_wrapped})

    def tagged(self, models: Sequence[type[BaseModel]], handler: GetCoreSchemaHandler) -> CoreSchema:
        """Choose by the discriminator; an object of one of the models is what it is."""
        schemas = {model.__name__: handler.generate_schema(model) for model in models}
        by_value = {value: schemas[name] for value, name in self.mapping.items() if name in schemas}
        by_name = {name: schema for name, schema in schemas.items() if name not in by_value}
        objects = [core_schema.is_instance_schema(model) for model in models]
        tagged = core_schema.tagged_union_schema({**by_name, **by_value}, discriminator=self.discriminator)
        return core_schema.union_schema([*objects, tagged], mode="left_to_right")


def adapt_received(rules: UnionRules, schema: Node, rewriter: SchemaRewriter, reading: Reading) -> Node:
    """Make the schema of a union for received values; what it has beside its alternatives is for values of callers."""
    inner = schema_choices(schema)[-2]
    nullable = inner["type"] == "nullable"
    if nullable:
        inner = inner["schema"]
    flat = inner["type"] == "union" and not metadata_of(inner, ADAPT)
    chosen = choose_alternative(schema_choices(inner) if flat else [inner], rewriter, reading, rules)
    return {"type": "nullable", "schema": chosen} if nullable else chosen


def adapt_wrapped(schema: Node, rewriter: SchemaRewriter, reading: Reading) -> Node:
    """Make the schema of a union for received values from that of the function around it."""
    return rewriter.rewrite(schema["schema"], reading)


def validate_argument(
    rules: UnionRules, models: Sequence[type[BaseModel]], value: Any, validate: Callable[[Any], Any]
) -> Any:
    """Return a value of the caller's; do not ignore keys of a dict that another alternative has."""
    found = validate(value)
    if is_dict(value):
        made = unwrap(found)
        if isinstance(made, BaseModel) and len(made.model_fields_set) < len(value):
            return prefer_all_keys(rules, models, value, found)
    return found


def prefer_all_keys(rules: UnionRules, models: Sequence[type[BaseModel]], value: Dict[str, Any], found: Any) -> Any:
    """Return a dict as an alternative that has all its keys, or as the one found if known values decide, or none has.

    Args:
        rules: What the spec says of the union.
        models: Its alternatives.
        value: The dict.
        found: An alternative that ignores keys of it.

    Raises:
        ValidationError: an alternative has all keys, but refuses their values.
    """
    chosen: type[BaseModel] = unwrap(found).__class__
    tag = value.get(rules.discriminator)
    if isinstance(tag, str) and rules.mapping.get(tag, tag) == chosen.__name__:
        return found
    errors: list[ValidationError] = []
    for model in objects_of(models):
        if model is not chosen and value.keys() <= keys_of(model):
            try:
                return model.__pydantic_validator__.validate_python(value)
            except ValidationError as error:
                errors += [] if excludes(error, keys_of(chosen)) else [error]
    if errors:
        raise errors[0]
    return found


def unwrap(value: Any) -> Any:
    """Return the value in the wrappers of unions."""
    while isinstance(value, RootModel):
        value = cast("Any", value).root
    return value


def objects_of(types: Iterable[Any], seen: Tuple[Any, ...] = ()) -> Iterator[type[BaseModel]]:
    """Yield the classes of objects among types, and those of the unions among them."""
    for kind in types:
        if not (isinstance(kind, type) and issubclass(kind, BaseModel)) or kind in seen:
            continue
        if issubclass(kind, UnionModel):
            kind.model_rebuild()
            yield from objects_of(get_args(kind.model_fields["root"].annotation), (*seen, kind))
        elif not issubclass(kind, RootModel):
            yield kind


def keys_of(model: type[BaseModel]) -> set[str]:
    """Return the keys that a dict in place of a model can have: names in the spec, and in Python."""
    return {*model.__pydantic_fields__, *properties_of(model)}


def excludes(error: ValidationError, keys: Set[str]) -> bool:
    """Return True if the value of one of the keys is not the constant, or not in the enum, of the property."""
    return any(
        len(each["loc"]) == 1 and each["loc"][0] in keys and each["type"] in ("literal_error", "enum")
        for each in error.errors(include_url=False, include_context=False, include_input=False)
    )


def validate_best(models: Sequence[type[BaseModel]], value: Any) -> Any:
    """Return a dict of the caller's as the model with the most fields for it, as pydantic does for other models."""
    if not is_dict(value):
        raise ValueError("not a dict")
    found: list[BaseModel] = []
    for model in models:
        with suppress(ValidationError):
            found.append(model.__pydantic_validator__.validate_python(value))
    if not found:
        raise ValueError("no alternative fits")
    return max(found, key=count_declared)


def clash(models: Sequence[type[BaseModel]]) -> bool:
    """Return True if a field of a model has the name of another model's property."""
    fields = {name for model in models for name, field in model.__pydantic_fields__.items() if field.alias}
    return bool(fields & {name for model in models for name in properties_of(model)})


def properties_of(model: type[BaseModel]) -> set[str]:
    """Return the names in the spec of a model's properties."""
    return {field.serialization_alias or name for name, field in model.__pydantic_fields__.items()}


def by_wire_names(models: Sequence[type[BaseModel]], value: Any) -> Any:
    """Return a dict as the first model that has all its keys as properties, by their names in the spec.

    Raises:
        ValueError: it is no dict, or no such model.
    """
    for model in models if is_dict(value) else ():
        if value.keys() <= properties_of(model):
            try:
                return model.model_validate(value, by_alias=True, by_name=False)
            except ValidationError:
                continue
    raise ValueError("no alternative has these properties")


def refuse(value: Any) -> Any:
    """Refuse a value of the caller's that is no alternative."""
    raise ValueError("no alternative fits")


class UnionModel(Convertible, RootModel[Any]):
    """A value of one of the types that `root` names.

    Args:
        root: The value; it can be called `actual_instance`, too. Without one, the wrapper is empty: its JSON is null.
    """

    def __init__(self, /, *args: Any, **kwargs: Any) -> None:
        given = value_of(type(self).__name__, args, kwargs)
        if not given:
            vars(self).update(root=None)
            object.__setattr__(self, "__pydantic_fields_set__", set[str]())
            return
        self.__pydantic_validator__.validate_python(given[0], self_instance=self)

    # Tells pydantic that it need not come this way for values that it reads, as its own `__init__` does.
    vars(__init__)["__pydantic_base_init__"] = True

    @property
    def actual_instance(self) -> Any:
        """The value itself."""
        return self.root

    @actual_instance.setter
    def actual_instance(self, value: Any) -> None:
        self.root = value

    @property
    def discriminator_value_class_map(self) -> Dict[str, str]:
        """The name of the model for each value of the discriminator, where the spec maps them."""
        found = next(
            (each for each in type(self).model_fields["root"].metadata if isinstance(each, Alternatives)), None
        )
        return dict(found.mapping) if found else {}


def value_of(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the value that a wrapper is called with in a tuple, or an empty tuple without a value.

    Raises:
        TypeError: there are several, or an argument has another name.
    """
    found = (*args, *kwargs.values())
    if len(found) > 1 or not kwargs.keys() <= {"root", "actual_instance"}:
        raise TypeError(f"{name}: expected one value, by position or as actual_instance")
    return found
