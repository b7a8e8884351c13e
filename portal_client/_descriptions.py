"""Descriptions of fields, from the docstrings below them; read from the source when they are first asked for."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any, Dict

from pydantic import BaseModel
from pydantic.fields import FieldInfo


class DescribedFields:
    """The attribute `model_fields` of a model, whose fields have their types, aliases and descriptions."""

    def __get__(self, instance: Any, model: type[BaseModel]) -> Any:
        described_fields(model)
        return vars(BaseModel)["model_fields"].__get__(instance, model)


def described_fields(model: type[BaseModel]) -> Dict[str, FieldInfo]:
    """Return the fields of a model by name, each with its description if its class has one for it.

    Fields whose types are classes that were defined later are completed first.
    """
    if not model.__pydantic_fields_complete__:
        model.model_rebuild(raise_errors=False)
    fields = model.__pydantic_fields__
    for name, description in inherited_descriptions(model).items():
        if name in fields and fields[name].description is None:
            fields[name].description = description
    return fields


@cache
def inherited_descriptions(model: type[BaseModel]) -> Dict[str, str]:
    """Return the descriptions of the fields of a class and its base classes."""
    found: Dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            found.update(descriptions(base))
    return found


@cache
def descriptions(model: type[BaseModel]) -> Dict[str, str]:
    """Return the descriptions of the fields that a class defines; none if its source is not available."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[model.__module__]))
    except (KeyError, OSError, SyntaxError, TypeError):
        return {}
    return {
        name: description
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name == model.__qualname__
        for name, description in docstrings_of(node)
    }


def docstrings_of(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """Yield the name of each field of a class that has a docstring below it, and its words on one line."""
    for field, below in pairwise(node.body):
        value = below.value if isinstance(below, ast.Expr) else None
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(value, ast.Constant):
            yield field.target.id, " ".join(str(value.value).split())
