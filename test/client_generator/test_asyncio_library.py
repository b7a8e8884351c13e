"""Packages of the library asyncio: code written for OpenAPI Generator's asynchronous clients."""

from __future__ import annotations

import asyncio
import importlib
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock, patch

import aiohttp
import pytest

from client_generator import Settings, generate, plan, write_files
from client_generator.config import STYLES
from test.client_generator.documents import write_document
from test.client_generator.recording import Recorder, recording
from test.paths import ROOT

PACKAGE = "async_shop"
PET = {"id": 1, "name": "Rex"}
DOCUMENT = """
security: [{bearer: []}]
paths:
  /pets:
    get:
      operationId: list_pets
      tags: [pets]
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses:
        "200":
          description: Pets.
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}
    post:
      operationId: add_pet
      tags: [pets]
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
      responses:
        "200": {description: A pet., content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
        "422": {description: Invalid., content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
  /pets/{pet_id}/photo:
    post:
      operationId: upload_photo
      tags: [pets]
      parameters: [{name: pet_id, in: path, required: true, schema: {type: integer}}]
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, required: [file], properties: {file: {type: string, format: binary}}}
      responses: {"204": {description: Saved.}}
    get:
      operationId: get_photo
      tags: [pets]
      parameters: [{name: pet_id, in: path, required: true, schema: {type: integer}}]
      responses: {"200": {description: It., content: {image/png: {schema: {type: string, format: binary}}}}}
  /events:
    get:
      operationId: get_events
      tags: [pets]
      responses:
        "200": {description: Pets., content: {text/event-stream: {schema: {$ref: "#/components/schemas/Pet"}}}}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
  schemas:
    Pet: {type: object, required: [name], properties: {id: {type: integer}, name: {type: string}}}
    Problem: {type: object, properties: {detail: {type: string}}}
"""


def write_package(folder: Path, **settings: Any) -> Path:
    """Generate an asynchronous package, and return its folder."""
    found = Settings(library="asyncio", **{"package": PACKAGE, **settings})
    files = generate(write_document(folder, DOCUMENT), found).files
    write_files(files, folder, plan(files, folder, found.package))
    return folder / found.package


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("shop")
    write_package(folder)
    sys.path.insert(0, str(folder))
    yield importlib.import_module(PACKAGE)
    sys.path.remove(str(folder))


@pytest.fixture
def server() -> Iterator[Recorder]:
    with recording() as recorder:
        yield recorder


def awaited(shop: Any, server: Recorder, use: Callable[[Any], Awaitable[Any]]) -> Any:
    """Return what a function returns that is called with the API of a new client."""

    async def main() -> Any:
        configuration = shop.Configuration(host=server.url, access_token="secret")
        async with shop.ApiClient(configuration) as api_client:
            return await use(shop.PetsApi(api_client))

    return asyncio.run(main())


def test_call_returns_models_and_sends_what_is_given(shop: Any, server: Recorder) -> None:
    server.answers("application/json", json.dumps([PET]).encode())
    (pet,) = awaited(shop, server, lambda api: api.list_pets(limit=2))
    assert isinstance(pet, shop.Pet)
    assert (pet.to_dict(), server.last.target) == (PET, "/pets?limit=2")
    assert server.last.headers["Authorization"] == "Bearer secret"


def test_http_info_has_status_headers_and_data(shop: Any, server: Recorder) -> None:
    server.answers("application/json", json.dumps(PET).encode(), X_Request="7")
    found = awaited(shop, server, lambda api: api.add_pet_with_http_info(shop.Pet(name="Rex")))
    assert isinstance(found, shop.ApiResponse)
    assert (found.status_code, found.headers["X-Request"], found.data.id) == (200, "7", 1)
    assert json.loads(server.last.body) == {"name": "Rex"}


def test_error_has_the_class_of_its_status_and_its_model(shop: Any, server: Recorder) -> None:
    server.answers("application/json", b'{"detail": "bad"}', status=422)
    exceptions = importlib.import_module(f"{PACKAGE}.exceptions")
    with pytest.raises(exceptions.UnprocessableEntityException) as caught:
        awaited(shop, server, lambda api: api.add_pet(shop.Pet(name="Rex")))
    assert (caught.value.status, caught.value.data.detail) == (422, "bad")


def test_unread_response_works_like_that_of_aiohttp(shop: Any, server: Recorder) -> None:
    server.answers("application/json", b'{"detail": "gone"}', status=404)

    async def use(api: Any) -> Any:
        response = await api.list_pets_without_preload_content()
        return response.status, await response.json(), response.headers["Content-Type"]

    assert awaited(shop, server, use) == (404, {"detail": "gone"}, "application/json")


def test_file_is_sent_and_bytes_are_returned(shop: Any, server: Recorder) -> None:
    server.answers("image/png", b"PNG")

    async def use(api: Any) -> Any:
        await api.upload_photo(3, file=("a.png", b"12345"))
        return await api.get_photo(3)

    assert awaited(shop, server, use) == b"PNG"
    assert b'filename="a.png"' in server.requests[0].body


def test_event_stream_is_an_asynchronous_iterator(shop: Any, server: Recorder) -> None:
    server.answers("text/event-stream", b'data: {"name": "a"}\n\n', b'data: {"name": "b"}\n\n')

    async def use(api: Any) -> Any:
        async with await api.get_events() as events:
            assert isinstance(events, shop.AsyncEventStream)
            return [event.name async for event in events]

    assert awaited(shop, server, use) == ["a", "b"]


@pytest.mark.parametrize("timeout", [5, 1.5, (1, 2)])
def test_timeout_is_a_number_or_a_pair(shop: Any, server: Recorder, timeout: Any) -> None:
    server.answers("application/json", b"[]")
    assert awaited(shop, server, lambda api: api.list_pets(_request_timeout=timeout)) == []


def test_refused_connection_is_the_error_of_aiohttp(shop: Any, server: Recorder) -> None:
    server.url = "http://127.0.0.1:1"
    with pytest.raises(aiohttp.ClientConnectorError) as caught:
        awaited(shop, server, lambda api: api.list_pets())
    assert isinstance(caught.value, shop.OpenApiException)


def test_api_without_a_client_uses_the_default_one(shop: Any, server: Recorder) -> None:
    server.answers("application/json", b"[]")

    async def main() -> Any:
        shop.ApiClient.set_default(shop.ApiClient(shop.Configuration(host=server.url)))
        try:
            return await shop.PetsApi().list_pets()
        finally:
            await shop.ApiClient.get_default().close()
            shop.ApiClient.set_default(None)

    assert asyncio.run(main()) == []


def test_overridden_call_api_is_awaited(shop: Any, server: Recorder) -> None:
    server.answers("application/json", b"[]")
    called: list[str] = []

    class Client(shop.ApiClient):  # type: ignore[misc]
        async def call_api(self, *arguments: Any, **more: Any) -> Any:
            called.append(arguments[0])
            return await super().call_api(*arguments, **more)

    async def main() -> None:
        async with Client(shop.Configuration(host=server.url)) as client:
            await shop.PetsApi(client).list_pets()

    asyncio.run(main())
    assert called == ["GET"]


def test_public_modules_have_the_asynchronous_classes(shop: Any, server: Recorder) -> None:
    found = {name: importlib.import_module(f"{PACKAGE}.{name}") for name in ("rest", "api_client", "api.pets_api")}
    assert found["api_client"].ApiClient is shop.ApiClient
    assert found["api.pets_api"].PetsApi is shop.PetsApi
    assert found["rest"].RESTResponseType is aiohttp.ClientResponse
    broken = patch(f"{PACKAGE}.rest.RESTClientObject.request", AsyncMock(side_effect=LookupError))
    with broken, pytest.raises(LookupError):
        awaited(shop, server, lambda api: api.list_pets())


def test_client_class_is_asynchronous(shop: Any, server: Recorder) -> None:
    server.answers("application/json", json.dumps([PET]).encode())

    async def main() -> Any:
        async with shop.Client(base_url=server.url) as client:
            return await client.pets.list_pets()

    assert asyncio.run(main())[0].name == "Rex"


def test_package_has_no_synchronous_half(tmp_path: Path) -> None:
    found = write_package(tmp_path)
    names = {path.relative_to(found).as_posix() for path in found.rglob("*.py")}
    runtime = ROOT / "client_generator" / "runtime"
    assert not names & {"_api.py", "_client.py", "_pager.py", "_raw.py", "_streams.py", "_variants.py", "aio/client.py"}
    copied = {name for name in names if (runtime / name).exists()} - {"__init__.py", "_document.py"}
    copied -= {"api_client.py", "rest.py"}
    assert all((found / name).read_bytes() == (runtime / name).read_bytes() for name in copied)


def test_importing_the_package_loads_no_aiohttp(tmp_path: Path) -> None:
    write_package(tmp_path)
    program = f"import sys, {PACKAGE}; {PACKAGE}.Configuration; print('aiohttp' in sys.modules)"
    command = [sys.executable, "-W", "error", "-c", program]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.parametrize("style", STYLES)
def test_type_checkers_are_content_with_asyncio_packages(tmp_path: Path, style: str) -> None:
    found = write_package(tmp_path, style=style, package="typed_shop")
    mypy = ["mypy", "--strict", "--cache-dir", ROOT / ".mypy_cache", found]
    for command in (mypy, ["pyright", "--pythonpath", sys.executable, found]):
        full = [sys.executable, "-m", *map(str, command)]
        result = subprocess.run(full, cwd=tmp_path, capture_output=True, text=True, timeout=300)
        assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("style", STYLES)
def test_examples_of_asyncio_packages_are_awaited(tmp_path: Path, style: str) -> None:
    write_package(tmp_path, style=style)
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "docs").rglob("*.md")]
    programs = [block.partition("```")[0] for page in pages for block in page.split("```python\n")[1:]]
    calls = [program for program in programs if "pets.list_pets(" in program or "pets_api.list_pets(" in program]
    assert calls
    for program in calls:
        compile(program, "example", "exec")
        assert "async with" in program
        assert "await " in program


class Doubling:
    """Retry options with the attributes of aiohttp_retry's `ExponentialRetry`."""

    attempts = 3
    statuses: frozenset[int] = frozenset()
    exceptions: frozenset[type[Exception]] = frozenset()
    methods = frozenset({"GET", "POST"})
    retry_all_server_errors = True
    evaluate_response_callback: Any = None

    def __init__(self) -> None:
        self.asked: list[int] = []

    def get_timeout(self, attempt: int, response: Any = None) -> float:
        self.asked.append(attempt)
        return 0.01


def failing_call(shop: Any, server: Recorder, retries: Any, operation: str, *arguments: Any) -> None:
    """Call an operation of a server that always answers 500."""
    server.answers("application/json", b"{}", status=500)

    async def main() -> None:
        async with shop.ApiClient(shop.Configuration(host=server.url, retries=retries)) as client:
            with pytest.raises(shop.exceptions.ServiceException):
                await getattr(shop.PetsApi(client), operation)(*arguments)

    asyncio.run(main())


def test_number_of_retries_counts_all_attempts(shop: Any, server: Recorder) -> None:
    failing_call(shop, server, 2, "list_pets")
    assert len(server.requests) == 2


def test_post_is_not_sent_again_by_a_number_of_retries(shop: Any, server: Recorder) -> None:
    failing_call(shop, server, 3, "add_pet", {"name": "Rex"})
    assert len(server.requests) == 1


def test_retry_options_of_aiohttp_retry_are_followed(shop: Any, server: Recorder) -> None:
    options = Doubling()
    failing_call(shop, server, options, "list_pets")
    assert (len(server.requests), options.asked) == (3, [1, 2])


def test_retry_options_with_a_callback_are_refused(shop: Any) -> None:
    options = Doubling()
    options.evaluate_response_callback = print
    with pytest.raises(shop.ApiValueError, match="use a RetryConfig"):
        shop.ApiClient(shop.Configuration(retries=options))


def test_missing_certificates_are_file_not_found_error(shop: Any) -> None:
    with pytest.raises(FileNotFoundError, match="ssl_ca_cert: the certificates cannot be read"):
        shop.ApiClient(shop.Configuration(ssl_ca_cert="/no/such.pem"))
