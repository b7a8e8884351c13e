"""Applications that run in a thread of the test, and clients of the spec that they publish."""

from __future__ import annotations

import inspect
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from test.client_generator.callers import Caller, generated


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """Run an ASGI application on a free port and return its base URL."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        wait_until(lambda: server.started)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


def wait_until(condition: Any, timeout: float = 20) -> None:
    """Wait until a condition is true.

    Raises:
        TimeoutError: it is not true in time.
    """
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the server did not start")
        time.sleep(0.01)


@contextmanager
def clients_of(url: str, path: str, folder: Path, prefix: str) -> Iterator[dict[str, Any]]:
    """Download the spec of a running application and return the generated packages by style."""
    spec = folder / ("spec.json" if path.endswith("json") else "spec.yaml")
    with urllib.request.urlopen(f"{url}{path}") as response:
        spec.write_bytes(response.read())
    with generated(spec, folder, prefix) as packages:
        yield packages


def send(call: Caller, operation: str, body: Any, **parameters: Any) -> Any:
    """Call an operation with a JSON body: as one argument, or in style sdk as one for each property."""
    group, _, name = operation.rpartition(".")
    method = getattr(getattr(call.client, group or "default"), name)
    names = [each for each in inspect.signature(method).parameters if each not in parameters]
    if isinstance(body, dict) and body.keys() <= set(names):
        return call(operation, **parameters, **body)
    return call(operation, **parameters, **{names[0]: body})


def plain(value: Any) -> Any:
    """Return a value as JSON has it: models as dicts with the names of the spec."""
    value = getattr(value, "actual_instance", value)
    if hasattr(value, "to_dict"):
        value = value.to_dict()
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def kind(value: Any) -> str:
    """Return the name of the class of a value, which a union may wrap."""
    return type(getattr(value, "actual_instance", value)).__name__
