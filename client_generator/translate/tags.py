"""Properties with one possible value: which of them new objects have, although nobody sets them."""

from __future__ import annotations

from collections.abc import Iterator

from ..api import Property, Schema
from .layout import literal
from .shapes import Shape, Shapes


class Tags:
    """Decides which properties constructors set.

    These have one possible value, and are required, have it as their default, or tell alternatives apart.
    """

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.distinguishing = {each for shape in shapes for each in self.find_distinguishing(shape)}
        """The pointers of objects, and the properties of them that tell them apart from others."""

    def constant(self, schema: Schema) -> list[object]:
        """Return the only value that a schema allows, in a list; an empty list if it allows more."""
        if self.shapes.nullable(schema):
            return []
        values = self.shapes.merged(self.shapes.target(schema)).enum or ()
        return list(values) if len(values) == 1 and isinstance(values[0], (str, int, float)) else []

    def is_set(self, found: Property, shape: Shape) -> bool:
        """Return True if constructors of an object set a property."""
        values = self.constant(found.schema)
        if not values or found.schema.read_only:
            return False
        target = self.shapes.target(found.schema)
        default = found.schema.default if found.schema.has_default else target.default
        by_itself = found.name in shape.schema.required or literal(default) == literal(values[0])
        return by_itself or (shape.schema.pointer, found.name) in self.distinguishing

    def find_distinguishing(self, shape: Shape) -> Iterator[tuple[str, str]]:
        """Yield the constants that tell apart the alternatives of a union, or the descendants of an object."""
        discriminator = self.shapes.discriminator(shape.own)
        tag = discriminator.property_name if discriminator else ""
        if shape.kind == "union":
            yield from self.compare(list(self.objects(shape, set())), tag)
        for pointer in self.shapes.descendants.get(shape.schema.pointer, {}).values():
            if pointer in self.shapes.by_pointer:
                yield from self.compare([self.shapes.by_pointer[pointer]], tag)

    def objects(self, shape: Shape, seen: set[str]) -> Iterator[Shape]:
        """Yield the objects that a union may be, those of unions in it included."""
        for item in self.shapes.alternatives(shape.schema):
            found = self.shapes.by_pointer.get(self.shapes.target(item).pointer)
            if found and found.schema.pointer not in seen:
                seen.add(found.schema.pointer)
                yield from [found] if found.kind == "object" else self.objects(found, seen)

    def compare(self, objects: list[Shape], tag: str) -> Iterator[tuple[str, str]]:
        """Yield the constants of objects that another of them excludes, and those of the discriminator."""
        known: dict[str, dict[str, set[str]]] = {}
        for shape in objects:
            for each in shape.schema.properties:
                values = self.shapes.merged(self.shapes.target(each.schema)).enum
                if values:
                    known.setdefault(each.name, {})[shape.schema.pointer] = set(map(literal, values))
        for shape in objects:
            for each in shape.schema.properties:
                own = known.get(each.name, {}).get(shape.schema.pointer)
                others = known.get(each.name, {}).values()
                tells = own and (each.name == tag or any(own.isdisjoint(values) for values in others))
                if tells and self.constant(each.schema) and not each.schema.read_only:
                    yield shape.schema.pointer, each.name
