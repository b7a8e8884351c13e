"""Files among the fields of a form."""

from __future__ import annotations

from dataclasses import dataclass

from ..api import Schema
from .media import is_json, is_text
from .shapes import Shapes
from .types import FILE, Type, list_of, union_of


@dataclass(frozen=True)
class Files:
    """The files that a field of a form can carry."""

    one: bool = False
    """The value may be one file."""
    many: bool = False
    """The value may be a list of files."""
    text: bool = False
    """A string is text rather than a path, because the schema does not say that the value is a file."""
    others: tuple[Schema, ...] = ()
    """The types that the value may have besides files."""

    @property
    def kind(self) -> str:
        """Return what the runtime calls it: `one`, `many` or `mixed`."""
        return "mixed" if self.others or self.text else "many" if self.many else "one"

    def type(self, shapes: Shapes, title: str) -> Type:
        """Return the type of the field; `title` names the classes of inline schemas."""
        files = [FILE] * self.one + [list_of(FILE)] * self.many
        return union_of([*files, *(shapes.bare_type(other, title) for other in self.others)])


def files_of(schema: Schema, encoding: str, shapes: Shapes) -> Files | None:
    """Return how a field of a multipart form carries files, or None if it carries none.

    Args:
        schema: The schema of the field.
        encoding: The media types that the form's `encoding` gives the field, separated by commas.
        shapes: The schemas of the spec.
    """
    found = find_files(schema, encoding, shapes, ())
    return found if found.one or found.many else None


def find_files(schema: Schema, encoding: str, shapes: Shapes, within: tuple[str, ...]) -> Files:
    """Look for files in a schema and in its alternatives."""
    target = shapes.target(schema)
    alternatives = () if target.properties else shapes.alternatives(target)
    if target.pointer in within:
        return Files(others=(schema,))
    within = (*within, target.pointer)
    if alternatives:
        found = [find_files(each, encoding, shapes, within) for each in alternatives]
        others = tuple(other for each in found for other in each.others)
        return Files(
            one=any(each.one for each in found),
            many=any(each.many for each in found),
            text=any(each.text for each in found),
            others=others,
        )
    if is_binary(target, encoding):
        return Files(one=True, text=not target.types)
    items = target.items and find_files(target.items, encoding, shapes, within)
    if items and items.one and not items.many and not items.others:
        return Files(many=True, text=items.text)
    return Files(others=(schema,))


def is_binary(schema: Schema, encoding: str) -> bool:
    """Return True if a schema is that of a file (OpenAPI 3.1 §4.8.14.5: also one without a type)."""
    if schema.types == ("string",):
        return schema.format == "binary" or is_bytes(schema.media_type)
    free = not (schema.types or schema.properties or schema.items or schema.all_of or schema.ref or schema.never)
    media_types = schema.media_type or encoding
    declared = schema.format == "binary" or any(map(is_bytes, media_types.split(",")))
    return free and schema.enum is None and declared


def is_bytes(media_type: str) -> bool:
    """Return True if the content of a media type is neither JSON nor text; False for an empty string."""
    return bool(media_type) and not is_json(media_type) and not is_text(media_type)
