"""Documents, as they are read, and as connexion, which knows OpenAPI 3.0 alone, can take them."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import yaml

from .problems import SetupError
from .schemas import Schemas

YAML_1_1 = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
BOOLEAN = re.compile("true|True|TRUE|false|False|FALSE")


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # libyaml is there or not
    """Reads YAML 1.2, where `no` is a text and a date is one too."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # PyYAML's own way to say this
        first: [(tag, pattern) for tag, pattern in resolvers if tag not in YAML_1_1]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


Loader.add_implicit_resolver(YAML_1_1[0], BOOLEAN, list("tTfF"))


@dataclass(frozen=True)
class Document:
    """A document as it was written, and what it says."""

    content: bytes
    media_type: str
    root: Mapping[str, Any]


def read_document(path: Path) -> Document:
    """Read a document in YAML or JSON; its keys are texts, as those of JSON are.

    Raises:
        SetupError: there is none, it cannot be read, or it is something else.
    """
    try:
        content = path.read_bytes()
        root = value_of(content, path.suffix == ".json")
    except (OSError, UnicodeDecodeError, yaml.YAMLError, orjson.JSONEncodeError) as error:
        raise SetupError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if not isinstance(root, dict) or "paths" not in root:
        raise SetupError(f"{path} is no OpenAPI document with paths")
    if not str(root.get("openapi", "")).startswith("3."):
        raise SetupError(f"{path} is no document of OpenAPI 3: the key openapi has to say 3.0 or 3.1")
    return Document(content, "application/json" if path.suffix == ".json" else "application/yaml", root)


def value_of(content: bytes, is_json: bool) -> Any:
    """The value of a text in YAML or JSON; what calls itself JSON may be YAML after all."""
    if is_json:
        with contextlib.suppress(orjson.JSONDecodeError):
            return orjson.loads(content)
    return orjson.loads(orjson.dumps(yaml.load(content, Loader), option=orjson.OPT_NON_STR_KEYS))


METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
NOT_IN_3_0 = {"": ("webhooks", "jsonSchemaDialect"), "info": ("summary",), "components": ("pathItems",)}


def for_connexion(root: Mapping[str, Any]) -> dict[str, Any]:
    """A copy that connexion takes; of OpenAPI 3.1, what 3.0 does not have is left out of it, schemas among that.

    Our validators are compiled from the document itself, so nothing that it asks for is lost.
    """
    copy: dict[str, Any] = orjson.loads(orjson.dumps(root))
    if str(root.get("openapi", "")).startswith("3.0"):
        return copy
    copy["openapi"] = "3.0.3"
    for place, names in NOT_IN_3_0.items():
        part = copy.get(place, {}) if place else copy
        for name in names:
            part.pop(name, None)
    copy.get("info", {}).get("license", {}).pop("identifier", None)
    lowered: dict[str, Any] = lower({**copy, "paths": whole_paths(root)})
    return lowered


def whole_paths(root: Mapping[str, Any]) -> Any:
    """The paths of a document of OpenAPI 3.1, as 3.0 has them: none is a reference, every operation has responses."""
    paths, schemas = root["paths"], Schemas(root)
    if not isinstance(paths, Mapping):
        return paths
    return {path: with_responses(schemas.resolve(item)) for path, item in paths.items()}


def with_responses(item: Any) -> Any:
    """A path whose operations have responses, if only the one that says nothing."""
    if not isinstance(item, Mapping):
        return item
    written = {name: each for name, each in item.items() if name in METHODS and isinstance(each, Mapping)}
    return {**item, **{name: {"responses": {"default": {"description": ""}}, **each} for name, each in written.items()}}


def lower(value: Any) -> Any:
    """Write a value as OpenAPI 3.0 has it, every schema that is found in it as one that allows everything."""
    if isinstance(value, list):
        return [lower(item) for item in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("$ref"), str):
        return {"$ref": value["$ref"]}
    return {key: lower_named(key, item) for key, item in value.items()}


def lower_named(key: str, value: Any) -> Any:
    """Write a value as OpenAPI 3.0 has it, knowing its name."""
    if key == "schema":
        return {}
    if key == "schemas" and isinstance(value, dict):
        return {name: {} for name in value}
    return value if key in ("example", "examples", "default") else lower(value)
