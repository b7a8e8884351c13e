"""Text → value: YAML 1.2 or JSON, in UTF-8."""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..errors import DocumentError, Problem

STANDARD_INPUT = Path("-")
"""Stands for the text that is piped in."""


def read(path: Path, source: str) -> Any:
    """Return the value that a YAML or JSON file holds."""
    try:
        content = sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()
        return parse_text(content.decode("utf-8-sig"), source)
    except OSError as error:
        raise DocumentError(
            Problem(f"cannot be read: {error.strerror}", source=source, hint="check the path")
        ) from error
    except UnicodeDecodeError as error:
        raise DocumentError(Problem("is not UTF-8 text", source=source, hint="save it as UTF-8")) from error


def parse_text(text: str, source: str) -> Any:
    """Return the value of a YAML 1.2 or JSON text."""
    try:
        if text.lstrip().startswith("{"):
            return json.loads(text)
    except ValueError:
        pass  # a YAML flow mapping starts like JSON
    try:
        return yaml.load(text, Loader=yaml_loader())  # a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        message = f"is not YAML or JSON: {error.problem}{place}"
        raise DocumentError(Problem(message, source=source, hint="mend the syntax there")) from error
    except yaml.YAMLError as error:
        raise DocumentError(Problem(f"is not YAML or JSON: {str(error).splitlines()[0]}", source=source)) from error


@cache
def yaml_loader() -> type[yaml.SafeLoader]:
    """A safe loader with the core schema of YAML 1.2 (§10.3.2): `on`, `no` and dates are strings."""
    base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader: type[yaml.SafeLoader] = type("Yaml12Loader", (base,), {"yaml_implicit_resolvers": {}})
    for tag, pattern, first in (
        ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
        ("int", r"[-+]?[0-9]+", list("-+0123456789")),
        (
            "float",
            r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
            list("-+.0123456789"),
        ),
        ("merge", r"<<", ["<"]),
    ):
        loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), first)
    loader.add_constructor("tag:yaml.org,2002:int", construct_int)
    loader.add_constructor("tag:yaml.org,2002:float", construct_float)
    loader.add_constructor("tag:yaml.org,2002:map", construct_mapping)
    return loader


def construct_int(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    """Build an int; leading zeros do not make it octal."""
    return int(node.value)


def construct_float(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> float:
    """Build a float; `.inf` and `.nan` have a dot that Python's do not."""
    return float(node.value.lower().replace(".inf", "inf").replace(".nan", "nan"))


def construct_mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[str, Any]:
    """Build a mapping with keys as text (status codes are often written as numbers), each of them once."""
    loader.flatten_mapping(node)
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else loader.construct_object(key_node, deep=True)
        if key in found:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} is used twice", key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found
