"""Differences from OpenAPI Generator's clients that docs/migrating.md lists, with the lines that it recommends."""

from __future__ import annotations

import logging
import typing
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pydantic
import pytest

from .packages import load_package
from .recording import Recorder, recording

DOCUMENT = """
paths:
  /things:
    get:
      operationId: list_things
      parameters: [{name: limit, in: query, required: true, schema: {type: integer}}]
      responses:
        "200":
          description: Things
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}
  /name:
    get:
      operationId: get_name
      responses: {"200": {description: A name, content: {application/json: {schema: {type: string}}}}}
  /count:
    get:
      operationId: get_count
      responses: {"200": {description: A count, content: {application/json: {schema: {type: integer}}}}}
  /events:
    get:
      operationId: get_events
      responses: {"200": {description: Events, content: {text/event-stream: {schema: {type: string}}}}}
  /rows:
    put:
      operationId: put_rows
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      callbacks:
        onDone:
          '{$request.body#/url}':
            post:
              requestBody: {content: {application/json: {schema: {type: object, properties: {done: {type: boolean}}}}}}
              responses: {"204": {description: Done}}
      responses: {"204": {description: Done}}
components:
  schemas:
    Thing:
      type: object
      properties:
        at: {type: string, format: date-time}
        color: {$ref: '#/components/schemas/Color'}
        number: {$ref: '#/components/schemas/Number'}
        state: {type: string, enum: [on, 'off']}
        id: {type: string, format: uuid}
        parts: {type: array, items: {oneOf: [{$ref: '#/components/schemas/Part'}]}}
    Part: {type: object, properties: {size: {type: integer}}}
    Size: {oneOf: [{$ref: '#/components/schemas/Part'}, {type: string}]}
    Color: {type: string, enum: [red]}
    Number: {type: integer, enum: [1]}
    Check:
      type: object
      properties: {state: {type: string}, at: {type: string}}
      oneOf: [{required: [at], properties: {state: {enum: [done]}}}, {properties: {state: {enum: [queued]}}}]
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load_package(tmp_path_factory.mktemp("differences"), DOCUMENT, version="3.0.3")


@pytest.fixture(scope="module")
def server() -> Iterator[Recorder]:
    with recording() as found:
        yield found


@pytest.fixture
def api(package: Any, server: Recorder) -> Iterator[Any]:
    with package.ApiClient(package.Configuration(host=server.url)) as client:
        yield package.DefaultApi(client)


@pytest.mark.parametrize("arguments", [{}, {"limit": 1, "limt": 2}, {"limit": "many"}], ids=str)
def test_wrong_arguments_are_type_or_value_errors(api: Any, server: Recorder, arguments: dict[str, Any]) -> None:
    before = len(server.requests)
    with pytest.raises((TypeError, ValueError)) as error:
        api.list_things(**arguments)
    assert not isinstance(error.value, pydantic.ValidationError)
    assert len(server.requests) == before


def test_mismatched_response_is_api_exception_and_value_error(api: Any, server: Recorder, package: Any) -> None:
    server.answers("application/json", b'{"not": "a list"}')
    with pytest.raises(package.ApiException) as error:
        api.list_things(limit=1)
    assert (error.value.status, error.value.body) == (200, '{"not": "a list"}')
    with pytest.raises(ValueError, match="list"):
        api.list_things(limit=1)


@pytest.mark.parametrize(("operation", "body"), [("get_name", b"12"), ("get_name", b"true"), ("get_count", b'"12"')])
def test_value_of_another_json_type_raises(
    api: Any, server: Recorder, package: Any, operation: str, body: bytes
) -> None:
    server.answers("application/json", body)
    with pytest.raises(package.ApiException) as error:
        getattr(api, operation)()
    assert error.value.body == body.decode()


@pytest.mark.parametrize("body", [b"", b"{}"])
def test_body_that_is_no_list_raises(api: Any, server: Recorder, package: Any, body: bytes) -> None:
    server.answers("application/json", body)
    with pytest.raises(package.ApiException) as error:
        api.list_things(limit=1)
    assert (error.value.status, error.value.body) == (200, body.decode())


def test_event_stream_can_be_read_as_one_string(api: Any, server: Recorder) -> None:
    server.answers("text/event-stream", b"data: a\n\ndata: b\n\n")
    with api.get_events() as events:
        assert list(events) == ["a", "b"]
    assert api.get_events_without_preload_content().data.decode() == "data: a\n\ndata: b\n\n"


def test_unknown_properties_can_be_removed(api: Any, server: Recorder) -> None:
    server.answers("application/json", b'[{"state": "on", "new": 1}]')
    (thing,) = api.list_things(limit=1)
    assert thing.to_dict() == {"state": "on", "new": 1}
    thing.model_extra.clear()
    assert thing.to_dict() == {"state": "on"}


def test_enums_are_formatted_as_their_values(package: Any) -> None:
    assert (str(package.Color.RED), f"{package.Color.RED}", package.Color.RED.name) == ("red", "red", "RED")
    assert f"{package.Number.NUMBER_1}" == "1"
    assert str(package.Thing(state="on").state) == "on"


def test_list_items_of_one_reference_are_its_class(api: Any, server: Recorder, package: Any) -> None:
    server.answers("application/json", b'[{"parts": [{"size": 1}]}]')
    (thing,) = api.list_things(limit=1)
    assert thing.parts == [package.Part(size=1)]


def test_object_with_alternatives_of_constraints_is_one_class(package: Any) -> None:
    assert package.Check(state="done", at="now").to_dict() == {"state": "done", "at": "now"}
    assert not hasattr(package, "CheckOneOf")


def test_callback_models_are_named_after_the_callback(package: Any) -> None:
    assert package.OnDoneRequest(done=True).to_dict() == {"done": True}


def test_copied_updates_of_unknown_fields_are_kept(package: Any) -> None:
    copied = package.Thing(state="on").model_copy(update={"new": 1})
    assert copied.to_dict() == {"state": "on", "new": 1}


def test_date_times_end_with_z_in_utc(api: Any, server: Recorder, package: Any) -> None:
    server.answers("", status=204)
    api.put_rows(package.Thing(at=datetime(2020, 1, 2, 3, 4, 5, tzinfo=timezone.utc)))
    assert server.last.body == b'{"at":"2020-01-02T03:04:05Z"}'


def test_user_agent_names_the_package(api: Any, server: Recorder, package: Any) -> None:
    server.answers("application/json", b"[]")
    api.list_things(limit=1)
    assert server.last.headers["User-Agent"] == f"{package.__name__.replace('_', '-')}/1.0.0/python"
    api.api_client.user_agent = "OpenAPI-Generator/1.0.0/python"
    api.list_things(limit=1)
    assert server.last.headers["User-Agent"] == "OpenAPI-Generator/1.0.0/python"


def test_log_file_has_the_messages_of_the_package(package: Any, tmp_path: Path) -> None:
    configuration = package.Configuration()
    configuration.logger_file = str(tmp_path / "log")
    urllib3 = logging.getLogger("urllib3")
    logging.getLogger(package.__name__).warning("ours")
    urllib3.warning("before")
    urllib3.addHandler(configuration.logger_file_handler)
    urllib3.warning("theirs")
    urllib3.removeHandler(configuration.logger_file_handler)
    configuration.logger_file = None
    lines = (tmp_path / "log").read_text().splitlines()
    assert [line.rpartition(" ")[2] for line in lines] == ["ours", "theirs"]


def test_key_error_shows_its_message_without_quotes(package: Any) -> None:
    assert str(package.ApiKeyError("no key")) == "no key"


def test_uuids_are_objects_that_print_as_strings(package: Any) -> None:
    text = "c0ffee00-0000-4000-8000-000000000000"
    thing = package.Thing.from_dict({"id": text})
    assert (str(thing.id), thing.to_json()) == (text, f'{{"id":"{text}"}}')


def test_annotations_of_methods_are_resolved_with_models(package: Any) -> None:
    with pytest.raises(NameError):
        typing.get_type_hints(package.DefaultApi.put_rows)
    names = {name: getattr(package.models, name) for name in dir(package.models)}
    hints = typing.get_type_hints(package.DefaultApi.put_rows, localns=names)
    assert hints["thing"] == package.Thing | None


def test_inline_enum_members_have_plain_values(package: Any) -> None:
    state = package.Thing(state="on").state
    assert (state, type(state) is str, type(state.value) is str) == ("on", False, True)


def test_dump_of_a_union_is_the_wrapped_value(package: Any) -> None:
    size = package.Size(package.Part(size=1))
    assert (size.model_dump(), size.to_dict()) == ({"size": 1}, {"size": 1})
    assert package.Size("big").model_dump() == "big"
