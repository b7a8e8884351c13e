"""Models as users construct, change, dump and compare them, in both styles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pydantic
import pytest

from .packages import STYLES, load_package, packages
from .recording import Recorder, recording

DOCUMENT = """
paths:
  /things:
    put:
      operationId: put_thing
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Thing:
      type: object
      required: [name]
      properties:
        name: {type: string}
        userName: {type: string, description: "Name of the user: 'x'."}
        part: {$ref: '#/components/schemas/Part'}
        parts: {type: array, items: {$ref: '#/components/schemas/Part'}}
        open: {$ref: '#/components/schemas/Open'}
        closed: {$ref: '#/components/schemas/Closed'}
    Part: {type: object, properties: {size: {type: integer}, sizeLimit: {type: integer}}}
    Open: {type: object, additionalProperties: true, properties: {size: {type: integer}}}
    Closed: {type: object, additionalProperties: false, properties: {size: {type: integer}}}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ModuleType]]:
    with packages(tmp_path_factory.mktemp("packages")) as package:
        yield {style: package(DOCUMENT, style) for style in STYLES}


@pytest.fixture(params=STYLES)
def either(made: dict[str, ModuleType], request: pytest.FixtureRequest) -> ModuleType:
    return made[request.param]


@pytest.fixture
def drop_in(made: dict[str, ModuleType]) -> ModuleType:
    return made["openapi-generator"]


@pytest.fixture
def sdk(made: dict[str, ModuleType]) -> ModuleType:
    return made["sdk"]


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    with recording() as found:
        yield found


def put(package: ModuleType, recorder: Recorder, thing: Any) -> bytes:
    recorder.answers("", status=204)
    with package.ApiClient(package.Configuration(host=recorder.url)) as client:
        package.DefaultApi(client).put_thing(thing)
    return recorder.last.body


def test_unknown_keys_in_dict_bodies_are_not_sent(drop_in: ModuleType, recorder: Recorder) -> None:
    body = {"name": "n", "new": 1, "part": {"new": 1}, "parts": [{"size": 1, "new": 2}], "closed": {"new": 3}}
    assert put(drop_in, recorder, body) == b'{"name":"n","part":{},"parts":[{"size":1}],"closed":{}}'


def test_additional_properties_in_dict_bodies_are_sent(drop_in: ModuleType, recorder: Recorder) -> None:
    assert put(drop_in, recorder, {"name": "n", "open": {"new": 1}}) == b'{"name":"n","open":{"new":1}}'


def test_received_unknown_properties_are_sent_back(either: ModuleType) -> None:
    thing = either.models.Thing.from_dict({"name": "n", "new": 1, "part": {"new": 2}, "closed": {"new": 3}})
    assert thing.to_json() == '{"name":"n","part":{"new":2},"closed":{},"new":1}'


def test_unknown_arguments_name_the_nearest_field(sdk: ModuleType) -> None:
    with pytest.raises(ValueError, match=r"usr_name\n  Unknown field; did you mean 'user_name'\?"):
        sdk.models.Thing(name="n", usr_name="x")
    with pytest.raises(ValueError, match=r"(?s)parts\.0\.sizes\n.*did you mean 'size'\?.*closed\.sice\n.*'size'"):
        sdk.models.Thing(name="n", parts=[{"sizes": 1}], closed={"sice": 1})
    with pytest.raises(pydantic.ValidationError, match=r"zzz\n  Unknown field \[") as error:
        sdk.models.Thing(zzz=1)
    assert {each["type"] for each in error.value.errors()} == {"extra_forbidden", "missing"}
    with pytest.raises(ValueError, match="has no field 'nam'; did you mean 'name'"):
        sdk.models.Thing(name="n").nam = 1


def test_unknown_arguments_of_calls_name_the_nearest_field(sdk: ModuleType) -> None:
    with pytest.raises(sdk.ArgumentError, match=r"part: sizeLimi: Unknown field; did you mean 'sizeLimit'\?"):
        sdk.DefaultApi().put_thing(name="n", part={"sizeLimi": 1})


def test_subclass_defaults_are_sent(either: ModuleType) -> None:
    class Mine(either.models.Thing):  # type: ignore[misc, name-defined]
        kind: str = "mine"
        note: str | None = None

        def shout(self) -> str:
            return f"{self.name}!"

    assert Mine(name="n").to_dict() == {"name": "n", "kind": "mine"}
    assert Mine.from_dict({"name": "n"}).shout() == "n!"
    assert Mine(name="n") == Mine.from_json('{"name":"n","kind":"mine"}')


SINGLE = """
paths: {}
components:
  schemas:
    Child: {type: object, required: [name], properties: {name: {type: string}}}
    Plain: {oneOf: [{$ref: '#/components/schemas/Child'}]}
    Described: {description: Another child., oneOf: [{$ref: '#/components/schemas/Child'}]}
    Titled: {title: Nice, anyOf: [{$ref: '#/components/schemas/Child'}]}
    Use:
      type: object
      properties:
        plain: {$ref: '#/components/schemas/Plain'}
        described: {$ref: '#/components/schemas/Described'}
"""


def test_one_of_with_one_reference_keeps_its_class(tmp_path: Path) -> None:
    with packages(tmp_path) as package:
        models = package(SINGLE, "openapi-generator").models
        use = models.Use.from_dict({"plain": {"name": "a"}, "described": {"name": "b"}})
        assert (type(use.plain), type(use.described)) == (models.Child, models.Described)
        assert models.Described(name="b").to_dict() == use.described.to_dict() == {"name": "b"}
        assert models.Titled.from_dict({"name": "c"}).name == "c"


SECRETS = """
paths: {}
components:
  schemas:
    Login:
      type: object
      properties:
        secret: {type: string, format: password, minLength: 3, maxLength: 5, pattern: '^[a-z]'}
"""


@pytest.mark.parametrize("secret", ["ab", "abcdef", "1abc"])
def test_limits_of_passwords_are_checked(secret: str, tmp_path: Path) -> None:
    models = load_package(tmp_path, SECRETS).models
    assert models.Login(secret="abc").to_json() == '{"secret":"abc"}'
    assert models.Login.from_dict({"secret": secret}).to_json() == f'{{"secret":"{secret}"}}'
    with pytest.raises(ValueError, match="secret"):
        models.Login(secret=secret)
