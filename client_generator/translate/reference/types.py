"""The page of a model: its fields, members or alternatives, and how to make one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ... import pages
from ...api import Property
from ..layout import layout, literal
from ..models import members
from ..shapes import Shape, inner_name
from ..types import optional
from .markdown import BREAK, cell, code, linked, prose
from .places import from_model, model_path
from .programs import imports
from .rows import NONE, describing, description, short
from .values import Values

Rows = Iterator[pages.Row]
LONGEST_NAME = 40
"""Letters of a variable that is called after its model."""
COLUMNS = {
    "object": ("Field", "Type", "Required", "Nullable", "Description", "Example"),
    "enum": ("Member", "Value"),
    "union": ("Alternative", "Description"),
}


def model_page(shape: Shape, values: Values, package_name: str) -> pages.TypePage:
    """Make the page of one model."""
    rows: Callable[[Shape, Values], Rows] = ROWS[shape.kind]
    return pages.TypePage(
        name=shape.name,
        path=model_path(shape.name, values.shapes),
        text=prose(shape.schema.description or shape.schema.title),
        columns=pages.Row(COLUMNS[shape.kind]),
        rows=tuple(rows(shape, values)),
        notes=tuple(notes(shape, values)),
        example=program(shape, values, package_name),
    )


def field_rows(shape: Shape, values: Values) -> Rows:
    """The rows of an object's fields."""
    shapes = values.shapes
    names = shapes.field_names(shape)
    for found in shape.schema.properties:
        nullable = shapes.nullable(found.schema)
        needed = found.name in shape.schema.required
        type_ = shapes.bare_type(found.schema, inner_name(shape, found))
        shown = optional(type_) if nullable or not needed else type_
        given = next(iter(values.samples.given(found.schema)), None)
        about = description(
            describing(found.schema, values),
            found.schema,
            values,
            *facts(found, names[found.name]),
        )
        yield pages.Row(
            (
                code(names[found.name]),
                linked(shown, from_model(shapes)),
                "yes" if needed else "no",
                "yes" if nullable else "no",
                about,
                (given is not None and short(values.fresh().expression(found.schema, given))) or NONE,
            )
        )


def facts(found: Property, name: str) -> Iterator[str]:
    """What there is to know of a field beside its description."""
    if name != found.name:
        yield f"Called {code(found.name, table=True)} in JSON."
    if found.schema.read_only:
        yield "Only the server sets it."
    if found.schema.write_only:
        yield "Only sent, never received."


def member_rows(shape: Shape, values: Values) -> Rows:
    """The rows of an enum's members."""
    return (pages.Row((code(name), code(found, table=True))) for found, name in members(shape, values.shapes).items())


def alternative_rows(shape: Shape, values: Values) -> Rows:
    """The rows of a union's alternatives."""
    shapes = values.shapes
    for item in shapes.alternatives(shape.schema):
        type_ = shapes.bare_type(item, shape.name)
        tag, says = values.samples.tags.get(shapes.target(item).pointer, ("", ""))
        parts = (f"{code(tag)} is {code(literal(says), table=True)}." if tag else "", cell(describing(item, values)))
        yield pages.Row((linked(type_, from_model(shapes)), BREAK.join(filter(None, parts)) or NONE))


ROWS: dict[str, Callable[[Shape, Values], Rows]] = {
    "object": field_rows,
    "enum": member_rows,
    "union": alternative_rows,
}


def notes(shape: Shape, values: Values) -> Iterator[str]:
    """What the table does not say."""
    shapes = values.shapes
    if shape.own.pointer in shapes.exceptions:
        yield f"`models.{shapes.exceptions[shape.own.pointer][0]}` is raised with it as its `data`."
    if shape.kind == "enum":
        yield "A value that is not among these is kept when the server sends it; its `is_known` is False."
    if shape.kind == "union":
        yield from union_notes(shape, values)
    if shape.kind == "object":
        yield from object_notes(shape, values)


def union_notes(shape: Shape, values: Values) -> Iterator[str]:
    """How the alternatives are told apart."""
    found = shape.schema.discriminator
    how = f"{code(found.property_name)} says which it is." if found else "A value is of the one that fits best."
    yield f"{how} What the server sends and none of them fits is handed on as it came."
    if values.classes.get(shape.name) == "union":
        yield "The value itself is in `actual_instance`."


def object_notes(shape: Shape, values: Values) -> Iterator[str]:
    """What an object may be, and may have, beyond its fields."""
    shapes = values.shapes
    heirs = shapes.descendants.get(shape.schema.pointer, {})
    discriminator = shapes.discriminator(shape.own)
    names = [shapes.by_pointer[to].name for to in dict.fromkeys(heirs.values()) if to in shapes.by_pointer]
    if discriminator and (others := [name for name in names if name != shape.name]):
        links = ", ".join(f"[{code(name)}]({from_model(shapes)(name)})" for name in others)
        yield f"What is received is of the class that {code(discriminator.property_name)} says: {links}."
    if shape.schema.additional not in (None, False) or shape.schema.pattern_properties:
        extra = shapes.extra_type(shape.schema, shape.name)
        kind = f", each {linked(extra, from_model(shapes))}" if extra else ""
        yield f"It may have further properties, which are in `additional_properties`{kind}."


def program(shape: Shape, values: Values, package_name: str) -> str:
    """Write a program that makes a value and shows it."""
    values = values.fresh()
    made = values.expression(shape.own, values.samples.sample(shape.own))
    name = f"my_{shape.module}" if shape.module in ("models", shape.name) else shape.module
    name = name if len(name) <= LONGEST_NAME else "value"
    alias = values.classes.get(shape.name) == "alias"
    head = f"{name}: models.{shape.name} = " if alias else f"{name} = "
    shown = {"enum": f"{name}.value", "alias": name}.get(values.classes.get(shape.name, ""), f"{name}.to_json()")
    own = f"from {package_name} import models"
    return "\n".join([*imports(values.needs, own), "", head + layout(made, 0, len(head)), f"print({shown})"])
