"""Who may import whom; `docs/architecture.md` draws it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import client_generator
from test.paths import PACKAGES, ROOT

STANDARD = set(sys.stdlib_module_names)
NAMES_OF_THE_PACKAGE = set(client_generator.__all__)
GENERATOR = {
    "api": {"errors"},
    "package": {"pages"},
    "pages": set(),
    "errors": set(),
    "config": {"errors", "load"},
    "load": {"errors"},
    "parse": {"api", "errors", "load"},
    "translate": {"api", "config", "errors", "package", "pages"},
    "diff": {"api", "errors"},
    "report": {"diff"},
    "render": {"errors", "package"},
    "write": {"errors", "render"},
    "pipeline": {"api", "config", "diff", "errors", "load", "parse", "render", "translate", "write"},
    "__init__": {"config", "diff", "errors", "pipeline", "render", "write"},
    "commands": {"config", "pipeline", "report", "write", *NAMES_OF_THE_PACKAGE},
    "__main__": {"commands"},
}
RUNTIME = {"urllib3", "pydantic", "pydantic_core", "dateutil", "typing_extensions"}


def imports(path: Path, package: Path) -> Iterator[tuple[str, str]]:
    """Every import of a module: the top-level package, and the first name below it for relative ones."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0], ""
        elif isinstance(node, ast.ImportFrom):
            base = list(path.relative_to(package).parts[: -node.level])
            targets = [node.module.split(".")] if node.module else [[alias.name] for alias in node.names]
            yield from ((package.name, [*base, *target][0]) for target in targets)


def rooms() -> list[tuple[str, Path]]:
    package = ROOT / "client_generator"
    files = [path for path in package.rglob("*.py") if "runtime" not in path.parts]
    return [(path.relative_to(package).parts[0].removesuffix(".py"), path) for path in sorted(files)]


@pytest.mark.parametrize(("room", "path"), rooms(), ids=lambda value: value.stem if isinstance(value, Path) else value)
def test_a_stage_of_the_generator_imports_only_the_stages_it_may(room: str, path: Path) -> None:
    package = ROOT / "client_generator"
    found = {name for top, name in imports(path, package) if top == "client_generator"} - {room}
    assert found <= GENERATOR[room]


@pytest.mark.parametrize("name", ["api", "package", "pages", "errors"])
def test_nouns_need_only_the_standard_library(name: str) -> None:
    package = ROOT / "client_generator"
    found = {top for top, _ in imports(package / f"{name}.py", package)}
    assert found <= STANDARD | {"client_generator"}


def aiohttp_modules(package: Path) -> list[Path]:
    return [package / "aio" / name for name in ("rest.py", "_raw.py")]


def packages_used(folder: str) -> set[str]:
    package = ROOT / folder
    return {top for path in package.rglob("*.py") for top, _ in imports(path, package)} - STANDARD - {folder}


@pytest.mark.parametrize("folder", ["client_generator/runtime", "portal_client"])
def test_a_client_needs_only_its_four_dependencies(folder: str) -> None:
    package = ROOT / folder
    modules = [path for path in package.rglob("*.py") if path not in aiohttp_modules(package)]
    found = {top for path in modules for top, _ in imports(path, package)} - STANDARD - {package.name}
    assert found <= RUNTIME


@pytest.mark.parametrize("folder", ["client_generator/runtime", "portal_client"])
def test_only_the_asynchronous_transport_needs_aiohttp(folder: str) -> None:
    package = ROOT / folder
    modules = aiohttp_modules(package)
    found = {top for path in modules for top, _ in imports(path, package)} - STANDARD - {package.name}
    assert found - RUNTIME == {"aiohttp", "multidict", "yarl"}


def test_the_mock_server_never_imports_a_client_or_the_generator() -> None:
    assert not packages_used("mock_server") & {"portal_client", "client_generator"}


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in ROOT.glob("examples/*/handlers.py")), ids=lambda path: path.name
)
def test_the_handlers_of_an_example_never_import_a_client_or_the_generator(folder: Path) -> None:
    clients = {package.name for package in PACKAGES} | {"client_generator"}
    found = {name for path in folder.glob("*.py") for pair in imports(path, folder) for name in pair}
    assert "mock_server" in found
    assert not found & clients


def test_the_runtime_stands_byte_for_byte_in_the_client() -> None:
    runtime = ROOT / "client_generator" / "runtime"
    names = [
        path.relative_to(runtime) for path in runtime.rglob("*.py") if path.name not in ("__init__.py", "_document.py")
    ]
    assert names
    for name in names:
        assert (ROOT / "portal_client" / name).read_bytes() == (runtime / name).read_bytes()
