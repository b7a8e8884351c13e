"""Applications written for OpenAPI Generator's clients: overrides, test doubles, errors and settings."""

from __future__ import annotations

import asyncio
import copy
import datetime
import importlib
import inspect
import io
import json
import pickle
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock, MagicMock, Mock, create_autospec, patch

import aiohttp
import pytest
import urllib3

from client_generator import Settings, generate, plan, write_files
from test.client_generator.documents import write_document
from test.client_generator.recording import Recorder, Request, recording

PACKAGE = "drop_in_shop"
PET = {"id": 1, "name": "Rex"}
DOCUMENT = """
security: []
paths:
  /pets:
    get:
      operationId: list_pets
      tags: [pets]
      security: [{key: []}]
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
        - {name: filter, in: query, style: deepObject, explode: true, schema: {type: object}}
      responses:
        "200":
          description: Pets.
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}
    post:
      operationId: add_pet
      tags: [pets]
      security: [{bearer: []}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
      responses:
        "200": {description: A pet., content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
        "404": {description: None., content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
  /pets/{pet_id}:
    get:
      operationId: get_pet
      tags: [pets]
      security: [{basic: []}]
      parameters: [{name: pet_id, in: path, required: true, schema: {type: string}}]
      responses:
        "200": {description: A pet., content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
        "404": {description: None., content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
  /form:
    post:
      operationId: send_form
      tags: [pets]
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [a]
              properties: {a: {type: string}, n: {type: integer}, l: {type: array, items: {type: string}}}
      responses: {"200": {description: Done.}}
  /upload:
    post:
      operationId: upload
      tags: [pets]
      security: [{cookie: []}]
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [file]
              properties:
                file: {type: string, format: binary}
                note: {type: string}
                meta: {$ref: "#/components/schemas/Problem"}
      responses: {"200": {description: Done.}}
components:
  securitySchemes:
    key: {type: apiKey, in: query, name: key}
    cookie: {type: apiKey, in: cookie, name: ck}
    bearer: {type: http, scheme: bearer}
    basic: {type: http, scheme: basic}
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties:
        id: {type: integer}
        name: {type: string}
        bornAt: {type: string, format: date-time}
    Problem: {type: object, required: [detail], properties: {detail: {type: string}}}
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("shop")
    files = generate(write_document(folder, DOCUMENT), Settings(package=PACKAGE, client_class="Shop")).files
    write_files(files, folder, plan(files, folder, PACKAGE))
    sys.path.insert(0, str(folder))
    yield importlib.import_module(PACKAGE)
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture(autouse=True)
def no_defaults(shop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    shop.Configuration.set_default(None)
    shop.ApiClient.set_default(None)


@pytest.fixture
def server() -> Iterator[Recorder]:
    with recording() as recorder:
        recorder.answers("application/json", json.dumps(PET).encode())
        yield recorder


@dataclass
class Kind:
    """The sync or the async half of a package, called in the same way."""

    shop: Any
    module: Any

    @property
    def ApiClient(self) -> Any:
        return self.module.ApiClient

    @property
    def is_async(self) -> bool:
        return self.module is not self.shop

    def configuration(self, server: Recorder, **settings: Any) -> Any:
        credentials = {"access_token": "T", "username": "u", "password": "p", "api_key": {"key": "K", "cookie": "C"}}
        return self.shop.Configuration(host=server.url, **{**credentials, **settings})

    def call(self, make: Callable[[], Any], operation: str, *arguments: Any, **options: Any) -> Any:
        """Create a client, call one operation and close the client."""
        if not self.is_async:
            client = make()
            try:
                return getattr(self.module.PetsApi(client), operation)(*arguments, **options)
            finally:
                client.close()

        async def main() -> Any:
            client = make()
            try:
                return await getattr(self.module.PetsApi(client), operation)(*arguments, **options)
            finally:
                await client.close()

        return asyncio.run(main())

    def overriding(self, server: Recorder, name: str, method: Callable[..., Any], **settings: Any) -> Callable[[], Any]:
        """Return what creates a client of a subclass that overrides a method: it gets `super()`'s one first."""
        base = getattr(self.ApiClient, name)
        if inspect.iscoroutinefunction(base):

            async def awaited(client: Any, *args: Any, **kwargs: Any) -> Any:
                return await method(lambda *a, **k: base(client, *a, **k), *args, **kwargs)

            body: Any = awaited
        else:
            body = lambda client, *a, **k: method(lambda *b, **c: base(client, *b, **c), *a, **k)  # noqa: E731
        subclass = type("Custom", (self.ApiClient,), {name: body})
        return lambda: subclass(self.configuration(server, **settings))


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest, shop: Any) -> Kind:
    return Kind(shop, shop if request.param == "sync" else importlib.import_module(f"{PACKAGE}.aio"))


def pet(shop: Any, **more: Any) -> Any:
    return shop.Pet(**PET, **more)


def header(request: Request, name: str) -> str | None:
    return next((value for key, value in request.headers.items() if key.lower() == name.lower()), None)


class Spy:
    """Records the arguments of a method, and calls it."""

    def __init__(self) -> None:
        self.calls: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

    def __call__(self, proceed: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.calls.append((copy.deepcopy(args), copy.deepcopy(kwargs)))
        return proceed(*args, **kwargs)


def test_param_serialize_override_sees_raw_arguments(kind: Kind, server: Recorder) -> None:
    spy = Spy()
    born = datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc)
    model = pet(kind.shop, born_at=born)
    kind.call(kind.overriding(server, "param_serialize", spy), "add_pet", model, _request_auth=None)
    seen = spy.calls[0][1]
    assert (seen["method"], seen["resource_path"], seen["auth_settings"]) == ("POST", "/pets", ["bearer"])
    assert (seen["body"], seen["query_params"], seen["post_params"], seen["files"]) == (model, [], [], {})
    assert json.loads(server.last.body) == {**PET, "bornAt": "2020-01-02T00:00:00Z"}


def test_param_serialize_override_can_add_a_query(kind: Kind, server: Recorder) -> None:
    def add(proceed: Callable[..., Any], **arguments: Any) -> Any:
        assert arguments["query_params"][0] == ("tags", ["a", "b"])
        arguments["query_params"].append(("tenant", "x&y"))
        return proceed(**arguments)

    server.answers("application/json", b"[]")
    make = kind.overriding(server, "param_serialize", add)
    kind.call(make, "list_pets", tags=["a", "b"], filter={"size": 3})
    assert server.last.target == "/pets?tags=a&tags=b&filter%5Bsize%5D=3&tenant=x%26y&key=K"


def test_call_api_override_sees_json_values(kind: Kind, server: Recorder) -> None:
    def change(proceed: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        method, url, headers, body, fields = args
        assert (method, url, fields, kwargs) == ("POST", f"{server.url}/pets", [], {"_request_timeout": None})
        assert headers["Authorization"] == "Bearer T"
        return proceed(method, url, headers, {**body, "name": "Max"}, fields, **kwargs)

    kind.call(kind.overriding(server, "call_api", change), "add_pet", pet(kind.shop))
    assert json.loads(server.last.body) == {"id": 1, "name": "Max"}


def test_call_api_override_sees_form_fields_as_pairs(kind: Kind, server: Recorder) -> None:
    def change(proceed: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        assert args[3:] == (None, [("a", "x y"), ("n", 3), ("l", "p"), ("l", "q")])
        args[4].append(("extra", "1&2"))
        return proceed(*args, **kwargs)

    kind.call(kind.overriding(server, "call_api", change), "send_form", "x y", 3, ["p", "q"])
    assert server.last.body == b"a=x+y&n=3&l=p&l=q&extra=1%262"


def test_call_api_override_sees_files_as_tuples(kind: Kind, server: Recorder) -> None:
    spy = Spy()
    arguments = {"file": ("n.txt", b"data"), "note": "hi", "meta": kind.shop.Problem(detail="d")}
    kind.call(kind.overriding(server, "call_api", spy), "upload", **arguments)
    _, _, headers, body, fields = spy.calls[0][0]
    assert (headers["Content-Type"], body) == ("multipart/form-data", None)
    assert sorted(fields) == [("file", ("n.txt", b"data", "text/plain")), ("meta", {"detail": "d"}), ("note", "hi")]
    assert b'name="file"; filename="n.txt"\r\nContent-Type: text/plain\r\n\r\ndata\r\n' in server.last.body
    assert b'{"detail":"d"}' in server.last.body


def test_call_api_override_without_retries_argument_works(kind: Kind, server: Recorder) -> None:
    blocking: Any = kind.shop.ApiClient
    awaited: Any = importlib.import_module(f"{PACKAGE}.aio").ApiClient

    class Sync(blocking):  # type: ignore[misc]
        def call_api(
            self,
            method: str,
            url: str,
            header_params: Any = None,
            body: Any = None,
            post_params: Any = None,
            _request_timeout: Any = None,
        ) -> Any:
            return super().call_api(method, url, header_params, body, post_params, _request_timeout)

    class Async(awaited):  # type: ignore[misc]
        async def call_api(
            self,
            method: str,
            url: str,
            header_params: Any = None,
            body: Any = None,
            post_params: Any = None,
            _request_timeout: Any = None,
        ) -> Any:
            return await super().call_api(method, url, header_params, body, post_params, _request_timeout)

    client = Async if kind.is_async else Sync
    assert kind.call(lambda: client(kind.configuration(server)), "get_pet", "1").name == "Rex"


def test_update_params_for_auth_override_signs_requests(kind: Kind, server: Recorder) -> None:
    def sign(proceed: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        headers, queries, schemes, path, method, body = args
        headers["X-Signature"] = f"{method} {path} {schemes} {body!r}"
        queries.append(("signed", "a b"))
        proceed(*args, **kwargs)

    make = kind.overriding(server, "update_params_for_auth", sign)
    kind.call(make, "get_pet", "a b")
    assert server.last.target == "/pets/a%20b?signed=a%20b"
    assert header(server.last, "X-Signature") == "GET /pets/a%20b ['basic'] None"
    assert header(server.last, "Authorization") == "Basic dTpw"


def test_update_params_for_auth_override_gets_the_model(kind: Kind, server: Recorder) -> None:
    spy = Spy()
    model = pet(kind.shop)
    kind.call(kind.overriding(server, "update_params_for_auth", spy), "add_pet", model)
    assert spy.calls[0][0][5] == model
    assert spy.calls[0][1] == {"request_auth": None}


def test_auth_override_leaves_uploads_unchanged(kind: Kind, server: Recorder) -> None:
    kind.call(kind.overriding(server, "update_params_for_auth", Spy()), "upload", io.BytesIO(b"data"))
    assert b"\r\n\r\ndata\r\n" in server.last.body
    assert (header(server.last, "Content-Type") or "").startswith("multipart/form-data; boundary=")


def test_sanitize_override_converts_nested_values(kind: Kind, server: Recorder) -> None:
    def convert(proceed: Callable[..., Any], value: Any) -> Any:
        return value.strftime("%Y!") if isinstance(value, datetime.datetime) else proceed(value)

    make = kind.overriding(server, "sanitize_for_serialization", convert)
    kind.call(make, "add_pet", pet(kind.shop, born_at=datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc)))
    assert json.loads(server.last.body)["bornAt"] == "2020!"


def test_parameters_to_tuples_override_changes_forms(kind: Kind, server: Recorder) -> None:
    def change(proceed: Callable[..., Any], params: Any, formats: Any) -> Any:
        found = proceed(params, formats)
        return [*found, ("more", "1")] if ("a", "x") in found else found

    kind.call(kind.overriding(server, "parameters_to_tuples", change), "send_form", "x")
    assert server.last.body == b"a=x&more=1"


def test_parameters_to_url_query_override_is_used(kind: Kind, server: Recorder) -> None:
    server.answers("application/json", b"[]")
    make = kind.overriding(server, "parameters_to_url_query", lambda proceed, *args: proceed(*args) + "&v=2")
    kind.call(make, "list_pets", limit=3)
    assert server.last.target == "/pets?limit=3&key=K&v=2"


def test_files_parameters_override_sees_the_arguments(kind: Kind, server: Recorder, tmp_path: Path) -> None:
    spy = Spy()
    path = tmp_path / "a.txt"
    path.write_bytes(b"from disk")
    kind.call(kind.overriding(server, "files_parameters", spy), "upload", str(path))
    assert spy.calls == [(({"file": str(path)},), {})]
    assert b'filename="a.txt"' in server.last.body
    assert b"from disk" in server.last.body


def test_select_header_overrides_choose_media_types(kind: Kind, server: Recorder) -> None:
    spy = Spy()
    kind.call(kind.overriding(server, "select_header_accept", lambda proceed, types: "application/x"), "get_pet", "1")
    assert header(server.last, "Accept") == "application/x"
    kind.call(kind.overriding(server, "select_header_content_type", spy), "add_pet", pet(kind.shop))
    assert spy.calls == [((["application/json"],), {})]


def test_response_deserialize_override_sees_type_names(kind: Kind, server: Recorder) -> None:
    def change(proceed: Callable[..., Any], **arguments: Any) -> Any:
        assert arguments["response_types_map"] == {"200": "Pet", "404": "Problem"}
        found = proceed(**arguments)
        found.data.name += "!"
        return found

    make = kind.overriding(server, "response_deserialize", change)
    assert kind.call(make, "get_pet", "1").name == "Rex!"
    assert kind.call(make, "get_pet_with_http_info", "1").data.name == "Rex!"


def test_deserialize_override_sees_text_and_type(kind: Kind, server: Recorder) -> None:
    def change(proceed: Callable[..., Any], text: str, name: str, content_type: str | None) -> Any:
        assert (name, content_type) == ("List[Pet]", "application/json")
        return proceed(text.replace("Rex", "Max"), name, content_type)

    server.answers("application/json", json.dumps([PET]).encode())
    pets = kind.call(kind.overriding(server, "deserialize", change), "list_pets")
    assert [(type(each).__name__, each.name) for each in pets] == [("Pet", "Max")]


def test_deserialize_override_keeps_typed_errors(kind: Kind, server: Recorder) -> None:
    server.answers("application/json", b'{"detail": "gone"}', status=404)
    with pytest.raises(kind.shop.NotFoundException) as caught:
        kind.call(kind.overriding(server, "deserialize", Spy()), "get_pet", "1")
    assert (caught.value.data.detail, caught.value.body) == ("gone", '{"detail": "gone"}')


def test_deserialize_override_reports_unfit_responses(kind: Kind, server: Recorder) -> None:
    server.answers("application/json", b"[1]")
    with pytest.raises(kind.shop.UnexpectedResponseException) as caught:
        kind.call(kind.overriding(server, "deserialize", Spy()), "get_pet", "1")
    assert (caught.value.status, caught.value.body) == (200, "[1]")


def test_hook_set_on_a_client_instance_is_called(kind: Kind, server: Recorder) -> None:
    def make() -> Any:
        client = kind.ApiClient(kind.configuration(server))
        client.update_params_for_auth = lambda headers, *rest, **more: headers.update({"X-Key": "1"})
        return client

    kind.call(make, "get_pet", "1")
    assert (header(server.last, "X-Key"), header(server.last, "Authorization")) == ("1", None)


def test_class_patched_after_construction_is_called(kind: Kind, server: Recorder) -> None:
    client = kind.ApiClient(kind.configuration(server))
    with patch.object(kind.ApiClient, "select_header_accept", return_value="text/x"):
        kind.call(lambda: client, "get_pet", "1")
    assert header(server.last, "Accept") == "text/x"
    kind.call(lambda: client, "get_pet", "1")
    assert header(server.last, "Accept") == "application/json"


def test_rest_client_request_patch_sees_json_values(kind: Kind, server: Recorder) -> None:
    raw = urllib3.HTTPResponse(json.dumps(PET).encode(), {"Content-Type": "application/json"}, 200)

    async def read() -> bytes:
        return json.dumps(PET).encode()

    stub = SimpleNamespace(status=200, reason="OK", headers={"Content-Type": "application/json"}, read=read)
    response = importlib.import_module(f"{kind.module.__name__}.rest").RESTResponse(stub if kind.is_async else raw)
    request = (AsyncMock if kind.is_async else Mock)(return_value=response)

    def make() -> Any:
        client = kind.ApiClient(kind.configuration(server))
        client.rest_client.request = request
        return client

    assert kind.call(make, "add_pet", pet(kind.shop)).name == "Rex"
    assert request.call_args[0] == ("POST", f"{server.url}/pets")
    assert (request.call_args[1]["body"], request.call_args[1]["post_params"]) == (PET, [])


def test_auth_override_renews_credentials_after_401(kind: Kind, server: Recorder) -> None:
    def renew() -> str:
        server.status = 200 if server.requests else 401
        return f"t{len(server.requests)}"

    make = kind.overriding(server, "update_params_for_auth", Spy(), access_token=renew)
    assert kind.call(make, "add_pet", pet(kind.shop)).name == "Rex"
    assert [header(each, "Authorization") for each in server.requests] == ["Bearer t0", "Bearer t1"]
    assert [json.loads(each.body) for each in server.requests] == [PET, PET]


def test_mocked_client_is_called_as_in_the_peer(kind: Kind) -> None:
    client = MagicMock()
    client.response_deserialize.return_value.data = "value"
    if kind.is_async:
        client.call_api = AsyncMock(return_value=Mock(status=200, read=AsyncMock()))
        client.close = AsyncMock()
    assert kind.call(lambda: client, "get_pet", "1") == "value"
    arguments = client.param_serialize.call_args[1]
    assert (arguments["resource_path"], arguments["path_params"]) == ("/pets/{pet_id}", {"pet_id": "1"})


def test_autospecced_client_returns_its_response(shop: Any) -> None:
    client = create_autospec(shop.ApiClient, instance=True)
    client.configuration = shop.Configuration()
    client.param_serialize.return_value = ("GET", "http://x", {}, None, [])
    client.response_deserialize.return_value = shop.ApiResponse(status_code=200, data="value", raw_data=b"")
    assert shop.PetsApi(client).get_pet("1") == "value"
    assert client.call_api.call_args[0] == ("GET", "http://x", {}, None, [])


def test_patched_pool_manager_receives_requests(shop: Any) -> None:
    response = MagicMock(status=200, reason="OK", data=json.dumps(PET).encode(), headers={})
    with patch(f"{PACKAGE}.rest.urllib3.PoolManager") as made:
        made.return_value.request.return_value = response
        api = shop.PetsApi(shop.ApiClient(shop.Configuration(host="http://x")))
        assert api.get_pet("1", _request_timeout=3).name == "Rex"
    assert made.return_value.request.call_args[0] == ("GET", "http://x/pets/1")


def test_own_pool_manager_gets_the_usual_arguments(shop: Any) -> None:
    class Pool:
        def request(
            self,
            method: str,
            url: str,
            body: Any = None,
            fields: Any = None,
            headers: Any = None,
            timeout: Any = None,
            preload_content: bool = True,
        ) -> Any:
            return SimpleNamespace(status=200, reason="OK", data=json.dumps(PET).encode(), headers={})

    client = shop.ApiClient(shop.Configuration(host="http://x"))
    client.rest_client.pool_manager = Pool()
    assert shop.PetsApi(client).add_pet(pet(shop)).name == "Rex"
    client.close()


def test_patched_rest_client_class_is_used(shop: Any) -> None:
    with patch(f"{PACKAGE}.rest.RESTClientObject") as made:
        made.return_value.request.return_value = shop.rest.RESTResponse(
            urllib3.HTTPResponse(io.BytesIO(json.dumps(PET).encode()), status=200, preload_content=False)
        )
        assert shop.PetsApi(shop.ApiClient(shop.Configuration())).get_pet("1").name == "Rex"


def test_response_made_from_a_stub_is_read(shop: Any) -> None:
    response = shop.rest.RESTResponse(SimpleNamespace(status=200, reason="OK", data=b"{}", headers={"A": "1"}))
    assert (response.data, response.read(), response.data) == (None, b"{}", b"{}")
    assert (response.getheader("A"), response.getheader("B", "none")) == ("1", "none")


def test_response_made_from_a_mock_is_read(shop: Any) -> None:
    response = shop.rest.RESTResponse(Mock(status=200, reason="OK", data=b"{}", headers={"A": "1"}))
    assert (response.read(), response.getheader("A")) == (b"{}", "1")


@pytest.mark.parametrize("name", ["PoolManager.urlopen", "PoolManager.request", "HTTPConnectionPool.urlopen"])
def test_patched_urllib3_method_receives_requests(shop: Any, name: str) -> None:
    response = urllib3.HTTPResponse(io.BytesIO(json.dumps(PET).encode()), status=200, preload_content=False)
    with patch(f"urllib3.{name}", return_value=response) as sent:
        api = shop.PetsApi(shop.ApiClient(shop.Configuration(host="http://x.invalid")))
        assert api.get_pet("1").name == "Rex"
    assert sent.call_args[0][0] == "GET"


def test_patched_proxy_manager_gets_the_proxy(shop: Any) -> None:
    with patch(f"{PACKAGE}.rest.urllib3.ProxyManager") as made:
        shop.ApiClient(shop.Configuration(host="http://x", proxy="http://proxy:3128"))
    assert made.call_args[1]["proxy_url"] == "http://proxy:3128"


def test_unread_response_of_a_mocked_pool_is_the_mock(shop: Any) -> None:
    client = shop.ApiClient(shop.Configuration(host="http://x"))
    client.rest_client.pool_manager = MagicMock()
    response = client.rest_client.pool_manager.request.return_value
    response.status = 200
    assert shop.PetsApi(client).get_pet_without_preload_content("1") is response


def test_patched_session_gets_the_usual_arguments(shop: Any) -> None:
    aio: Any = importlib.import_module(f"{PACKAGE}.aio")
    response = MagicMock(status=200, reason="OK", headers={}, read=AsyncMock(return_value=json.dumps(PET).encode()))

    async def main() -> None:
        async with aio.ApiClient(shop.Configuration(host="http://x")) as client:
            with patch(f"{PACKAGE}.aio.rest.aiohttp.ClientSession.request", AsyncMock(return_value=response)) as sent:
                assert (await aio.PetsApi(client).get_pet("1")).name == "Rex"
            assert (sent.call_args[1]["method"], str(sent.call_args[1]["url"])) == ("GET", "http://x/pets/1")

    asyncio.run(main())


def test_auth_settings_of_a_caller_are_all_applied(kind: Kind, server: Recorder) -> None:
    headers: dict[str, str] = {}
    queries: list[tuple[str, str]] = []
    settings = kind.configuration(server)

    async def main() -> None:  # an asynchronous client wants an event loop
        client = kind.ApiClient(settings)
        client.update_params_for_auth(headers, queries, ["bearer", "key", "unknown"], "/pets", "GET", None)

    asyncio.run(main())
    assert (headers, queries) == ({"Authorization": "Bearer T"}, [("key", "K")])


def test_text_that_is_not_json_raises_json_decode_error(shop: Any) -> None:
    with pytest.raises(json.JSONDecodeError):
        shop.ApiClient(shop.Configuration()).deserialize("<html>", "Pet", "application/json")


@pytest.mark.parametrize("name", ["ApiException", "ApiResponse", "ApiValueError", "Configuration", "NotFoundException"])
def test_api_client_module_has_what_the_peer_imports(shop: Any, name: str) -> None:
    found = getattr(shop, name, None) or getattr(shop.exceptions, name)
    assert getattr(importlib.import_module(f"{PACKAGE}.api_client"), name) is found


OPTIONS = {"_request_auth": None, "_content_type": None, "_headers": None, "_host_index": 0}


def test_serialize_method_returns_the_request_unsent(kind: Kind, server: Recorder) -> None:
    async def main() -> Any:
        api = kind.module.PetsApi(kind.ApiClient(kind.configuration(server)))
        return (
            api._get_pet_serialize(pet_id="a b", **OPTIONS),
            api._add_pet_serialize(pet=pet(kind.shop), **OPTIONS),
            api._send_form_serialize(a="x", n=3, l=None, **OPTIONS),
        )

    read, added, form = asyncio.run(main())
    assert (read[:2], read[3:]) == (("GET", f"{server.url}/pets/a%20b"), (None, []))
    assert read[2]["Authorization"] == "Basic dTpw"
    assert added[3:] == (PET, [])
    assert form[3:] == (None, [("a", "x"), ("n", 3)])
    assert server.requests == []


def test_serialized_request_can_be_sent_with_call_api(shop: Any, server: Recorder) -> None:
    client = shop.ApiClient(shop.Configuration(host=server.url))
    request = shop.PetsApi(client)._upload_serialize(file=("n.txt", b"data"), note=None, meta=None, **OPTIONS)
    client.call_api(*request, _request_timeout=3).read()
    client.close()
    assert b'filename="n.txt"\r\nContent-Type: text/plain\r\n\r\ndata\r\n' in server.last.body


def test_unknown_attribute_of_an_api_is_an_error(kind: Kind) -> None:
    api = kind.module.PetsApi(Mock())
    for name in ("get_pets", "_get_pets_serialize"):
        with pytest.raises(AttributeError, match=f"'PetsApi' object has no attribute '{name}'"):
            getattr(api, name)


def test_async_pool_manager_can_be_customized(shop: Any, server: Recorder) -> None:
    aio: Any = importlib.import_module(f"{PACKAGE}.aio")
    base: Any = aio.rest.RESTClientObject

    class Transport(base):  # type: ignore[misc]
        def _create_pool_manager(self) -> Any:
            made.append(super()._create_pool_manager())
            return made[-1]

    async def main() -> Any:
        async with aio.ApiClient(settings) as client:
            client.rest_client = Transport(settings)
            await aio.PetsApi(client).get_pet("1")
            return client.rest_client.pool_manager

    made: list[Any] = []
    settings = shop.Configuration(host=server.url, client_session_kwargs={"headers": {"X-Session": "1"}})
    assert asyncio.run(main()) is made[0]
    assert isinstance(made[0], aiohttp.ClientSession)
    assert header(server.last, "X-Session") == "1"


def test_api_objects_without_client_share_the_default(kind: Kind, server: Recorder) -> None:
    kind.ApiClient.set_default(None)
    kind.shop.Configuration.set_default(kind.configuration(server))
    api: Any = kind.module.PetsApi
    assert api().api_client is api().api_client is kind.ApiClient.get_default()
    kind.call(kind.ApiClient.get_default, "add_pet", pet(kind.shop))
    assert header(server.last, "Authorization") == "Bearer T"
    kind.ApiClient.set_default(None)


def test_client_used_after_its_with_block_reopens(kind: Kind, server: Recorder) -> None:
    async def main() -> Any:
        async with client:
            await kind.module.PetsApi(client).get_pet("1")
        found = await kind.module.PetsApi(client).get_pet("1")
        await client.close()
        return found

    client = kind.ApiClient(kind.configuration(server))
    if kind.is_async:
        assert asyncio.run(main()).name == "Rex"
        return
    with client:
        kind.shop.PetsApi(client).get_pet("1")
    assert kind.shop.PetsApi(client).get_pet("1").name == "Rex"
    client.close()


@pytest.mark.parametrize("clone", [lambda value: pickle.loads(pickle.dumps(value)), copy.deepcopy])
def test_api_object_can_be_pickled_and_copied(kind: Kind, server: Recorder, clone: Any) -> None:
    client = kind.ApiClient(kind.configuration(server), header_name="X-A", header_value="1", cookie="s=1")
    again = clone(kind.module.PetsApi(client))
    assert again.api_client is not client
    assert again.api_client.rest_client.configuration is again.api_client.configuration
    assert kind.call(lambda: again.api_client, "add_pet", pet(kind.shop)).name == "Rex"
    names = ("Authorization", "X-A", "Cookie")
    assert [header(server.last, name) for name in names] == ["Bearer T", "1", "s=1"]


def test_configuration_pickle_recreates_locks_and_loggers(shop: Any, tmp_path: Path) -> None:
    original = shop.Configuration(access_token="T", api_key={"key": "K"})
    original.logger_file = str(tmp_path / "log")
    again = pickle.loads(pickle.dumps(original))
    original.logger_file = None
    assert (again.access_token, again.api_key, again.host) == ("T", {"key": "K"}, original.host)
    assert again.logger["package_logger"] is original.logger["package_logger"]
    with again.refreshing:
        assert original.refreshing.acquire(blocking=False)
        original.refreshing.release()


def test_configuration_subclass_supplies_credentials(kind: Kind, server: Recorder) -> None:
    base: Any = kind.shop.Configuration

    class Custom(base):  # type: ignore[misc]
        def auth_settings(self) -> Any:
            token = {"type": "bearer", "in": "header", "key": "Authorization", "value": "Custom 1"}
            return {**super().auth_settings(), "bearer": token}

    kind.call(lambda: kind.ApiClient(Custom(host=server.url)), "add_pet", pet(kind.shop))
    assert header(server.last, "Authorization") == "Custom 1"


def test_refresh_api_key_hook_changes_the_key(kind: Kind, server: Recorder) -> None:
    configuration = kind.configuration(server, api_key={"key": "old"}, api_key_prefix={"key": "Token"})
    configuration.refresh_api_key_hook = lambda settings: settings.api_key.update(key="new")
    server.answers("application/json", b"[]")
    kind.call(lambda: kind.ApiClient(configuration), "list_pets")
    assert server.last.target == "/pets?key=Token%20new"


def test_alias_finds_key_and_prefix(shop: Any) -> None:
    configuration = shop.Configuration(api_key={"other": "v"}, api_key_prefix={"other": "P"})
    assert configuration.get_api_key_with_prefix("key", "other") == "P v"
    assert configuration.get_api_key_with_prefix("key") is None


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({"username": "u"}, None),
        ({"password": "p"}, None),
        ({"username": "u", "password": ""}, "Basic dTo="),
        ({"username": "u", "password": "p"}, "Basic dTpw"),
    ],
)
def test_basic_auth_needs_user_name_and_password(shop: Any, server: Recorder, given: Any, sent: str | None) -> None:
    shop.PetsApi(shop.ApiClient(shop.Configuration(host=server.url, **given))).get_pet("1")
    assert header(server.last, "Authorization") == sent


@pytest.mark.parametrize(
    ("url", "rules", "expected"),
    [
        ("http://10.1.2.3/x", "10.0.0.0/8", True),
        ("http://11.1.2.3", "10.0.0.0/8", False),
        ("http://[fd00::5]:8080", "fd00::/8", True),
        ("http://[fd00::5]", "[fd00::5]", True),
        ("http://host.10.0.0.0", "10.0.0.0/8", False),
        ("http://10.1.2.3", "corp, 10.1.2.0/24", True),
        ("http://a.corp", ".corp", True),
        ("http://a:81", "a:80", False),
    ],
)
def test_no_proxy_accepts_cidr_ranges(shop: Any, url: str, rules: str, expected: bool) -> None:
    assert importlib.import_module(f"{PACKAGE}.rest").should_bypass_proxies(url, rules) is expected


def test_empty_proxy_disables_that_of_the_environment(kind: Kind, server: Recorder) -> None:
    with patch.dict("os.environ", {"http_proxy": "http://127.0.0.1:9", "no_proxy": ""}):
        assert kind.shop.Configuration(host=server.url).proxy == "http://127.0.0.1:9"
        kind.call(lambda: kind.ApiClient(kind.configuration(server, proxy="")), "get_pet", "1")
        configuration = kind.configuration(server)
        configuration.proxy = None
        kind.call(lambda: kind.ApiClient(configuration), "get_pet", "1")
    assert len(server.requests) == 2


def test_all_proxy_of_the_environment_is_used(shop: Any) -> None:
    with patch.dict("os.environ", {"all_proxy": "http://proxy:1"}):
        assert shop.Configuration(host="https://x").proxy == "http://proxy:1"


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def test_refused_connection_is_the_library_error(kind: Kind) -> None:
    port = closed_port()
    configuration = kind.shop.Configuration(host=f"http://127.0.0.1:{port}")
    expected: Any = aiohttp.ClientConnectorError if kind.is_async else urllib3.exceptions.MaxRetryError
    with pytest.raises(expected) as caught:
        kind.call(lambda: kind.ApiClient(configuration), "get_pet", "1")
    assert isinstance(caught.value, kind.shop.OpenApiException)
    assert not isinstance(caught.value, kind.shop.ApiException)
    if kind.is_async:
        assert (caught.value.host, caught.value.port, caught.value.errno) == ("127.0.0.1", port, 111)
    else:
        assert isinstance(caught.value.reason, urllib3.exceptions.NewConnectionError)


def test_timeout_is_the_library_error(kind: Kind) -> None:
    expected: Any = asyncio.TimeoutError if kind.is_async else urllib3.exceptions.ReadTimeoutError
    with socket.create_server(("127.0.0.1", 0)) as silent:
        configuration = kind.shop.Configuration(host=f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(expected) as caught:
            kind.call(lambda: kind.ApiClient(configuration), "get_pet", "1", _request_timeout=(1, 0.05))
    assert isinstance(caught.value, kind.shop.OpenApiException)
    assert not isinstance(caught.value, kind.shop.ApiException)


def test_exhausted_retries_are_max_retry_error(shop: Any, server: Recorder) -> None:
    server.answers("application/json", b"{}", status=503)
    retries = urllib3.Retry(1, status_forcelist=[503], backoff_factor=0)
    api = shop.PetsApi(shop.ApiClient(shop.Configuration(host=server.url, retries=retries)))
    with pytest.raises(urllib3.exceptions.MaxRetryError) as caught:
        api.get_pet("1")
    assert isinstance(caught.value.reason, urllib3.exceptions.ResponseError)
    assert not isinstance(caught.value, shop.ApiException)


def test_tls_error_is_api_exception_with_status_0(kind: Kind, server: Recorder) -> None:
    configuration = kind.shop.Configuration(host=server.url.replace("http:", "https:"))
    with pytest.raises(kind.shop.ApiException) as caught:
        kind.call(lambda: kind.ApiClient(configuration), "get_pet", "1")
    assert (caught.value.status, caught.value.body) == (0, None)
    assert isinstance(caught.value, aiohttp.ClientSSLError if kind.is_async else urllib3.exceptions.SSLError)


def test_transport_error_survives_pickling(kind: Kind) -> None:
    configuration = kind.shop.Configuration(host=f"http://127.0.0.1:{closed_port()}")
    with pytest.raises(kind.shop.ConnectionException) as caught:
        kind.call(lambda: kind.ApiClient(configuration), "get_pet", "1")
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is type(caught.value)
    assert (str(again), again.request, again.status) == (str(caught.value), caught.value.request, 0)


def test_missing_file_is_file_not_found_error(kind: Kind, server: Recorder) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        kind.call(lambda: kind.ApiClient(kind.configuration(server)), "upload", "/no/such/file")
    assert isinstance(caught.value, kind.shop.ArgumentError)
    assert (caught.value.errno, caught.value.filename) == (2, "/no/such/file")
    assert not server.requests


def test_invalid_argument_is_a_value_error(kind: Kind, server: Recorder) -> None:
    with pytest.raises(ValueError, match="limit: "):
        kind.call(lambda: kind.ApiClient(kind.configuration(server)), "list_pets", limit="many")


@pytest.mark.parametrize("with_headers", [True, False])
def test_exception_accepts_a_response_stub(shop: Any, with_headers: bool) -> None:
    stub = SimpleNamespace(status=404, reason="Not Found", data=b'{"detail": "x"}')
    if with_headers:
        stub.headers = {"A": "1"}
    else:
        stub.getheaders = lambda: {"A": "1"}
    error = shop.ApiException(http_resp=stub)
    assert (error.status, error.reason, error.headers) == (404, "Not Found", {"A": "1"})
    assert json.loads(error.body) == {"detail": "x"}


def test_exception_made_by_hand_prints_as_in_the_peer(shop: Any) -> None:
    error = shop.NotFoundException(status=404, reason="gone", body='{"a": 1}', data={"a": 1})
    body = "HTTP response body: {\"a\": 1}\nHTTP response data: {'a': 1}\n"
    assert str(error) == f"(404)\nReason: gone\n{body}"
    assert str(shop.ApiException(status=500, reason="x")) == "(500)\nReason: x\n"
    assert (error.headers, error.body, error.data) == (None, '{"a": 1}', {"a": 1})


def test_api_response_made_by_hand_has_its_fields(shop: Any) -> None:
    response = shop.ApiResponse(status_code=200, headers={"A": "1"}, data=pet(shop), raw_data=b"{}")
    assert (response.status_code, response.headers["A"], response.data.name) == (200, "1", "Rex")


def test_call_by_hand_sends_a_string_as_json(shop: Any, server: Recorder) -> None:
    client = shop.ApiClient(shop.Configuration(host=server.url))
    client.call_api("POST", f"{server.url}/pets", {"Content-Type": "application/json"}, "text").read()
    assert server.last.body == b'"text"'


def test_call_by_hand_goes_through_the_helpers(shop: Any, server: Recorder) -> None:
    client = shop.ApiClient(shop.Configuration(host=server.url, access_token="T"))
    request = client.param_serialize(
        method="GET",
        resource_path="/pets/{id}",
        path_params={"id": "a/b"},
        query_params=[("q", [1, 2]), ("b", True)],
        auth_settings=["bearer"],
        collection_formats={"q": "csv"},
    )
    response = client.call_api(*request)
    response.read()
    assert client.response_deserialize(response, {"200": "Pet"}).data.name == "Rex"
    assert (server.last.target, header(server.last, "Authorization")) == ("/pets/a%2Fb?q=1,2&b=true", "Bearer T")


def test_default_header_and_cookie_are_sent(kind: Kind, server: Recorder) -> None:
    def make() -> Any:
        client = kind.ApiClient(kind.configuration(server), header_name="X-A", header_value="1", cookie="s=9")
        client.set_default_header("X-B", "2")
        client.user_agent = "me/1"
        return client

    kind.call(make, "upload", b"x")
    names = ("X-A", "X-B", "User-Agent", "Cookie")
    assert [header(server.last, name) for name in names] == ["1", "2", "me/1", "s=9; ck=C"]
