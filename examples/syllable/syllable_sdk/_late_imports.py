"""Imports of models that need each other in large numbers: one after the other, where nested ones would be too deep."""

from __future__ import annotations

import sys
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from importlib import import_module


class Waiting(threading.local):
    """The imports that a thread has still to make.

    Attributes:
        names: Modules, each with the names that it needs and the modules that have them.
        busy: True while a module is imported that such imports have to wait for.
    """

    def __init__(self) -> None:
        self.names: list[tuple[str, Mapping[str, str]]] = []
        self.busy = False


_waiting = Waiting()


def import_later(module: str, names: Mapping[str, str]) -> None:
    """Import names into a module that is loaded up to its end.

    The modules that this loads call this function, too; their names are imported after those of the first module.

    Args:
        module: The `__name__` of the module.
        names: The names, each with the module beside it that has it.
    """
    _waiting.names.append((module, names))
    if not _waiting.busy:
        with postponed():
            while _waiting.names:
                import_names(*_waiting.names.pop())


def import_names(module: str, names: Mapping[str, str]) -> None:
    """Import names into a module from modules beside it."""
    content, package = vars(sys.modules[module]), module.rpartition(".")[0]
    for name, source in names.items():
        content[name] = getattr(import_module(f"{package}.{source}"), name)


@contextmanager
def postponed() -> Generator[None, None, None]:
    """Let late imports wait while a base class is imported: its module may need the one that imports it."""
    before, _waiting.busy = _waiting.busy, True
    try:
        yield
    finally:
        _waiting.busy = before
