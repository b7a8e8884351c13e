"""The command that runs the server: what it takes, what it prints, how it exits."""

from __future__ import annotations

import contextlib
import logging
import signal
import sys
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import click

from .apis import load_apps
from .app import App
from .problems import SetupError
from .server import Server, listen
from .settings import Settings

logger = logging.getLogger("mock_server")
DEFAULTS = {field.name: field.default for field in fields(Settings)}
LEVELS = ["critical", "error", "warning", "info", "debug"]
Command = Callable[..., None]


def limit(name: str, text: str) -> Callable[[Command], Command]:
    """An option for one of the limits."""
    option = f"--{name.replace('_', '-')}"
    return click.option(option, type=click.IntRange(0), default=DEFAULTS[name], show_default=True, help=text)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="Port; 0 takes a free one."
)
@click.option("--token", "tokens", multiple=True, metavar="TOKEN", help="A token to accept, repeatable. [default: any]")
@click.option("--auth/--no-auth", default=True, help="Whether credentials are asked for.")
@click.option("--strict-agents", is_flag=True, help="Agents other than agent_id_example are not found.")
@click.option("--fixtures/--no-fixtures", default=True, help="Whether every caller finds session_id_example.")
@click.option("--delay", type=click.FloatRange(0), default=0, show_default=True, help="Seconds that the agent thinks.")
@limit("max_prompt", "Longest prompt, in characters.")
@limit("max_file", "Largest file, in bytes.")
@limit("max_files", "Most files of a form.")
@limit("max_body", "Largest body, in bytes.")
@limit("max_sessions", "Most sessions kept; the oldest goes.")
@limit("max_waiting", "Most turns waiting for a session.")
@click.option("--log-level", type=click.Choice(LEVELS), default="warning", show_default=True, help="How much to log.")
@click.argument("apis", nargs=-1, metavar="[API]...")
def command(
    host: str, port: int, log_level: str, apis: tuple[str, ...], tokens: tuple[str, ...], **values: Any
) -> None:
    """Serve APIs with state, for tests; requests and responses are held against their specifications.

    An API is "portal", the default; or a folder with openapi.yaml and handlers.py; or a specification. Without
    handlers, answers are its examples, or values made for its schemas. Several APIs share one origin.

    The user interface is at /ui, the specification at /openapi.json and /openapi.yaml, of several APIs at
    /NAME/openapi.json and /NAME/openapi.yaml. Settings hold for each API, as far as it has what they are about.
    """
    logging.basicConfig(level=log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
    app = make_app(apis, Settings(tokens=frozenset(tokens), **values))
    try:
        taken = listen(host, port)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        sys.exit(f"cannot listen on {host}:{port}: {reason}; try another --port, or 0 for a free one")
    with taken:
        server = Server(app, announce=True)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises the signal again when it has stopped
            server.run([taken])


def make_app(apis: tuple[str, ...], settings: Settings) -> App:
    """Make the application, or say in one line why there is none."""
    try:
        return load_apps(*apis, settings=settings)
    except SetupError as error:
        logger.debug("there is no application", exc_info=error)
        sys.exit(" ".join(str(error).split()))
