"""Models whose validators are not part of those of other models.

A validator has all models in it that its model refers to, at any depth. Where hundreds of models refer to each other,
that would be too deep for Python, and a copy of all of them for each. So the generator marks some models as standalone:
other validators only have a reference to them, which calls their own validator when the first value is read.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Optional, TypeVar, cast

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ._model_schema import STANDALONE, standalone_schema
from ._received import received_validator
from ._rewriting import ADAPT, Node, Reading, SchemaRewriter, metadata_of, plain

if TYPE_CHECKING:
    from pydantic.json_schema import CoreRef, GenerateJsonSchema, JsonSchemaValue

Class = TypeVar("Class", bound=type[BaseModel])

_building: ContextVar[Optional[type[Any]]] = ContextVar("building", default=None)
_waiting: ContextVar[Optional[dict[type[BaseModel], None]]] = ContextVar("waiting", default=None)
"""The models whose definitions are still to be written to the JSON schema."""


def standalone(kind: Class) -> Class:
    """Mark a model as standalone."""
    setattr(kind, STANDALONE, True)
    return kind


@contextmanager
def building(kind: type[BaseModel]) -> Generator[None, None, None]:
    """Build the own core schema of a model; elsewhere, references are made to it."""
    token = _building.set(kind)
    try:
        yield
    finally:
        _building.reset(token)


def reference_to(kind: type[BaseModel], handler: GetCoreSchemaHandler) -> Optional[CoreSchema]:
    """Return a reference to a standalone model; None if a model is another one, or is being built."""
    if STANDALONE not in vars(kind):
        return None
    if _building.get() is kind:
        _building.set(None)
        return None
    return handler.generate_schema(Annotated[Any, Reference(kind)])


def is_reference(schema: CoreSchema) -> bool:
    """Return True for a reference to a standalone model."""
    return metadata_of(cast("Node", schema), STANDALONE) is not None


class Reference:
    """The annotation of a value that is a standalone model.

    Args:
        kind: The model.
    """

    def __init__(self, kind: type[BaseModel]) -> None:
        self.kind = kind

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(complete, return_schema=core_schema.any_schema())
        metadata = {ADAPT: partial(refer_to_received, self.kind), STANDALONE: self.kind}
        function = validator_of(self.kind)
        return core_schema.no_info_plain_validator_function(function, serialization=written, metadata=metadata)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Refer to the definition of the model; definitions that it refers to are written after it, not inside."""
        generator: GenerateJsonSchema = vars(handler)["generate_json_schema"]
        waiting = _waiting.get()
        if waiting is not None:
            waiting.setdefault(self.kind)
        else:
            describe_all({self.kind: None}, generator)
        return generator.get_cache_defs_ref_schema(schema_name(self.kind))[1]


def describe_all(models: dict[type[BaseModel], None], generator: GenerateJsonSchema) -> None:
    """Generate the definitions of models and of all that they refer to."""
    token = _waiting.set(models)
    try:
        for model in iterate_growing(models):
            generator.generate_inner(definition(model))
    finally:
        _waiting.reset(token)


def iterate_growing(models: dict[type[BaseModel], None]) -> Generator[type[BaseModel], None, None]:
    """Yield all models, including models that are added during the iteration."""
    done = 0
    while done < len(models):
        for model in list(models)[done:]:
            done += 1
            yield model


def schema_name(kind: type[BaseModel]) -> CoreRef:
    """Return the name of a model's core schema."""
    schema = standalone_schema(kind)
    inner = schema["schema"] if schema["type"] == "definitions" else schema
    name = inner.get("schema_ref", inner.get("ref"))
    return cast("CoreRef", name or f"{kind.__module__}.{kind.__qualname__}:{id(kind)}")


def definition(kind: type[BaseModel]) -> CoreSchema:
    """Return a standalone model's own core schema, with a name."""
    schema = standalone_schema(kind)
    inner: Node = schema["schema"] if schema["type"] == "definitions" else schema
    others: list[Any] = schema.get("definitions", [])
    own = [] if inner["type"] == "definition-ref" else [{**inner, "ref": schema_name(kind)}]
    reference = core_schema.definition_reference_schema(schema_name(kind))
    return core_schema.definitions_schema(reference, cast("Any", [*others, *own]))


def validator_of(kind: type[BaseModel]) -> Callable[[Any], Any]:
    """Return a function that validates a value of the caller's as a standalone model; errors have its name."""

    def validate(value: Any) -> Any:
        return kind.__pydantic_validator__.validate_python(value)

    validate.__name__ = validate.__qualname__ = kind.__name__
    return validate


def complete(value: Any) -> Any:
    """Return a value whose class can write it: pydantic builds a class when it first validates."""
    if isinstance(value, BaseModel) and not type(value).__pydantic_complete__:
        type(value).model_rebuild()
    return value


def refer_to_received(kind: type[BaseModel], schema: Node, rewriter: SchemaRewriter, reading: Reading) -> Node:
    """Make the reference for received values."""
    return plain(partial(read, kind, reading))


def read(kind: type[BaseModel], reading: Reading, value: Any) -> Any:
    """Read a received value as a standalone model."""
    return received_validator(kind, reading).validate_python(value)
