"""Package → Files: fills the templates, and copies the runtime byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import jinja2

from .errors import ConfigError
from .package import Package

HERE = Path(__file__).parent
RUNTIME = HERE / "runtime"
GENERATED_INSTEAD = {"__init__.py", "_document.py", "aio/__init__.py"}
"""Modules that the runtime has for its own checks, and that every package gets made to measure."""

SYNCHRONOUS = {
    *("_api.py", "_client.py", "_pager.py", "_raw.py", "_streams.py", "_variants.py", "api_client.py", "rest.py"),
}
"""Modules of the synchronous half, which packages of the library asyncio do without."""

Files = Mapping[str, bytes]
"""What to write: paths relative to the output folder, with `/`, and contents."""


def render(package: Package, folder: Path | None = None, docs: str = "docs") -> Files:
    """Return every file of a client package and of its docs.

    Args:
        package: What to print.
        folder: Where a user keeps templates, and in its folder `runtime` modules, that stand in for ours.
        docs: The folder for the reference pages, relative to the output folder; empty: there are none.

    Raises:
        ConfigError: there is no such folder, or one of its templates cannot be filled.
    """
    if folder and not folder.is_dir():
        raise ConfigError(f"templates: there is no folder {folder}")
    return dict(sorted([*runtime_files(package, folder), *Renderer(folder, docs).files(package)]))


def runtime_files(package: Package, folder: Path | None) -> Iterator[tuple[str, bytes]]:
    """The modules that every package carries; later folders win."""
    for base in (RUNTIME, *([folder / "runtime"] if folder else ())):
        for path in sorted(base.glob("**/*.py")):
            name = path.relative_to(base).as_posix()
            if name not in GENERATED_INSTEAD and not (package.asynchronous and name in SYNCHRONOUS):
                yield f"{package.folder}/{name}", path.read_bytes()
    yield f"{package.folder}/py.typed", b""


class Renderer:
    """Fills templates."""

    def __init__(self, folder: Path | None, docs: str) -> None:
        self.environment = environment(folder)
        self.docs = docs

    def files(self, package: Package) -> Iterator[tuple[str, bytes]]:
        """Every file that is made of a template."""
        yield from self.package_files(package)
        yield from self.model_files(package)
        yield from self.api_files(package)
        if package.asynchronous:
            yield from self.asyncio_files(package)
        else:
            yield from self.aio_files(package)
        if self.docs:
            yield from self.pages(package)

    def package_files(self, package: Package) -> Iterator[tuple[str, bytes]]:
        """The modules of the package as a whole."""
        for parent in package.parents:
            yield f"{parent}/__init__.py", b""
        yield from self.filled("init.py", f"{package.folder}/__init__.py", package=package)
        yield from self.filled("document.py", f"{package.folder}/_document.py", package=package)
        yield from self.filled("client.py", f"{package.folder}/client.py", package=package)
        yield from self.filled(
            "sub_package.py", f"{package.folder}/models/__init__.py", about="The models", names=package.model_exports
        )
        yield from self.filled(
            "sub_package.py", f"{package.folder}/api/__init__.py", about="The API classes", names=package.api_exports
        )
        yield (
            f"{package.folder}/_operations/__init__.py",
            b'"""What the operations are, as data; a module for each API class."""\n',
        )

        if package.webhooks.definitions:
            yield from self.filled("webhooks.py", f"{package.folder}/webhooks.py", webhooks=package.webhooks)

    def model_files(self, package: Package) -> Iterator[tuple[str, bytes]]:
        """A module for each model, and for each exception that is called after one."""
        for model in package.models:
            yield from self.filled(f"{model.kind}.py", f"{package.folder}/models/{model.module}.py", model=model)
        for error in package.errors:
            yield from self.filled("error.py", f"{package.folder}/models/{error.module}.py", error=error)

    def asyncio_files(self, package: Package) -> Iterator[tuple[str, bytes]]:
        """Yield the public modules of an asynchronous package; the runtime of it is in `aio`."""
        yield from self.filled("asyncio/api_client.py", f"{package.folder}/api_client.py")
        yield from self.filled("asyncio/rest.py", f"{package.folder}/rest.py")
        yield f"{package.folder}/aio/__init__.py", (RUNTIME / "aio" / "__init__.py").read_bytes()

    def aio_files(self, package: Package) -> Iterator[tuple[str, bytes]]:
        """The asynchronous half: a module for each API class, beside the client class."""
        folder = f"{package.folder}/aio"
        yield from self.filled("aio/init.py", f"{folder}/__init__.py", package=package)
        yield from self.filled("aio/client.py", f"{folder}/client.py", package=package)
        yield from self.filled("aio/api_init.py", f"{folder}/api/__init__.py", names=package.api_exports)
        for api in package.async_apis:
            yield from self.filled("api.py", f"{folder}/api/{api.module}.py", api=api)

    def api_files(self, package: Package) -> Iterator[tuple[str, bytes]]:
        """Two modules for each API class: its methods, and what their operations are."""
        for api in package.apis:
            yield from self.filled("api.py", f"{package.folder}/api/{api.module}.py", api=api)
            yield from self.filled("operations.py", f"{package.folder}/_operations/{api.attribute}.py", api=api)

    def pages(self, package: Package) -> Iterator[tuple[str, bytes]]:
        """The reference pages."""
        for page in package.pages:
            yield from self.filled(page.template, f"{self.docs}/{page.path}", page=page, package=package)

    def filled(self, template: str, path: str, **values: object) -> Iterator[tuple[str, bytes]]:
        """Fill one template."""
        try:
            yield path, self.environment.get_template(f"{template}.jinja").render(**values).encode("utf-8", "replace")
        except jinja2.TemplateError as error:
            line = f", line {error.lineno}" if isinstance(error, jinja2.TemplateSyntaxError) else ""
            raise ConfigError(f"the template {template}.jinja{line} cannot be filled: {error}") from error


@cache
def environment(folder: Path | None) -> jinja2.Environment:
    """The templates, those of a folder first; a name that is not there is an error."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([*([folder] if folder else ()), HERE / "templates"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Python and Markdown, not HTML
    )
