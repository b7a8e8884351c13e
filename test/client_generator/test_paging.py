"""Clients of an API that is paged in every way, generated and used against a server."""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from client_generator import PagingRule, Settings, generate, plan, write_files

from .recording import Request
from .shelves import THINGS, Answer, Shelf, answer, shelved

CASE = Path(__file__).parent / "cases" / "pages_of_items" / "openapi.yaml"
STYLES = {"openapi-generator": "paged_in_place", "sdk": "paged_sdk"}
OPERATIONS = ["by_page", "by_offset", "by_cursor", "by_body", "by_url", "by_link"]
ALL = [thing["id"] for thing in THINGS]


@pytest.fixture(scope="module", autouse=True)
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("paged")
    rules = dict.fromkeys(("by_link", "by_old_link"), PagingRule(by="link"))
    for style, name in STYLES.items():
        files = generate(CASE, Settings(package=name, style=style, paging=rules)).files
        write_files(files, folder, plan(files, folder, name))
    sys.path.insert(0, str(folder))
    yield
    sys.path.remove(str(folder))


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with shelved() as found:
        yield found


@pytest.fixture(params=list(STYLES))
def package(request: pytest.FixtureRequest) -> Any:
    return importlib.import_module(STYLES[request.param])


def client_of(package: Any, shelf: Shelf, **more: Any) -> Any:
    return package.Client(base_url=shelf.url, key="k", access_token="t", **more)


def call(default: Any, name: str, **arguments: Any) -> Any:
    if name == "by_body" and hasattr(importlib.import_module(type(default).__module__), "OptionalValue"):
        return default.by_body_iter(text="red", **arguments)
    arguments |= {"search": {"text": "red"}} if name == "by_body" else {}
    return getattr(default, f"{name}_iter")(**arguments)


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_iterator_gives_each_item_of_all_pages_once(package: Any, shelf: Shelf, name: str) -> None:
    with client_of(package, shelf) as client:
        assert [thing.id for thing in call(client.default, name)] == ALL
    assert len(shelf.requests) == 3
    assert all(request.headers["Authorization"] == "Bearer t" for request in shelf.requests)
    assert all("key=k" in target for target in shelf.targets)


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_asynchronous_iterator_sends_the_same(package: Any, shelf: Shelf, name: str) -> None:
    async def collect() -> list[int]:
        client_class = importlib.import_module(f"{package.__name__}.aio").AsyncClient
        async with client_class(base_url=shelf.url, key="k", access_token="t") as client:
            return [thing.id async for thing in call(client.default, name)]

    assert asyncio.run(collect()) == ALL
    targets = shelf.targets.copy()
    with client_of(package, shelf) as client:
        assert [thing.id for thing in call(client.default, name)] == ALL
    assert shelf.targets[3:] == targets


def test_a_page_is_fetched_when_it_is_needed(package: Any, shelf: Shelf) -> None:
    with client_of(package, shelf) as client:
        things = client.default.by_cursor_iter()
        assert shelf.requests == []
        assert [next(things).id, next(things).id, len(shelf.requests)] == [1, 2, 1]
        assert [next(things).id, len(shelf.requests)] == [3, 2]


def test_arguments_of_the_caller_are_kept(package: Any, shelf: Shelf) -> None:
    with client_of(package, shelf) as client:
        assert [thing.id for thing in client.default.by_page_iter(page=2, size=3, color="red")] == [4, 5]
        assert [thing.id for thing in client.default.by_offset_iter(offset=3, limit=1)] == [4, 5]
        assert [thing.id for thing in client.default.by_cursor_iter(cursor="3", color="red")] == [4, 5]
    assert shelf.targets == [
        "/pages?page=2&size=3&color=red&key=k",
        "/offsets?offset=3&limit=1&key=k",
        "/offsets?offset=4&limit=1&key=k",
        "/offsets?offset=5&limit=1&key=k",
        "/cursors?cursor=3&color=red&key=k",
    ]


def test_the_number_of_all_pages_is_believed(package: Any, shelf: Shelf) -> None:
    with client_of(package, shelf) as client:
        assert [thing.id for thing in client.default.by_page_iter(size=5)] == ALL
    assert len(shelf.requests) == 1


def test_a_cursor_in_a_body_leaves_the_rest_of_it_alone(package: Any, shelf: Shelf) -> None:
    with client_of(package, shelf) as client:
        list(call(client.default, "by_body"))
    bodies = [request.body for request in shelf.requests]
    assert bodies == [
        b'{"text":"red"}',
        b'{"text":"red","paging":{"after":"2"}}',
        b'{"text":"red","paging":{"after":"4"}}',
    ]


def test_pages_are_what_the_method_returns(package: Any, shelf: Shelf) -> None:
    with client_of(package, shelf) as client:
        pages = list(client.default.by_cursor_iter().pages())
    assert [type(page) for page in pages] == [package.Things] * 3
    assert [page.next for page in pages] == ["2", "4", None]


def test_pages_go_on_where_the_items_stopped(package: Any, shelf: Shelf) -> None:
    with client_of(package, shelf) as client:
        things = client.default.by_link_iter()
        assert next(things).id == 1
        assert [thing.id for page in things.pages() for thing in page] == [3, 4, 5]
        assert list(things) == []


def test_asynchronous_pages_are_what_the_method_returns(package: Any, shelf: Shelf) -> None:
    async def collect() -> list[Any]:
        client_class = importlib.import_module(f"{package.__name__}.aio").AsyncClient
        async with client_class(base_url=shelf.url) as client:
            return [page async for page in client.default.by_cursor_iter().pages()]

    assert [page.next for page in asyncio.run(collect())] == ["2", "4", None]


def always(status: int, headers: dict[str, str], value: Any) -> Callable[[Request], Answer]:
    return lambda request: (status, headers, value)


@pytest.mark.parametrize(("name", "following"), [("by_cursor", "a"), ("by_body", "a"), ("by_url", "/urls?at=1")])
def test_a_cursor_that_comes_again_is_an_error(package: Any, shelf: Shelf, name: str, following: str) -> None:
    shelf.answer = always(200, {}, {"data": [{"id": 1}], "next": following})
    with client_of(package, shelf) as client:
        things = call(client.default, name)
        assert [next(things).id, next(things).id] == [1, 1]
        with pytest.raises(package.UnexpectedResponseException, match="in a circle"):
            next(things)
    assert len(shelf.requests) == 2


def test_a_link_that_comes_again_is_an_error(package: Any, shelf: Shelf) -> None:
    shelf.answer = always(200, {"Link": "<?at=2>; rel=next"}, [{"id": 1}])
    with client_of(package, shelf) as client:
        things = client.default.by_link_iter()
        assert [next(things).id, next(things).id] == [1, 1]
        with pytest.raises(package.UnexpectedResponseException, match="in a circle"):
            next(things)


@pytest.mark.parametrize("elsewhere", ["http://localhost:{}/", "//127.0.0.1:{}/x", "http://127.0.0.1:{}@127.0.0.2/"])
@pytest.mark.parametrize("name", ["by_url", "by_link"])
def test_nothing_is_sent_to_another_origin(package: Any, shelf: Shelf, name: str, elsewhere: str) -> None:
    with shelved() as other, client_of(package, shelf) as client:
        url = elsewhere.format(other.url.rpartition(":")[2])
        value: Any = [{"id": 1}] if name == "by_link" else {"data": [{"id": 1}], "next": url}
        shelf.answer = always(200, {"Link": f"<{url}>; rel=next"}, value)
        things = call(client.default, name)
        assert next(things).id == 1
        with pytest.raises(package.UnexpectedResponseException, match="nothing is sent there") as caught:
            next(things)
        assert other.requests == []
    assert caught.value.status == 200


def test_after_an_error_the_page_that_failed_is_asked_for_again(package: Any, shelf: Shelf) -> None:
    with client_of(package, shelf) as client:
        things = client.default.by_page_iter()
        found = [next(things).id, next(things).id]
        shelf.answer = always(404, {}, {})
        with pytest.raises(package.NotFoundException):
            next(things)
        shelf.answer = answer
        assert [*found, *(thing.id for thing in things)] == ALL


def test_a_page_that_is_empty_is_the_last(package: Any, shelf: Shelf) -> None:
    shelf.answer = always(200, {}, {"data": [], "page-info": {"pages": 9}})
    with client_of(package, shelf) as client:
        assert list(client.default.by_page_iter()) == []
        assert list(client.default.by_offset_iter()) == []
    assert len(shelf.requests) == 2


@pytest.mark.parametrize("method", ["by_page_iter", "by_offset_iter"])
def test_a_server_that_does_not_count_is_not_asked_for_ever(package: Any, shelf: Shelf, method: str) -> None:
    shelf.answer = always(200, {}, {"data": [{"id": 1}, {"id": 2}]})
    again = pytest.raises(package.UnexpectedResponseException, match="the one before it once more")
    with client_of(package, shelf) as client, again:
        list(getattr(client.default, method)())
    assert len(shelf.requests) == 2


def test_arguments_that_the_method_has_not_are_refused_at_once(package: Any, shelf: Shelf) -> None:
    with client_of(package, shelf) as client, pytest.raises(TypeError, match="colour"):
        client.default.by_page_iter(colour="red")


def test_who_goes_through_pages_of_a_deprecated_operation_is_warned(package: Any, shelf: Shelf) -> None:
    with client_of(package, shelf) as client:
        shelf.answer = always(200, {}, [1, 2])
        with pytest.warns(DeprecationWarning, match="by_old_link is deprecated") as caught:
            assert list(client.default.by_old_link_iter()) == [1, 2]
    assert [each.filename for each in caught] == [__file__]


def test_who_awaits_a_deprecated_operation_is_warned_in_every_variant(package: Any, shelf: Shelf) -> None:
    async def call() -> None:
        async with importlib.import_module(f"{package.__name__}.aio").AsyncClient(base_url=shelf.url) as client:
            await client.default.by_old_link()
            await client.default.by_old_link_with_http_info()
            assert [item async for item in client.default.by_old_link_iter()] == [1, 2]

    shelf.answer = always(200, {}, [1, 2])
    with pytest.warns(DeprecationWarning, match="by_old_link is deprecated") as caught:
        asyncio.run(call())
    assert [each.filename for each in caught] == [__file__] * 3


def test_an_iterator_is_called_after_its_method(package: Any) -> None:
    for default in (package.DefaultApi, importlib.import_module(f"{package.__name__}.aio").DefaultApi):
        assert default.by_page_iter.__name__ == "by_page_iter"
        assert default.by_page_iter.__doc__ == default.by_page.__doc__
    assert package.Pager.__name__ in package.__all__
    assert "AsyncPager" in importlib.import_module(f"{package.__name__}.aio").__all__
