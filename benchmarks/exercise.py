"""Uses a generated package as far as that can be done without knowing it: imports, calls, round trips.

    python -m benchmarks.exercise PACKAGE        (run by corpus.py, with the package's folder on the path)

Prints a JSON object with counts, and a list of what went wrong.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
import sys
import traceback
import warnings
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import hypothesis
from hypothesis import strategies
from pydantic import TypeAdapter

DEEPEST = 5


def main(name: str) -> dict[str, Any]:
    package = importlib.import_module(name)
    errors: list[str] = []
    modules = list(imported(package, errors))
    methods, kinds = list(operations(package)), list(models(package))
    for method in methods:
        call(method, errors)
    for kind in kinds:
        round_trip(kind, errors)
    return {"modules": len(modules), "operations": len(methods), "models": len(kinds), "errors": errors}


def imported(package: ModuleType, errors: list[str]) -> Iterator[ModuleType]:
    """Import every module."""
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        try:
            yield importlib.import_module(info.name)
        except Exception as error:
            errors.append(f"import {info.name}: {error!r}")


def operations(package: ModuleType) -> Iterator[tuple[Any, Any, ModuleType]]:
    """Every operation's method, on an API whose transport is ours, and its descriptor."""
    apis = importlib.import_module(f"{package.__name__}.api")
    for name in getattr(apis, "__all__", []):
        kind = getattr(apis, name)
        module = inspect.getmodule(kind)
        descriptors = importlib.import_module(
            f"{package.__name__}._operations.{kind.__module__.rpartition('.')[2][:-4]}"
        )
        for constant in vars(descriptors).values():
            if type(constant).__name__ == "Operation":
                yield getattr(kind, constant.id), constant, module or package


def call(found: tuple[Any, Any, ModuleType], errors: list[str]) -> None:
    """Call an operation with made-up arguments; a made-up answer of success has to be read."""
    method, operation, module = found
    package = module.__name__.partition(".")[0]
    rest = importlib.import_module(f"{package}.rest")
    client_of, configuration = (getattr(importlib.import_module(package), n) for n in ("ApiClient", "Configuration"))
    try:
        arguments = {each.argument: sample_argument(each) for each in fields(operation)}
        with client_of(configuration(host="http://127.0.0.1:9")) as client:
            client.rest_client = Answering(rest, operation)
            method(getattr(module, method.__qualname__.partition(".")[0])(client), **arguments)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        errors.append(f"call {operation.id}: {error!r:.300} ({place.filename.rpartition('/')[2]}:{place.lineno})")


def fields(operation: Any) -> Iterator[Any]:
    """Return a value for each argument of an operation; a body is of its first media type."""
    yield from operation.parameters
    if operation.body:
        first = next(iter(operation.body.content))
        found = [each for each in operation.body.fields if each.argument and first in (each.media_types or (first,))]
        yield from found
        if operation.body.argument and not found:
            yield Whole(operation.body)


class Whole:
    """A whole body as an argument."""

    def __init__(self, body: Any) -> None:
        self.argument = body.argument
        self.type = next(iter(body.content.values()))
        self.file = False


class Answering:
    """A transport that answers every request with a value that fits."""

    def __init__(self, rest: ModuleType, operation: Any) -> None:
        self.rest = rest
        self.operation = operation

    def request(self, *_: Any, **__: Any) -> Any:
        import urllib3

        status, response = next(
            ((s, r) for s, r in self.operation.responses.items() if s.startswith("2")), ("200", None)
        )
        content = dict(response.content) if response else {}
        kind = next((name for name in content if "json" in name), next(iter(content), ""))
        body = b"text"
        kind = "application/json" if "*" in kind else kind
        if "json" in kind:
            type_of = content.get(kind) or next(iter(content.values()))
            body = json.dumps(sample(TypeAdapter(type_of()).json_schema(mode="validation"))).encode()
        number = int(status.replace("XX", "00"))
        return self.rest.RESTResponse(
            urllib3.HTTPResponse(body, {"Content-Type": kind} if kind else {}, number, preload_content=False)
        )

    def close(self) -> None:
        pass


def sample_argument(field: Any) -> Any:
    """A value for an argument."""
    found = field.type()
    if "PathLike" in str(found) or found in (bytes, Any):
        return [b"x"] if str(found).startswith("typing.List") else b"x"
    return TypeAdapter(found).validate_python(sample(TypeAdapter(found).json_schema()))


def models(package: ModuleType) -> Iterator[Any]:
    """Every model that is an object."""
    found = importlib.import_module(f"{package.__name__}.models")
    for name in getattr(found, "__all__", []):
        if hasattr(getattr(found, name), "model_fields"):
            yield getattr(found, name)


def round_trip(model: Any, errors: list[str]) -> None:
    """Read a made-up value, write it, and read it again: both have to be equal."""
    try:
        first = model.from_dict(sample(model.model_json_schema()))
        second = model.from_json(first.to_json())
        if json.loads(first.to_json()) != json.loads(second.to_json()):
            errors.append(f"round trip {model.__name__}: {first!r:.200} became {second!r:.200}")
    except Exception as error:
        errors.append(f"round trip {model.__name__}: {error!r:.300}")


def sample(schema: dict[str, Any], root: dict[str, Any] | None = None, depth: int = 0) -> Any:
    """Make up a value that fits a JSON Schema as pydantic writes them."""
    root = schema if root is None else root
    if "$ref" in schema:
        return sample(root["$defs"][schema["$ref"].rpartition("/")[2]], root, depth + 1)
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    for keyword in ("anyOf", "oneOf", "allOf"):
        if keyword in schema:
            options = schema[keyword]
            null = next((option for option in options if option.get("type") == "null"), None)
            beside = {key: value for key, value in schema.items() if key not in (keyword, "default", "title")}
            return None if null and depth > DEEPEST else sample({**options[0], **beside}, root, depth + 1)
    return sample_of_type(schema, root, depth)


def sample_of_type(schema: dict[str, Any], root: dict[str, Any], depth: int) -> Any:
    """Make up a value of a schema's type."""
    kind = schema.get("type")
    if kind == "object" and "properties" not in schema and isinstance(schema.get("additionalProperties"), dict):
        return {"key": sample(schema["additionalProperties"], root, depth + 1)} if depth < DEEPEST else {}
    if kind == "object":
        wanted = set(schema.get("required", ())) | (set(schema.get("properties", ())) if depth < 2 else set())
        properties = schema.get("properties", {})
        return {key: sample(value, root, depth + 1) for key, value in properties.items() if key in wanted}
    if kind == "array":
        count = max(schema.get("minItems", 0), 0 if depth > DEEPEST else 1)
        return [sample(schema.get("items", {}), root, depth + 1) for _ in range(count)]
    if kind in ("integer", "number"):
        return sample_number(schema)
    if kind == "string":
        return sample_text(schema)
    return {"boolean": True, "null": None}.get(str(kind), "any")


def sample_number(schema: dict[str, Any]) -> float:
    """Make up a number within bounds."""
    if "exclusiveMinimum" in schema:
        return float(schema["exclusiveMinimum"]) + 1 if schema["type"] == "number" else schema["exclusiveMinimum"] + 1
    found: float = schema.get("minimum", min(1, schema.get("maximum", 1)))
    step = schema.get("multipleOf", 1)
    return found if found % step == 0 else step * (found // step + 1)


def sample_text(schema: dict[str, Any]) -> str:
    """Make up a text of a format, a pattern or a length."""
    if "pattern" in schema:
        least = schema.get("minLength", 0)
        length = range(least, schema.get("maxLength", 10_000) + 1)
        # long texts of one class of characters are found by their length, not by chance
        pattern = re.sub(r"^(\^?\[[^\]]+\])[+*](\$?)$", rf"\1{{{max(least, 1)}}}\2", schema["pattern"])
        found: str = hypothesis.find(strategies.from_regex(pattern), lambda text: len(text) in length)
        return found
    formats = {
        "date-time": "2024-01-31T09:30:00Z",
        "date": "2024-01-31",
        "time": "09:30:00",
        "uuid": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    }
    text = formats.get(schema.get("format", ""), "text")
    least, most = schema.get("minLength", 0), schema.get("maxLength", 10_000)
    return text.ljust(least, "x")[:most] if "format" not in schema else text


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(json.dumps(main(sys.argv[1])))
