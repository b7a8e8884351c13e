"""Packages that tests generate from small documents and import, and the requests that they send."""

from __future__ import annotations

import asyncio
import importlib
import itertools
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from types import ModuleType
from typing import Any

from client_generator import Settings, generate, plan, write_files

from .documents import write_document
from .recording import Request, recording

NUMBERS = itertools.count()
STYLES = ("openapi-generator", "sdk")
BOUNDARY = re.compile(rb"[0-9a-f]{32}")


@contextmanager
def packages(folder: Path) -> Iterator[Callable[[str, str], ModuleType]]:
    """Yield a function that generates a package from a document in a style, and imports it."""
    sys.path.insert(0, str(folder))
    before = set(sys.modules)

    def package(document: str, style: str, version: str = "3.1.0") -> ModuleType:
        name = f"made_{next(NUMBERS)}"
        path = write_document(folder, textwrap.dedent(document), version, f"{name}.yaml")
        files = generate(path, Settings(package=name, client_class="Client", style=style)).files
        write_files(files, folder, plan(files, folder, name))
        importlib.invalidate_caches()
        return importlib.import_module(name)

    try:
        yield package
    finally:
        sys.path.remove(str(folder))
        for name in set(sys.modules) - before:
            if name.startswith("made_"):
                del sys.modules[name]


def load_package(folder: Path, text: str, style: str = "openapi-generator", version: str = "3.1.0") -> Any:
    """Generate a package from a spec without its head, and import it."""
    name = f"made_{next(NUMBERS)}"
    files = generate(write_document(folder, text, version), Settings(package=name, style=style, docs="")).files
    write_files(files, folder, plan(files, folder, name))
    sys.path.insert(0, str(folder))
    try:
        package = importlib.import_module(name)
        importlib.import_module(f"{name}.aio")
    finally:
        sys.path.remove(str(folder))
    return package


def send(package: Any, method: str, *args: Any, settings: Any = None, **arguments: Any) -> Request:
    """Call an operation synchronously and asynchronously, and return the one request that both send.

    Args:
        package: The package to call.
        method: The method of its `DefaultApi`.
        args: Positional arguments.
        settings: Further arguments of `Configuration`.
        arguments: Keyword arguments.
    """
    with recording() as server:
        server.status = 204
        configuration = package.Configuration(host=server.url, **(settings or {}))
        with package.ApiClient(configuration) as client:
            getattr(package.DefaultApi(client), method)(*args, **arguments)

        async def call() -> None:
            async with package.aio.ApiClient(configuration) as client:
                await getattr(package.aio.DefaultApi(client), method)(*args, **arguments)

        asyncio.run(call())
        first, second = server.requests
    assert (first.method, first.target) == (second.method, second.target)
    assert BOUNDARY.sub(b"boundary", first.body) == BOUNDARY.sub(b"boundary", second.body)
    assert first.headers.get("Cookie") == second.headers.get("Cookie")
    return first


def parts(request: Request) -> list[Message]:
    """Return the parts of a multipart request, read by Python's own parser."""
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    found = message_from_bytes(head + request.body).get_payload()
    assert isinstance(found, list)
    return [part for part in found if isinstance(part, Message)]


def described(request: Request) -> list[tuple[Any, ...]]:
    """Return name, file name, media type and content of each part of a multipart request."""
    return [
        (
            part.get_param("name", header="content-disposition"),
            part.get_filename(),
            part.get("content-type"),
            part.get_payload(decode=True),
        )
        for part in parts(request)
    ]
