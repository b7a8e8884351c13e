"""Event streams whose schemas say that `data` is a string, as FastAPI publishes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from client_generator import Settings, generate

from .callers import WAY_NAMES, WAYS, Caller, generated
from .documents import write_document
from .recording import Recorder, recording

DOCUMENT = """
paths:
  /text:
    get:
      operationId: text
      responses:
        "200":
          description: d
          content:
            text/event-stream:
              itemSchema:
                type: object
                required: [data]
                properties:
                  data: {type: string}
                  event: {type: string}
                  id: {type: string}
                  retry: {type: integer, minimum: 0}
  /mixed:
    get:
      operationId: mixed
      responses:
        "200":
          description: d
          content:
            text/event-stream:
              itemSchema:
                oneOf:
                  - {$ref: "#/components/schemas/Step"}
                  - {$ref: "#/components/schemas/Log"}
  /lines:
    get:
      operationId: lines
      responses:
        "200":
          description: d
          content: {application/jsonl: {itemSchema: {$ref: "#/components/schemas/Point"}}}
  /typed:
    get:
      operationId: typed
      responses:
        "200":
          description: d
          content:
            text/event-stream:
              itemSchema:
                type: object
                required: [data]
                properties:
                  data:
                    type: string
                    contentMediaType: application/json
                    contentSchema: {$ref: "#/components/schemas/Point"}
                  event: {type: string}
  /names:
    get:
      operationId: names
      responses:
        "200":
          description: d
          content:
            text/event-stream:
              itemSchema:
                type: object
                properties: {data: {type: string, contentMediaType: application/json, contentSchema: {type: string}}}
  /plain:
    get:
      operationId: plain
      responses: {"200": {description: d, content: {text/event-stream: {schema: {type: string, minLength: 1}}}}}
  /anything:
    get:
      operationId: anything
      responses: {"200": {description: d, content: {text/event-stream: {}}}}
  /words:
    get:
      operationId: words
      responses: {"200": {description: d, content: {application/jsonl: {itemSchema: {type: string}}}}}
  /points:
    get:
      operationId: points
      responses:
        "200":
          description: d
          content:
            text/event-stream:
              schema:
                type: string
                contentMediaType: application/json
                contentSchema: {$ref: "#/components/schemas/Point"}
components:
  schemas:
    Point: {type: object, required: [n], properties: {n: {type: integer}}}
    Step:
      type: object
      required: [event, data]
      properties: {event: {const: step}, data: {$ref: "#/components/schemas/Point"}}
    Log:
      type: object
      required: [event, data]
      properties: {event: {const: log}, data: {type: string}}
"""


def document(folder: Path) -> Path:
    return write_document(folder, DOCUMENT, "3.1.0")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("event_schemas")
    with generated(document(folder), folder, "event_schemas") as found:
        yield found


@pytest.fixture(scope="module")
def server() -> Iterator[Recorder]:
    with recording() as found:
        yield found


@pytest.fixture(params=WAYS, ids=WAY_NAMES)
def call(request: pytest.FixtureRequest, packages: dict[str, Any], server: Recorder) -> Iterator[Caller]:
    style, asynchronous = request.param
    caller = Caller(packages[style], server.url, asynchronous)
    yield caller
    caller.close()


def test_item_schema_in_3_1_gives_no_warning(tmp_path: Path) -> None:
    assert generate(document(tmp_path), Settings(package="client")).warnings == ()


def test_string_data_of_an_event_is_not_parsed(call: Caller, server: Recorder) -> None:
    server.answers(
        "text/event-stream", b'id: 7\nevent: tick\ndata: {"a": 1}\n\ndata: 12\n\n', b'retry: 5\ndata: "x"\n\n'
    )
    first, second, third = call.items(call("text"))
    assert [first.data, second.data, third.data] == ['{"a": 1}', "12", '"x"']
    assert (first.id, first.event, third.retry) == ("7", "tick", 5)


@pytest.mark.parametrize("name", ["plain", "anything"])
def test_data_of_a_string_schema_is_not_parsed(call: Caller, server: Recorder, name: str) -> None:
    server.answers("text/event-stream", b'data: {"a": 1}\n\ndata: 12\n\ndata: null\n\n', b'data: "x"\n\n')
    assert call.items(call(name)) == ['{"a": 1}', "12", "null", '"x"']


def test_lines_of_a_string_schema_are_json(call: Caller, server: Recorder) -> None:
    server.answers("application/jsonl", b'"a"\n"12"\n')
    assert call.items(call("words")) == ["a", "12"]


def test_data_is_a_string_in_the_events_that_say_so(call: Caller, server: Recorder) -> None:
    server.answers(
        "text/event-stream", b'event: step\ndata: {"n": 1}\n\nevent: log\ndata: {"n": 1}\n\nevent: log\ndata: 12\n\n'
    )
    step, log, number = [getattr(item, "actual_instance", item) for item in call.items(call("mixed"))]
    assert step.data == call.package.Point(n=1)
    assert [type(log).__name__, log.data, number.data] == ["Log", '{"n": 1}', "12"]


def test_json_in_string_data_is_read_as_its_content_schema(call: Caller, server: Recorder) -> None:
    server.answers("text/event-stream", b'event: a\ndata: {"n":\ndata: 1}\n\n', b'data: {"n": 2}\n\n')
    first, second = call.items(call("typed"))
    assert [first.data, second.data] == [call.package.Point(n=1), call.package.Point(n=2)]
    assert first.event == "a"
    assert call.items(call("points")) == [call.package.Point(n=1), call.package.Point(n=2)]
    server.answers("text/event-stream", b'data: "a \\"b\\""\n\n', b'data: "12"\n\n')
    assert [event.data for event in call.items(call("names"))] == ['a "b"', "12"]


def test_lines_of_json_are_read_by_their_item_schema(call: Caller, server: Recorder) -> None:
    server.answers("application/jsonl", b'{"n": 1}\n{"n"', b": 2}")
    assert [point.n for point in call.items(call("lines"))] == [1, 2]
