"""When a request is sent again, and what tells of it."""

from __future__ import annotations

import asyncio
import copy
import itertools
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
import urllib3

from portal_client import (
    ApiClient,
    ApiException,
    ArgumentError,
    Configuration,
    ConnectionException,
    Portal,
    RetryConfig,
    ServiceException,
    SessionsApi,
    TimeoutException,
    UnauthorizedException,
)
from portal_client._retry import Attempts, retry_after
from portal_client.aio import AsyncPortal
from portal_client.configuration import HookedRequest

from .clients import Call, asking, blocking, either
from .servers import busy_and_cut_off, closed_port, hang_up, say, say_session, server, silent_server, url_of

QUICK = RetryConfig(initial_delay=0.001)


class Sequence:
    """Answers with one status after the other; the last one stays."""

    def __init__(self, *statuses: int, **headers: str) -> None:
        self.statuses: Iterator[int] = itertools.chain(statuses, itertools.repeat(statuses[-1]))
        self.headers = headers
        self.seen: list[dict[str, str]] = []

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        self.seen.append({name.lower(): value for name, value in request.headers.items()})
        request.rfile.read(int(request.headers.get("Content-Length", 0)))
        status = next(self.statuses)
        if status == 200:
            say_session(request)
        else:
            say(request, {"detail": "later"}, status, **self.headers)


@pytest.mark.parametrize("status", [408, 429, 502, 503, 504])
def test_what_another_attempt_may_improve_is_sent_again(status: int) -> None:
    answers = Sequence(status, status, 200)
    with server(answers) as running, Portal(Configuration(retries=QUICK), base_url=url_of(running)) as portal:
        assert portal.sessions.get_session("s").id == "s1"
    assert len(answers.seen) == 3


def test_after_the_last_attempt_the_error_is_that_of_the_status_with_the_attempts_counted() -> None:
    answers = Sequence(503)
    with (
        server(answers) as running,
        Portal(Configuration(retries=QUICK), base_url=url_of(running)) as portal,
        pytest.raises(ServiceException) as caught,
    ):
        portal.sessions.get_session("s", _request_auth=None)
    sent = caught.value.request
    assert sent is not None
    assert (sent.method, sent.url, sent.attempts) == ("GET", f"{url_of(running)}/sessions/s", 3)
    assert len(answers.seen) == 3


@pytest.mark.parametrize("status", [400, 404, 500, 501])
def test_what_no_attempt_will_improve_is_sent_once(status: int) -> None:
    answers = Sequence(status)
    with server(answers) as running, Portal(Configuration(retries=QUICK), base_url=url_of(running)) as portal:
        with pytest.raises(ApiException):
            portal.sessions.get_session("s")
        assert len(answers.seen) == 1


@either
def test_an_answer_that_breaks_off_is_no_obstacle_to_another_attempt(call: Call) -> None:
    answers = iter([busy_and_cut_off, say_session])
    with server(lambda request: next(answers)(request)) as running:
        assert call(asking(url_of(running), QUICK), "get_session", "s").id == "s1"


@either
@pytest.mark.parametrize("retries", [2, urllib3.Retry(2), urllib3.Retry(total=None, connect=2, read=2)])
def test_numbers_and_settings_of_urllib3_are_how_often_a_lost_call_is_sent_again(call: Call, retries: Any) -> None:
    answers = iter([hang_up, hang_up, say_session])
    with server(lambda request: next(answers)(request)) as running:
        assert call(asking(url_of(running), retries), "get_session", "s").id == "s1"
    assert not list(answers)


@either
@pytest.mark.parametrize(("retries", "times"), [(None, 1), (QUICK, 3), (1, 2)])
def test_no_request_is_sent_more_often_than_asked_for(call: Call, retries: Any, times: int) -> None:
    seen: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.path)
        hang_up(request)

    with server(handle) as running, pytest.raises(ConnectionException) as caught:
        call(asking(url_of(running), retries), "get_session", "s")
    assert len(seen) == times
    if not isinstance(retries, int):
        assert caught.value.request is not None
        assert caught.value.request.attempts == times


@either
def test_settings_of_urllib3_say_which_answers_are_asked_for_again(call: Call) -> None:
    answers = Sequence(500, 500, 200)
    with server(answers) as running:
        settings = asking(url_of(running), urllib3.Retry(2, status_forcelist=[500]))
        assert call(settings, "get_session", "s").id == "s1"


def test_a_post_is_sent_again_only_with_an_idempotency_key_which_stays_the_same() -> None:
    answers = Sequence(503, 200)
    with server(answers) as running:
        settings = Configuration(host=url_of(running), retries=QUICK)
        with ApiClient(settings) as client, pytest.raises(ServiceException):
            SessionsApi(client).create_session("a", text_prompt="x")
        assert [each.get("idempotency-key") for each in answers.seen] == [None]
    answers = Sequence(503, 200)
    with server(answers) as running:
        settings = Configuration(host=url_of(running), retries=QUICK, idempotency_keys=True)
        with ApiClient(settings) as client:
            SessionsApi(client).create_session("a", text_prompt="x")
        keys = [each["idempotency-key"] for each in answers.seen]
        assert keys[0] == keys[1] != ""


def test_a_call_can_ask_for_retries_of_its_own() -> None:
    answers = Sequence(503, 200)
    with server(answers) as running, Portal(base_url=url_of(running)) as portal:
        assert portal.sessions.get_session("s", _retries=QUICK).id == "s1"
    answers = Sequence(503, 200)
    methods = RetryConfig(initial_delay=0.001, methods=frozenset({"POST"}))
    with server(answers) as running, Portal(base_url=url_of(running)) as portal:
        assert portal.sessions.create_session("a", text_prompt="x", _retries=methods).id == "s1"


def test_a_refused_connection_is_tried_again_whatever_the_method() -> None:
    with Portal(Configuration(retries=QUICK), base_url=closed_port()) as portal:
        with pytest.raises(ConnectionException) as caught:
            portal.sessions.create_session("a", text_prompt="x")
        assert caught.value.request is not None
        assert caught.value.request.attempts == 3


def test_a_post_that_may_have_arrived_is_not_sent_again() -> None:
    with silent_server() as url, Portal(Configuration(retries=QUICK), base_url=url, timeout=0.05) as portal:
        with pytest.raises(TimeoutException) as caught:
            portal.sessions.create_session("a", text_prompt="x")
        assert caught.value.request is not None
        assert caught.value.request.attempts == 1


def attempts(config: RetryConfig, method: str = "GET", **more: Any) -> Attempts:
    return Attempts(config, method, {}, clock=lambda: 0.0, chance=lambda: 0.0, **more)


def test_methods_are_the_same_in_any_case() -> None:
    assert attempts(RetryConfig(methods=frozenset({"post"})), "POST").after_failure(True) is not None


def test_delays_grow_to_their_maximum() -> None:
    found = attempts(RetryConfig(attempts=6, initial_delay=1, multiplier=3, max_delay=10))
    assert [found.after_failure(True) for _ in range(6)] == [1, 3, 9, 10, 10, None]


@pytest.mark.parametrize(("initial", "multiplier", "expected"), [(0.5, 2.0, 8), (0.5, 2, 8), (0, 2.0, 0), (9, 0.5, 0)])
def test_delays_after_thousands_of_attempts_are_within_their_limits(
    initial: float, multiplier: float, expected: float
) -> None:
    found = attempts(RetryConfig(attempts=5_000, initial_delay=initial, multiplier=multiplier, total=None))
    assert [found.after_failure(True) for _ in range(4_999)][-1] == expected


def test_a_delay_is_random_in_its_last_part() -> None:
    found = Attempts(RetryConfig(initial_delay=8, jitter=0.5), "GET", {}, chance=lambda: 1.0)
    assert found.after_failure(True) == 4


@pytest.mark.parametrize(("value", "expected"), [("7", 7.0), (" 0 ", 0.0), ("999", 60.0), ("soon", 0.5), ("", 0.5)])
def test_the_server_says_when_to_come_back_up_to_a_limit(value: str, expected: float) -> None:
    assert attempts(RetryConfig(total=None)).after_status(429, {"retry-after": value}) == expected


def test_the_server_may_name_a_date() -> None:
    assert retry_after("Fri, 31 Dec 1999 23:59:59 GMT") == 0
    assert (retry_after("Fri, 31 Dec 2999 23:59:59 GMT") or 0) > 1e9


@pytest.mark.parametrize("value", ["\xb2", "soon", "", "-1", "Mon, 01 Jan 2024 00:00:00 -9999999999999"])
def test_a_retry_after_that_is_none_is_nothing(value: str) -> None:
    assert retry_after(value) is None


def test_what_would_begin_after_the_total_is_not_begun() -> None:
    found = attempts(RetryConfig(attempts=9, initial_delay=4, multiplier=1, total=5))
    assert found.after_failure(True) == 4
    found.clock = lambda: 4.5
    assert found.after_failure(True) is None


def test_a_body_that_cannot_be_sent_again_is_not() -> None:
    assert attempts(RetryConfig(), rewindable=False).after_status(503, {}) is None


@pytest.mark.parametrize("wrong", [{"attempts": 0}, {"jitter": 2}, {"initial_delay": -1}, {"total": -1}])
def test_a_policy_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"attempts|delays"):
        RetryConfig(**wrong)


class Tokens:
    """Gives out tokens, each of which is good until the next one is made."""

    def __init__(self) -> None:
        self.current = "old"
        self.asked = 0

    def __call__(self) -> str:
        self.asked += 1
        return self.current


def only(token: str, seen: list[str]) -> Any:
    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.headers["Authorization"])
        if request.headers["Authorization"] == f"Bearer {token}":
            say_session(request)
        else:
            say(request, {"detail": "who?"}, 401)

    return handle


def test_credentials_are_asked_for_again_once_when_they_are_refused() -> None:
    seen: list[str] = []
    answers = iter(["old", "new"])
    with (
        server(only("new", seen)) as running,
        Portal(access_token=lambda: next(answers), base_url=url_of(running)) as p,
    ):
        assert p.sessions.get_session("s").id == "s1"
    assert seen == ["Bearer old", "Bearer new"]


def test_credentials_that_stay_the_same_are_not_sent_twice() -> None:
    seen: list[str] = []
    tokens = Tokens()
    with (
        server(only("new", seen)) as running,
        Portal(access_token=tokens, base_url=url_of(running)) as portal,
        pytest.raises(UnauthorizedException),
    ):
        portal.sessions.get_session("s")
    assert (seen, tokens.asked) == (["Bearer old"], 2)


def test_threads_ask_for_new_credentials_one_after_the_other() -> None:
    busy, most = 0, 0
    lock = threading.Lock()
    tokens = threading.local()

    def provider() -> str:
        nonlocal busy, most
        tokens.count = getattr(tokens, "count", 0) + 1
        if tokens.count % 2:
            return "old"
        with lock:
            busy += 1
            most = max(most, busy)
        with lock:
            busy -= 1
        return "new"

    with (
        server(only("new", [])) as running,
        Portal(access_token=provider, base_url=url_of(running)) as portal,
        ThreadPoolExecutor(8) as threads,
    ):
        found = list(threads.map(lambda _: portal.sessions.get_session("s").id, range(32)))
    assert (set(found), most) == ({"s1"}, 1)


def test_hooks_see_each_call_and_may_change_its_headers() -> None:
    told: list[tuple[str, str, int]] = []

    def before(request: HookedRequest) -> None:
        request.headers["X-Trace"] = "7"

    def after(request: HookedRequest, response: Any) -> None:
        told.append((request.method, request.url.rpartition("/")[2], response.status))

    answers = Sequence(503, 200)
    with server(answers) as running:
        settings = Configuration(
            host=url_of(running), retries=QUICK, before_request=[before], after_response=[after], access_token="hush"
        )
        with ApiClient(settings) as client:
            SessionsApi(client).get_session("s")
    assert [each["x-trace"] for each in answers.seen] == ["7", "7"]
    assert told == [("GET", "s", 200)]
    shown = repr(HookedRequest("GET", "http://u:hush@x/y?key=hush", {"Authorization": "hush"}, b"hush"))
    assert shown == "<GET http://x/y>"


def test_hooks_are_told_of_calls_without_a_response() -> None:
    told: list[str] = []
    settings = Configuration(host=closed_port(), on_error=[lambda request, error: told.append(type(error).__name__)])
    with ApiClient(settings) as client, pytest.raises(ConnectionException):
        SessionsApi(client).get_session("s")
    assert told == ["ConnectionException"]


def test_a_copy_of_the_settings_has_the_same_hooks() -> None:
    settings = Configuration(before_request=[print], retries=QUICK)
    again = copy.deepcopy(settings)
    assert (again.before_request, again.retries) == ([print], QUICK)


def test_a_copy_of_the_settings_asks_the_same_function_whatever_it_holds() -> None:
    class Vault:
        def __init__(self) -> None:
            self.held = threading.Lock()

        def token(self) -> str:
            return "t"

    settings = Configuration(access_token=Vault().token, api_key={"key": Vault().token})
    again = copy.deepcopy(settings)
    assert again.access_token is settings.access_token
    assert again.api_key == settings.api_key
    assert again.api_key is not settings.api_key


@pytest.mark.parametrize("retries", [0, 3, False])
def test_what_is_no_retry_config_is_refused_by_both_clients(retries: Any) -> None:
    async def awaited() -> None:
        async with AsyncPortal(base_url=closed_port()) as portal:
            await portal.sessions.get_session("s", _retries=retries)

    with pytest.raises(ArgumentError, match="retries: give a RetryConfig"):
        asyncio.run(awaited())
    with (
        Portal(base_url=closed_port()) as portal,
        pytest.raises(ArgumentError, match="retries: give a RetryConfig"),
    ):
        portal.sessions.get_session("s", _retries=retries)


def test_a_call_that_says_how_often_is_not_sent_more_often_by_urllib3() -> None:
    answers = Sequence(503)
    with server(answers) as running, pytest.raises(ServiceException):
        blocking(
            asking(url_of(running), urllib3.Retry(3, status_forcelist=[503])),
            "get_session",
            "s",
            _retries=RetryConfig(attempts=1),
        )
    assert len(answers.seen) == 1


def test_attempts_of_urllib3_are_counted() -> None:
    retries = urllib3.Retry(2, status_forcelist=[503], backoff_factor=0, raise_on_status=False)
    with server(Sequence(503)) as running, pytest.raises(ServiceException) as caught:
        blocking(asking(url_of(running), retries), "get_session", "s")
    assert caught.value.request is not None
    assert caught.value.request.attempts == 3
