"""The stages in a row."""

from __future__ import annotations

from pathlib import Path

from .api import Api
from .config import Settings
from .errors import Problem
from .load import load
from .parse import parse
from .render import Files, render
from .translate import translate
from .write import with_manifest


def read_api(specification: Path) -> Api:
    """Read what a document offers, as `compare` takes it.

    Raises:
        DocumentError: no client can be made from the document.
    """
    return parse(load(specification))


def generate(specification: Path, settings: Settings) -> tuple[Files, tuple[Problem, ...]]:
    """Make a client, in memory.

    Returns:
        The files by path relative to the output folder, the manifest among them; and what the document says that
        the client has otherwise, or not at all.

    Raises:
        DocumentError: no client can be made from the document.
    """
    api = read_api(specification)
    package, warnings = translate(api, settings)
    return with_manifest(render(package), settings.package), (*api.warnings, *warnings)
