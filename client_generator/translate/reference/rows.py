"""What the tables of arguments and of fields have in common: descriptions with their facts, and examples."""

from __future__ import annotations

from ...api import Schema
from ..layout import Code
from .fitting import fits
from .markdown import BREAK, cell, code
from .values import Values

NONE = "-"
"""An empty cell."""
LONGEST = 80
"""Examples and defaults that take more letters than this are not shown in tables."""


def description(text: str, schema: Schema, values: Values, *facts: str, deprecated: bool = False) -> str:
    """Make the cell of a description: what the document says, then its default and what else there is to know."""
    key = text, id(schema), facts, deprecated
    if key not in values.descriptions:
        values.descriptions[key] = schema, make_description(text, schema, values, *facts, deprecated=deprecated)
    return values.descriptions[key][1]


def make_description(text: str, schema: Schema, values: Values, *facts: str, deprecated: bool) -> str:
    """Make a cell that `description` remembers."""
    target = values.shapes.target(schema)
    default = schema.default if schema.has_default else target.default
    known = default is not None and fits(schema, default, values.shapes)
    shown = short(values.fresh().expression(schema, default)) if known else ""
    old = "**Deprecated.**" if deprecated or schema.deprecated or target.deprecated else ""
    parts = [old, cell(text), *facts, f"Default: {shown}." if shown else ""]
    return BREAK.join(filter(None, parts)) or NONE


def describing(schema: Schema, values: Values) -> str:
    """Return what the document says of a schema, where it stands or where it is defined."""
    return schema.description or values.shapes.target(schema).description


def short(found: Code | str) -> str:
    """Show a value in a cell, if it is short enough for one."""
    flat = found if isinstance(found, str) else found.flat()
    return code(flat, table=True) if len(flat) <= LONGEST else ""
