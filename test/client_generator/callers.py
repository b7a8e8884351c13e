"""Packages that a test generates, imports and calls, synchronously or asynchronously."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from client_generator import Settings, generate, plan, write_files

STYLES = ("openapi-generator", "sdk")
WAYS = [(style, asynchronous) for style in STYLES for asynchronous in (False, True)]
"""Every way to call an operation: the style of the package, and whether the call is awaited."""
WAY_NAMES = [f"{style}-{'async' if asynchronous else 'sync'}" for style, asynchronous in WAYS]


@contextmanager
def generated(spec: Path, folder: Path, prefix: str) -> Iterator[dict[str, Any]]:
    """Generate a package of each style and return the imported packages by style.

    Args:
        spec: The OpenAPI document.
        folder: Where to write the packages.
        prefix: Start of the package names; no other test may use it.
    """
    names = {style: f"{prefix}_{style.replace('-', '_')}" for style in STYLES}
    for style, name in names.items():
        files = generate(spec, Settings(package=name, client_class="Client", style=style)).files
        write_files(files, folder, plan(files, folder, name))
    sys.path.insert(0, str(folder))
    try:
        yield {style: importlib.import_module(name) for style, name in names.items()}
    finally:
        sys.path.remove(str(folder))


class Caller:
    """Calls the operations of a package, and waits for the result if the call is asynchronous."""

    def __init__(self, package: Any, url: str, asynchronous: bool, **settings: Any) -> None:
        self.package = package
        self.asynchronous = asynchronous
        self.loop = asyncio.new_event_loop()
        if asynchronous:
            module = importlib.import_module(f"{package.__name__}.aio")
            self.client = self.wait_for(lambda: module.AsyncClient(base_url=url, **settings))
        else:
            self.client = package.Client(base_url=url, **settings)

    def __call__(self, operation: str, *args: Any, **kwargs: Any) -> Any:
        """Call an operation, named as `group.operation`, or `operation` in the group `default`."""
        group, _, name = operation.rpartition(".")
        return self.wait_for(getattr(getattr(self.client, group or "default"), name), *args, **kwargs)

    def wait_for(self, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call a function and return its result; await it if it is awaitable."""

        async def run() -> Any:
            found = call(*args, **kwargs)
            return await found if inspect.isawaitable(found) else found

        return self.loop.run_until_complete(run()) if self.asynchronous else call(*args, **kwargs)

    def items(self, stream: Any) -> list[Any]:
        """Return all items of a stream."""

        async def collect() -> list[Any]:
            return [item async for item in stream]

        return self.loop.run_until_complete(collect()) if self.asynchronous else list(stream)

    def close(self) -> None:
        """Close the client."""
        self.wait_for(self.client.close)
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()
