"""Api → the names of the classes in a package."""

from __future__ import annotations

from collections.abc import Mapping

from ..api import Api
from ..config import Settings
from .inline import name_inline_schemas
from .naming import Naming
from .shapes import Shapes
from .style import STYLES


def class_names(api: Api, style: str) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the names of each class, by the pointer of its schema and `class` or `exception`; the usual one first."""
    shapes = Shapes(api, Naming(Settings(style=style)))
    name_inline_schemas(api, shapes, STYLES[style])
    second: dict[str, list[str]] = {}
    for name, _, shape in shapes.aliases:
        second.setdefault(shape.name, []).append(name)
    found = {(at, "class"): (shape.name, *second.get(shape.name, ())) for at, shape in shapes.by_pointer.items()}
    return found | {(at, "exception"): (name,) for at, (name, _) in shapes.exceptions.items()}
