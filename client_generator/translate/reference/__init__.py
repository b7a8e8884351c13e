"""The reference pages of the style `sdk`: an index, a page for each group of operations, and one for each model."""

from __future__ import annotations

from ... import package, pages
from ...api import Api
from ...config import Settings
from ..groups import Group
from ..shapes import Shapes
from ..waiters import Waiter
from .groups import group_page
from .index import index_page
from .programs import caller_of
from .samples import Samples
from .types import model_page
from .values import Values

__all__ = ["reference_pages"]


def reference_pages(
    api: Api,
    groups: tuple[Group, ...],
    waiters: tuple[Waiter, ...],
    models: tuple[package.Model, ...],
    shapes: Shapes,
    settings: Settings,
) -> tuple[pages.Page, ...]:
    """Make all pages."""
    caller = caller_of(api, settings)
    values = Values(shapes, Samples(shapes), {model.name: model.kind for model in models})
    by_name = {shape.name: shape for shape in shapes}
    return (
        index_page(api, groups, waiters, models, caller, values, settings),
        *(group_page(group, waiters, api, caller, values) for group in groups),
        *(model_page(by_name[model.name], values, settings.package) for model in models),
    )
