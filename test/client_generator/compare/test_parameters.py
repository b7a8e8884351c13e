"""What operations take as parameters."""

from __future__ import annotations

from pathlib import Path

from test.client_generator.compare.documents import (
    GET,
    LISTS,
    NEEDED,
    NO_RESPONSE,
    Case,
    Q,
    each,
    get,
    parameters,
    tells_alone,
)

ALONE = [
    (
        "parameter",
        get(NO_RESPONSE),
        parameters(Q),
        f"{GET}/parameters/0",
        "the parameter q is new, and optional",
        "addition",
    ),
    (
        "required parameter",
        get(NO_RESPONSE),
        parameters(NEEDED),
        f"{GET}/parameters/0",
        "the parameter q is new, and required",
        "breaking",
    ),
    (
        "became required",
        parameters(Q),
        parameters(NEEDED),
        f"{GET}/parameters/0",
        "the parameter q is required now",
        "breaking",
    ),
    (
        "became optional",
        parameters(NEEDED),
        parameters(Q),
        f"{GET}/parameters/0",
        "the parameter q is optional now",
        "addition",
    ),
    (
        "renamed parameter",
        parameters(Q),
        parameters(Q.replace("name: q", "name: r")),
        f"{GET}/parameters/0",
        "the parameter q is called r now",
        "breaking",
    ),
    (
        "location",
        parameters(Q),
        parameters(Q.replace("query", "header")),
        f"{GET}/parameters/0",
        "the parameter q travels in another way: in is header now, not query",
        "documentation",
    ),
    (
        "style",
        parameters(LISTS),
        parameters(LISTS.replace("space", "pipe")),
        f"{GET}/parameters/0",
        "the parameter q travels in another way: style is pipeDelimited now, not spaceDelimited",
        "documentation",
    ),
    (
        "explode",
        parameters(LISTS),
        parameters(LISTS.replace("false", "true")),
        f"{GET}/parameters/0",
        "the parameter q travels in another way: explode is true now, not false",
        "documentation",
    ),
    (
        "parameter as JSON",
        parameters(Q),
        parameters("{name: q, in: query, content: {application/json: {schema: {type: string}}}}"),
        f"{GET}/parameters/0",
        "the parameter q travels as application/json now",
        "documentation",
    ),
    (
        "parameter type",
        parameters(Q),
        parameters(Q.replace("string", "integer")),
        f"{GET}/parameters/0/schema",
        "the parameter q is integer now, not string",
        "breaking",
    ),
    (
        "parameter deprecated",
        parameters(Q),
        parameters(Q.replace("{name", "{deprecated: true, name")),
        f"{GET}/parameters/0",
        "the parameter q is deprecated",
        "documentation",
    ),
    (
        "parameter described",
        parameters(Q),
        parameters(Q.replace("{name", "{description: a, name")),
        f"{GET}/parameters/0",
        "the description of the parameter q changed",
        "documentation",
    ),
    (
        "parameter example",
        parameters(Q),
        parameters(Q.replace("{name", "{example: a, name")),
        f"{GET}/parameters/0",
        "the example of the parameter q changed",
        "documentation",
    ),
    (
        "order",
        parameters(Q, Q.replace("name: q", "name: r")),
        parameters(Q.replace("name: q", "name: r"), Q),
        GET,
        "arguments change places; their order is r, q now",
        "breaking",
    ),
]


@each(ALONE)
def test_a_change_alone_is_told_alone(tmp_path: Path, case: Case) -> None:
    tells_alone(tmp_path, case, "new")


REMOVED = [
    ("parameter", parameters(Q), get(NO_RESPONSE), f"{GET}/parameters/0", "the parameter q is gone", "breaking"),
]


@each(REMOVED)
def test_what_is_removed_is_told_where_it_stood(tmp_path: Path, case: Case) -> None:
    tells_alone(tmp_path, case, "old")
