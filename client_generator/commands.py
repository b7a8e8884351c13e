"""The commands `generate`, `check` and `diff`: what they take, what they print, and how they exit."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from . import (
    Files,
    GeneratorError,
    Plan,
    Problem,
    Settings,
    compare,
    generate,
    load_settings,
    plan,
    read_api,
    write_files,
)
from .config import STYLES
from .report import as_json, as_text

SETTINGS_FILE = "client_generator.yaml"
STALE = 1
BREAKING = 1
BAD_INPUT = 2
EPILOG = f"""
Without arguments, {SETTINGS_FILE} in this folder says what to do, else openapi.yaml is read.
Exit status: 0 done or up to date; 1 stale, or edited files were left alone; 2 bad input, nothing was written.
"""
DIFF_EPILOG = """
Exit status: 0 nothing breaks; 1 something breaks; 2 bad input, nothing was compared.
"""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Make a typed Python client and its reference pages from an OpenAPI document."""


def arguments(command: Callable[..., None]) -> Callable[..., None]:
    """Add the arguments that say what to generate."""
    for decorate in reversed(
        [
            click.argument("spec", required=False, type=click.Path(path_type=Path)),
            click.option(
                "--config",
                type=click.Path(path_type=Path),
                help=f"Settings file. [default: {SETTINGS_FILE} beside SPEC]",
            ),
            click.option("--package", metavar="NAME", help="Name of the package, importable."),
            click.option("--client-class", metavar="NAME", help="Name of the class that is the short way in."),
            click.option("--style", type=click.Choice(STYLES), help="What signatures look like."),
            click.option(
                "--output",
                type=click.Path(path_type=Path, file_okay=False),
                metavar="DIR",
                help="Folder for NAME/ and docs/.",
            ),
        ]
    ):
        command = decorate(command)
    return command


@dataclass(frozen=True)
class Job:
    """One package to generate: from what, how, and where to."""

    specification: Path
    settings: Settings
    folder: Path

    def files(self) -> Files:
        """Generate in memory, and print what there is to warn of."""
        files, warnings = generate(self.specification, self.settings)
        for warning in warnings:
            click.echo(f"warning: {sourced(warning, self.specification)}", err=True)
        return files


def sourced(problem: Problem, specification: Path) -> str:
    """A problem on one line, with the document that it is in."""
    return str(
        problem if problem.source else Problem(problem.message, problem.pointer, problem.hint, str(specification))
    )


def make_job(spec: Path | None, config: Path | None, output: Path | None, **names: str | None) -> Job:
    """Draw arguments and settings together; arguments win."""
    found = config or (spec.parent if spec else Path()) / SETTINGS_FILE
    given = config is not None or found.exists()
    settings = (load_settings(found) if given else Settings()).changed(**names)
    folder = found.parent if given else Path()
    return Job(spec or folder / settings.specification, settings, output or folder / settings.output)


@contextlib.contextmanager
def errors_reported() -> Iterator[None]:
    """Print an error of ours instead of a traceback, and exit with 2."""
    try:
        yield
    except GeneratorError as error:
        for line in str(error).splitlines():
            click.echo(f"error: {line}", err=True)
        raise SystemExit(BAD_INPUT) from error


@cli.command("generate", epilog=EPILOG)
@arguments
@click.option("--force", is_flag=True, help="Replace files that were edited by hand.")
def generate_command(force: bool, **given: Any) -> None:
    """Write the client of SPEC to DIR/NAME/, its reference pages to DIR/docs/.

    Files that were generated before and are not any more are removed. Files that you added or edited stay as they
    are; an edited one is reported.
    """
    start = time.monotonic()
    with errors_reported():
        job = make_job(**given)
        files = job.files()
        found = plan(files, job.folder, job.settings.package, force)
        write_files(files, job.folder, found)
    report_written(found, job, len(files), time.monotonic() - start)
    if found.edited:
        raise SystemExit(STALE)


def report_written(found: Plan, job: Job, count: int, seconds: float) -> None:
    """Say what was done, and what was left alone."""
    for path in found.edited:
        click.echo(f"left alone: {job.folder / path} is not as it was generated (--force replaces it)", err=True)
    done = (
        f"{len(found.changed)} written, {len(found.removed)} removed"
        if found.changed or found.removed
        else "up to date"
    )
    click.echo(f"{job.folder / job.settings.package}: {count} files, {done}, {seconds:.2f} s")


@cli.command("check", epilog=EPILOG)
@arguments
def check_command(**given: Any) -> None:
    """Say which files are not as `generate` would write them; write nothing."""
    with errors_reported():
        job = make_job(**given)
        stale = plan(job.files(), job.folder, job.settings.package).stale
    for path in stale:
        click.echo(f"stale: {job.folder / path}")
    if stale:
        raise SystemExit(STALE)
    click.echo(f"{job.folder / job.settings.package}: up to date")


@cli.command("diff", epilog=DIFF_EPILOG)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="What to print.")
def diff_command(old: Path, new: Path, form: str) -> None:
    """Say how NEW differs from OLD, as far as callers of a generated client notice.

    A change is breaking where calls must change, an addition where they may do or rely on more, and documentation
    where they stay as they are. What is gone is shown where it stands in OLD, everything else where it stands in NEW.
    """
    with errors_reported():
        changes = compare(read_api(old), read_api(new))
    click.echo(as_json(changes) if form == "json" else as_text(changes, old, new))
    if any(change.kind == "breaking" for change in changes):
        raise SystemExit(BREAKING)
