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
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path
from traceback import extract_tb
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
        SetupError: a file is missing or broken, or document and handlers do not fit.
    """
    settings, place = settings or Settings(), Path(api).resolve()
    if api == PORTAL:
        return create_app(settings, **options)
    document = read_document(specification_of(place))
    handled = (place / "handlers.py").exists() or options
    try:
        return App(document, make_handlers(place, settings, options) if handled else None, settings)
    except SetupError as error:
        raise SetupError(f"{place}: {error}") from error


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


def make_handlers(folder: Path, settings: Settings, options: Mapping[str, Any]) -> Any:
    """Make the handlers of a folder.

    Raises:
        SetupError: there are none, or their code fails.
    """
    if not (folder / "handlers.py").exists():
        raise SetupError("there is no handlers.py")
    try:
        found = getattr(import_module(f"{package_of(folder)}.handlers"), "Handlers", None)
        if found is None:
            raise SetupError("handlers.py has no class Handlers")
        return found(settings, **options)
    except SetupError:
        raise
    except Exception as error:
        raise SetupError(f"{line_of(error, folder)} fails: {type(error).__name__}: {error}") from error


def line_of(error: Exception, folder: Path) -> str:
    """The last line of a folder's own code on the way to an error."""
    places = [(Path(frame.filename), frame.lineno) for frame in extract_tb(error.__traceback__)]
    own = [f"line {line} of {path.relative_to(folder)}" for path, line in places if path.is_relative_to(folder)]
    return own[-1] if own else "handlers.py"


def package_of(folder: Path) -> str:
    """Make a package of a folder, under a name of its own: two folders may have modules of the same names."""
    name = f"mock_server_api_{sha256(str(folder).encode()).hexdigest()[:16]}"
    if name not in sys.modules:
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [str(folder)]
        sys.modules[name] = module_from_spec(spec)
    return name
