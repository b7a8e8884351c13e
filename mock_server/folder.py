"""An API in a folder: `openapi.yaml`, and `handlers.py` with a class `Handlers`.

The class is called with the settings, once for each application, and has a method for each operationId:

    class Handlers:
        def __init__(self, settings: Settings) -> None:
            self.pets: list[dict[str, Any]] = []

        async def list_pets(self, limit: int = 20) -> list[dict[str, Any]]:
            return self.pets[:limit]

Arguments are the operation's parameters by name, the fields of a form, `body` for any other body, and where a method
has them, `caller` (the name of who calls) and `request`. What it returns is a value, a value with a status (and
headers), an `EventStream`, or a Starlette `Response`; what it refuses, it raises as a `Problem`. Modules beside
`handlers.py` are imported from it relatively: `from .store import Store`.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any

from .app import App
from .documents import read_document
from .problems import SetupError
from .settings import Settings


def load_app(folder: Path | str, settings: Settings | None = None, **options: Any) -> App:
    """Make the server of the API in a folder, with a state of its own.

    Args:
        folder: Where `openapi.yaml` and `handlers.py` are.
        settings: Limits and habits.
        options: What else `Handlers` takes: a clock, a source of ids.

    Raises:
        SetupError: a file is missing, or document and handlers do not fit.
    """
    settings, place = settings or Settings(), Path(folder).resolve()
    document = read_document(place / "openapi.yaml")
    return App(document, handlers_of(place)(settings, **options), settings)


def handlers_of(folder: Path) -> Any:
    """Return the class of the handlers in a folder."""
    if not (folder / "handlers.py").exists():
        raise SetupError(f"{folder} has no handlers.py")
    module = import_module(f"{package_of(folder)}.handlers")
    found = getattr(module, "Handlers", None)
    if found is None:
        raise SetupError(f"{folder / 'handlers.py'} has no class Handlers")
    return found


def package_of(folder: Path) -> str:
    """Make a package of a folder, under a name of its own: two folders may have modules of the same names."""
    name = f"mock_server_api_{sha256(str(folder).encode()).hexdigest()[:16]}"
    if name not in sys.modules:
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [str(folder)]
        sys.modules[name] = module_from_spec(spec)
    return name
