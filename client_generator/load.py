"""Path → Document: YAML 1.2 or JSON, with the files that it refers to, held against the schema of its version."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import jsonschema_rs
import yaml

from .errors import DocumentError, Problem

MOST_PROBLEMS = 20
VERSION = re.compile(r"3\.([012])\.\d+(-.+)?")
CONVERT = "convert it first, for instance with `npx swagger2openapi`"


@dataclass(frozen=True)
class Document:
    """A specification as it was written: `$ref` is not followed, nothing is filled in."""

    source: str
    """How the user named it; also the key of the document itself in `files`."""
    files: Mapping[str, Any]
    """The values of the document and of every file that it refers to, by path relative to its folder."""
    minor: int
    """The x of OpenAPI 3.x."""

    @property
    def root(self) -> Mapping[str, Any]:
        """The document itself."""
        value: Mapping[str, Any] = self.files[""]
        return value


def load(path: Path) -> Document:
    """Read a specification and the files that it refers to.

    Raises:
        DocumentError: it cannot be read, is not OpenAPI 3.x, or breaks the schema of its version.
    """
    source = str(path)
    root = read(path, source)
    minor = minor_version(root, source)
    problems = list(schema_problems(root, minor, source))
    if problems:
        raise DocumentError(*problems)
    return Document(source, {"": root, **referenced_files(root, path.parent, source)}, minor)


def read(path: Path, source: str) -> Any:
    """Return the value that a YAML or JSON file holds."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DocumentError(
            Problem(f"cannot be read: {error.strerror}", source=source, hint="check the path")
        ) from error
    except UnicodeDecodeError as error:
        raise DocumentError(Problem("is not UTF-8 text", source=source, hint="save it as UTF-8")) from error
    return parse_text(text, source)


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


def minor_version(root: Any, source: str) -> int:
    """Return the x of OpenAPI 3.x, or say what the document is instead."""
    if not isinstance(root, dict):
        raise DocumentError(Problem("is not an OpenAPI document: no mapping at its top", source=source))
    if "swagger" in root:
        raise DocumentError(Problem(f"is Swagger {root['swagger']}, not OpenAPI 3.x", "/swagger", CONVERT, source))
    if "openapi" not in root:
        raise DocumentError(Problem("has no `openapi` version", source=source, hint="add `openapi: 3.0.3` at its top"))
    match = VERSION.fullmatch(str(root["openapi"]))
    if not match:
        message = f"OpenAPI {root['openapi']} is not supported"
        raise DocumentError(Problem(message, "/openapi", "use a version 3.0.x, 3.1.x or 3.2.x", source))
    return int(match.group(1))


def schema_problems(root: Mapping[str, Any], minor: int, source: str) -> Iterator[Problem]:
    """Hold the document against the schema that the OpenAPI Initiative publishes for its version."""
    for count, error in enumerate(schema_validator(minor).iter_errors(root)):
        if count == MOST_PROBLEMS:
            yield Problem("has more problems than these", source=source)
            return
        cause = innermost(error)
        pointer = "".join(f"/{escape(str(part))}" for part in cause.instance_path)
        yield Problem(brief(cause.message), pointer, source=source)


def innermost(error: jsonschema_rs.ValidationError) -> jsonschema_rs.ValidationError:
    """Go into the one alternative that was meant; where a reference may stand, that is what may stand there itself."""
    branches = getattr(error.kind, "context", [])
    meant = [branch for branch in branches if not any('"$ref" is a required' in each.message for each in branch)]
    return innermost(meant[0][0]) if len(meant) == 1 and meant[0] else error


def brief(message: str) -> str:
    """Shorten a validator's message that quotes the whole value."""
    if message.endswith(("the 'oneOf' keyword", "the 'anyOf' keyword")):
        return "has none of the forms that are allowed here"
    return message if len(message) <= 200 else f"{message[:100]} … {message[-80:]}"


@cache
def schema_validator(minor: int) -> jsonschema_rs.Validator:
    """The validator of one OpenAPI version, from the schemas that openapi-spec-validator carries."""
    spec = importlib.util.find_spec(
        "openapi_spec_validator"
    )  # found, not imported: that takes longer than all the rest
    if spec is None or spec.origin is None:
        raise DocumentError(Problem("openapi-spec-validator is missing", hint='pip install "portal-client[generator]"'))
    path = Path(spec.origin).parent / "resources" / "schemas" / f"v3.{minor}" / "schema.json"
    return jsonschema_rs.validator_for(json.loads(path.read_text(encoding="utf-8")), validate_formats=False)


def referenced_files(root: Any, folder: Path, source: str) -> dict[str, Any]:
    """Read every file that the document refers to, directly or through another file."""
    files: dict[str, Any] = {}
    waiting = [(name, pointer, source) for name, pointer in file_references(root, "", "")]
    while waiting:
        name, pointer, user = waiting.pop()
        if name in files:
            continue
        if "://" in name:
            hint = "save it beside the document and refer to the file"
            raise DocumentError(Problem(f"refers to {name}, which is not a file", pointer, hint, user))
        try:
            files[name] = read(folder / name, name)
        except DocumentError as error:
            problem = error.problems[0]
            message = f"refers to {problem.source}, which {problem.message}"
            raise DocumentError(Problem(message, pointer, problem.hint, user)) from error
        waiting += [(other, at, name) for other, at in file_references(files[name], name, "")]
    return files


def file_references(value: Any, file: str, pointer: str) -> Iterator[tuple[str, str]]:
    """Find the files that a value refers to, with the place of each reference."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from file_references(item, file, f"{pointer}/{index}")
    elif isinstance(value, dict):
        reference = value.get("$ref")
        if isinstance(reference, str) and not reference.startswith("#"):
            yield target_file(reference, file), pointer
        for key, item in value.items():
            if key not in ("example", "examples", "default", "enum", "const"):
                yield from file_references(item, file, f"{pointer}/{escape(key)}")


def target_file(reference: str, file: str) -> str:
    """Return the file that a reference in another file means, relative to the document's folder."""
    name = unquote(urldefrag(reference).url)
    if not name or "://" in name:
        return name or file
    return (Path(file).parent / name).as_posix()


def escape(token: str) -> str:
    """Escape one token of a JSON pointer (RFC 6901 §3)."""
    return token.replace("~", "~0").replace("/", "~1")
