"""APIs by their names: the portal, one in a folder, one that is a document and nothing else.

A folder has `openapi.yaml`, and perhaps `handlers.py` with a class `Handlers`. The class is called with the settings,
once for each application, and has a method for each operationId:

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
from collections.abc import Sequence
from hashlib import sha256
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any

from .app import App
from .documents import read_document
from .portal import create_app
from .problems import SetupError
from .settings import Settings
from .several import Several

PORTAL = "portal"
"""The API that comes with the server."""


def load_app(api: Path | str = PORTAL, settings: Settings | None = None, **options: Any) -> App:
    """Make the server of an API, with a state of its own.

    Args:
        api: `portal`; a folder with `openapi.yaml` and perhaps `handlers.py`; or a document. Without handlers, the
            document answers: its examples, else values made for its schemas.
        settings: Limits and habits.
        options: What else the handlers take: a clock, a source of ids.

    Raises:
        SetupError: a file is missing, or document and handlers do not fit.
    """
    settings, place = settings or Settings(), Path(api).resolve()
    if api == PORTAL:
        return create_app(settings, **options)
    document = read_document(specification_of(place))
    if not (place / "handlers.py").exists() and not options:
        return App(document, None, settings)
    return App(document, handlers_of(place)(settings, **options), settings)


def load_apps(*apis: Path | str, settings: Settings | None = None) -> App:
    """Make the server of several APIs on one origin; none named, of the portal.

    Args:
        apis: Each as `load_app` takes it.
        settings: Limits and habits, the same for each.

    Raises:
        SetupError: one cannot be served, or two have the same path with the same method.
    """
    apps = [load_app(api, settings) for api in apis or (PORTAL,)]
    return apps[0] if len(apps) == 1 else Several(dict(zip(names_of(apis), apps, strict=True)))


def names_of(apis: Sequence[Path | str]) -> list[str]:
    """A name for each API: that of its folder or document, with a number where there is one of that name already."""
    names: list[str] = []
    for api in apis:
        place = Path(api).resolve()
        name = place.name if place.is_dir() else place.parent.name if place.stem == "openapi" else place.stem
        taken = sum(name in (each, each.rpartition("-")[0]) for each in names)
        names.append(f"{name}-{taken + 1}" if taken else name)
    return names


def specification_of(place: Path) -> Path:
    """The document of an API."""
    if not place.is_dir():
        return place
    known = (place / f"openapi.{suffix}" for suffix in ("yaml", "yml", "json"))
    return next((path for path in known if path.exists()), place / "openapi.yaml")


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
