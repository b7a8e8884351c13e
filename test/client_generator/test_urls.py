"""The URL of a request: its server, its path, its query, and the cookies beside it."""

from __future__ import annotations

import asyncio
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from test.client_generator.packages import STYLES, load_package, send
from test.client_generator.recording import recording

QUERY_IN_PATH = """
paths:
  "/items/{id}?beta=true":
    get:
      operationId: list_items
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer}}
      responses: {"204": {description: Done.}}
  "/files/{id}#share":
    get:
      operationId: get_share
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: fields, in: query, schema: {type: string}}
      responses: {"204": {description: Done.}}
  "/do?action={action}":
    get:
      operationId: act
      security: [{key: []}]
      parameters: [{name: action, in: path, required: true, schema: {type: string}}]
      responses: {"204": {description: Done.}}
components:
  securitySchemes: {key: {type: apiKey, in: query, name: key}}
"""
SERVERS = """
servers: [{url: "http://127.0.0.1:2/v1"}]
paths:
  /own:
    servers: [{url: "http://127.0.0.1:3"}]
    get: {operationId: own, responses: {"204": {description: Done.}}}
  /relative:
    get: {operationId: relative, servers: [{url: /v2}], responses: {"204": {description: Done.}}}
"""
PARAMETER = """
paths:
  %s:
    get:
      operationId: find
      parameters: [{name: value, required: true, %s}]
      responses: {"204": {description: Done.}}
"""


@pytest.fixture(scope="module", params=STYLES)
def paths(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load_package(tmp_path_factory.mktemp("paths"), QUERY_IN_PATH, request.param)


def test_query_of_a_path_is_joined_with_parameters(paths: Any) -> None:
    assert send(paths, "list_items", id="a", limit=7).target == "/items/a?beta=true&limit=7"
    assert send(paths, "list_items", id="a?b").target == "/items/a%3Fb?beta=true"


def test_fragment_of_a_path_is_not_sent(paths: Any) -> None:
    assert send(paths, "get_share", id="a", fields="x").target == "/files/a?fields=x"


def test_path_parameter_in_a_query_keeps_credentials(paths: Any) -> None:
    request = send(paths, "act", action="a&b", settings={"api_key": {"key": "k"}})
    assert parse_qs(urlsplit(request.target).query) == {"action": ["a&b"], "key": ["k"]}


def convenience_target(package: Any, method: str, asynchronous: bool) -> str:
    with recording() as server:
        server.status = 204
        if asynchronous:

            async def call() -> None:
                async with package.aio.AsyncClient(base_url=server.url) as client:
                    await getattr(client.default, method)()

            asyncio.run(call())
        else:
            with package.Client(base_url=server.url) as client:
                getattr(client.default, method)()
        return server.last.target


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("asynchronous", [False, True])
def test_base_url_replaces_servers_of_operations(tmp_path: Path, style: str, asynchronous: bool) -> None:
    package = load_package(tmp_path, SERVERS, style)
    assert convenience_target(package, "own", asynchronous) == "/own"


def test_host_replaces_servers_of_operations_in_style_sdk(tmp_path: Path) -> None:
    package = load_package(tmp_path, SERVERS, "sdk")
    assert send(package, "own").target == "/own"
    assert send(package, "relative").target == "/v2/relative"


def test_ignore_operation_servers_sends_everything_to_host(tmp_path: Path) -> None:
    package = load_package(tmp_path, SERVERS)
    assert send(package, "own", settings={"ignore_operation_servers": True}).target == "/own"
    assert send(package, "relative", settings={"ignore_operation_servers": True}).target == "/relative"


def test_relative_server_is_resolved_against_the_host(tmp_path: Path) -> None:
    package = load_package(tmp_path, SERVERS)
    assert send(package, "relative").target == "/v2/relative"


@pytest.mark.parametrize("style", STYLES)
def test_environment_replaces_servers_of_operations(
    tmp_path: Path, style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = load_package(tmp_path, SERVERS, style)
    with recording() as server:
        server.status = 204
        monkeypatch.setenv(f"{package.__name__.upper()}_BASE_URL", server.url)
        package.DefaultApi(package.ApiClient()).own()
        assert server.last.target == "/own"


@pytest.mark.parametrize("style", STYLES)
def test_operation_server_is_used_if_no_host_is_given(tmp_path: Path, style: str) -> None:
    package = load_package(tmp_path, SERVERS, style)

    class Listening(package.ApiClient):  # type: ignore[misc, name-defined]
        def call_api(self, method: str, url: str, *rest: Any, **options: Any) -> Any:
            raise ConnectionAbortedError(url)

    with pytest.raises(ConnectionAbortedError, match=r"^http://127\.0\.0\.1:3/own$"):
        package.DefaultApi(Listening()).own()


@pytest.mark.parametrize("style", STYLES)
def test_reserved_expansion_keeps_encoded_characters(tmp_path: Path, style: str) -> None:
    parameter = "in: query, allowReserved: true, schema: {type: string}"
    package = load_package(tmp_path, PARAMETER % ("/q", parameter), style)
    assert send(package, "find", value="a%2Fb&c").target == "/q?value=a%2Fb&c"
    assert send(package, "find", value="100%, 5%zz#").target == "/q?value=100%25,%205%25zz%23"


ITEMS = "in: path, schema: {type: array, items: {type: string}}"


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (ITEMS, [".."]),
        (ITEMS, ["."]),
        (ITEMS, [""]),
        (ITEMS, []),
        (f"style: label, {ITEMS}", [""]),
        (f"style: label, {ITEMS}", ["."]),
        (f"style: label, explode: true, {ITEMS}", ["", ""]),
        ("style: label, in: path, schema: {type: string}", "."),
        ("in: path, schema: {type: object, additionalProperties: {type: string}}", {}),
        ("in: path, content: {text/plain: {schema: {type: string}}}", ".."),
    ],
)
def test_composed_path_value_cannot_be_another_segment(tmp_path: Path, parameter: str, value: Any) -> None:
    package = load_package(tmp_path, PARAMETER % ("/a/{value}/b", parameter))
    with pytest.raises(package.exceptions.ArgumentError, match=r"value: must not be .* \(it is part of the URL path\)"):
        send(package, "find", value)


@pytest.mark.parametrize("value", [["..", "a"], ["a/b", "../c"], ["", "a"], ["a?", "#"]])
def test_items_of_a_path_stay_in_one_segment(tmp_path: Path, value: list[str]) -> None:
    package = load_package(tmp_path, PARAMETER % ("/a/{value}/b", ITEMS))
    segments = send(package, "find", value).target.split("/")
    assert [unquote(segment) for segment in segments] == ["", "a", ",".join(value), "b"]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("value", "sent"),
    [("ab+/cd==", "ab+/cd=="), ("!#$&'()*-.:<=>?@[]^_`{|}~", "!#$&'()*-.:<=>?@[]^_`{|}~"), ('a;b "c",\\', None)],
)
def test_cookie_is_sent_as_rfc_6265_allows(tmp_path: Path, style: str, value: str, sent: str | None) -> None:
    package = load_package(tmp_path, PARAMETER % ("/c", "in: cookie, schema: {type: string}"), style)
    cookie = SimpleCookie(send(package, "find", value=value).headers["Cookie"])["value"]
    assert unquote(cookie.value) == value
    assert sent is None or cookie.value == sent


def test_cookie_of_style_cookie_is_not_encoded(tmp_path: Path) -> None:
    package = load_package(tmp_path, PARAMETER % ("/c", "in: cookie, style: cookie, schema: {type: string}"))
    assert send(package, "find", "a%20b 100%").headers["Cookie"] == "value=a%20b 100%"
    with pytest.raises(package.exceptions.ArgumentError, match="value: must not contain ';'"):
        send(package, "find", "a; admin=1")


def test_credential_in_a_cookie_is_sent_as_it_is(tmp_path: Path) -> None:
    text = """
paths:
  /:
    get: {operationId: find, security: [{key: []}], responses: {"204": {description: Done.}}}
components:
  securitySchemes: {key: {type: apiKey, in: cookie, name: session}}
"""
    package = load_package(tmp_path, text)
    assert send(package, "find", settings={"api_key": {"key": "ab+/%3D=="}}).headers["Cookie"] == "session=ab+/%3D=="
