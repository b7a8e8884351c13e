"""Places inside of values: what stands there, and the value with something else there."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, RootModel
from typing_extensions import TypeIs

from ._plain import is_dict
from ._types import UNSET

Place = tuple[str, ...]
"""The names that lead to a value, as they are on the wire; none: the whole."""


def found(value: Any, place: Place) -> Any:
    """Return what stands at a place of a model or a dict; None where nothing does."""
    for name in place:
        value = inner(value, name)
    return None if value is UNSET else value


def inner(value: Any, name: str) -> Any:
    """Return the property of a value; None where it has no such."""
    if is_root(value):
        return inner(value.root, name)
    if isinstance(value, BaseModel):
        attribute = attribute_for(value, name)
        return getattr(value, attribute, None) if attribute else (value.model_extra or {}).get(name)
    return value.get(name) if is_dict(value) else None


def is_root(value: object) -> TypeIs[RootModel[Any]]:
    """Whether a value is a model around another value."""
    return isinstance(value, RootModel)


def attribute_for(model: BaseModel, name: str) -> str:
    """Return the field that has a name on the wire; empty where there is none."""
    fields = type(model).model_fields.items()
    return next((attribute for attribute, field in fields if (field.serialization_alias or attribute) == name), "")


def placed(value: Any, place: Place, new: Any) -> Any:
    """Return a value with something else at a place; what it was made of stays as it is."""
    if not place:
        return new
    if is_root(value):
        return value.model_copy(update={"root": placed(value.root, place, new)})
    name, below = place[0], place[1:]
    changed = placed(inner(value, name), below, new)
    if isinstance(value, BaseModel):
        return value.model_copy(update={attribute_for(value, name) or name: changed})
    return {**(value if is_dict(value) else {}), name: changed}
