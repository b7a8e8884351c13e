"""The command that runs the server: what it takes, what it prints, how it exits."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import click

from .app import create_app
from .server import Server, listen
from .settings import Settings

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
@click.option("--strict-agents", is_flag=True, help="Agents other than agent_id_example are not found.")
@click.option("--fixtures/--no-fixtures", default=True, help="Whether every caller finds session_id_example.")
@limit("max_prompt", "Longest prompt, in characters.")
@limit("max_file", "Largest file, in bytes.")
@limit("max_files", "Most parts of a form.")
@limit("max_body", "Largest body, in bytes.")
@limit("max_sessions", "Most sessions kept; the oldest goes.")
@limit("max_waiting", "Most turns waiting for a session.")
@click.option("--log-level", type=click.Choice(LEVELS), default="warning", show_default=True, help="How much to log.")
def command(host: str, port: int, log_level: str, tokens: tuple[str, ...], **values: Any) -> None:
    """Serve the portal's API with state, for tests; requests and responses are held against its specification.

    The user interface is at /ui, the specification at /openapi.json and /openapi.yaml.
    """
    app = create_app(Settings(tokens=frozenset(tokens), **values))
    try:
        taken = listen(host, port)
    except OSError as error:
        sys.exit(f"cannot listen on {host}:{port}: {error.strerror or error}; try another --port, or 0 for a free one")
    with taken:
        server = Server(app, announce=True, log_level=log_level)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises the signal again when it has stopped
            server.run([taken])
