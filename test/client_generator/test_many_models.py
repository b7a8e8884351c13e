"""Hundreds of models that refer to each other: as rings, as chains, and with a base class in the ring."""

from __future__ import annotations

import importlib
import json
import pickle
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import GenericAlias
from typing import Any, get_type_hints

import pytest
from pydantic import TypeAdapter, ValidationError

from client_generator import Settings, generate, plan, write_files

from .callers import STYLES, Caller
from .recording import recording

SIZE = 400
LENGTH = 1_000
LINKS = 60


def reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def ring() -> dict[str, Any]:
    """Return schemas of which each refers to five others, in five ways."""
    choose = random.Random(1)

    def other() -> dict[str, Any]:
        return reference(f"Obj{choose.randrange(SIZE)}")

    return {
        f"Obj{number}": {
            "properties": {
                "id": {"type": "string"},
                "next": reference(f"Obj{(number + 1) % SIZE}"),
                "text": {"anyOf": [{"type": "string"}, other()]},
                "list": {"type": "array", "items": other()},
                "map": {"type": "object", "additionalProperties": other()},
                "null": {"anyOf": [other(), {"type": "null"}]},
            }
        }
        for number in range(SIZE)
    }


def chain() -> dict[str, Any]:
    """Return schemas of which each refers to the next one."""
    links = {
        f"Obj{number}": {"properties": {"id": {"type": "string"}, "next": reference(f"Obj{number + 1}")}}
        for number in range(LENGTH)
    }
    return {**links, f"Obj{LENGTH}": {"properties": {"id": {"type": "string"}}}}


def family() -> dict[str, Any]:
    """Return a ring of schemas with a base class in it, and with unions of objects."""
    base = {
        "properties": {"kind": {"type": "string"}, "first": reference("Heir0")},
        "required": ["kind"],
        "discriminator": {"propertyName": "kind"},
    }
    heirs = {
        f"Heir{number}": {
            "allOf": [
                reference("Base"),
                {"properties": {"next": reference(f"Heir{(number + 1) % LINKS}"), "part": reference(f"Part{number}")}},
            ]
        }
        for number in range(LINKS)
    }
    parts = {
        f"Part{number}": {
            "properties": {
                f"size{number}": {"type": "integer"},
                "owner": {"oneOf": [reference("Base"), reference(f"Part{(number + 1) % LINKS}")]},
                "either": {"anyOf": [reference(f"Part{number}"), reference(f"Part{(number + 7) % LINKS}")]},
            }
        }
        for number in range(LINKS)
    }
    return {"Base": base, **heirs, **parts}


def names_in_chain(count: int) -> dict[str, Any]:
    """Return unions of which each is an alternative of the one before."""
    unions = {
        f"U{number}": {"oneOf": [{"type": "boolean"}, reference(f"U{number + 1}"), reference(f"Obj{number}")]}
        for number in range(count)
    }
    objects = {
        f"Obj{number}": {"properties": {f"id{number}": {"type": "integer"}, "u": reference(f"U{number}")}}
        for number in range(count)
    }
    last = {"oneOf": [{"type": "string"}, {"type": "integer"}]}
    holders = {f"Holder{number}": {"properties": {"u": reference(f"U{number}")}} for number in range(count)}
    return {**unions, **objects, **holders, f"U{count}": last}


def spec(schemas: dict[str, Any], name: str) -> str:
    """Return a spec with one operation, whose body and response are the schema."""
    content = {"content": {"application/json": {"schema": reference(name)}}}
    operation = {
        "operationId": "echo",
        "requestBody": {"required": True, **content},
        "responses": {"200": {"description": "It.", **content}},
    }
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "Many", "version": "1"},
            "paths": {"/echo": {"post": operation}},
            "components": {"schemas": schemas},
        }
    )


@pytest.fixture(scope="module", params=STYLES)
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@contextmanager
def package_of(name: str, text: str, style: str, folder: Path) -> Iterator[str]:
    """Generate a package and return its name; nothing of it is imported."""
    package = f"many_{name}_{style.replace('-', '_')}"
    path = folder / f"{package}.json"
    path.write_text(text, encoding="utf-8")
    files = generate(path, Settings(package=package, client_class="Client", style=style, docs="")).files
    write_files(files, folder, plan(files, folder, package))
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield package
    finally:
        sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def ring_name(style: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with package_of("ring", spec(ring(), "Obj0"), style, tmp_path_factory.mktemp("ring")) as name:
        yield name


@pytest.fixture(scope="module")
def chain_name(style: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with package_of("chain", spec(chain(), "Obj0"), style, tmp_path_factory.mktemp("chain")) as name:
        yield name


@pytest.fixture(scope="module")
def family_name(style: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with package_of("family", spec(family(), "Base"), style, tmp_path_factory.mktemp("family")) as name:
        yield name


def models_of(package: str) -> Any:
    return importlib.import_module(f"{package}.models")


def nested(depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {"id": "last"}
    for number in range(depth):
        found = {"id": str(number), "next": found}
    return found


VALUE = {
    "id": "0",
    "next": {"id": "1", "extra": 1},
    "text": {"text": "t", "null": None},
    "list": [{"id": "2", "list": []}],
    "map": {"key": {"text": {"id": "3"}}},
    "null": None,
}


def test_ring_of_400_models_module_can_be_imported_first(ring_name: str) -> None:
    module = importlib.import_module(f"{ring_name}.models.obj7")
    assert get_type_hints(module.Obj7)["next"].__args__[0] is models_of(ring_name).Obj8


def test_ring_of_400_models_reads_and_writes_values(ring_name: str) -> None:
    models = models_of(ring_name)
    value = models.Obj0.from_json(json.dumps(VALUE))
    assert type(value.next) is models.Obj1
    assert json.loads(value.to_json()) == value.to_dict() == VALUE
    assert pickle.loads(pickle.dumps(value)) == value
    assert value.model_dump(exclude_unset=True, by_alias=True) == VALUE


def test_ring_of_400_models_takes_objects_and_dicts(ring_name: str) -> None:
    models = models_of(ring_name)
    value = models.Obj20(next=models.Obj21(id="a", next={"id": "b"}), null=None)
    assert type(value.next.next) is models.Obj22
    assert value.to_dict() == {"next": {"id": "a", "next": {"id": "b"}}, "null": None}
    with pytest.raises(ValidationError) as caught:
        models.Obj20(next={"next": {"id": 5}})
    assert caught.value.errors()[0]["loc"] == ("next", "next", "id")


def test_value_with_part_made_without_checks_is_written(ring_name: str) -> None:
    models = models_of(ring_name)
    value = models.Obj30.model_construct(next=models.Obj31.model_construct(id="a"))
    assert value.to_dict() == {"next": {"id": "a"}}


def test_ring_of_400_models_describes_each_once(ring_name: str) -> None:
    models = models_of(ring_name)
    schema = models.Obj0.model_json_schema()
    assert schema["$ref"] == "#/$defs/Obj0"
    assert {f"Obj{number}" for number in range(SIZE)} <= schema["$defs"].keys()
    assert schema["$defs"]["Obj8"]["properties"]["list"]["anyOf"][0]["items"].keys() == {"$ref"}


def test_schema_of_one_model_does_not_have_the_others(ring_name: str) -> None:
    model = models_of(ring_name).Obj5
    model.model_rebuild()
    assert len(repr(model.__pydantic_core_schema__)) < 50_000


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
def test_ring_of_400_models_is_sent_and_received(asynchronous: bool, style: str, ring_name: str) -> None:
    package = importlib.import_module(ring_name)
    with recording() as server:
        server.answers("application/json", json.dumps(VALUE).encode())
        caller = Caller(package, server.url, asynchronous)
        fields = {"id": "0", "next": package.models.Obj1(id="1")}
        arguments = fields if style == "sdk" else {"obj0": package.models.Obj0(**fields)}
        assert caller("echo", **arguments).to_dict() == VALUE
        assert json.loads(server.last.body) == {"id": "0", "next": {"id": "1"}}
        caller.close()


def test_chain_of_1000_models_can_be_imported(chain_name: str) -> None:
    first = importlib.import_module(f"{chain_name}.models.obj0").Obj0
    assert get_type_hints(first)["next"].__args__[0] is models_of(chain_name).Obj1


def test_chain_of_1000_models_reads_and_writes_values(chain_name: str) -> None:
    models = models_of(chain_name)
    value = models.Obj0.from_json(json.dumps(nested(150)))
    assert value.to_dict() == json.loads(value.to_json()) == nested(150)
    assert pickle.loads(pickle.dumps(value)) == value
    last = models.Obj990.from_dict(nested(12))
    assert last.to_dict() == nested(12)


def test_chain_of_1000_models_has_json_schema(chain_name: str) -> None:
    models = models_of(chain_name)
    assert len(models.Obj0.model_json_schema()["$defs"]) == LENGTH
    list_type: Any = GenericAlias(list, (models.Obj980,))
    many: TypeAdapter[Any] = TypeAdapter(list_type)
    assert many.json_schema()["items"] == {"$ref": "#/$defs/Obj980"}
    assert many.validate_python([nested(2)])[0].next.next.id == "last"


@pytest.mark.parametrize("module", ["heir3", "base", "part5"])
def test_ring_with_base_class_loads_from_any_module(module: str, style: str, tmp_path: Path, family_name: str) -> None:
    text = spec(family(), "Base")
    with package_of(f"family_{module}", text, style, tmp_path) as name:
        importlib.import_module(f"{name}.models.{module}")
        for each in ("Base", "Heir0", "Heir59", "Part0"):
            get_type_hints(getattr(models_of(name), each))


def test_ring_with_base_class_reads_subclasses(family_name: str) -> None:
    models = models_of(family_name)
    data = {"kind": "Heir3", "part": {"owner": {"kind": "Heir5"}}, "first": {"kind": "Heir0"}}
    value = models.Base.from_dict(data)
    owner = value.part.owner
    assert type(value) is models.Heir3
    assert type(getattr(owner, "root", owner)) is models.Heir5
    assert value.to_dict() == data


def test_dict_argument_becomes_alternative_with_most_fields(family_name: str) -> None:
    models = models_of(family_name)
    value = models.Part1(either={"size8": 1}).either
    assert type(getattr(value, "root", value)) is models.Part8


def test_chain_of_70_unions_reads_values(style: str, tmp_path: Path) -> None:
    text = spec(names_in_chain(70), "Holder0")
    with package_of("unions", text, style, tmp_path) as name:
        models = models_of(name)
        value = models.Holder50.from_dict({"u": {"id55": 1, "u": "x"}})
        assert value.to_dict() == {"u": {"id55": 1, "u": "x"}}


def test_small_ring_keeps_plain_imports(tmp_path: Path) -> None:
    schemas = {name: {"properties": {"other": reference(other)}} for name, other in (("A", "B"), ("B", "A"))}
    path = tmp_path / "small.json"
    path.write_text(spec(schemas, "A"), encoding="utf-8")
    text = generate(path, Settings(package="small", docs="")).files["small/models/a.py"].decode()
    assert text.endswith("\n\n\nfrom .b import B\n")
    assert "standalone" not in text
