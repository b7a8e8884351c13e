"""Operations: their names, tags and pages."""

from __future__ import annotations

from pathlib import Path

from test.client_generator.compare.documents import (
    GET,
    NO_RESPONSE,
    Case,
    document,
    each,
    get,
    tells_alone,
)

PAGED = "x-fern-pagination: {next_uri: $response.next, results: $response.data}"
ALONE = [
    ("operations", "paths: {}", get(NO_RESPONSE), GET, "the operation get_things is new", "addition"),
    (
        "name",
        f"paths: {{/things: {{get: {{operationId: list_things, {NO_RESPONSE}}}}}}}",
        get(NO_RESPONSE),
        GET,
        "the operation list_things is called get_things now",
        "breaking",
    ),
    (
        "no name",
        f"paths: {{/things: {{get: {{{NO_RESPONSE}}}}}}}",
        get(NO_RESPONSE),
        GET,
        "the operation GET /things is called get_things now",
        "breaking",
    ),
    (
        "place",
        f"paths: {{/old: {{post: {{operationId: get_things, {NO_RESPONSE}}}}}}}",
        get(NO_RESPONSE),
        GET,
        "the operation get_things sends GET /things now, not POST /old; calls stay as they are",
        "documentation",
    ),
    (
        "first tag",
        get(f"tags: [a], {NO_RESPONSE}"),
        get(f"tags: [b], {NO_RESPONSE}"),
        GET,
        "the operation get_things is in the API class of b now, not of a",
        "breaking",
    ),
    (
        "no tag",
        get(f"tags: [a], {NO_RESPONSE}"),
        get(NO_RESPONSE),
        GET,
        "the operation get_things is in the API class of default now, not of a",
        "breaking",
    ),
    (
        "other tags",
        get(f"tags: [a], {NO_RESPONSE}"),
        get(f"tags: [a, b], {NO_RESPONSE}"),
        GET,
        "the tags of the operation get_things changed",
        "documentation",
    ),
    (
        "deprecated",
        get(NO_RESPONSE),
        get(f"deprecated: true, {NO_RESPONSE}"),
        GET,
        "the operation get_things is deprecated",
        "documentation",
    ),
    (
        "iterator",
        get(NO_RESPONSE),
        get(f"{PAGED}, {NO_RESPONSE}"),
        f"{GET}/x-fern-pagination",
        "the operation get_things is paged now: there is an iterator",
        "addition",
    ),
    (
        "no iterator",
        get(f"{PAGED}, {NO_RESPONSE}"),
        get(NO_RESPONSE),
        GET,
        "the operation get_things is not said to be paged any more: its iterator is gone",
        "breaking",
    ),
    (
        "items of pages",
        get(f"{PAGED}, {NO_RESPONSE}"),
        get(f"{PAGED.replace('.data', '.things')}, {NO_RESPONSE}"),
        f"{GET}/x-fern-pagination",
        "the items of the pages of the operation get_things are at things now, not at data",
        "breaking",
    ),
    (
        "summary",
        get(NO_RESPONSE),
        get(f"summary: a, {NO_RESPONSE}"),
        GET,
        "the summary of the operation get_things changed",
        "documentation",
    ),
    (
        "description",
        get(NO_RESPONSE),
        get(f"description: a, {NO_RESPONSE}"),
        GET,
        "the description of the operation get_things changed",
        "documentation",
    ),
    (
        "tag described",
        document("tags: [{name: a}]"),
        document("tags: [{name: a, description: b}]"),
        "/tags/0",
        "the description of the tag a changed",
        "documentation",
    ),
]


@each(ALONE)
def test_a_change_alone_is_told_alone(tmp_path: Path, case: Case) -> None:
    tells_alone(tmp_path, case, "new")


REMOVED = [
    (
        "tag",
        document("tags: [{name: a, description: b}]"),
        document(""),
        "/tags/0",
        "the description of the tag a is gone",
        "documentation",
    ),
    ("operation", get(NO_RESPONSE), "paths: {}", GET, "the operation get_things is gone", "breaking"),
]


@each(REMOVED)
def test_what_is_removed_is_told_where_it_stood(tmp_path: Path, case: Case) -> None:
    tells_alone(tmp_path, case, "old")
