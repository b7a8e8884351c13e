"""The command line, if what it needs is installed."""

from __future__ import annotations

import sys
from importlib.util import find_spec

NEEDED = ("click", "connexion", "jsonschema_rs", "orjson", "python_multipart", "rstr", "starlette", "uvicorn", "yaml")


def main() -> None:
    """Run the command line; the entry point of `portal-mock`."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        sys.exit(f'{", ".join(missing)} not installed: pip install "portal-client[mock]"')
    from .commands import command

    command(prog_name="portal-mock")


if __name__ == "__main__":
    main()
