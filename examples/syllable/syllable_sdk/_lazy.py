"""Public names that are loaded when they are first asked for (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazy(package: str, names: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Make the `__getattr__` and `__dir__` of a package.

    Args:
        package: The package's `__name__`.
        names: The public names, and the submodule that has each. Submodules are found without being listed.
    """
    content = sys.modules[package].__dict__

    def load(name: str) -> Any:
        if name not in names:
            return submodule(package, name)
        content[name] = getattr(import_module(f".{names[name]}", package), name)
        return content[name]

    def listed() -> list[str]:
        return sorted({*content, *names})

    return load, listed


def submodule(package: str, name: str) -> Any:
    """Import a submodule that was asked for as an attribute."""
    missing = AttributeError(f"module {package!r} has no attribute {name!r}")
    if name.startswith("_"):
        raise missing
    try:
        return import_module(f"{package}.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"{package}.{name}":
            raise
        raise missing from None
