"""Packages that are generated from small documents and imported by tests."""

from __future__ import annotations

import importlib
import itertools
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from client_generator import Settings, generate, plan, write_files

from .documents import write_document

NUMBERS = itertools.count()
STYLES = ("openapi-generator", "sdk")


@contextmanager
def packages(folder: Path) -> Iterator[Callable[[str, str], ModuleType]]:
    """Yield a function that generates a package from a document in a style, and imports it."""
    sys.path.insert(0, str(folder))
    before = set(sys.modules)

    def package(document: str, style: str, version: str = "3.1.0") -> ModuleType:
        name = f"made_{next(NUMBERS)}"
        path = write_document(folder, textwrap.dedent(document), version, f"{name}.yaml")
        files = generate(path, Settings(package=name, client_class="Client", style=style)).files
        write_files(files, folder, plan(files, folder, name))
        importlib.invalidate_caches()
        return importlib.import_module(name)

    try:
        yield package
    finally:
        sys.path.remove(str(folder))
        for name in set(sys.modules) - before:
            if name.startswith("made_"):
                del sys.modules[name]
