"""Unions: which alternatives are the same, and how they are told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..api import Schema
from .changes import Change, Use, gone
from .sides import Side, alternatives, outline, types_of

Pairs = list[tuple[Schema, Schema]]


class Unions:
    """Compares the unions of two documents, except for what their alternatives hold."""

    def __init__(self, old: Side, new: Side, pairs: Mapping[str, str]) -> None:
        self.old = old
        self.new = new
        self.pairs = pairs

    def matched(self, old: Schema, new: Schema) -> tuple[Pairs, list[Schema], list[Schema]]:
        """Find the alternatives that both have, or that took the place of another; those lost; and those added.

        What is no union is an alternative to nothing.
        """
        before = list(alternatives(old) if self.old.kind(old) == "union" else (old,))
        after = list(alternatives(new) if self.new.kind(new) == "union" else (new,))
        both: Pairs = []
        for fits in (self.same, self.alike):
            for one in list(before):
                other = next((each for each in after if fits(one, each)), None)
                if other is not None:
                    both.append((one, other))
                    before.remove(one)
                    after.remove(other)
        return both, before, after

    def same(self, old: Schema, new: Schema) -> bool:
        """Whether two alternatives are one model, or look the same."""
        before, after = self.old.plain(old), self.new.plain(new)
        if self.old.model(before) or self.new.model(after):
            return self.pairs.get(before.pointer) == after.pointer
        return bool(outline(before, self.pairs) == outline(after, {}))

    def alike(self, old: Schema, new: Schema) -> bool:
        """Whether two alternatives without a name are of one kind, so that one may have become the other."""
        before, after = self.old.plain(old), self.new.plain(new)
        named = self.old.model(before) or self.new.model(after)
        return not named and self.old.kind(before) == self.new.kind(after) and types_of(before) == types_of(after)

    def discriminators(self, old: Schema, new: Schema, use: Use, subject: str) -> Iterator[Change]:
        """Compare how the alternatives of two unions are told apart."""
        one, other = old.discriminator, new.discriminator
        if one is None or other is None:
            if one != other:
                way = f"by {other.property_name}" if other else "by their form"
                message = f"the alternatives of {subject} are told apart {way} now"
                yield Change("documentation", new.pointer, message)
            return
        if one.property_name != other.property_name:
            message = f"the alternatives of {subject} are told apart by {other.property_name}, not {one.property_name}"
            yield Change("breaking", new.pointer, message)
        for value in dict.fromkeys([*one.mapping, *other.mapping]):
            yield from self.mapped(value, old, new, use)

    def mapped(self, value: str, old: Schema, new: Schema, use: Use) -> Iterator[Change]:
        """Compare what one value of a discriminator stands for."""
        before, after = (schema.discriminator.mapping.get(value) for schema in (old, new) if schema.discriminator)
        if after is None:
            yield gone(old.pointer, f"{value} stands for no alternative any more", use.narrowed)
        elif before is None:
            yield Change("addition", new.pointer, f"{value} stands for an alternative now")
        elif self.pairs.get(before, before) != after:
            yield Change("breaking", new.pointer, f"{value} stands for another alternative now")
