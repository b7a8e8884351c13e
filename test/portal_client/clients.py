"""The two kinds of clients, so that both can be asked the same."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal_client import Configuration, Portal
from portal_client.aio import AsyncPortal

Call = Callable[..., Any]
"""Takes the settings of a client, the name of an operation, and its arguments; returns what the call returns."""


def blocking(settings: dict[str, Any], operation: str, *arguments: Any, **options: Any) -> Any:
    with Portal(**settings) as portal:
        return getattr(portal.sessions, operation)(*arguments, **options)


def awaited(settings: dict[str, Any], operation: str, *arguments: Any, **options: Any) -> Any:
    async def main() -> Any:
        async with AsyncPortal(**settings) as portal:
            return await getattr(portal.sessions, operation)(*arguments, **options)

    return asyncio.run(main())


either = pytest.mark.parametrize("call", [blocking, awaited])
"""Runs a test once for each kind; it has the argument `call`."""


Save = Callable[..., Path]
"""Takes the settings of a client, where to save a session, and how `save_to` shows its progress."""


def saved(settings: dict[str, Any], path: Path, progress: Any = None, **options: Any) -> Path:
    with Portal(**settings) as portal, portal.sessions.get_session_without_preload_content("s", **options) as response:
        return response.save_to(path, progress)


def saved_awaited(settings: dict[str, Any], path: Path, progress: Any = None, **options: Any) -> Path:
    async def main() -> Path:
        async with (
            AsyncPortal(**settings) as portal,
            await portal.sessions.get_session_without_preload_content("s", **options) as response,
        ):
            return await response.save_to(path, progress)

    return asyncio.run(main())


either_saves = pytest.mark.parametrize("save", [saved, saved_awaited])
"""Runs a test once for each kind; it has the argument `save`."""


def asking(url: str, retries: Any, **more: Any) -> dict[str, Any]:
    """The settings of a client that sends again."""
    return {"configuration": Configuration(retries=retries, **more), "base_url": url}
