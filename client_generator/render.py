"""Package → Files: fills the templates, and copies the runtime byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import jinja2

from .package import Package

HERE = Path(__file__).parent
RUNTIME = HERE / "runtime"
GENERATED_INSTEAD = {"__init__.py", "_document.py"}
"""Modules that the runtime has for its own checks, and that every package gets made to measure."""

Files = Mapping[str, bytes]
"""What to write: paths relative to the output folder, with `/`, and contents."""


def render(package: Package) -> Files:
    """Return every file of a client package and of its docs."""
    return dict(
        sorted(
            [
                *runtime_files(package),
                *package_files(package),
                *model_files(package),
                *api_files(package),
                *pages(package),
            ]
        )
    )


def runtime_files(package: Package) -> Iterator[tuple[str, bytes]]:
    """The modules that every package carries."""
    for path in sorted(RUNTIME.glob("**/*.py")):
        name = path.relative_to(RUNTIME).as_posix()
        if name not in GENERATED_INSTEAD:
            yield f"{package.name}/{name}", path.read_bytes()
    yield f"{package.name}/py.typed", b""


def package_files(package: Package) -> Iterator[tuple[str, bytes]]:
    """The modules of the package as a whole."""
    yield from filled("init.py", f"{package.name}/__init__.py", package=package)
    yield from filled("document.py", f"{package.name}/_document.py", package=package)
    yield from filled("client.py", f"{package.name}/client.py", package=package)
    yield from filled(
        "sub_package.py", f"{package.name}/models/__init__.py", about="The models", names=package.model_exports
    )
    yield from filled(
        "sub_package.py", f"{package.name}/api/__init__.py", about="The API classes", names=package.api_exports
    )
    yield (
        f"{package.name}/_operations/__init__.py",
        b'"""What the operations are, as data; a module for each API class."""\n',
    )


def model_files(package: Package) -> Iterator[tuple[str, bytes]]:
    """A module for each model."""
    for model in package.models:
        yield from filled(f"{model.kind}.py", f"{package.name}/models/{model.module}.py", model=model)


def api_files(package: Package) -> Iterator[tuple[str, bytes]]:
    """Two modules for each API class: its methods, and what their operations are."""
    for api in package.apis:
        yield from filled("api.py", f"{package.name}/api/{api.module}.py", api=api)
        yield from filled("operations.py", f"{package.name}/_operations/{api.attribute}.py", api=api)


def pages(package: Package) -> Iterator[tuple[str, bytes]]:
    """The reference pages."""
    for page in package.api_pages:
        yield from filled("docs/api.md", f"docs/{page.path}", page=page, package=package)
    for model in package.model_pages:
        yield from filled("docs/model.md", f"docs/{model.path}", page=model, package=package)


def filled(template: str, path: str, **values: object) -> Iterator[tuple[str, bytes]]:
    """Fill one template."""
    yield path, environment().get_template(f"{template}.jinja").render(**values).encode()


@cache
def environment() -> jinja2.Environment:
    """The templates; a name that is not there is an error."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Python and Markdown, not HTML
    )
