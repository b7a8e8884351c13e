"""The commands `generate`, `check` and `diff`: what they take, what they print, and how they exit."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from . import (
    Generated,
    GeneratorError,
    Plan,
    Settings,
    compare,
    docs_folder,
    generate,
    load_settings,
    plan,
    read_api,
    replaced_packages,
    write_files,
)
from .config import LIBRARIES, STYLES
from .pipeline import STAGES, call_deeply, unheard
from .report import as_json, as_text
from .write import package_folder

SETTINGS_FILE = "client_generator.yaml"
LINE_UP = "\033[1A\033[2K"
"""Takes back the last line of a terminal."""
STALE = 1
BREAKING = 1
BAD_INPUT = 2
OUR_DEFECT = 70  # EX_SOFTWARE of sysexits.h
TRACEBACK = "CLIENT_GENERATOR_TRACEBACK"
EPILOG = f"""
SPEC is a YAML or JSON file, or - for standard input. Without it, {SETTINGS_FILE} in this folder says what to do,
else openapi.yaml is read.

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
            click.argument("spec", required=False, type=click.Path(path_type=Path, allow_dash=True)),
            click.option(
                "--config",
                type=click.Path(path_type=Path),
                help=f"Settings file. [default: {SETTINGS_FILE} beside SPEC]",
            ),
            click.option("--package", metavar="NAME", help="Name of the package; a.b.c for a nested one."),
            click.option("--client-class", metavar="NAME", help="Name of the class that is the short way in."),
            click.option("--style", type=click.Choice(STYLES), help="What signatures look like."),
            click.option(
                "--library", type=click.Choice(LIBRARIES), help="Generate a synchronous or asynchronous package."
            ),
            click.option("--model-name-prefix", metavar="TEXT", help="Prefix for the names of models."),
            click.option("--model-name-suffix", metavar="TEXT", help="Suffix for the names of models."),
            click.option("--api-name-prefix", metavar="TEXT", help="Prefix for the names of API classes."),
            click.option(
                "--api-name-suffix", metavar="TEXT", help="Suffix for the names of API classes. [default: Api]"
            ),
            click.option("--http-user-agent", "user_agent", metavar="TEXT", help="User-Agent header of all requests."),
            click.option(
                "--output",
                type=click.Path(path_type=Path, file_okay=False),
                metavar="DIR",
                help="Folder for NAME/ and docs/.",
            ),
            click.option("--docs", metavar="NAME", help="Name of the folder docs/; '' leaves the pages out."),
            click.option(
                "--templates",
                type=click.Path(path_type=Path, file_okay=False),
                metavar="DIR",
                help="Folder of templates, and of runtime modules in DIR/runtime, that stand in for ours.",
            ),
            click.option(
                "--strict", is_flag=True, help="Treat warnings as errors, except for ignored links and extensions."
            ),
            click.option("-q", "--quiet", is_flag=True, help="Only print errors."),
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
    strict: bool
    quiet: bool
    settings_file: str
    """The settings file that names the package, relative to the folder; empty if none does."""

    def generated(self) -> Generated:
        """Generate in memory; show the progress on a terminal, and print warnings."""
        made = self.made(self.settings)
        package, docs = self.settings.package, self.settings.docs
        found = docs_folder(made.files, self.folder, package, docs, self.replaced())
        if found != docs:
            made = self.made(self.settings.changed(docs=found))
        for warning in () if self.quiet else made.warnings:
            click.echo(f"warning: {warning}", err=True)
        if found != docs and not self.quiet:
            message = (
                f"{docs}/ has pages of another package; those of {package} are in {found}/ (--docs sets the folder)"
            )
            click.echo(message, err=True)
        return made

    def made(self, settings: Settings) -> Generated:
        """Generate in memory, and show the progress on a terminal."""
        with progress(self.quiet) as report:
            return generate(self.specification, settings, self.strict, report, self.settings_file)

    def replaced(self) -> tuple[str, ...]:
        """Return the packages that this one replaces, since the settings file gives it another name."""
        return replaced_packages(self.folder, self.settings.package, self.settings_file)

    def plan(self, made: Generated, force: bool = False) -> Plan:
        """Compare what was generated with what is on disk."""
        return plan(made.files, self.folder, self.settings.package, force, self.replaced())


@contextlib.contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Show the stages on a terminal, and leave no trace of them."""
    if quiet or not sys.stderr.isatty():
        yield unheard
        return
    with click.progressbar(
        length=len(STAGES), file=sys.stderr, item_show_func=lambda stage: stage or "", show_eta=False, show_pos=False
    ) as bar:
        yield lambda stage: bar.update(1 if bar.current_item else 0, stage)
    click.echo(LINE_UP, nl=False, err=True)


def make_job(
    spec: Path | None,
    config: Path | None,
    output: Path | None,
    templates: Path | None,
    strict: bool,
    quiet: bool,
    **names: str | None,
) -> Job:
    """Draw arguments and settings together; arguments win, and paths in settings start where these are."""
    found = config or (spec.parent if spec else Path()) / SETTINGS_FILE
    given = config is not None or found.exists()
    settings = (load_settings(found) if given else Settings()).changed(**names)
    folder = found.parent if given else Path()
    replaced = templates or (folder / settings.templates if settings.templates else "")
    settings = settings.changed(templates=str(replaced))
    target = output or folder / settings.output
    origin = Path(os.path.relpath(found, target)).as_posix() if given and names.get("package") is None else ""
    return Job(spec or folder / settings.specification, settings, target, strict, quiet, origin)


@contextlib.contextmanager
def errors_reported() -> Iterator[None]:
    """Print an error of ours instead of a traceback, and exit with 2."""
    try:
        yield
    except GeneratorError as error:
        for line in str(error).splitlines():
            click.echo(f"error: {line}", err=True)
        raise SystemExit(BAD_INPUT) from error
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        what = f"a defect of the generator: {type(error).__name__}: {error}"
        click.echo(f"error: {what} (report it, please, with the document; {TRACEBACK}=1 shows the traceback)", err=True)
        raise SystemExit(OUR_DEFECT) from error


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
        made = job.generated()
        found = job.plan(made, force)
        write_files(made.files, job.folder, found)
    for path in found.edited:
        click.echo(f"left alone: {job.folder / path} is not as it was generated (--force replaces it)", err=True)
    if not job.quiet:
        click.echo(summary(job, made, found, time.monotonic() - start))
    if found.edited:
        raise SystemExit(STALE)


def summary(job: Job, made: Generated, found: Plan, seconds: float) -> str:
    """Say in one line what was made, and what was done about it."""
    counts = [
        counted(made.operations, "operation"),
        counted(made.models, "model"),
        counted(len(made.warnings), "warning"),
    ]
    done = (
        f"{counted(len(found.changed), 'file')} written, {len(found.removed)} removed"
        if found.changed or found.removed
        else f"{counted(len(made.files), 'file')} up to date"
    )
    return f"{job.folder / package_folder(job.settings.package)}: {', '.join(counts)}; {done} in {seconds:.2f} s"


def counted(number: int, what: str) -> str:
    """A number with its noun."""
    return f"{number} {what}{'' if number == 1 else 's'}"


@cli.command("check", epilog=EPILOG)
@arguments
def check_command(**given: Any) -> None:
    """Say which files are not as `generate` would write them; write nothing."""
    with errors_reported():
        job = make_job(**given)
        stale = job.plan(job.generated()).stale
    for path in stale:
        click.echo(f"stale: {job.folder / path}")
    if stale:
        raise SystemExit(STALE)
    if not job.quiet:
        click.echo(f"{job.folder / package_folder(job.settings.package)}: up to date")


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
        before, after = read_api(old), read_api(new)
        changes = call_deeply(lambda: compare(before, after))
    click.echo(as_json(changes) if form == "json" else as_text(changes, old, new))
    if any(change.kind == "breaking" for change in changes):
        raise SystemExit(BREAKING)
