"""Whether a document is OpenAPI 3.x, and whether it keeps to the schema of its version."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from ..errors import DocumentError, Problem
from .references import escape

MOST_PROBLEMS = 20
VERSION = re.compile(r"3\.([012])\.\d+(-.+)?")
FATAL = re.compile(r'is not of types? "(object|array)"$')
FORMS = re.compile(r"the '(oneOf|anyOf)' keyword$")
NULL = re.compile(r'null is not of type "(object|array)"')
NEWER_KEYWORDS = frozenset({"itemSchema"})
CONVERT = "convert it first, for instance with `npx swagger2openapi`"


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


def schema_problems(root: Mapping[str, Any], minor: int, source: str) -> tuple[list[Problem], list[Problem]]:
    """Hold the document against the schema that the OpenAPI Initiative publishes for its version.

    Returns:
        What leaves no sense to be made of it: something else where a mapping or a list has to be. And everything
        else, which real documents are full of.
    """
    fatal: list[Problem] = []
    others: list[Problem] = []
    for error in schema_validator(minor).iter_errors(root):
        cause = innermost(error)
        if is_from_3_2(cause):
            continue
        null = NULL.fullmatch(cause.message) or (cause.instance is None and FORMS.search(cause.message))
        pointer = "".join(f"/{escape(str(part))}" for part in cause.instance_path)
        if isinstance(cause.instance, dict) and "$ref" in cause.instance:
            if cause.message.endswith("is a required property"):
                continue  # it is where the reference leads
            if "'$ref' was unexpected" in cause.message:
                others.append(Problem("$ref is not allowed here; it is followed", pointer, source=source))
                continue
        found = fatal if FATAL.search(cause.message) and not null else others
        problem = empty(null[1], pointer, source) if null else Problem(brief(cause.message), pointer, source=source)
        if problem in found:
            continue
        if len(found) < MOST_PROBLEMS:
            found.append(problem)
        elif len(found) == MOST_PROBLEMS:
            found.append(Problem("has more problems than these", source=source))
    return fatal, others


def empty(kind: str, pointer: str, source: str) -> Problem:
    """Return the warning for null where an object or an array belongs."""
    kind, brackets = ("a list", "[]") if kind == "array" else ("a map", "{}")
    return Problem(f"null is read as {kind} without entries", pointer, f"write {brackets}, or remove the key", source)


def is_from_3_2(error: jsonschema_rs.ValidationError) -> bool:
    """Return True if all that is unexpected is a keyword of OpenAPI 3.2 that 3.1 documents use (FastAPI's do)."""
    unexpected: list[str] = getattr(error.kind, "unexpected", [])
    return bool(unexpected) and NEWER_KEYWORDS.issuperset(unexpected)


def innermost(error: jsonschema_rs.ValidationError) -> jsonschema_rs.ValidationError:
    """Go into the one alternative that was meant; where a reference may stand, that is what may stand there itself."""
    branches = getattr(error.kind, "context", [])
    meant = [branch for branch in branches if not any('"$ref" is a required' in each.message for each in branch)]
    return innermost(meant[0][0]) if len(meant) == 1 and meant[0] else error


def brief(message: str) -> str:
    """Shorten a validator's message that quotes the whole value."""
    if FORMS.search(message):
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
