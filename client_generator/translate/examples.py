"""Examples for the reference pages: calls and models, with values that fit."""

from __future__ import annotations

from typing import Any

from .. import package
from ..api import Api, Operation, Schema, SecurityScheme
from ..config import Settings
from . import names
from .arguments import Argument
from .groups import Call, Group
from .layout import Code, call, keyed, layout, literal, named, quoted, value
from .schemas import implied
from .shapes import Shape, Shapes
from .types import FORMATS as FORMAT_TYPES

FORMATS = {"date-time": "2024-01-31T09:30:00Z", "date": "2024-01-31", "uuid": "6ba7b810-9dad-11d1-80b4-00c04fd430c8"}
TYPED_TEXTS = tuple(FORMAT_TYPES.values())
DEEPEST = 6


def call_example(made: Call, group: Group, api: Api, shapes: Shapes, settings: Settings) -> str:
    """A program that calls an operation and prints what it returns."""
    credentials = credential_items(made.operation, api.security_schemes)
    arguments = [named(argument.name, argument_value(argument, shapes)) for argument in shown(made)]
    configuration = layout(call(f"{settings.package}.Configuration", *credentials), 0, 16)
    waits = settings.library == "asyncio"
    depth = 8 if waits else 4
    called = layout(
        call(f"{'await ' if waits else ''}{group.module}.{made.name}", *arguments), depth, len("response = ")
    )
    shows = made.returns.name != "None"
    block = [
        f"{'async ' if waits else ''}with {settings.package}.ApiClient(configuration) as api_client:",
        f"    {group.module} = {settings.package}.{group.class_name}(api_client)",
        *([f"    response = {called}", "    pprint(response)"] if shows else [f"    {called}"]),
    ]
    if waits:
        block = ["", "", "async def main():", *(f"    {line}" for line in block), "", "", "asyncio.run(main())"]
    standard = [*(["import asyncio"] if waits else []), *(["import os"] if credentials else [])]
    imports = [*standard, *(["from pprint import pprint"] if shows else []), ""]
    head = [
        *(imports if len(imports) > 1 else []),
        f"import {settings.package}",
        "",
        f"configuration = {configuration}",
    ]
    return "\n".join([*head, *block])


def shown(made: Call) -> list[Argument]:
    """The arguments that an example gives: what is required, and files."""
    return [argument for argument in made.arguments if argument.shown]


def credential_items(operation: Operation, schemes: tuple[SecurityScheme, ...]) -> list[Code | str]:
    """The arguments of a Configuration that say who calls."""
    wanted = next(iter(operation.security), {})
    items: list[Code | str] = []
    for scheme in (scheme for scheme in schemes if scheme.name in wanted):
        if scheme.type == "apiKey":
            key = f'os.environ["{names.constant(scheme.name)}"]'
            items.append(named("api_key", Code("{", (keyed(scheme.name, key),), "}")))
        elif scheme.type == "http" and scheme.scheme == "basic":
            items += ['username=os.environ["USERNAME"]', 'password=os.environ["PASSWORD"]']
        elif scheme.type != "mutualTLS":
            items.append('access_token=os.environ["BEARER_TOKEN"]')
    return items


def argument_value(argument: Argument, shapes: Shapes) -> Code | str:
    """The value of an argument in an example."""
    if argument.file and argument.media is None:
        return 'b"Tuesday: dentist at nine"'
    if argument.file:
        file = '("notes.txt", b"Tuesday: dentist at nine")'
        return Code("[", (file,), "]") if argument.type.name == "List" else file
    found = argument.example if argument.has_example else example_of(argument.schema, shapes)
    if argument.type in TYPED_TEXTS:
        return quoted(str(found))
    return value(found)


def model_example(shape: Shape, model: package.Model, shapes: Shapes, settings: Settings) -> str:
    """A program that makes a model from JSON and turns it into JSON again."""
    imported = f"from {settings.package}.models.{shape.module} import {shape.name}"
    variable = shape.module if shape.module != shape.name else f"my_{shape.module}"
    found = example_of(shape.schema, shapes)
    if model.kind == "alias":
        read = layout(call(f"TypeAdapter({shape.name}).validate_python", value(found)), 0, len(variable) + 3)
        lines = ["from pydantic import TypeAdapter", "", imported, "", f"{variable} = {read}", f"print({variable})"]
        return "\n".join(lines)
    if shape.kind == "enum":
        line = f"{variable} = {shape.name}({literal(found)})"
        return "\n".join([imported, "", line, f"print({variable}.name, {variable}.value)"])
    made = layout(
        call(f"{shape.name}.from_dict" if shape.kind == "object" else shape.name, value(found)), 0, len(variable) + 3
    )
    return "\n".join([imported, "", f"{variable} = {made}", f"print({variable}.to_json())"])


def example_of(schema: Schema, shapes: Shapes, depth: int = 0) -> Any:
    """Make up a value that fits a schema, from its examples where it has them."""
    target = shapes.merged(shapes.target(schema))
    for source in (schema, target):
        if source.has_example:
            return source.example
    if target.has_default and target.default is not None:
        return target.default
    if target.enum:
        return target.enum[0]
    choices = shapes.alternatives(target)
    if choices and not target.properties:
        return example_of(choices[0], shapes, depth)
    if target.properties:
        return {
            found.name: example_of(found.schema, shapes, depth + 1)
            for found in target.properties
            if found.name in target.required or depth == 0
            if depth < DEEPEST
        }
    return plain_example(target, shapes, depth)


def plain_example(schema: Schema, shapes: Shapes, depth: int) -> Any:
    """Make up a value of a schema that has neither examples nor properties."""
    kind = next(iter(schema.types or implied(schema)), "")
    if kind == "string":
        return FORMATS.get(schema.format, "text")
    if kind == "array":
        return [example_of(schema.items, shapes, depth + 1)] if schema.items and depth < DEEPEST else []
    if kind == "object" and isinstance(schema.additional, Schema) and depth < DEEPEST:
        return {"key": example_of(schema.additional, shapes, depth + 1)}
    minimum = schema.constraints.get("minimum", 56)
    return {"integer": minimum, "number": float(minimum), "boolean": True, "object": {}}.get(kind)
