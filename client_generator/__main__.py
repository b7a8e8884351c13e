"""The command line, if what it needs is installed."""

from __future__ import annotations

import sys
from importlib.util import find_spec

NEEDED = ("click", "jinja2", "jsonschema_rs", "openapi_spec_validator", "yaml")


def main() -> None:
    """Run the command line; the entry point of `client-generator`."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        sys.exit(f'{", ".join(missing)} not installed: pip install "portal-client[generator]"')
    from .commands import cli

    cli(prog_name="client-generator")


if __name__ == "__main__":
    main()
