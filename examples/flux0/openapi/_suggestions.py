"""Errors for misspelled names, with the nearest known name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

UNKNOWN = "extra_forbidden"


def with_suggestions(error: ValidationError, kind: Any) -> ValidationError:
    """Return the error with the nearest known name for each unknown one.

    Args:
        error: What pydantic raised.
        kind: The type that the value was validated against.
    """
    found: list[Any] = [*error.errors(include_url=False)]
    if not any(each["type"] == UNKNOWN for each in found):
        return error
    lines = [
        InitErrorDetails(
            type=PydanticCustomError(each["type"], "{message}", {"message": message(each, kind)}),
            loc=each["loc"],
            input=each["input"],
        )
        for each in found
    ]
    return ValidationError.from_exception_data(error.title, lines)


def message(details: Any, kind: Any) -> str:
    """Describe one error; an unknown name with the nearest known one."""
    if details["type"] != UNKNOWN:
        return str(details["msg"])
    name = str(details["loc"][-1])
    return f"Unknown field{suggestion(name, models_at(kind, details['loc'][:-1]))}"


def suggestion(name: str, models: Iterable[type[BaseModel]]) -> str:
    """Return `; did you mean 'x'?` for the field whose name is nearest, or an empty string."""
    names = dict.fromkeys(known for model in models for known in (*model.__pydantic_fields__, *aliases(model)))
    found = get_close_matches(name, names, 1)
    return f"; did you mean {found[0]!r}?" if found else ""


def aliases(model: type[BaseModel]) -> Iterator[str]:
    """Yield the wire names of a model's fields."""
    return (field.alias for field in model.__pydantic_fields__.values() if field.alias)


def models_at(kind: Any, place: Iterable[int | str]) -> list[type[BaseModel]]:
    """Return the models that a value at a place of another may be."""
    models = list(models_in(kind))
    for part in place:
        below = [
            found
            for model in models
            for name, field in model.__pydantic_fields__.items()
            if part in (name, field.alias)
            for found in models_in(field.annotation)
        ]
        models = below or models
    return models


def models_in(kind: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that a type names, those of a union wrapped in a model instead of the wrapper."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if "root" in kind.__pydantic_fields__:
            yield from models_in(kind.__pydantic_fields__["root"].annotation)
        else:
            yield kind
    else:
        for argument in get_args(kind):
            yield from models_in(argument)
