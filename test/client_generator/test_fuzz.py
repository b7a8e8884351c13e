"""Documents that nobody would write: the generator raises nothing but its own errors, and what it writes imports."""

from __future__ import annotations

import copy
import importlib
import itertools
import json
import pkgutil
import sys
import warnings
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from client_generator import Generated, GeneratorError, Settings, generate, plan, write_files
from client_generator.config import STYLES

NUMBERS = itertools.count()
NAMES = st.one_of(
    st.sampled_from(["id", "a-b", "a_b", "aB", "class", "self", "list", "str", "datetime", "model_config", "copy", ""]),
    st.sampled_from(
        ["Any", "List", "Model", "UUID", "Field", "None", "2x", "_x", "X", "größe", "名前", "😀", "\u0130"]
    ),
    st.text(max_size=8),
)
ALL_SCHEMAS = ("Thing", "thing", "THING", "Any", "a.b", "a-b", "List", "Date", "ApiClient")
REFERENCES = st.sampled_from(ALL_SCHEMAS).map(lambda name: {"$ref": f"#/components/schemas/{name}"})
FORMATS = st.sampled_from(["date", "date-time", "uuid", "binary", "password", "decimal", "byte", "int64", "unheard-of"])
VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=6))
SIMPLE = st.one_of(
    REFERENCES,
    st.booleans(),
    st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["string", "integer", "number", "boolean", "object", "array", "null"])
            | st.lists(st.sampled_from(["string", "integer", "null", "object", "array"]), unique=True, max_size=3),
            "format": FORMATS,
            "enum": st.lists(VALUES, max_size=4),
            "const": VALUES,
            "default": VALUES,
            "pattern": st.sampled_from(["^a$", "(", "[[a]", r"\p{L}", "(?<n>a)"]),
            "minimum": st.integers(-9, 9) | st.floats(-9, 9),
            "maxLength": st.integers(0, 9),
            "title": NAMES,
            "description": st.text(max_size=20),
            "readOnly": st.booleans(),
            "deprecated": st.booleans(),
        },
    ),
)


def composed(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(NAMES, inner, max_size=4),
            "required": st.lists(NAMES, max_size=3),
            "items": inner,
            "prefixItems": st.lists(inner, max_size=2),
            "additionalProperties": inner,
            "patternProperties": st.dictionaries(st.just("^x"), inner, max_size=1),
            "allOf": st.lists(inner, min_size=1, max_size=3),
            "oneOf": st.lists(inner, min_size=1, max_size=3),
            "anyOf": st.lists(inner, min_size=1, max_size=3),
            "discriminator": NAMES.map(lambda name: {"propertyName": name or "kind"}),
        },
    )


SCHEMAS = st.recursive(SIMPLE, composed, max_leaves=4)
PARAMETERS = st.fixed_dictionaries(
    {"name": NAMES, "in": st.sampled_from(["query", "header", "cookie", "path", "body"]), "schema": SCHEMAS},
    optional={"style": st.sampled_from(["form", "simple", "deepObject", "matrix"]), "explode": st.booleans()},
)
MEDIA_TYPES = st.sampled_from(
    ["application/json", "multipart/form-data", "application/x-www-form-urlencoded", "text/event-stream", "text/plain"]
)
CONTENT = st.dictionaries(MEDIA_TYPES, SCHEMAS.map(lambda schema: {"schema": schema}), min_size=1, max_size=2)
OPERATIONS = st.fixed_dictionaries(
    {"responses": st.dictionaries(st.sampled_from(["200", "2XX", "default", "404"]), CONTENT, max_size=2)},
    optional={
        "operationId": NAMES.filter(bool),
        "tags": st.lists(NAMES, max_size=2),
        "parameters": st.lists(PARAMETERS, max_size=4),
        "requestBody": CONTENT.map(lambda content: {"content": content}),
        "description": st.text(max_size=20),
    },
)
DOCUMENTS = st.fixed_dictionaries(
    {
        "openapi": st.sampled_from(["3.0.3", "3.1.0", "3.2.0"]),
        "info": st.just({"title": "T", "version": "1"}),
        "paths": st.dictionaries(
            st.sampled_from(["/", "/a/{id}", "/a/{b}/{c d}", "/x-y"]),
            st.dictionaries(st.sampled_from(["get", "post"]), OPERATIONS, max_size=2),
            max_size=3,
        ),
        "components": st.fixed_dictionaries(dict.fromkeys(ALL_SCHEMAS, SCHEMAS)).map(lambda found: {"schemas": found}),
    }
)


def with_descriptions(document: dict[str, Any]) -> dict[str, Any]:
    for item in document["paths"].values():
        for operation in item.values():
            operation["responses"] = {
                status: {"description": "R", "content": content} for status, content in operation["responses"].items()
            }
    return document


def generated(document: Any, folder: Path, name: str, style: str) -> Generated | None:
    path = folder / "openapi.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    try:
        return generate(path, Settings(package=name, style=style))
    except GeneratorError:
        return None


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(DOCUMENTS.map(with_descriptions), st.sampled_from(STYLES))
def test_what_is_generated_imports(tmp_path_factory: Any, document: dict[str, Any], style: str) -> None:
    folder, name = tmp_path_factory.mktemp("fuzz"), f"fuzz_{next(NUMBERS)}"
    made = generated(document, folder, name, style)
    if made is None:
        return
    write_files(made.files, folder, plan(made.files, folder, name))
    sys.path.insert(0, str(folder))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            package = importlib.import_module(name)
            for info in pkgutil.walk_packages(package.__path__, f"{name}."):
                importlib.import_module(info.name)
            models = importlib.import_module(f"{name}.models")
            for each in getattr(models, "__all__", []):
                kind = getattr(models, each)
                if hasattr(kind, "model_rebuild"):
                    kind.model_rebuild()
    finally:
        sys.path.remove(str(folder))
        for loaded in [each for each in sys.modules if each.partition(".")[0] == name]:
            del sys.modules[loaded]


JSON = st.recursive(VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3))


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(DOCUMENTS.map(with_descriptions), st.data())
def test_a_document_with_anything_anywhere_raises_only_our_errors(
    tmp_path_factory: Any, document: dict[str, Any], data: st.DataObject
) -> None:
    document = copy.deepcopy(document)
    place: Any = document
    while isinstance(place, (dict, list)) and place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], (dict, list)) or data.draw(st.integers(0, 4)) == 0:
            place[key] = data.draw(JSON)
            break
        place = place[key]
    generated(document, tmp_path_factory.mktemp("fuzz"), "fuzz", "openapi-generator")
