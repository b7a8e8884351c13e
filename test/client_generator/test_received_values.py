"""Generated clients read responses over a socket, sync and async, in both styles."""

from __future__ import annotations

import asyncio
import datetime
import importlib
import itertools
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pydantic
import pytest

from client_generator import Settings, generate, plan, write_files

from .documents import write_document, write_schemas
from .recording import Recorder, recording

NUMBERS = itertools.count()
STYLES = ["openapi-generator", "sdk"]
Read = Callable[[Any], Any]

TAGGED = """
Thing: {type: array, items: {$ref: "#/components/schemas/Out"}}
Out:
  oneOf:
    - {$ref: "#/components/schemas/OutMessage"}
    - {$ref: "#/components/schemas/OutCall"}
    - {$ref: "#/components/schemas/Result"}
  discriminator: {propertyName: type}
OutMessage:
  type: object
  required: [type, text]
  properties:
    type: {type: string, enum: [message]}
    text: {type: string, maxLength: 5}
    mood: {type: string, enum: [ok]}
OutCall: {type: object, required: [type, name], properties: {type: {const: call}, name: {type: string}}}
Result:
  anyOf: [{$ref: "#/components/schemas/Good"}, {$ref: "#/components/schemas/Bad"}]
Good: {type: object, required: [type], properties: {type: {const: good}, value: {type: integer}}}
Bad:
  allOf:
    - {$ref: "#/components/schemas/Good2"}
    - {type: object, required: [type], properties: {type: {const: bad}}}
Good2: {type: object, properties: {why: {type: string}}}
"""
UNTAGGED = """
Thing: {type: array, items: {$ref: "#/components/schemas/Who"}}
Who: {oneOf: [{$ref: "#/components/schemas/User"}, {$ref: "#/components/schemas/Group"}, {type: boolean}]}
User:
  type: object
  required: [id, type]
  properties: {id: {type: string}, type: {type: string, enum: [user]}, login: {type: string}}
Group:
  type: object
  required: [id, type]
  properties: {id: {type: string}, type: {type: string, enum: [group]}, size: {type: integer}}
"""
MUTUAL = """
Thing: {$ref: "#/components/schemas/Left"}
Left: {anyOf: [{type: string}, {$ref: "#/components/schemas/Right"}]}
Right: {anyOf: [{type: integer}, {$ref: "#/components/schemas/Left"}, {$ref: "#/components/schemas/Pair"}]}
Pair: {type: object, required: [left], properties: {left: {$ref: "#/components/schemas/Left"}}}
"""
NAMES = """
Thing: {oneOf: [{$ref: "#/components/schemas/OldUser"}, {$ref: "#/components/schemas/NewUser"}]}
OldUser: {type: object, required: [userName], properties: {userName: {type: string}}}
NewUser: {type: object, required: [user_name], properties: {user_name: {type: string}}}
Both: {type: object, properties: {userName: {type: string}, user_name: {type: string}}}
Ids: {type: object, properties: {"@id": {type: string}, id: {type: string}}}
Lists: {type: object, properties: {List: {type: string}, list: {type: string}}}
Holder: {type: object, properties: {both: {$ref: "#/components/schemas/Both"}}}
"""
INHERITED = """
Thing: {type: array, items: {oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]}}
Pets: {type: object, properties: {pets: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}
Pet:
  type: object
  required: [kind]
  properties: {kind: {type: string}, name: {type: string}}
  discriminator: {propertyName: kind}
Cat:
  allOf:
    - {$ref: "#/components/schemas/Pet"}
    - {type: object, required: [lives], properties: {kind: {type: string, enum: [cat]}, lives: {type: integer}}}
Dog: {allOf: [{$ref: "#/components/schemas/Pet"}, {type: object, properties: {tricks: {type: integer}}}]}
"""
AMBIGUOUS = """
Thing: {anyOf: [{$ref: "#/components/schemas/X"}, {$ref: "#/components/schemas/Y"}]}
X: {type: object, properties: {child: {$ref: "#/components/schemas/Thing"}, x: {type: integer}}}
Y: {type: object, properties: {child: {$ref: "#/components/schemas/Thing"}, y: {type: integer}}}
"""
LIMIT_OR_OBJECT = """
Thing: {type: array, items: {anyOf: [OTHER, {$ref: "#/components/schemas/Limit"}]}}
Limit:
  type: object
  required: [limit, expires_at]
  properties:
    limit: {type: string, enum: [users, nobody]}
    expires_at: {type: string, format: date-time}
"""
RECORDS = """
Thing: {type: array, items: {$ref: "#/components/schemas/NAME"}}
Record:
  type: object
  required: [kind]
  properties: {kind: {type: string}}
  oneOf:
    - {type: object, required: [value], properties: {value: {type: string}}}
    - type: object
      required: [priority]
      properties: {value: {type: integer}, priority: {type: number}}
Long: {allOf: [{$ref: "#/components/schemas/Record"}, {type: object, properties: {comment: {type: string}}}]}
"""
STREAM = """
paths:
  /things:
    get:
      operationId: get_things
      responses:
        "200":
          description: Events.
          content: {text/event-stream: {schema: {$ref: "#/components/schemas/Frame"}}}
components:
  schemas:
    Frame:
      oneOf: [{$ref: "#/components/schemas/Status"}, {$ref: "#/components/schemas/Chunk"}]
      discriminator:
        propertyName: event
        mapping: {status: "#/components/schemas/Status", chunk: "#/components/schemas/Chunk"}
    Status:
      type: object
      required: [id, event, data]
      properties: {id: {type: string}, event: {type: string}, data: {$ref: "#/components/schemas/State"}}
    Chunk:
      type: object
      required: [id, event, data]
      properties: {id: {type: string}, event: {type: string}, data: {$ref: "#/components/schemas/Text"}}
    State: {type: object, required: [state], properties: {state: {type: string}}}
    Text: {type: object, required: [text], properties: {text: {type: string}}}
"""
FRAMES = (
    b'event: status\ndata: {"state":"ready"}\n\n'
    b'id: 7\nevent: chunk\ndata: {"text":"a"}\n\n'
    b'event: status\ndata: {"state":"done"}\n\n'
)
LIMITED = """
Thing:
  type: object
  required: [short]
  properties:
    short: {type: string, maxLength: 3, pattern: "^[a-z]+$"}
    small: {type: integer, maximum: 9}
    few: {type: array, maxItems: 1, items: {type: string}}
    at: {type: string, format: date-time}
    day: {type: string, format: date}
    key: {type: string, format: uuid}
    level: {type: string, enum: [low, high]}
    always: {type: string, enum: [yes]}
"""
ODD = {
    "short": "TOO LONG",
    "small": 10,
    "few": ["a", "b"],
    "at": "yesterday",
    "day": "31/12/2024",
    "key": "42",
    "level": "middle",
    "always": "no",
}


def make_package(folder: Path, schemas: str, style: str) -> Any:
    name = f"received_{next(NUMBERS)}"
    write = write_document if "paths:" in schemas else write_schemas
    path = write(folder, schemas, version="3.1.0")
    settings = Settings(package=name, client_class="Client", style=style, docs="")
    files = generate(path, settings).files
    write_files(files, folder, plan(files, folder, name))
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))


def call(package: Any, server: Recorder, transport: str, **settings: Any) -> Any:
    """Call the operation of the spec, sync or async."""
    configuration = package.Configuration(host=server.url, **settings)
    if transport == "sync":
        with package.ApiClient(configuration) as client:
            return package.DefaultApi(client).get_things()

    async def ask() -> Any:
        async with package.aio.ApiClient(configuration) as client:
            return await package.aio.DefaultApi(client).get_things()

    return asyncio.run(ask())


@pytest.fixture(params=["sync", "async"])
def read(request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """Return what the operation of a package returns for a JSON value."""
    with recording() as server:

        def answer(package: Any, value: Any, **settings: Any) -> Any:
            server.answers("application/json", json.dumps(value).encode())
            return call(package, server, request.param, **settings)

        yield answer


def unwrap(value: Any) -> Any:
    while hasattr(value, "actual_instance"):
        value = value.actual_instance
    return [unwrap(item) for item in value] if isinstance(value, list) else value


def class_names(values: Any) -> list[str]:
    return [type(each).__name__ for each in unwrap(values)]


@pytest.mark.parametrize("style", STYLES)
def test_constants_name_the_alternatives_without_mapping(read: Callable[..., Any], style: str, tmp_path: Path) -> None:
    package = make_package(tmp_path, TAGGED, style)
    values = [
        {"type": "message", "text": "hi"},
        {"type": "call", "name": "f"},
        {"type": "good"},
        {"type": "bad", "why": "x", "new": 1},
    ]
    assert class_names(read(package, values)) == ["OutMessage", "OutCall", "Good", "Bad"]


@pytest.mark.parametrize("style", STYLES)
def test_unknown_constant_gives_the_json_value(read: Callable[..., Any], style: str, tmp_path: Path) -> None:
    package = make_package(tmp_path, TAGGED, style)
    values = [{"type": "later", "text": "hi"}, {"type": 3}, {"text": "hi"}, {"type": "message", "text": 5}]
    assert unwrap(read(package, values)) == values


@pytest.mark.parametrize("style", STYLES)
def test_named_alternative_is_kept_if_it_is_not_valid(read: Callable[..., Any], style: str, tmp_path: Path) -> None:
    package = make_package(tmp_path, TAGGED, style)
    values = [{"type": "message"}, {"type": "message", "text": "too long", "mood": "new"}]
    missing, violating = unwrap(read(package, values))
    assert [type(missing).__name__, type(violating).__name__] == ["OutMessage", "OutMessage"]
    assert (missing.text, violating.text, violating.mood) == (None, "too long", "new")
    assert missing.to_dict() == {"type": "message"}


@pytest.mark.parametrize("style", STYLES)
def test_known_tags_decide_without_discriminator(read: Callable[..., Any], style: str, tmp_path: Path) -> None:
    package = make_package(tmp_path, UNTAGGED, style)
    values = [{"id": "2", "type": "group"}, {"id": "5", "type": "user", "size": 3}, True]
    assert class_names(read(package, values)) == ["Group", "User", "bool"]
    assert unwrap(read(package, [{"id": "2", "type": "robot"}])) == [{"id": "2", "type": "robot"}]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("value", [1, 1.5, "x", [], None])
def test_value_of_no_alternatives_type_raises(read: Callable[..., Any], value: Any, style: str, tmp_path: Path) -> None:
    package = make_package(tmp_path, UNTAGGED, style)
    with pytest.raises(package.exceptions.UnexpectedResponseException, match="none of the alternatives") as error:
        read(package, [value])
    assert (error.value.status, error.value.body) == (200, json.dumps([value]))


@pytest.mark.parametrize("style", STYLES)
def test_constants_of_subclasses_name_them(read: Callable[..., Any], style: str, tmp_path: Path) -> None:
    package = make_package(tmp_path, INHERITED, style)
    pets = [{"kind": "cat", "lives": 9}, {"kind": "Dog"}, {"kind": "cat"}, {"kind": "cow", "horns": 2}]
    received = package.Pets.from_dict({"pets": pets})
    assert class_names(received.pets) == ["Cat", "Dog", "Cat", "Pet"]
    assert received.to_dict() == {"pets": pets}
    assert class_names(read(package, [{"kind": "cat", "lives": 9}, {"kind": "Dog", "lives": 9}])) == ["Cat", "Dog"]


def test_class_of_an_object_can_be_asked_for(tmp_path: Path) -> None:
    package = make_package(tmp_path, INHERITED, "openapi-generator")
    assert package.Pet.get_discriminator_value({"kind": "cat"}) == "Cat"
    with pytest.raises(ValueError, match=r"^1 validation error for Pet\n"):
        package.Pet.from_dict({"name": "Rex"})


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("other", ["{type: object}", "{type: object, properties: {}, additionalProperties: false}"])
def test_object_of_a_class_does_not_become_a_dict(
    read: Callable[..., Any], other: str, style: str, tmp_path: Path
) -> None:
    package = make_package(tmp_path, LIMIT_OR_OBJECT.replace("OTHER", other), style)
    limit, empty = unwrap(read(package, [{"limit": "users", "expires_at": "2024-02-29T12:34:56Z"}, {}]))
    assert (type(limit).__name__, limit.expires_at.year, empty) == ("Limit", 2024, {})


@pytest.mark.parametrize("style", STYLES)
def test_odd_object_beside_an_empty_one_keeps_its_class(read: Callable[..., Any], style: str, tmp_path: Path) -> None:
    empty = "{type: object, additionalProperties: false}"
    package = make_package(tmp_path, LIMIT_OR_OBJECT.replace("OTHER", empty), style)
    values = [{"limit": "some", "expires_at": "soon"}, {"other": 1}]
    limit, other = unwrap(read(package, values))
    assert (type(limit).__name__, limit.limit, limit.expires_at, other) == ("Limit", "some", "soon", {"other": 1})


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", ["Record", "Long"])
def test_object_has_the_properties_of_its_alternatives(
    read: Callable[..., Any], name: str, style: str, tmp_path: Path
) -> None:
    package = make_package(tmp_path, RECORDS.replace("NAME", name), style)
    records = [{"kind": "A", "value": "text"}, {"kind": "MX", "value": 7, "priority": 0.5}]
    received = read(package, records)
    assert [(type(each).__name__, each.value, each.priority) for each in received] == [
        (name, "text", None),
        (name, 7, 0.5),
    ]
    assert [json.loads(each.to_json()) for each in received] == records
    kind = getattr(package, name)
    assert json.loads(kind(kind="MX", value=7, priority=0.5).to_json()) == records[1]


@pytest.mark.parametrize("style", STYLES)
def test_unions_that_contain_each_other_are_flattened(read: Callable[..., Any], style: str, tmp_path: Path) -> None:
    package = make_package(tmp_path, MUTUAL, style)
    assert unwrap(read(package, "a")) == "a"
    assert unwrap(read(package, 4)) == 4
    pair = unwrap(read(package, {"left": {"left": 3}}))
    assert class_names([pair, pair.left]) == ["Pair", "Pair"]
    with pytest.raises(package.exceptions.UnexpectedResponseException):
        read(package, 4.5)


@pytest.mark.parametrize("style", STYLES)
def test_responses_are_matched_by_property_names(read: Callable[..., Any], style: str, tmp_path: Path) -> None:
    package = make_package(tmp_path, NAMES, style)
    assert class_names([read(package, {"user_name": "b"}), read(package, {"userName": "b"})]) == ["NewUser", "OldUser"]
    assert package.OldUser.from_dict({"userName": "a", "user_name": "b"}).to_dict() == {
        "userName": "a",
        "user_name": "b",
    }


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("model", "given"),
    [
        ("Both", {"userName": "a", "user_name": "b"}),
        ("Both", {"user_name": "b"}),
        ("Ids", {"@id": "a", "id": "b"}),
        ("Ids", {"id": "b"}),
        ("Lists", {"List": "a", "list": "b"}),
        ("Lists", {"list": "b"}),
    ],
)
def test_properties_with_colliding_names_round_trip(
    model: str, given: dict[str, str], style: str, tmp_path: Path
) -> None:
    kind = getattr(make_package(tmp_path, NAMES, style), model)
    received = kind.from_json(json.dumps(given))
    assert json.loads(received.to_json()) == given
    fields = {name: getattr(received, name) for name in kind.model_fields if name in received.model_fields_set}
    assert json.loads(kind(**fields).to_json()) == given
    assert kind(**fields) == received


@pytest.mark.parametrize("style", STYLES)
def test_dicts_as_arguments_use_property_names_first(style: str, tmp_path: Path) -> None:
    package = make_package(tmp_path, NAMES, style)
    assert package.Holder(both={"userName": "a", "user_name": "b"}).to_dict()["both"] == {
        "userName": "a",
        "user_name": "b",
    }
    assert package.Holder(both={"user_name_2": "b"}).to_dict() == {"both": {"user_name": "b"}}
    assert package.Both(user_name="a").to_dict() == {"userName": "a"}


@pytest.mark.parametrize("style", STYLES)
def test_violated_constraints_do_not_lose_a_response(read: Callable[..., Any], style: str, tmp_path: Path) -> None:
    package = make_package(tmp_path, LIMITED, style)
    thing = read(package, ODD)
    assert {name: getattr(thing, name) for name in ODD} == ODD
    assert json.loads(thing.to_json()) == ODD


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", ["at", "day", "key", "level", "always"])
def test_strict_responses_refuse_what_is_not_valid(
    read: Callable[..., Any], name: str, style: str, tmp_path: Path
) -> None:
    package = make_package(tmp_path, LIMITED, style)
    assert read(package, {"short": "abc", "at": "2024-01-02T03:04:05Z"}, strict_responses=True).short == "abc"
    with pytest.raises(package.exceptions.UnexpectedResponseException, match=name):
        read(package, {"short": "abc", name: ODD[name]}, strict_responses=True)


@pytest.mark.parametrize("name", ["short", "small", "few"])
def test_strict_responses_check_limits(read: Callable[..., Any], name: str, tmp_path: Path) -> None:
    package = make_package(tmp_path, LIMITED, "openapi-generator")
    with pytest.raises(package.exceptions.UnexpectedResponseException, match=name):
        read(package, {"short": "abc", name: ODD[name]}, strict_responses=True)


def test_values_of_callers_are_validated(tmp_path: Path) -> None:
    package = make_package(tmp_path, LIMITED, "openapi-generator")
    for name, value in ODD.items():
        with pytest.raises(pydantic.ValidationError, match=name):
            package.Thing(**{"short": "abc", name: value})


@pytest.mark.parametrize("style", STYLES)
def test_naive_times_stay_naive_when_sent_back(read: Callable[..., Any], style: str, tmp_path: Path) -> None:
    package = make_package(tmp_path, LIMITED, style)
    thing = read(package, {"short": "a", "at": "2024-01-02T03:04:05"})
    assert thing.at == datetime.datetime(2024, 1, 2, 3, 4, 5)
    assert json.loads(thing.to_json())["at"] == "2024-01-02T03:04:05"


@pytest.mark.parametrize("style", STYLES)
def test_number_without_fraction_is_an_integer(read: Callable[..., Any], style: str, tmp_path: Path) -> None:
    package = make_package(tmp_path, LIMITED, style)
    small = read(package, {"short": "a", "small": 3.0}).small
    assert (small, type(small)) == (3, int)
    for other in (3.5, True, "3"):
        with pytest.raises(package.exceptions.UnexpectedResponseException, match="small"):
            read(package, {"short": "a", "small": other})


def test_constructor_of_a_subclass_runs_for_received_objects(tmp_path: Path) -> None:
    package = make_package(tmp_path, LIMITED, "openapi-generator")

    class Loud(package.Thing):  # type: ignore[misc, name-defined]
        def __init__(self, **data: Any) -> None:
            super().__init__(**{**data, "small": 99})

    loud = Loud.from_json('{"short": "TOO LONG", "new": 1}')
    assert (loud.short, loud.small, loud.model_extra) == ("TOO LONG", 99, {"new": 1})


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("transport", ["sync", "async"])
def test_event_without_id_line_has_the_last_id(transport: str, style: str, tmp_path: Path) -> None:
    package = make_package(tmp_path, STREAM, style)

    async def collect(configuration: Any) -> list[Any]:
        async with (
            package.aio.ApiClient(configuration) as client,
            await package.aio.DefaultApi(client).get_things() as items,
        ):
            return [item async for item in items]

    with recording() as server:
        server.answers("text/event-stream", FRAMES)
        configuration = package.Configuration(host=server.url)
        if transport == "async":
            events = asyncio.run(collect(configuration))
        else:
            with package.ApiClient(configuration) as client, package.DefaultApi(client).get_things() as items:
                events = list(items)
    assert class_names(events) == ["Status", "Chunk", "Status"]
    assert [each.id for each in unwrap(events)] == ["", "7", "7"]


def test_deep_objects_of_ambiguous_unions_are_read_quickly(tmp_path: Path) -> None:
    kind = make_package(tmp_path, AMBIGUOUS, "openapi-generator").Thing
    value: dict[str, Any] = {"x": 1}
    for _ in range(60):
        value = {"child": value, "y": 1}
    assert kind.from_dict(value).to_dict() == value
    value["child"] = {"x": "not a number", "child": {"child": {}}}
    assert kind.from_dict(value).to_dict() == value
