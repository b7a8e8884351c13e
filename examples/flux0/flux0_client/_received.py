"""Validators for received values: built from pydantic's schema of a type, and more tolerant than it.

Received JSON is matched by the names of the spec alone. Constraints, unknown enum values and formats that cannot be
parsed do not lose a response: the value is kept. Constructors and arguments use pydantic's own validators instead.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import VERSION, TypeAdapter
from pydantic_core import SchemaValidator

from ._choosing import choose_alternative
from ._model_schema import STANDALONE, standalone_schema
from ._rewriting import Node, Reading, SchemaRewriter, models_in

NEEDS_SERIALIZERS = tuple(map(int, VERSION.split(".")[:2])) < (2, 14)
"""True if pydantic does not build the serializer of a subclass when its first object is written."""


def received_validator(kind: Any, reading: Reading = Reading.TOLERANT) -> SchemaValidator:
    """Return the validator for received values of a type; it is built once for types that can be hashed."""
    try:
        hash(kind)
    except TypeError:
        return build_validator(kind, reading)
    return cached_validator(kind, reading)


def build_validator(kind: Any, reading: Reading) -> SchemaValidator:
    """Build the validator for received values of a type."""
    title = kind.__name__ if isinstance(kind, type) else None
    return SchemaRewriter({}, choose_alternative).build_validator(schema_of(kind), reading, title)


def schema_of(kind: Any) -> Node:
    """Return pydantic's schema of a type."""
    if isinstance(kind, type) and STANDALONE in vars(kind):
        return standalone_schema(kind)
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    adapter.rebuild()
    schema: Any = adapter.core_schema
    if NEEDS_SERIALIZERS:
        for model in models_in(schema):
            model.model_rebuild()
    found: Node = schema
    return found


cached_validator = cache(build_validator)
