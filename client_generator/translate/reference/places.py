"""Where the pages stand: an index, beside it a folder for the groups of operations and one for the models."""

from __future__ import annotations

from collections.abc import Callable

from ..groups import Group
from ..shapes import Shapes

INDEX = "README.md"
BACK = f"../{INDEX}"
"""The index, seen from a page of a folder."""


def group_path(group: Group) -> str:
    """Where the page of a group stands, seen from the index."""
    return f"api/{group.attribute}.md"


def model_path(name: str, shapes: Shapes) -> str:
    """Where the page of a model stands, seen from the index."""
    return f"models/{shapes.pages[name]}.md"


def from_group(shapes: Shapes) -> Callable[[str], str]:
    """The way from the page of a group to that of each model."""
    return lambda name: f"../{model_path(name, shapes)}"


def from_model(shapes: Shapes) -> Callable[[str], str]:
    """The same from the page of another model."""
    return lambda name: f"{shapes.pages[name]}.md"
