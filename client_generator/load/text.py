"""Text → value: YAML 1.2 or JSON, in UTF-8."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..errors import DocumentError, Problem
from .deep import call_deeply

STANDARD_INPUT = Path("-")
"""Stands for the text that is piped in."""


def read(path: Path, source: str, warnings: list[Problem] | None = None) -> Any:
    """Return the value that a YAML or JSON file holds.

    Args:
        path: The file; `-` is standard input.
        source: The name of the file in messages.
        warnings: Gets what is wrong with the text and does not keep it from being read.

    Raises:
        DocumentError: the file cannot be read, or is neither YAML nor JSON.
    """
    try:
        content = sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()
        text = content.decode("utf-8-sig")
        return call_deeply(lambda: parse_text(text, source, warnings))
    except (OSError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise DocumentError(Problem("is not UTF-8 text", source=source, hint="save it as UTF-8")) from error
        reason = getattr(error, "strerror", None) or error  # a path with a null byte is a ValueError
        raise DocumentError(Problem(f"cannot be read: {reason}", source=source, hint="check the path")) from error


def parse_text(text: str, source: str, warnings: list[Problem] | None = None) -> Any:
    """Return the value of a YAML 1.2 or JSON text.

    Raises:
        DocumentError: the text is neither.
    """
    try:
        if text.lstrip()[:1] in ("{", "["):
            return parse_json(text, source, [] if warnings is None else warnings)
    except ValueError:
        pass  # a YAML flow mapping starts like JSON
    try:
        return yaml.load(text, Loader=yaml_loader())  # a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        message = f"is not YAML or JSON: {error.problem}{place}"
        raise DocumentError(Problem(message, source=source, hint="fix the syntax there")) from error
    except yaml.YAMLError as error:
        raise DocumentError(Problem(f"is not YAML or JSON: {str(error).splitlines()[0]}", source=source)) from error


def parse_json(text: str, source: str, warnings: list[Problem]) -> Any:
    """Return the value of a JSON text; of a key that is used twice, the last value counts."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            message = f"the key {twice!r} is used twice in one object; the last value counts"
            warnings.append(Problem(message, source=source, hint="remove one"))
        return found

    return json.loads(text, object_pairs_hook=unique)


@cache
def yaml_loader() -> type[yaml.SafeLoader]:
    """Return a safe loader with the core schema of YAML 1.2 (§10.3.2): `on`, `no` and dates are strings."""
    base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader: type[yaml.SafeLoader] = type("Yaml12Loader", (base,), {"yaml_implicit_resolvers": {}})
    for tag, pattern, first in (
        ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
        ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
        (
            "float",
            r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
            list("-+.0123456789"),
        ),
        ("merge", r"<<", ["<"]),
    ):
        loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), first)
    for tag, construct in CONSTRUCTORS.items():
        loader.add_constructor(f"tag:yaml.org,2002:{tag}", construct)
    return loader


def construct_int(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int | float:
    """Build an int; leading zeros do not make it octal, and thousands of digits are infinity."""
    text = loader.construct_scalar(node)
    try:
        return int(text, 0 if text[:2] in ("0o", "0x") else 10)
    except ValueError:  # Python refuses more than 4,300 digits
        return construct_float(loader, node)


def construct_float(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> float:
    """Build a float; `.inf` and `.nan` have a dot that Python's do not."""
    text = loader.construct_scalar(node)
    try:
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError as error:
        raise yaml.constructor.ConstructorError(None, None, f"{text!r} is not a number", node.start_mark) from error


def construct_mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[str, Any]:
    """Build a mapping with keys as text (status codes are often written as numbers), each of them once."""
    return {key: loader.construct_object(value, deep=True) for key, value in entries(node).items()}


def entries(node: yaml.Node) -> dict[str, yaml.Node]:
    """Return the values of a mapping by key; its own come before merged ones (`<<`), of which the first counts."""
    if not isinstance(node, yaml.MappingNode):
        raise yaml.constructor.ConstructorError(None, None, "expected a mapping", node.start_mark)
    own: dict[str, yaml.Node] = {}
    merged: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(None, None, "a key must be a string", key.start_mark)
        if key.tag == "tag:yaml.org,2002:merge":
            for source in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                merged = {**entries(source), **merged}
        elif key.value in own:
            message = f"the key {key.value!r} is used twice"
            raise yaml.constructor.ConstructorError(None, None, message, key.start_mark)
        else:
            own[key.value] = value
    return {**merged, **own}


def construct_bool(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> bool:
    """Build a boolean."""
    text = loader.construct_scalar(node).lower()
    if text not in ("true", "false"):
        raise yaml.constructor.ConstructorError(None, None, f"{text!r} is not true or false", node.start_mark)
    return bool(text == "true")


def refuse_tag(loader: yaml.SafeLoader, node: yaml.Node) -> None:
    """Refuse a type that JSON does not have."""
    raise yaml.constructor.ConstructorError(None, None, f"JSON has no type for {node.tag}", node.start_mark)


CONSTRUCTORS: dict[str, Callable[[Any, Any], Any]] = {
    "bool": construct_bool,
    "int": construct_int,
    "float": construct_float,
    "map": construct_mapping,
    **dict.fromkeys(("timestamp", "binary"), yaml.SafeLoader.construct_yaml_str),  # strings in JSON
    **dict.fromkeys(("set", "omap", "pairs"), refuse_tag),
}
"""Functions that build the values of tags for which PyYAML's own do not fit."""
