"""Schemas: what may be sent and what may come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..api import Property, Schema
from .changes import Change, Kind, Use, gone
from .limits import compare_enums, compare_limits
from .remarks import texts
from .sides import Side, format_of, outline, types_of
from .unions import Unions

TYPED_FORMATS = ("binary", "date", "date-time", "decimal", "password", "uuid")
"""Formats of texts that have a type of their own in a client."""


class Schemas:
    """Compares the schemas of two documents, each pair of them once."""

    def __init__(self, old: Side, new: Side, pairs: Mapping[str, str]) -> None:
        self.old = old
        self.new = new
        self.pairs = pairs
        """The schemas that are compared for themselves: what refers to them is not concerned with what they are."""
        self.unions = Unions(old, new, pairs)
        self.seen: set[tuple[str, str, Use]] = set()

    def target(self, pointer: str, use: Use, subject: str) -> Iterator[Change]:
        """Compare a schema that references point to with the one in its place."""
        before, after = self.old.api.schemas[pointer], self.new.api.schemas[self.pairs[pointer]]
        one, other = self.old.plain(before), self.new.plain(after)
        if (one.pointer, other.pointer) != (before.pointer, after.pointer):
            yield from self.place(before, after, use, subject)
            return
        yield from texts(before, after, use, subject)
        yield from self.values(one, other, use, subject, after.pointer)

    def place(self, old: Schema, new: Schema, use: Use, subject: str) -> Iterator[Change]:
        """Compare what stands at one place, unless it is only a reference to what is compared for itself."""
        yield from texts(old, new, use, subject)
        before, after = self.old.plain(old), self.new.plain(new)
        names = self.old.model(before), self.new.model(after)
        if before.pointer in self.pairs and self.pairs[before.pointer] == after.pointer:
            yield from nulls(before, after, use, subject, new.pointer)
        elif any(names) and self.distinct(before, after):
            yield self.retyped(old, new, subject)
        else:
            yield from self.values(before, after, use, subject, new.pointer)

    def fields(self, old: Schema, new: Schema, use: Use, subject: str) -> Iterator[Change]:
        """Compare two schemas by their fields alone, whatever they are called: a form has no class."""
        yield from texts(old, new, use, subject)
        before, after = replace(self.old.plain(old), title=""), replace(self.new.plain(new), title="")
        if self.pairs.get(before.pointer) != after.pointer:
            yield from self.values(before, after, use, subject, new.pointer)

    def values(self, old: Schema, new: Schema, use: Use, subject: str, pointer: str) -> Iterator[Change]:
        """Compare two plain schemas."""
        key = (old.pointer, new.pointer, use)
        if key in self.seen:
            return
        self.seen.add(key)
        yield from nulls(old, new, use, subject, pointer)
        kinds = self.kinds(old, new)
        if kinds[0] != kinds[1] and self.old.model(old) and self.new.model(new):
            yield Change("breaking", pointer, f"{subject} becomes a class of kind {kinds[1]}, not {kinds[0]}")
        elif "union" in kinds:
            yield from self.alternatives(old, new, use, subject)
        elif (kinds[0] != kinds[1] and self.distinct(old, new)) or not comparable(types_of(old), types_of(new)):
            yield self.retyped(old, new, subject)
        else:
            yield from self.contents(old, new, use, subject, pointer)

    def kinds(self, old: Schema, new: Schema) -> tuple[str, str]:
        """The kinds of class that two plain schemas become."""
        return self.old.kind(old), self.new.kind(new)

    def distinct(self, old: Schema, new: Schema) -> bool:
        """Whether the class is all there is to say; a text may become an enum, and a value a union."""
        kinds = self.kinds(old, new)
        return kinds[0] == kinds[1] or (set(kinds) != {"", "enum"} and "union" not in kinds)

    def retyped(self, old: Schema, new: Schema, subject: str) -> Change:
        """Say that a value is of another type."""
        message = f"{subject} is {self.new.label(new)} now, not {self.old.label(old)}"
        return Change("breaking", new.pointer, message)

    def contents(self, old: Schema, new: Schema, use: Use, subject: str, pointer: str) -> Iterator[Change]:
        """Compare two plain schemas that are no unions, and become the same kind of class."""
        yield from self.types(old, new, use, subject, pointer)
        named = self.old.kind(old) == "enum"
        yield from compare_enums(old, new, named, use, subject)
        yield from compare_limits(old, new, use, subject)
        yield from self.properties(old, new, use)
        yield from self.extras(old, new, use, subject)
        yield from self.items(old, new, use, subject)
        if outline(combinations(old), self.pairs) != outline(combinations(new), {}):
            kind: Kind = "breaking" if use.sent else "documentation"
            yield Change(kind, pointer, f"the fields of {subject} go together in another way")
        yield from self.unions.discriminators(old, new, use, subject)

    def types(self, old: Schema, new: Schema, use: Use, subject: str, pointer: str) -> Iterator[Change]:
        """Find another type, or another format that has a type of its own."""
        before, after = types_of(old), types_of(new)
        message = f"{subject} is {self.new.label(new)} now, not {self.old.label(old)}"
        if old.never != new.never:
            yield Change(use.narrowed if new.never else use.widened, pointer, message)
        elif set(before) != set(after):
            yield Change(use.widened if accepts(after, before) else use.narrowed, pointer, message)
        elif format_of(old) != format_of(new):
            typed = "string" in after and {format_of(old), format_of(new)} & {*TYPED_FORMATS}
            said = [format_of(schema) or "none" for schema in (old, new)]
            message = f"the format of {subject} became {said[1]}, it was {said[0]}"
            yield Change("breaking" if typed else "documentation", pointer, message)

    def properties(self, old: Schema, new: Schema, use: Use) -> Iterator[Change]:
        """Compare the fields of two objects."""
        before, after = ({found.name: found for found in schema.properties} for schema in (old, new))
        for name, found in before.items():
            if name not in after:
                yield gone(found.schema.pointer, f"the field {name} is gone")
            else:
                yield from self.field(found, after[name], (name in old.required, name in new.required), use)
        for name, found in after.items():
            if name not in before:
                needed = name in new.required and use.sent and not found.schema.read_only
                message = f"the field {name} is new{', and required' if name in new.required else ''}"
                yield Change("breaking" if needed else "addition", found.schema.pointer, message)
        yield from undescribed(old, new, use)

    def field(self, old: Property, new: Property, required: tuple[bool, bool], use: Use) -> Iterator[Change]:
        """Compare a field of two objects: which way it travels, whether it must be there, and what it holds."""
        subject, pointer = f"the field {new.name}", new.schema.pointer
        before, after = travels(old.schema, use), travels(new.schema, use)
        for way, could, can in (("sent", before.sent, after.sent), ("received", before.received, after.received)):
            if could != can:
                message = f"{subject} is {way} now" if can else f"{subject} is not {way} any more"
                yield Change("addition" if can else "breaking", pointer, message)
        both = Use(before.sent and after.sent, before.received and after.received)
        if required[0] != required[1]:
            message = f"{subject} is {'required' if required[1] else 'optional'} now"
            yield Change(both.narrowed if required[1] else both.widened, pointer, message)
        yield from self.place(old.schema, new.schema, both, subject)

    def extras(self, old: Schema, new: Schema, use: Use, subject: str) -> Iterator[Change]:
        """Compare what objects may have beyond their fields."""
        before, after = extra(old), extra(new)
        if types_of(old) != types_of(new):
            return
        if before and after:
            yield from self.place(before, after, use, f"any other field of {subject}")
        elif before:
            yield gone(before.pointer, f"{subject} has no other fields any more")
        elif after:
            yield Change("addition", after.pointer, f"{subject} may have other fields")
        if old.pattern_properties.keys() != new.pattern_properties.keys():
            yield Change(
                "documentation", new.pointer, f"the patterns of the names of other fields of {subject} changed"
            )
        for name in (name for name in old.pattern_properties if name in new.pattern_properties):
            one, other = old.pattern_properties[name], new.pattern_properties[name]
            yield from self.place(one, other, use, f"any field of {subject} that is called like {name}")

    def items(self, old: Schema, new: Schema, use: Use, subject: str) -> Iterator[Change]:
        """Compare what arrays hold."""
        if "array" in types_of(old) and "array" in types_of(new):
            before, after = (schema.items or Schema(f"{schema.pointer}/items") for schema in (old, new))
            yield from self.place(before, after, use, f"each item of {subject}")
        if len(old.prefix_items) != len(new.prefix_items):
            message = f"{subject} has {len(new.prefix_items)} items of their own now, not {len(old.prefix_items)}"
            yield Change("documentation", new.pointer, message)
        for one, other in zip(old.prefix_items, new.prefix_items, strict=False):
            yield from self.place(one, other, use, f"an item of {subject}")

    def alternatives(self, old: Schema, new: Schema, use: Use, subject: str) -> Iterator[Change]:
        """Compare the alternatives of two unions, and how they are told apart."""
        both, lost, added = self.unions.matched(old, new)
        for one, other in both:
            yield from self.place(one, other, use, f"one alternative of {subject}")
        for schema in lost:
            yield gone(schema.pointer, f"{subject} cannot be {self.old.label(schema)} any more", use.narrowed)
        for schema in added:
            yield Change(use.widened, schema.pointer, f"{subject} can be {self.new.label(schema)} too")
        yield from self.unions.discriminators(old, new, use, subject)


def combinations(schema: Schema) -> tuple[Schema, ...]:
    """The alternatives that stand beside the fields of an object, which say how these go together."""
    return schema.one_of + schema.any_of if schema.properties else ()


def undescribed(old: Schema, new: Schema, use: Use) -> Iterator[Change]:
    """Compare which fields must be there that neither of two objects describes."""
    described = {found.name for found in old.properties + new.properties}
    for name in dict.fromkeys(old.required + new.required):
        could, can = name in old.required, name in new.required
        if could != can and name not in described:
            message = f"the field {name}, which is not described, is {'required' if can else 'optional'} now"
            yield Change(use.narrowed if can else use.widened, new.pointer, message)


def nulls(old: Schema, new: Schema, use: Use, subject: str, pointer: str) -> Iterator[Change]:
    """Find null among the values of only one of two plain schemas."""
    if old.nullable != new.nullable:
        message = f"{subject} {'can' if new.nullable else 'cannot'} be null {'now' if new.nullable else 'any more'}"
        yield Change(use.widened if new.nullable else use.narrowed, pointer, message)


def travels(field: Schema, use: Use) -> Use:
    """Which way a field travels in objects that travel so."""
    return Use(use.sent and not field.read_only, use.received and not field.write_only)


def accepts(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    """Whether a value of any of the narrow types is of one of the wide ones; no types are all of them."""
    taken = {*wide, "integer"} if "number" in wide else {*wide}
    return not wide or (bool(narrow) and taken.issuperset(narrow))


def comparable(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether all values of one of the types, or of the other, are of both."""
    return accepts(one, other) or accepts(other, one)


def extra(schema: Schema) -> Schema | None:
    """What an object may have beyond its fields, where it has a place for that."""
    if isinstance(schema.additional, Schema):
        return schema.additional
    free = schema.additional is None and not schema.properties and types_of(schema) == ("object",)
    return Schema(f"{schema.pointer}/additionalProperties") if schema.additional or free else None
