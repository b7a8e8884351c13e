"""What operations take and give as bodies."""

from __future__ import annotations

from pathlib import Path

from test.client_generator.compare.documents import (
    EMPTY,
    GET,
    JSON,
    NO_RESPONSE,
    OK,
    XML,
    Case,
    body,
    each,
    get,
    responses,
    tells_alone,
)

ALONE = [
    (
        "body",
        get(NO_RESPONSE),
        body(JSON),
        f"{GET}/requestBody",
        "the request body is new, and optional",
        "addition",
    ),
    (
        "required body",
        get(NO_RESPONSE),
        body(JSON, "true"),
        f"{GET}/requestBody",
        "the request body is new, and required",
        "breaking",
    ),
    (
        "body became required",
        body(JSON),
        body(JSON, "true"),
        f"{GET}/requestBody",
        "the request body is required now",
        "breaking",
    ),
    (
        "body became optional",
        body(JSON, "true"),
        body(JSON),
        f"{GET}/requestBody",
        "the request body is optional now",
        "addition",
    ),
    (
        "body in another form too",
        body(JSON),
        body(f"{JSON}, {XML}"),
        f"{GET}/requestBody/content/application~1xml",
        "the request body can be application/xml",
        "addition",
    ),
    (
        "first media type",
        body(f"{JSON}, {XML}"),
        body(f"{XML}, {JSON}"),
        f"{GET}/requestBody",
        "the request body is application/xml unless the caller says so, not application/json",
        "breaking",
    ),
    (
        "body type",
        body(JSON),
        body(JSON.replace("string", "boolean")),
        f"{GET}/requestBody/content/application~1json/schema",
        "the request body is boolean now, not string",
        "breaking",
    ),
    (
        "body example",
        body(JSON),
        body("application/json: {example: a, schema: {type: string}}"),
        f"{GET}/requestBody/content/application~1json",
        "the example of the request body changed",
        "documentation",
    ),
    (
        "encoding",
        body("multipart/form-data: {schema: {type: object, properties: {a: {}}}}"),
        body(
            "multipart/form-data: {schema: {type: object, properties: {a: {}}}, encoding: {a: {contentType: text/csv}}}"
        ),
        f"{GET}/requestBody/content/multipart~1form-data",
        "the fields of the request body are encoded in another way",
        "documentation",
    ),
    (
        "field of a form",
        body("multipart/form-data: {schema: {type: object, properties: {a: {}}}}"),
        body("multipart/form-data: {schema: {type: object, properties: {a: {}, b: {}}, required: [b]}}"),
        f"{GET}/requestBody/content/multipart~1form-data/schema/properties/b",
        "the field b is new, and required",
        "breaking",
    ),
    (
        "title of a form",
        body("multipart/form-data: {schema: {title: A, type: object, properties: {a: {}}}}"),
        body("multipart/form-data: {schema: {title: B, type: object, properties: {a: {}}}}"),
        f"{GET}/requestBody/content/multipart~1form-data/schema",
        "the title of the request body changed",
        "documentation",
    ),
    (
        "response type",
        responses(OK),
        responses(OK.replace("string", "boolean")),
        f"{GET}/responses/200/content/application~1json/schema",
        "the response is boolean now, not string",
        "breaking",
    ),
    (
        "response brings something",
        responses(EMPTY),
        responses(EMPTY.replace("''", f"'', content: {{{JSON}}}")),
        f"{GET}/responses/204/content/application~1json",
        "the response can be application/json",
        "addition",
    ),
    (
        "response in another form too",
        responses(OK),
        responses(OK.replace(JSON, f"{JSON}, {XML}")),
        f"{GET}/responses/200/content/application~1xml",
        "the response can be application/xml",
        "addition",
    ),
    (
        "error",
        responses(OK),
        responses(OK, f"'404': {{description: '', content: {{{XML}}}}}"),
        f"{GET}/responses/404",
        "the response 404 is new",
        "addition",
    ),
    (
        "success",
        responses(OK),
        responses(OK, OK.replace("200", "201")),
        f"{GET}/responses/201",
        "the response 201 is new",
        "addition",
    ),
    (
        "success of another type",
        responses(OK),
        responses(OK, OK.replace("200", "201").replace("string", "integer")),
        f"{GET}/responses/201",
        "the response 201 is new, and brings integer",
        "breaking",
    ),
    (
        "response described",
        responses(OK),
        responses(OK.replace("''", "a")),
        f"{GET}/responses/200",
        "the description of the response 200 changed",
        "documentation",
    ),
    (
        "header",
        responses(EMPTY),
        responses("'204': {description: '', headers: {X-Rest: {schema: {type: string}}}}"),
        f"{GET}/responses/204/headers/X-Rest",
        "the header X-Rest is new",
        "addition",
    ),
    (
        "header of another type",
        responses("'204': {description: '', headers: {X-Rest: {schema: {type: string}}}}"),
        responses("'204': {description: '', headers: {X-Rest: {schema: {type: integer}}}}"),
        f"{GET}/responses/204/headers/X-Rest",
        "what the header X-Rest holds changed",
        "documentation",
    ),
]


@each(ALONE)
def test_a_change_alone_is_told_alone(tmp_path: Path, case: Case) -> None:
    tells_alone(tmp_path, case, "new")


REMOVED = [
    ("body", body(JSON), get(NO_RESPONSE), f"{GET}/requestBody", "the request body is gone", "breaking"),
    (
        "media type of a body",
        body(f"{JSON}, {XML}"),
        body(XML),
        f"{GET}/requestBody/content/application~1json",
        "the request body cannot be application/json any more",
        "breaking",
    ),
    (
        "media type of a response",
        responses(OK.replace(JSON, f"{JSON}, {XML}")),
        responses(OK),
        f"{GET}/responses/200/content/application~1xml",
        "the response cannot be application/xml any more",
        "breaking",
    ),
    (
        "success",
        responses(OK, EMPTY),
        responses(OK),
        f"{GET}/responses/204",
        "the response 204 is gone",
        "breaking",
    ),
    (
        "only success",
        responses("default: {description: ''}, '400': {description: ''}"),
        responses("'400': {description: ''}"),
        f"{GET}/responses/default",
        "the response default is gone",
        "breaking",
    ),
    (
        "error",
        responses(OK, "'404': {description: ''}"),
        responses(OK),
        f"{GET}/responses/404",
        "the response 404 is gone",
        "documentation",
    ),
    (
        "header",
        responses("'204': {description: '', headers: {X-Rest: {schema: {type: string}}}}"),
        responses(EMPTY),
        f"{GET}/responses/204/headers/X-Rest",
        "the header X-Rest is gone",
        "breaking",
    ),
]


@each(REMOVED)
def test_what_is_removed_is_told_where_it_stood(tmp_path: Path, case: Case) -> None:
    tells_alone(tmp_path, case, "old")
