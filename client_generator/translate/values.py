"""What stands inside of requests and responses, by the names on the wire."""

from __future__ import annotations

from dataclasses import dataclass

from ..api import Place, Schema
from .shapes import Shapes, inner_name
from .types import ANY, Type


class Unfit(Exception):
    """What is said of an operation's pages is not true of the operation."""


@dataclass(frozen=True)
class Value:
    """A part of a request or of a response: what it is and what it becomes."""

    schema: Schema
    type: Type

    @property
    def plain(self) -> Type:
        """The type to a caller, null aside."""
        found = self.type.plain()
        return found.arguments[0] if found.name == "Optional" else found


class Values:
    """What values have inside of them."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes

    def at(self, value: Value, place: Place, whole: str) -> Value:
        """Return what stands at a place of a value.

        Raises:
            Unfit: nothing can stand there.
        """
        for name in place:
            below = self.inner(value.schema, name)
            if below is None:
                raise Unfit(f"{whole} has no {'.'.join(place)}")
            value = below
        return value

    def inner(self, schema: Schema, name: str) -> Value | None:
        """Return a property of a schema; of an object that names none of its properties, any will do."""
        target = self.unwrapped(schema)
        shape = self.shapes.by_pointer.get(target.pointer)
        merged = shape.schema if shape else self.shapes.merged(target)
        for each in merged.properties:
            if each.name == name:
                title = inner_name(shape, each) if shape else name
                return Value(each.schema, self.shapes.type_of(each.schema, title))
        free = not merged.properties and not self.shapes.alternatives(merged) and merged.additional is not False
        return Value(Schema(merged.pointer), ANY) if free and set(merged.types) <= {"object"} else None

    def unwrapped(self, schema: Schema) -> Schema:
        """Follow references, also through what is there only to allow null."""
        target = self.shapes.target(schema)
        only = self.shapes.alternatives(target)
        return self.unwrapped(only[0]) if len(only) == 1 and not target.properties else target
