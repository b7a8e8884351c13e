"""Packages that a test generates from its own small spec, and the requests that they send."""

from __future__ import annotations

import asyncio
import importlib
import itertools
import re
import sys
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

from client_generator import Settings, generate, plan, write_files
from test.client_generator.documents import write_document
from test.client_generator.recording import Request, recording

STYLES = ("openapi-generator", "sdk")
NUMBERS = itertools.count(1)
BOUNDARY = re.compile(rb"[0-9a-f]{32}")


def load_package(folder: Path, text: str, style: str = "openapi-generator", version: str = "3.1.0") -> Any:
    """Generate a package from a spec without its head, and import it."""
    name = f"generated_{next(NUMBERS)}"
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
    return found


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
