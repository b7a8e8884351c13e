"""Clients generated from the spec that drf-spectacular publishes call each operation of a Django application."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from test.client_generator.callers import WAY_NAMES, WAYS, Caller

from .django_app import RECEIVED, make_app
from .servers import clients_of, kind, plain, send, serving

UTC = datetime.timezone.utc
PICTURE = b"\x89PNG\xff\x00"


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    app = make_app(tmp_path_factory.mktemp("django_files"))
    with serving(app) as found:
        yield found


@pytest.fixture(scope="session")
def packages(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with clients_of(url, "/schema/", tmp_path_factory.mktemp("django"), "django_library") as found:
        yield found


@pytest.fixture(params=WAYS, ids=WAY_NAMES)
def call(request: pytest.FixtureRequest, packages: dict[str, Any], url: str) -> Iterator[Caller]:
    style, asynchronous = request.param
    caller = Caller(packages[style], url, asynchronous)
    yield caller
    caller.close()


@pytest.fixture
def book(call: Caller) -> Any:
    """A book that the client has created."""
    author = send(call, "api.api_authors_create", {"name": "Ann"})
    found = send(call, "api.api_books_create", {"title": "T", "author_id": author.id, "price": "9.90"})
    RECEIVED.clear()
    return found


def received() -> Any:
    return RECEIVED.pop()


def sdk(call: Caller) -> bool:
    return bool(call.package.__name__.endswith("sdk"))


def test_every_operation_is_called(packages: dict[str, Any]) -> None:
    """Compare the operations of the application with the calls in this module."""
    source = Path(__file__).read_text(encoding="utf-8")
    apis = [vars(getattr(packages["sdk"], name)) for name in ("ApiApi", "SchemaApi")]
    names = [
        name for api in apis for name in api if not name.startswith("_") and not name.endswith(("_info", "_content"))
    ]
    assert len(names) >= 24
    assert [name for name in names if not re.search(f'\\.{name}["_]', source)] == []


def test_object_is_created_with_its_values(call: Caller) -> None:
    author = send(call, "api.api_authors_create", {"name": "caf\u00e9"})
    body = {
        "title": "T & co",
        "author_id": author.id,
        "price": "12.50",
        "kind": "long-essay",
        "published": datetime.date(2020, 2, 29),
        "tags": ["a", "b c"],
    }
    found = send(call, "api.api_books_create", body)
    data = received()
    assert (data["title"], data["price"], data["kind"]) == ("T & co", Decimal("12.50"), "long-essay")
    assert (data["published"], data["tags"], data["author"].name) == (body["published"], ["a", "b c"], "caf\u00e9")
    assert kind(found.author) == "Author"
    assert (found.author.name, found.kind, found.published) == ("caf\u00e9", "long-essay", body["published"])
    assert (str(found.price), found.tags) == ("12.50", ["a", "b c"])
    assert found.added.utcoffset() == datetime.timedelta(0)


def test_object_is_read_changed_and_deleted(call: Caller, book: Any) -> None:
    assert call("api.api_books_retrieve", id=book.id) == book
    body = {"title": "U", "author_id": book.author.id, "price": "1.00", "published": None}
    changed = send(call, "api.api_books_update", body, id=book.id)
    assert received()["published"] is None
    assert (changed.title, changed.published) == ("U", None)
    part = send(call, "api.api_books_partial_update", {"title": "V"}, id=book.id)
    assert received() == {"title": "V"}
    assert (part.title, str(part.price)) == ("V", "1.00")
    assert call("api.api_books_destroy", id=book.id) is None
    with pytest.raises(call.package.exceptions.NotFoundException) as caught:
        call("api.api_books_retrieve", id=book.id)
    assert "detail" in caught.value.body


def test_list_is_paginated(call: Caller, book: Any) -> None:
    page = call("api.api_books_list", limit=1, offset=0)
    assert kind(page) == "PaginatedBookList"
    assert [kind(each) for each in page.results] == ["Book"]
    last = call("api.api_books_list", limit=1, offset=page.count - 1)
    assert (last.results, last.next) == ([book], None)
    assert page.count == 1 or "offset=1" in page.next
    stats = call("api.api_books_stats_retrieve")
    assert (stats.books, sum(stats.by_kind.values())) == (page.count, page.count)


def test_authors_are_listed_read_and_deleted(call: Caller) -> None:
    created = send(
        call, "api.create_authors", [call.package.AuthorRequest(name="A"), call.package.AuthorRequest(name="B")]
    )
    assert [(kind(each), each.name) for each in created] == [("Author", "A"), ("Author", "B")]
    assert call("api.api_authors_retrieve", id=created[0].id) == created[0]
    assert call("api.api_authors_list", limit=100).results[-2:] == created
    assert call("api.api_authors_destroy", id=created[0].id) is None


def test_file_is_uploaded_and_downloaded(call: Caller, book: Any, tmp_path: Path) -> None:
    file = tmp_path / "c.png"
    file.write_bytes(PICTURE)
    assert call("api.api_books_cover_update", id=book.id, cover=str(file), caption="caf\u00e9") is None
    assert received() == ("c.png", "image/png", PICTURE, "caf\u00e9")
    found = call("api.api_books_picture_retrieve", id=book.id)
    assert (call.wait_for(found.read) if sdk(call) else found) == PICTURE


def test_query_header_and_cookie_arrive(call: Caller) -> None:
    since = datetime.date(2024, 2, 29)
    found = call(
        "api.search_with_http_info",
        word=["a b", "c&d"],
        kind=["novel", "long-essay"],
        since=since,
        x_trace="t 1",
        theme="dark",
    )
    assert received() == (["a b", "c&d"], "novel,long-essay", "2024-02-29", "t 1", "dark")
    assert (found.data, found.headers["x-trace"]) == (["a b", "c&d"], "t 1")


def test_values_of_all_kinds_survive(call: Caller) -> None:
    body = {
        "id": UUID("12345678123456781234567812345678"),
        "at": datetime.datetime(2024, 1, 31, 9, 30, 0, 123456, UTC),
        "time": "09:30:00",
        "span": "1 00:00:01",
        "ratio": 0.1,
        "amount": 1.25,
        "link": None,
        "email": "",
        "several": ["a", "c"],
        "anything": {"a": [1, None]},
    }
    found = send(call, "api.save_values", body)
    data = received()
    assert (data["id"], data["at"], data["time"]) == (body["id"], body["at"], datetime.time(9, 30))
    assert (data["span"], data["ratio"]) == (datetime.timedelta(1, 1), 0.1)
    assert (data["amount"], data["link"], data["email"]) == (Decimal("1.25"), None, "")
    assert (sorted(data["several"]), data["anything"]) == (["a", "c"], {"a": [1, None]})
    assert (found.id, found.at, found.span, found.link) == (body["id"], body["at"], "1 00:00:01", None)
    assert (found.amount, sorted(found.several), found.anything) == (1.25, ["a", "c"], {"a": [1, None]})


@pytest.mark.parametrize(("shape", "more"), [("Circle", {"radius": 1.5}), ("Square", {"side": 2.0})])
def test_tagged_union_is_sent_and_read(call: Caller, shape: str, more: dict[str, Any]) -> None:
    model = getattr(call.package, f"{shape}Request")(shape=shape.lower(), **more)
    found = send(call, "api.create_shape", model if sdk(call) else call.package.ShapeRequest(model))
    assert received() == {"shape": shape.lower(), **more}
    assert kind(found) == shape
    assert plain(found) == {"shape": shape.lower(), **more}
    assert kind(call("api.list_shapes")) == "Square"


def test_login_and_token(call: Caller, url: str) -> None:
    from django.contrib.auth.models import User
    from rest_framework.authtoken.models import Token

    name = f"ann-{call.package.__name__}-{call.asynchronous}"
    token = Token.objects.create(user=User.objects.create_user(name, password="p&w=1"))
    found = send(call, "api.login", {"username": name, "password": "p&w=1"})
    media_type, *sent = received()
    assert media_type.partition(";")[0] in ("application/json", "application/x-www-form-urlencoded")
    assert (sent, found.token) == ([name, "p&w=1"], token.key)
    known = Caller(call.package, url, call.asynchronous, username=name, password="p&w=1")
    assert known("api.who_am_i") == name
    known.close()
    with pytest.raises(call.package.exceptions.UnauthorizedException):
        call("api.who_am_i")


def test_form_text_and_path(call: Caller) -> None:
    assert call("api.save_form", name="a&b=\u00e9").name == "a&b=\u00e9"
    assert received() == ("application/x-www-form-urlencoded", "a&b=\u00e9")
    assert call("api.get_note") == "caf\u00e9"
    assert call("api.get_number", number=7, slug="a-b") == 7
    assert received() == (7, "a-b")


def test_invalid_values_raise_bad_request(call: Caller) -> None:
    with pytest.raises(call.package.exceptions.BadRequestException) as caught:
        send(call, "api.api_books_create", {"title": "T", "author_id": 10**9, "price": "1.00"})
    assert caught.value.status == 400
    assert "author_id" in caught.value.body


def test_published_spec_can_be_retrieved(call: Caller) -> None:
    found = call("schema.schema_retrieve", format="json")
    assert found["info"]["title"] == "Library"
