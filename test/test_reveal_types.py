"""What type checkers show in an editor: whole signatures, and types without Any."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from client_generator import PagingRule, Settings, generate, plan, write_files
from test.paths import ROOT

from .test_types import run

OPTIONS = (
    "_request_timeout: float | tuple[float, float] | TimeoutConfig | None = None, "
    "_request_auth: dict[str, Any] | None = None, _content_type: str | None = None, "
    "_headers: dict[str, Any] | None = None, _host_index: int = 0, _retries: RetryConfig | None = None"
)
SIGNATURE = f"session_id: str, {OPTIONS}"
CASES = {"client": "streams_of_events", "paged": "pages_of_items"}
HEAD = """\
from collections.abc import Awaitable
from typing import TypeVar
from client import DefaultApi
from client.aio import DefaultApi as AsyncDefaultApi
from portal_client import ApiException, Portal, SessionsApi, SessionStatus
from portal_client.aio import AsyncPortal, SessionsApi as AsyncSessionsApi
from paged import DefaultApi as PagedApi, Pager, Thing
from paged.aio import DefaultApi as AsyncPagedApi
T = TypeVar("T")
def done(call: Awaitable[T]) -> T: raise NotImplementedError
def caught() -> ApiException: raise NotImplementedError
api = SessionsApi()
events = DefaultApi()
later = AsyncSessionsApi()
later_events = AsyncDefaultApi()
paged = PagedApi()
awaited = AsyncPagedApi()
def things() -> Pager[Thing]:
    return paged.by_page_iter()
"""
REVEALED = {
    "SessionsApi.get_session": f"(self: SessionsApi, {SIGNATURE}) -> Session",
    "SessionsApi.get_session_with_http_info": f"(SessionsApi, {SIGNATURE}) -> ApiResponse[Session]",
    "SessionsApi.get_session_without_preload_content": f"(SessionsApi, {SIGNATURE}) -> RawResponse",
    "api.get_session": f"({SIGNATURE}) -> Session",
    "api.get_session_with_http_info": f"({SIGNATURE}) -> ApiResponse[Session]",
    "api.get_session_without_preload_content": f"({SIGNATURE}) -> RawResponse",
    "api.get_session('s')": "Session",
    "api.get_session_with_http_info('s')": "ApiResponse[Session]",
    "api.get_session_with_http_info('s').data": "Session",
    "api.get_session_without_preload_content('s')": "RawResponse",
    "Portal().sessions.get_sessions('a')": "GetSessionsResponse",
    "api.get_session('s').created_at": "datetime",
    "api.get_session('s').messages": "list[Message]",
    "api.get_session('s').title": "str | None",
    "api.get_session('s').status": "SessionStatus",
    "SessionStatus.READY": "Literal[SessionStatus.READY]",
    "SessionStatus.READY.value": "Literal['Ready']",
    "events.ticks()": "EventStream[Tick]",
    "next(events.ticks())": "Tick",
    "[item for item in events.chat()]": "list[Event]",
    "events.chat().__enter__()": "EventStream[Event]",
    "events.chat_with_http_info()": "ApiResponse[EventStream[Event]]",
    "next(events.chat_with_http_info().data)": "Event",
    "next(events.chat().events())": "ServerSentEvent",
    "api.subscribe_to_session_stream": f"({SIGNATURE}) -> EventStream[Session]",
    "[session.status for session in api.subscribe_to_session_stream('s')]": "list[SessionStatus]",
    "api.get_session_with_http_info('s').headers": "Mapping[str, str] | None",
    "api.get_session_with_http_info('s').request_id": "str | None",
    "api.get_session_without_preload_content('s').read()": "bytes",
    "api.get_session_without_preload_content('s').iter_bytes()": "Iterator[bytes]",
    "api.get_session_without_preload_content('s').save_to('x')": "Path",
    "caught().request_id": "str | None",
    "later.get_session": f"({SIGNATURE}) -> Coroutine[Any, Any, Session]",
    "later.get_session_with_http_info": f"({SIGNATURE}) -> Coroutine[Any, Any, ApiResponse[Session]]",
    "later.get_session_without_preload_content": f"({SIGNATURE}) -> Coroutine[Any, Any, RawResponse]",
    "later.subscribe_to_session_stream": f"({SIGNATURE}) -> Coroutine[Any, Any, AsyncEventStream[Session]]",
    "done(later.get_session('s'))": "Session",
    "done(later.get_session_with_http_info('s'))": "ApiResponse[Session]",
    "done(later.get_session_with_http_info('s')).data": "Session",
    "done(later.get_session_with_http_info('s')).request_id": "str | None",
    "done(later.get_session_without_preload_content('s'))": "RawResponse",
    "done(done(later.get_session_without_preload_content('s')).read())": "bytes",
    "done(later.get_session_without_preload_content('s')).iter_bytes()": "AsyncIterator[bytes]",
    "done(done(later.get_session_without_preload_content('s')).save_to('x'))": "Path",
    "done(AsyncPortal().sessions.get_sessions('a'))": "GetSessionsResponse",
    "done(AsyncPortal().__aenter__())": "AsyncPortal",
    "done(later_events.ticks())": "AsyncEventStream[Tick]",
    "done(anext(done(later_events.ticks())))": "Tick",
    "done(done(later_events.chat()).__aenter__())": "AsyncEventStream[Event]",
    "done(later_events.chat_with_http_info())": "ApiResponse[AsyncEventStream[Event]]",
    "done(anext(done(later_events.chat_with_http_info()).data))": "Event",
    "paged.by_page_iter": f"(page: int | None = None, size: int | None = None, color: str | None = None, {OPTIONS}) -> "
    "Pager[Thing, Things]",
    "things()": "Pager[Thing, Any]",
    "next(paged.by_page_iter())": "Thing",
    "next(paged.by_page_iter().pages())": "Things",
    "paged.by_link_iter()": "Pager[Thing, list[Thing]]",
    "done(anext(awaited.by_page_iter()))": "Thing",
    "awaited.by_page_iter()": "AsyncPager[Thing, Things]",
    "awaited.by_page_iter().pages()": "AsyncIterator[Things]",
}


def by_mypy(folder: Path) -> list[str]:
    (folder / "mypy.ini").write_text(f"[mypy]\nstrict = true\nmypy_path = {ROOT}\n")
    result = run("mypy", "--cache-dir", ROOT / ".cache" / "mypy", "revealed.py", cwd=folder)
    assert result.returncode == 0, result.stdout
    shown = re.findall(r'Revealed type is "(?:def )?(.*)"', result.stdout)
    return [re.sub(r"\b(?:[a-z_]+\.)+(?=\w)", "", type_).removesuffix("?") for type_ in shown]


def by_pyright(folder: Path) -> list[str]:
    settings = {"include": ["revealed.py"], "typeCheckingMode": "strict", "extraPaths": [str(ROOT)]}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    result = run("pyright", "--outputjson", "--project", folder, "--pythonpath", sys.executable, cwd=folder)
    assert result.returncode == 0, result.stdout
    shown = [found["message"] for found in json.loads(result.stdout)["generalDiagnostics"]]
    types = [message.rpartition('" is "')[2].removesuffix('"') for message in shown]
    types = [type_.replace("CoroutineType[", "Coroutine[") for type_ in types]  # what `async def` makes it
    return [re.sub(r"\b(?:Dict|List|Tuple)\[", lambda found: found[0].lower(), type_) for type_ in types]


def without_defaults(type_: str) -> str:
    """A signature as mypy shows it, which leaves out what the defaults are."""
    return re.sub(r" = \w+", " =", type_)


@pytest.mark.parametrize(("check", "shown"), [(by_mypy, without_defaults), (by_pyright, str)], ids=["mypy", "pyright"])
def test_types_are_shown_whole(tmp_path: Path, check: Callable[[Path], list[str]], shown: Callable[[str], str]) -> None:
    for package, case in CASES.items():
        settings = Settings(package=package, paging={"by_link": PagingRule(by="link")} if package == "paged" else {})
        files = generate(ROOT / "test/client_generator/cases" / case / "openapi.yaml", settings).files
        write_files(files, tmp_path, plan(files, tmp_path, package))
    lines = "".join(f"reveal_type({expression})\n" for expression in REVEALED)
    (tmp_path / "revealed.py").write_text(HEAD + lines)
    found = dict(zip(REVEALED, check(tmp_path), strict=True))
    assert found == {expression: shown(type_) for expression, type_ in REVEALED.items()}
