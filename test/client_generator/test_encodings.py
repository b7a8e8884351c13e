"""Strings that hold other values: base64, decimals and embedded JSON, in bodies and parameters of both styles."""

from __future__ import annotations

import base64
import json
import pickle
from collections.abc import Iterator
from decimal import Decimal
from email import message_from_bytes
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from .packages import STYLES, packages
from .recording import Recorder, recording

DOCUMENT = """
paths:
  /things/{path}:
    put:
      operationId: put_thing
      parameters:
      - {name: path, in: path, required: true, schema: {$ref: '#/components/schemas/Embedded'}}
      - {name: query, in: query, schema: {$ref: '#/components/schemas/Embedded'}}
      - {name: X-Head, in: header, schema: {$ref: '#/components/schemas/Embedded'}}
      - {name: q_coded, in: query, schema: {type: string, contentEncoding: base64}}
      - {name: q_byte, in: query, schema: {type: string, format: byte}}
      - {name: q_price, in: query, schema: {type: string, format: decimal}}
      - {name: q_exact, in: query, schema: {type: string, format: number}}
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses:
        "200": {description: It., content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
  /forms/{kind}:
    parameters: [{name: kind, in: path, required: true, schema: {type: string}}]
    post:
      operationId: post_form
      requestBody: {content: {application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Form'}}}}
      responses: {"204": {description: Done.}}
    put:
      operationId: put_form
      requestBody: {content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Form'}}}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Embedded: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Point'}}
    Numbers: {type: string, contentMediaType: application/json, contentSchema: {type: array, items: {type: integer}}}
    Point: {type: object, required: [x], properties: {x: {type: integer}, at: {type: string, format: date-time}}}
    Form:
      type: object
      properties:
        point: {$ref: '#/components/schemas/Embedded'}
        numbers: {$ref: "#/components/schemas/Numbers"}
        coded: {type: string, contentEncoding: base64}
    Thing:
      type: object
      properties:
        coded: {type: string, contentEncoding: base64}
        url: {type: string, contentEncoding: base64url}
        image: {type: string, contentEncoding: BASE64, contentMediaType: image/png}
        list: {type: array, items: {type: string, contentEncoding: base64}}
        byte: {type: string, format: byte}
        media: {type: string, contentMediaType: image/png}
        quoted: {type: string, contentEncoding: quoted-printable}
        price: {type: string, format: decimal}
        exact: {type: string, format: number}
        point: {$ref: '#/components/schemas/Embedded'}
        points: {type: array, items: {$ref: '#/components/schemas/Embedded'}}
        number: {type: string, contentMediaType: application/json, contentSchema: {type: number}}
        text: {type: string, contentMediaType: application/json, contentSchema: {type: string}}
"""
RAW = bytes(range(256))
CODED = base64.b64encode(RAW).decode()
WIRE: dict[str, Any] = {
    "coded": CODED,
    "url": base64.urlsafe_b64encode(RAW).decode(),
    "image": CODED,
    "list": [CODED, ""],
    "byte": CODED,
    "media": "as it is",
    "quoted": "=3D",
    "price": "1.50",
    "exact": "1.50",
    "point": '{"x":1,"at":"2024-01-02T03:04:05Z"}',
    "points": ['{"x":2}'],
    "number": "1.5",
    "text": '"a"',
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ModuleType]]:
    with packages(tmp_path_factory.mktemp("packages")) as package:
        yield {style: package(DOCUMENT, style) for style in STYLES}


@pytest.fixture(params=STYLES)
def either(made: dict[str, ModuleType], request: pytest.FixtureRequest) -> ModuleType:
    return made[request.param]


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    with recording() as found:
        found.answers("application/json", b"{}")
        yield found


def api(package: ModuleType, recorder: Recorder) -> Any:
    return package.DefaultApi(package.ApiClient(package.Configuration(host=recorder.url)))


def test_encoded_strings_are_read_as_their_values(either: ModuleType) -> None:
    thing = either.models.Thing.from_json(json.dumps(WIRE))
    assert (thing.coded, thing.url, thing.image, thing.list) == (RAW, RAW, RAW, [RAW, b""])
    assert (thing.byte, thing.media, thing.quoted) == (CODED, "as it is", "=3D")
    assert (thing.price, thing.exact) == ("1.50", Decimal("1.50"))
    assert (thing.point.x, thing.point.at.year, thing.points[0].x) == (1, 2024, 2)
    assert (thing.number, thing.text) == (1.5, "a")
    assert json.loads(thing.to_json()) == WIRE
    assert thing.model_dump()["coded"] == RAW
    assert pickle.loads(pickle.dumps(thing)) == thing == either.models.Thing.from_dict(WIRE)


def test_encoded_strings_go_over_the_wire_and_back(either: ModuleType, recorder: Recorder) -> None:
    point = either.models.Point(x=1, at="2024-01-02T03:04:05Z")
    given: dict[str, Any] = {
        "coded": RAW,
        "url": RAW,
        "image": RAW,
        "list": [RAW, b""],
        "byte": CODED.encode(),
        "media": "as it is",
    }
    given |= {"quoted": "=3D", "price": "1.50", "exact": Decimal("1.50"), "point": point, "points": [{"x": 2}]}
    given |= {"number": 1.5, "text": "a"}
    thing = either.models.Thing(**given)
    recorder.answers("application/json", json.dumps(WIRE).encode())
    call = api(either, recorder).put_thing
    found = call(path=point, **({"thing": thing} if "thing" in call.__annotations__ else given))
    assert json.loads(recorder.last.body) == WIRE
    assert found == thing


def test_strings_that_are_encoded_already_are_accepted(either: ModuleType) -> None:
    given = {name: value for name, value in WIRE.items() if name not in ("text", "exact")}
    thing = either.models.Thing(**given)
    assert thing.coded == RAW
    assert thing.point == either.models.Point(x=1, at="2024-01-02T03:04:05Z")
    assert json.loads(thing.to_json()) == given
    assert thing.to_dict() == given


@pytest.mark.parametrize("name", ["coded", "point", "number"])
def test_received_strings_that_do_not_decode_stay_strings(either: ModuleType, name: str) -> None:
    thing = either.models.Thing.from_dict({name: "{no"})
    assert getattr(thing, name) == "{no"
    assert thing.to_json() == f'{{"{name}":"{{no"}}'


@pytest.mark.parametrize(("name", "value"), [("coded", "{no"), ("coded", 1), ("byte", b"\xff"), ("point", "{no")])
def test_strings_that_do_not_decode_are_refused(either: ModuleType, name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=name):
        either.models.Thing(**{name: value})


@pytest.mark.parametrize("as_text", [False, True])
def test_parameters_carry_encoded_strings(made: dict[str, ModuleType], recorder: Recorder, as_text: bool) -> None:
    package = made["openapi-generator"]
    point: Any = '{"x": 7}' if as_text else {"x": 7}
    call = api(package, recorder).put_thing
    call(
        point,
        query=point,
        x_head=point,
        q_coded=CODED if as_text else RAW,
        q_byte=b"YQ==",
        q_price="1.50",
        q_exact="1.5",
    )
    parts = urlsplit(recorder.last.target)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert unquote(parts.path) == '/things/{"x":7}'
    assert query == {"query": '{"x":7}', "q_coded": CODED, "q_byte": "YQ==", "q_price": "1.50", "q_exact": "1.5"}
    assert recorder.last.headers["X-Head"] == '{"x":7}'


def test_forms_carry_encoded_strings(either: ModuleType, recorder: Recorder) -> None:
    fields: dict[str, Any] = {"point": {"x": 7}, "numbers": [1, 2], "coded": RAW}
    expected = {"point": '{"x":7}', "numbers": "[1,2]", "coded": CODED}
    recorder.answers("", status=204)
    api(either, recorder).post_form(kind="a", **fields)
    assert {name: values[0] for name, values in parse_qs(recorder.last.body.decode()).items()} == expected
    api(either, recorder).put_form(kind="a", **fields)
    head = f"Content-Type: {recorder.last.headers['Content-Type']}\r\n\r\n".encode()
    parts: Any = message_from_bytes(head + recorder.last.body).get_payload()
    sent = {part.get_param("name", header="content-disposition"): part.get_payload() for part in parts}
    assert sent == expected
