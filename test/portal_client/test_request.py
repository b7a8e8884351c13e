"""What goes over the wire besides parameters and bodies: headers, credentials, hosts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from portal_client import ApiClient, ApiValueError, ArgumentError, Configuration, SessionsApi
from portal_client._operation import Body, Operation, Parameter, Response, Server, ServerVariable
from portal_client._request import Options, Request, build
from portal_client._security import apply, chosen

from .wire import Wire, client_on


def op(**facts: Any) -> Operation[Any]:
    return Operation("op", "GET", "/x", **facts)


def built(operation: Operation[Any], options: Options = Options(), **settings: Any) -> Request:  # noqa: B008
    return build(operation, {"h": "operation"}, client_on(Wire(), **settings), options)


def test_a_get_has_no_content_type(sessions: SessionsApi, wire: Wire) -> None:
    sessions.get_session("s", _content_type="application/json")
    assert {name.lower() for name in wire.last.headers} == {"accept", "user-agent", "authorization"}


def test_a_subscription_asks_for_json_and_sends_no_token(sessions: SessionsApi, wire: Wire) -> None:
    sessions.subscribe_to_session("s")
    assert wire.last.headers == {"Accept": "application/json", "User-Agent": "portal-client/1.0.0/python"}


def test_accept_names_every_media_type_that_can_come_json_first() -> None:
    responses = {
        "200": Response({"text/csv": lambda: str, "application/json": lambda: str, "text/event-stream": lambda: str}),
        "4XX": Response({"application/problem+json": lambda: str}),
    }
    accept = built(op(responses=responses)).headers["Accept"]
    assert accept == "application/json, application/problem+json, text/csv"


def test_a_stream_is_asked_for_where_there_is_nothing_else() -> None:
    responses = {"200": Response({"text/event-stream": lambda: str})}
    assert built(op(responses=responses)).headers["Accept"] == "text/event-stream"


@pytest.mark.parametrize(
    ("client_has", "call_has", "expected"),
    [
        ({}, {}, "operation"),
        ({"h": "client"}, {}, "operation"),
        ({"H": "client"}, {}, "operation"),
        ({"H": "client"}, {"h": "call"}, "call"),
        ({}, {"H": "call"}, "call"),
    ],
)
def test_headers_of_the_call_win_over_the_operation_and_these_over_the_client(
    client_has: Mapping[str, str], call_has: Mapping[str, str], expected: str
) -> None:
    client = client_on(Wire())
    client.default_headers.update(client_has)
    operation = op(parameters=(Parameter("h", "h", "header", lambda: str),))
    headers = build(operation, {"h": "operation"}, client, Options(headers=call_has)).headers
    assert [value for name, value in headers.items() if name.lower() == "h"] == [expected]


def test_a_call_can_replace_user_agent_and_accept_in_any_case(sessions: SessionsApi, wire: Wire) -> None:
    sessions.get_session("s", _headers={"user-agent": "mine", "ACCEPT": "text/html"})
    headers = {name.lower(): value for name, value in wire.last.headers.items()}
    assert (headers["user-agent"], headers["accept"]) == ("mine", "text/html")
    assert len(headers) == len(wire.last.headers)


def test_the_user_agent_can_be_set(sessions: SessionsApi, wire: Wire) -> None:
    sessions.api_client.user_agent = "mine/1"
    sessions.get_session("s")
    assert wire.last.headers["User-Agent"] == "mine/1"


def test_a_content_type_of_the_call_keeps_the_boundary_of_the_form(sessions: SessionsApi, wire: Wire) -> None:
    sessions.create_session("a", "hi", _headers={"content-type": "multipart/form-data"})
    assert [part.get_payload() for part in wire.last.parts] == ["a", "hi"]


def test_line_breaks_cannot_smuggle_headers(sessions: SessionsApi, wire: Wire) -> None:
    with pytest.raises(ApiValueError, match="'X' has a line break") as caught:
        sessions.get_session("s", _headers={"X": "secret\r\nY: 1"})
    assert "secret" not in str(caught.value)
    assert not wire.sent


def test_a_header_that_is_not_ascii_goes_as_utf_8(sessions: SessionsApi, wire: Wire) -> None:
    sessions.get_session("s", _headers={"X": "ü"})
    assert wire.last.headers["X"].encode("latin-1") == "ü".encode()


SETTINGS = {
    "bearer": {"type": "bearer", "in": "header", "key": "Authorization", "value": "Bearer t"},
    "query": {"type": "api_key", "in": "query", "key": "k", "value": "a b"},
    "cookie": {"type": "api_key", "in": "cookie", "key": "c", "value": "1;2"},
}


@pytest.mark.parametrize(
    ("alternatives", "expected"),
    [
        ([], []),
        ([{"absent": ()}], []),
        ([{"absent": ()}, {"query": ()}], ["query"]),
        ([{"bearer": ()}, {"query": ()}], ["bearer"]),
        ([{"bearer": (), "absent": ()}, {"query": (), "cookie": ()}], ["query", "cookie"]),
        ([{}, {"bearer": ()}], ["bearer"]),
    ],
)
def test_the_first_alternative_with_all_its_credentials_is_used(
    alternatives: list[dict[str, tuple[str, ...]]], expected: list[str]
) -> None:
    assert chosen(alternatives, SETTINGS) == [SETTINGS[name] for name in expected]


def test_credentials_go_where_their_scheme_says() -> None:
    headers: dict[str, str] = {}
    queries: list[tuple[str, str]] = []
    cookies: list[str] = []
    apply(SETTINGS.values(), headers, queries, cookies)
    assert (headers, queries, cookies) == ({"Authorization": "Bearer t"}, [("k", "a b")], ["c=1%3B2"])


def test_a_credential_that_belongs_nowhere_is_refused() -> None:
    with pytest.raises(ApiValueError):
        apply([{"in": "body", "key": "k", "value": "v"}], {}, [], [])


@pytest.mark.parametrize("operation", ["get_session", "subscribe_to_session"])
def test_request_auth_replaces_all_credentials(sessions: SessionsApi, wire: Wire, operation: str) -> None:
    auth = {"type": "api_key", "in": "query", "key": "k", "value": "v"}
    getattr(sessions, operation)("s", _request_auth=auth)
    assert "Authorization" not in wire.last.headers
    assert wire.last.query == [("k", "v")]


def test_request_auth_that_lacks_something_is_refused(sessions: SessionsApi) -> None:
    with pytest.raises(ArgumentError, match="_request_auth"):
        sessions.get_session("s", _request_auth={"token": "t"})


@pytest.mark.parametrize("token", [None, "", lambda: ""])
def test_without_a_token_no_credentials_are_sent(wire: Wire, token: Any) -> None:
    SessionsApi(client_on(wire, Configuration(access_token=token))).get_session("s")
    assert "Authorization" not in wire.last.headers


def test_a_token_can_come_from_a_function_that_is_asked_each_time(wire: Wire) -> None:
    tokens = iter("ab")
    api = SessionsApi(client_on(wire, Configuration(access_token=lambda: next(tokens))))
    api.get_session("s")
    api.get_session("s")
    assert [sent.headers["Authorization"] for sent in wire.sent] == ["Bearer a", "Bearer b"]


def test_settings_that_change_later_count_for_the_next_call(sessions: SessionsApi, wire: Wire) -> None:
    sessions.api_client.configuration.access_token = "new"
    sessions.api_client.configuration.host = "http://elsewhere/v1/"
    sessions.get_session("s")
    assert wire.last.headers["Authorization"] == "Bearer new"
    assert wire.last.url == "http://elsewhere/v1/sessions/s"


OWN = (Server("http://a"), Server("http://{who}.b", variables={"who": ServerVariable("x", enum=("x", "y"))}))


@pytest.mark.parametrize(
    ("settings", "index", "expected"),
    [
        ({}, 0, "http://a/x"),
        ({}, 1, "http://x.b/x"),
        ({"server_operation_index": {"op": 1}}, 0, "http://x.b/x"),
        ({"server_operation_variables": {"op": {"who": "y"}}}, 1, "http://y.b/x"),
        ({"ignore_operation_servers": True}, 1, "http://localhost/x"),
    ],
)
def test_an_operation_with_servers_of_its_own_goes_there(settings: Any, index: int, expected: str) -> None:
    assert built(op(servers=OWN), Options(host_index=index), **settings).url == expected


def test_a_server_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ApiValueError, match="less than 2"):
        built(op(servers=OWN), Options(host_index=2))


def test_the_host_index_is_ignored_without_own_servers(sessions: SessionsApi, wire: Wire) -> None:
    sessions.get_session("s", _host_index=7)
    assert wire.last.url == "http://localhost/sessions/s"


@pytest.mark.parametrize("media_type", ["application/json", "application/merge-patch+json"])
def test_a_json_body_is_sent_as_the_media_type_that_was_asked_for(media_type: str) -> None:
    operation: Operation[Any] = Operation(
        "op", "PATCH", "/", body=Body({"application/json": lambda: Any}, argument="body")
    )
    request = build(operation, {"body": {"a": None}}, client_on(Wire()), Options(content_type=media_type))
    assert (request.body, request.headers["Content-Type"]) == (b'{"a":null}', media_type)


def test_text_and_bytes_go_as_they_are() -> None:
    body = Body({"text/plain": lambda: str, "application/octet-stream": lambda: bytes}, argument="body")
    operation: Operation[Any] = Operation("op", "PUT", "/", body=body)
    for value, media_type, sent in [("ü", None, "ü".encode()), (b"\x00", "application/octet-stream", b"\x00")]:
        assert build(operation, {"body": value}, client_on(Wire()), Options(content_type=media_type)).body == sent


def test_calls_are_seen_by_who_overrides_call_api(wire: Wire) -> None:
    seen: list[str] = []

    class Watching(ApiClient):
        def call_api(self, *args: Any, **kwargs: Any) -> Any:
            seen.append(args[0])
            return super().call_api(*args, **kwargs)

    client = Watching(Configuration(access_token="t"))
    client.rest_client = wire  # type: ignore[assignment]
    SessionsApi(client).get_session("s", _request_timeout=3)
    assert (seen, wire.last.timeout) == (["GET"], 3)
