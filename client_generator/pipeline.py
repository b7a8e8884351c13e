"""The stages in a row."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from .api import Api
from .config import STYLES, Settings
from .diff import Change
from .diff import compare as compare_apis
from .errors import DocumentError, Problem
from .load import Document, call_deeply, load
from .parse import parse
from .render import Files, render
from .translate import class_names, translate
from .write import with_manifest

__all__ = ["STAGES", "Generated", "call_deeply", "generate", "read_api", "unheard"]

STAGES = ("reading", "parsing", "translating", "rendering")


@dataclass(frozen=True)
class Generated:
    """A client, in memory."""

    files: Files
    """By path relative to the output folder, the manifest among them."""
    warnings: tuple[Problem, ...]
    """What is wrong with the document, and what it says that the client has otherwise or not at all."""
    operations: int
    models: int


def unheard(stage: str) -> None:
    """Tell nobody."""


def read_api(specification: Path) -> Api:
    """Read what a document offers, as `compare` takes it.

    Raises:
        DocumentError: no client can be made from the document.
    """
    with too_deep(specification):
        document = load(specification)
        return call_deeply(lambda: parse(document))


def compare(old: Api, new: Api) -> tuple[Change, ...]:
    """Find the differences between two documents, as far as callers of a generated client notice them.

    Args:
        old: What the older document offers.
        new: What the newer document offers.

    Returns:
        Each difference once, with its greatest effect, in the order of the documents.
    """
    return compare_apis(old, new, {style: (class_names(old, style), class_names(new, style)) for style in STYLES})


def generate(
    specification: Path,
    settings: Settings,
    strict: bool = False,
    report: Callable[[str], None] = unheard,
    settings_file: str = "",
) -> Generated:
    """Make a client, in memory.

    Args:
        specification: The document; `-` is standard input.
        settings: What the client looks like.
        strict: True to raise an error for warnings, and to leave out warnings that need no action.
        report: Called with the name of each of `STAGES` as it begins.
        settings_file: The settings file that names the package, relative to the output folder; a package that it
            named before is replaced.

    Raises:
        ConfigError: the settings cannot be used with this document.
        DocumentError: no client can be made from the document.
    """
    with too_deep(specification), garbage_collector_off():
        return make(specification, settings, strict, report, settings_file)


@contextmanager
def too_deep(specification: Path) -> Iterator[None]:
    """Turn a RecursionError into an error that names the document."""
    try:
        yield
    except RecursionError as error:
        problem = Problem("is nested too deeply", source=str(specification), hint="define its parts by themselves")
        raise DocumentError(problem) from error


@contextmanager
def garbage_collector_off() -> Iterator[None]:
    """Stop the garbage collector: hardly anything that a generation makes is garbage before its end."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def placed_in(document: Document, problem: Problem) -> Problem:
    """Return a problem with the file that it is in, if it does not say so already."""
    if problem.source or not problem.pointer:
        return problem
    source, pointer = document.named(problem.pointer)
    return replace(problem, source=source, pointer=pointer)


def make(
    specification: Path, settings: Settings, strict: bool, report: Callable[[str], None], settings_file: str
) -> Generated:
    """Go through the stages."""
    report("reading")
    document = load(specification)
    report("parsing")
    api = call_deeply(lambda: parse(document))
    report("translating")
    package, noted = call_deeply(lambda: translate(api, settings))
    warnings = tuple(dict.fromkeys([*api.warnings, *(placed_in(document, problem) for problem in noted)]))
    if strict:
        warnings = tuple(problem for problem in warnings if not problem.harmless)
    if strict and warnings:
        raise DocumentError(*warnings)
    report("rendering")
    templates = Path(settings.templates) if settings.templates else None
    files = call_deeply(lambda: render(package, templates, settings.docs))
    files = with_manifest(files, settings.package, settings_file)
    return Generated(files, warnings, len(api.operations), len(package.models))
