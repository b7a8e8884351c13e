"""What callers do by hand with `ApiClient`, as the code that OpenAPI Generator makes does it."""

from __future__ import annotations

import datetime
import enum
import json
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from pydantic import SecretStr

from portal_client import (
    ApiClient,
    ApiException,
    Configuration,
    ErrorResponse,
    MessageAgent,
    Session,
    SessionsApi,
    exceptions,
)
from portal_client.rest import RESTResponse

from .servers import say, server, url_of
from .wire import SESSION, Wire, client_on


class Color(enum.Enum):
    RED = "red"


@pytest.fixture
def client() -> ApiClient:
    return client_on(Wire())


def test_a_call_made_by_hand_works_from_end_to_end(client: ApiClient) -> None:
    wire: Any = client.rest_client
    wire.answer(SESSION)
    parameters = client.param_serialize(
        "GET", "/sessions/{id}", {"id": "a/b"}, [("q", True)], {"Accept": "x"}, auth_settings=["HTTPBearer"]
    )
    response = client.call_api(*parameters, _request_timeout=3)
    assert client.response_deserialize(response, {"2XX": "Session"}).data == Session.from_dict(SESSION)
    assert (wire.last.method, wire.last.url, wire.last.timeout) == ("GET", "http://localhost/sessions/a%2Fb?q=true", 3)
    assert wire.last.headers == {
        "User-Agent": "portal-client/1.0.0/python",
        "Accept": "x",
        "Authorization": "Bearer secret-token",
    }


def test_a_stand_in_for_a_response_needs_no_more_than_the_usual_ones_have(client: ApiClient) -> None:
    class StandIn:
        status, reason, data = 200, "OK", json.dumps(SESSION).encode()

        def read(self) -> bytes:
            return self.data

        def getheaders(self) -> dict[str, str]:
            return {"Content-Type": "application/json"}

    with mock.patch.object(client, "call_api", return_value=StandIn()):
        response = SessionsApi(client).get_session_with_http_info("s1")
    assert (response.data, response.status_code) == (Session.from_dict(SESSION), 200)
    assert (response.headers or {})["content-type"] == "application/json"
    assert client.response_deserialize(StandIn(), {"200": "Session"}).data == Session.from_dict(SESSION)


def test_a_form_made_by_hand_is_sent() -> None:
    bodies: list[bytes] = []

    def handle(request: Any) -> None:
        bodies.append(request.rfile.read(int(request.headers["Content-Length"])))
        say(request, {})

    with server(handle) as running, ApiClient(Configuration(host=url_of(running))) as client:
        for kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
            files = {"f": ("n.txt", b"x")} if kind.startswith("multi") else {}
            _, url, headers, body, fields = client.param_serialize(
                "GET", "/", header_params={"Content-Type": kind}, post_params=[("a", 1)], files=files
            )
            client.call_api("GET", url, headers, body, fields).read()
        client.call_api("GET", url, {}, {"a": Color.RED}).read()
        with pytest.raises(ApiException, match="cannot be sent as image/png"):
            client.call_api("GET", url, {"Content-Type": "image/png"}, {"a": 1})
    assert b'name="a"\r\n\r\n1\r\n' in bodies[0]
    assert b'filename="n.txt"\r\nContent-Type: text/plain\r\n\r\nx\r\n' in bodies[0]
    assert bodies[1:] == [b"a=1", b'{"a": "red"}']


@pytest.mark.parametrize(
    ("text", "name", "content_type", "expected"),
    [
        ("[1]", "List[int]", "application/json", [1]),
        ('{"a": "2024-01-02"}', "Dict[str, date]", "application/hal+json", {"a": datetime.date(2024, 1, 2)}),
        ('{"detail": "x"}', "ErrorResponse", None, ErrorResponse(detail="x")),
        ("null", "Optional[str]", "application/json", None),
        ("plain", "str", "text/plain", "plain"),
        ("plain", "str", None, "plain"),
        ("", "str", "application/json", ""),
        ('"1.5"', "decimal", "application/json", Decimal("1.5")),
        ('{"a": 1}', "object", "application/json", {"a": 1}),
    ],
)
def test_texts_are_read_as_the_types_that_are_named(
    client: ApiClient, text: str, name: str, content_type: str | None, expected: Any
) -> None:
    assert client.deserialize(text, name, content_type) == expected


def test_other_content_types_are_refused(client: ApiClient) -> None:
    with pytest.raises(ApiException, match="Unsupported content type") as caught:
        client.deserialize("x", "str", "image/png")
    assert caught.value.status == 0


def test_a_file_is_saved_under_the_servers_name_without_its_folders(client: ApiClient, tmp_path: Path) -> None:
    client.configuration.temp_folder_path = str(tmp_path)
    wire: Any = client.rest_client
    wire.answer(body=b"x", headers={"Content-Disposition": 'attachment; filename="../../etc/n.txt"'})
    saved = client.response_deserialize(wire.request("GET", "/"), {"200": "file"}).data
    assert (Path(saved), Path(saved).read_bytes()) == (tmp_path / "n.txt", b"x")


@pytest.mark.parametrize(("status", "kind"), [(404, exceptions.NotFoundException), (500, exceptions.ServiceException)])
def test_an_error_is_raised_whatever_its_body(client: ApiClient, status: int, kind: type[ApiException]) -> None:
    wire: Any = client.rest_client
    wire.answer(status=status, body=b"<html>")
    with pytest.raises(kind):
        client.response_deserialize(wire.request("GET", "/"), {"404": "ErrorResponse", "default": "ErrorResponse"})


@pytest.mark.parametrize(("types", "expected"), [({}, None), ({"200": "bytes"}, b"1"), ({"default": "int"}, 1)])
def test_the_type_is_that_of_the_status(client: ApiClient, types: Any, expected: Any) -> None:
    wire: Any = client.rest_client
    wire.answer(1)
    assert client.response_deserialize(wire.request("GET", "/"), types).data == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (Color.RED, "red"),
        (SecretStr("hush"), "hush"),
        ([1, (True, {"a": 1.5})], [1, (True, {"a": 1.5})]),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc), "2024-01-02T00:00:00Z"),
        (datetime.time(1, 2), "01:02:00"),
        (MessageAgent(id="1", name="n", icon="i"), {"id": "1", "name": "n", "icon": "i"}),
    ],
)
def test_values_become_what_json_has(client: ApiClient, value: Any, expected: Any) -> None:
    assert client.sanitize_for_serialization(value) == expected


@pytest.mark.parametrize(
    ("kind", "pairs", "query"),
    [
        ("csv", [("a", "1,x y")], "a=1,x%20y"),
        ("ssv", [("a", "1 x y")], "a=1%20x%20y"),
        ("tsv", [("a", "1\tx y")], "a=1%09x%20y"),
        ("pipes", [("a", "1|x y")], "a=1%7Cx%20y"),
        ("multi", [("a", 1), ("a", "x y")], "a=1&a=x%20y"),
    ],
)
def test_collection_formats(client: ApiClient, kind: str, pairs: Any, query: str) -> None:
    assert client.parameters_to_tuples({"a": [1, "x y"]}, {"a": kind}) == pairs
    assert client.parameters_to_url_query([("a", [1, "x y"])], {"a": kind}) == query


def test_queries_hold_booleans_and_objects_as_json(client: ApiClient) -> None:
    assert (
        client.parameters_to_url_query({"a": True, "b": {"c": 1}, "d": "/"}, None) == "a=true&b=%7B%22c%22%3A1%7D&d=%2F"
    )
    assert client.explode_query_object("o", {"a": [1, 2], "b": None, "c": "x"}) == [("a", 1), ("a", 2), ("c", "x")]


def test_files_are_read_with_name_and_media_type(client: ApiClient, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_bytes(b"x")
    files = {"f": [str(tmp_path / "n.txt"), b"y"], "g": ("m.png", b"z")}
    assert client.files_parameters(files) == [
        ("f", ("n.txt", b"x", "text/plain")),
        ("f", ("f", b"y", "application/octet-stream")),
        ("g", ("m.png", b"z", "image/png")),
    ]


def test_headers_are_selected_as_usual(client: ApiClient) -> None:
    assert client.select_header_accept([]) is None
    assert client.select_header_accept(["text/csv", "application/hal+JSON"]) == "application/hal+JSON"
    assert client.select_header_content_type(["text/csv", "text/html"]) == "text/csv"


def test_headers_given_to_a_client_are_sent_with_each_call() -> None:
    client = ApiClient(header_name="X", header_value="1", cookie="a=b")
    client.set_default_header("Y", "2")
    _, _, headers, _, _ = client.param_serialize("GET", "/", header_params={"y": "call"})
    assert {name: value for name, value in headers.items() if name != "User-Agent"} == {
        "X": "1",
        "y": "call",
        "Cookie": "a=b",
    }


def test_a_mock_of_a_response_is_read_by_what_was_set_in_it(client: ApiClient) -> None:
    stand_in = mock.MagicMock(spec=RESTResponse)
    stand_in.status, stand_in.reason, stand_in.data = 200, "OK", json.dumps(SESSION).encode()
    stand_in.headers = {"Content-Type": "application/json"}
    with mock.patch.object(client, "call_api", return_value=stand_in):
        assert SessionsApi(client).get_session("s1") == Session.from_dict(SESSION)
        assert SessionsApi(client).subscribe_to_session("s1") == Session.from_dict(SESSION)


def test_header_fields_that_differ_in_case_alone_are_sent_once(client: ApiClient) -> None:
    seen: list[list[str] | None] = []

    def handle(request: Any) -> None:
        seen.append(request.headers.get_all("Authorization"))
        say(request, {})

    with server(handle) as running, ApiClient(Configuration(host=url_of(running), access_token="t")) as real:
        real.set_default_header("authorization", "mine")
        real.call_api(*real.param_serialize("GET", "/", auth_settings=["HTTPBearer"])).read()
    assert seen == [["Bearer t"]]
