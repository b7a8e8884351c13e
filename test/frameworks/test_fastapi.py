"""Clients generated from the spec that a FastAPI application publishes call each of its operations."""

from __future__ import annotations

import base64
import datetime
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pydantic import SecretStr

from test.client_generator.callers import WAY_NAMES, WAYS, Caller

from . import fastapi_app as app
from .servers import clients_of, kind, plain, send, serving

RECEIVED: list[Any] = []
UTC = datetime.timezone.utc


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(app.make_app(RECEIVED, tmp_path_factory.mktemp("files"))) as found:
        yield found


@pytest.fixture(scope="module")
def packages(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with clients_of(url, "/openapi.json", tmp_path_factory.mktemp("fastapi"), "fastapi_zoo") as found:
        yield found


@pytest.fixture(params=WAYS, ids=WAY_NAMES)
def call(request: pytest.FixtureRequest, packages: dict[str, Any], url: str) -> Iterator[Caller]:
    style, asynchronous = request.param
    caller = Caller(packages[style], url, asynchronous)
    yield caller
    caller.close()


def received() -> Any:
    return RECEIVED.pop()


def sdk(call: Caller) -> bool:
    return bool(call.package.__name__.endswith("sdk"))


def test_every_operation_is_called(packages: dict[str, Any]) -> None:
    """Compare the operations of the application with the calls in this module."""
    source = Path(__file__).read_text(encoding="utf-8")
    api = packages["sdk"].DefaultApi
    names = [name for name in vars(api) if not name.startswith("_") and not name.endswith(("_info", "_content"))]
    assert len(names) >= 35
    assert [name for name in names if not re.search(f'"{name}["_]', source)] == []


@pytest.mark.parametrize(
    ("pet", "kept"),
    [
        ({"kind": "cat", "name": "Tom", "lives": 3, "mood": "calm"}, app.Cat(name="Tom", lives=3, mood=app.Mood.CALM)),
        ({"name": "Tom"}, app.Cat(name="Tom")),
        ({"kind": "puppy", "name": "Rex", "size": 2}, app.Dog(kind="puppy", name="Rex", size=app.Size.LARGE)),
    ],
)
def test_tagged_union_is_sent_and_read(call: Caller, pet: dict[str, Any], kept: Any) -> None:
    model = call.package.Dog(**pet) if "size" in pet else call.package.Cat(**pet)
    found = send(call, "create_pet", model if sdk(call) else call.package.Pet(model))
    assert received() == kept
    assert kind(found) == type(kept).__name__
    assert plain(found) == kept.model_dump(mode="json")


def test_query_takes_enums_lists_dates_and_booleans(call: Caller) -> None:
    since = datetime.datetime(2024, 1, 31, 9, 30, tzinfo=UTC)
    mood, size = call.package.Mood.LIGHT_MINUS_HEARTED, call.package.Size.NUMBER_2
    cat, dog = call("list_pets", mood=mood, size=size, tag=["a b", "c&d"], since=since, exact=True)
    assert received() == (app.Mood.LIGHT_HEARTED, app.Size.LARGE, ["a b", "c&d"], since, True)
    assert [kind(cat), kind(dog)] == ["Cat", "Dog"]
    call("list_pets")
    assert received() == (None, app.Size.SMALL, None, None, False)


def test_path_parameter_and_missing_object(call: Caller) -> None:
    assert plain(call("get_pet", pet_id=7))["name"] == "Tom"
    assert received() == 7
    with pytest.raises(call.package.exceptions.NotFoundException) as caught:
        call("get_pet", pet_id=404)
    assert (received(), caught.value.status, json.loads(caught.value.body)) == (404, 404, {"detail": "no such pet"})


def test_patch_sends_null_only_if_it_was_set(call: Caller) -> None:
    send(call, "change_pet", {"name": None}, pet_id=1)
    assert received() == (1, {"name": None})
    found = send(call, "change_pet", {"mood": "calm", "born": datetime.date(2020, 2, 29)}, pet_id=1)
    assert received() == (1, {"mood": app.Mood.CALM, "born": datetime.date(2020, 2, 29)})
    assert (found.name, found.mood, found.born) == (None, "calm", datetime.date(2020, 2, 29))


def test_delete_without_content_returns_none(call: Caller) -> None:
    assert call("delete_pet", pet_id=3) is None
    assert received() == 3


@pytest.mark.parametrize("form", ["bytes", "tuple", "path"])
def test_file_is_uploaded_with_its_name(call: Caller, tmp_path: Path, form: str) -> None:
    (tmp_path / "tom.png").write_bytes(app.PHOTO)
    files = {"bytes": app.PHOTO, "tuple": ("tom.png", app.PHOTO), "path": str(tmp_path / "tom.png")}
    assert call("put_photo", pet_id=1, photo=files[form], caption="caf\u00e9") == {"size": len(app.PHOTO)}
    pet_id, name, media_type, content, caption = received()
    assert (pet_id, content, caption) == (1, app.PHOTO, "caf\u00e9")
    assert (name, media_type) == ("tom.png", "image/png") or form == "bytes"


def test_several_files_and_fields_are_uploaded(call: Caller) -> None:
    photos = [("a.png", b"A"), ("b.png", b"\xff\x00")]
    assert call("create_album", title="T", photos=photos, cover=b"C", tags=["x", "y"]) == ["a.png", "b.png"]
    assert received() == ("T", photos, b"C", ["x", "y"])
    call("create_album", title="T", photos=[b"A"])
    title, [(_, content)], cover, tags = received()
    assert (title, content, cover, tags) == ("T", b"A", None, None)


def test_file_is_downloaded_whole_and_in_part(call: Caller, tmp_path: Path) -> None:
    found = call("get_photo", pet_id=1)
    assert (call.wait_for(found.read) if sdk(call) else found) == app.PHOTO
    headers = {"headers" if sdk(call) else "_headers": {"Range": "bytes=0-7"}}
    part = call("get_photo", pet_id=1, **headers)
    assert (call.wait_for(part.read) if sdk(call) else part) == app.PHOTO[:8]
    assert [received()[1], received()[1]] == ["bytes=0-7", None]
    raw = call("get_photo_without_preload_content", pet_id=1)
    assert call.wait_for(raw.save_to, tmp_path / "photo.png").read_bytes() == app.PHOTO
    assert (raw.status, raw.headers["Content-Type"]) == (200, "image/png")


def test_login_form_and_token(call: Caller, url: str) -> None:
    token = call("login", username="ann", password="p&w=1", scope="pets read")
    assert received() == ("ann", "p&w=1", ["pets", "read"])
    assert (token.access_token, token.token_type) == ("token of ann", "bearer")
    known = Caller(call.package, url, call.asynchronous, access_token="abc")
    assert known("who_am_i") == received() == "abc"
    known.close()
    with pytest.raises(call.package.exceptions.UnauthorizedException):
        call("who_am_i")


def test_basic_authentication_and_api_key(call: Caller, url: str) -> None:
    known = Caller(call.package, url, call.asynchronous, username="ann", password="p:w", api_key_header="k1")
    assert known("use_basic") == "ann"
    assert received() == ("ann", "p:w")
    assert known("use_key") == received() == "k1"
    known.close()


def test_headers_are_sent_and_returned(call: Caller) -> None:
    found = call("use_headers_with_http_info", x_trace="t 1", x_count=3, x_part=["a", "b"])
    assert received()[:2] == ("t 1", 3)
    assert (found.data, found.headers["x-trace"]) == (None, "t 1")


def test_cookies_are_sent(call: Caller) -> None:
    found = call("use_cookies_with_http_info", session="s=1/2", n=4)
    assert found.headers["set-cookie"].startswith("seen=")
    assert received()[1] == 4
    assert call("use_cookies", session="abc") == "abc"
    assert received() == ("abc", 0)


def test_embedded_json_base64_and_secret(call: Caller) -> None:
    point = call.package.Point(x=1, y=2)
    body = {"layout": point, "icon": "/wA=", "stamp": b"\xff\x00", "secret": SecretStr("hush")}
    found = send(call, "save_settings", body)
    assert received() == (app.Point(x=1, y=2), b"\xff\x00", b"\xff\x00", "hush")
    assert found.layout == point
    assert (found.icon, found.stamp) == ("/wA=", b"\xff\x00")


def test_native_event_stream_has_typed_data(call: Caller) -> None:
    events = call.items(call("ticks", count=3))
    assert [event.data for event in events] == [call.package.Tick(n=n) for n in range(3)]
    assert [kind(event.data) for event in events] == ["Tick"] * 3


def test_native_event_stream_has_names_and_ids(call: Caller) -> None:
    greeting, tick = call.items(call("notices", last_event_id="0"))
    assert received() == "0"
    assert (greeting.event, greeting.data, greeting.id, greeting.retry) == ("greeting", "hello", "1", 500)
    assert (tick.event, json.loads(tick.data), tick.id) == ("tick", {"n": 1}, "2")


def test_event_stream_of_a_union(call: Caller) -> None:
    events = call.items(send(call, "stream_pets", ["Tom", "Rover"]))
    assert received() == ["Tom", "Rover"]
    assert [kind(event.data) for event in events] == ["Cat", "Dog"]


def test_lines_of_json_are_typed(call: Caller) -> None:
    assert call.items(call("lines")) == [call.package.Tick(n=n) for n in range(3)]


def test_decimals_dates_and_uuids_keep_their_value(call: Caller) -> None:
    values: dict[str, Any] = {
        "price": Decimal("12.340"),
        "ratio": 0.1,
        "when": datetime.datetime(2024, 1, 31, 9, 30, 0, 123456, UTC),
        "id": UUID("12345678123456781234567812345678"),
        "span": "PT1H",
    }
    body = {**values, "price": "12.340"}
    found = send(call, "be_precise", body, day=datetime.date(2024, 2, 29))
    day, precise, at = received()
    assert (day, at) == (datetime.date(2024, 2, 29), None)
    assert precise == app.Precise(**{**values, "span": datetime.timedelta(hours=1)})
    assert (found.ratio, found.when, found.id, found.span) == (0.1, values["when"], values["id"], "PT1H")
    assert str(found.price) == "12.340"


def test_text_html_and_any(call: Caller) -> None:
    assert call("text") == "caf\u00e9"
    assert call("html") == "<p>caf\u00e9</p>"
    assert call("anything") == {"a": [1, None, "x"]}
    assert call("nothing") is None


def test_lists_maps_and_trees_keep_their_shape(call: Caller) -> None:
    assert send(call, "matrix", [[1, 2], []]) == received() == [[1, 2], []]
    found = send(call, "mapping", {"a": call.package.Point(x=1, y=2)})
    assert received() == {"a": app.Point(x=1, y=2)}
    assert found == {"a": call.package.Point(x=1, y=2)}
    leaf = {"value": 3, "children": []}
    found = send(call, "tree", {"value": 1, "children": [{"value": 2, "children": [leaf]}]})
    assert received().children[0].children[0].value == found.children[0].children[0].value == 3


def test_form_model_is_sent_urlencoded(call: Caller) -> None:
    found = call("save_profile", username="a&b=c", age=3, tags=["x", "y z"])
    assert received() == app.Profile(username="a&b=c", age=3, tags=["x", "y z"])
    assert plain(found) == {"username": "a&b=c", "age": 3, "tags": ["x", "y z"]}


def test_query_model_is_sent_as_parameters(call: Caller) -> None:
    found = call("filter_pets", limit=3, order_by="age", tags=["a", "b"])
    assert received() == app.Filters(limit=3, order_by="age", tags=["a", "b"])
    assert plain(found) == {"limit": 3, "order_by": "age", "tags": ["a", "b"]}


@pytest.mark.parametrize("value", [7, "7", "seven", {"x": 1, "y": 2}, [{"x": 1, "y": 2}]])
def test_untagged_union_keeps_the_value(call: Caller, value: Any) -> None:
    def with_points(point: Any) -> Any:
        return point if isinstance(value, dict) else [point] if isinstance(value, list) else value

    given = with_points(call.package.Point(x=1, y=2))
    found = send(call, "either", given if sdk(call) else call.package.Value(given))
    assert plain(found) == value
    assert received() == with_points(app.Point(x=1, y=2))


def test_several_bodies_are_properties_of_one(call: Caller) -> None:
    point = call.package.Point(x=1, y=2)
    assert send(call, "embedded", {"first": point, "second": point}) == 2
    assert received() == (app.Point(x=1, y=2), app.Point(x=1, y=2), None)


def test_aliases_are_names_on_the_wire(call: Caller) -> None:
    wide = call.package.Wide(user_id=1, **{"class": "c", "from": "f"})
    found = call("wide", user_id=1, class_="c", from_="f") if sdk(call) else call("wide", wide)
    assert received() == app.Wide.model_validate({"userId": 1, "class": "c", "from": "f"})
    assert plain(found) == {"userId": 1, "class": "c", "from": "f"}


def test_binary_body_is_sent_as_it_is(call: Caller) -> None:
    assert call("raw", body=b"\x00\xff") == 2
    assert received() == b"\x00\xff"


def test_errors_have_their_models(call: Caller) -> None:
    with pytest.raises(call.package.exceptions.ConflictException) as caught:
        call("conflict")
    assert (caught.value.data.code, caught.value.data.why) == (7, "taken")
    body = {"price": "1", "ratio": 0.5, "when": datetime.datetime.now(UTC), "id": UUID(int=1), "span": "an hour"}
    with pytest.raises(call.package.exceptions.UnprocessableEntityException) as invalid:
        send(call, "be_precise", body, day=datetime.date(2024, 2, 29))
    assert [plain(each.loc) for each in invalid.value.data.detail] == [["body", "span"]]


def test_path_of_a_file_keeps_its_slashes_encoded(call: Caller) -> None:
    assert call("get_file", path="a b/c#d?e") == received() == "a b/c#d?e"


def test_base64_and_json_are_encoded_on_the_wire(packages: dict[str, Any]) -> None:
    settings = packages["openapi-generator"].SettingsInput
    sent = json.loads(settings(layout={"x": 1, "y": 2}, icon="aGk=", stamp=b"\xff", secret="s").to_json())
    assert (sent["stamp"], sent["icon"]) == (base64.b64encode(b"\xff").decode(), "aGk=")
    assert json.loads(sent["layout"]) == {"x": 1, "y": 2}
