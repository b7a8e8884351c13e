from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from client_generator import Change, compare, read_api
from client_generator.diff import KINDS
from test.client_generator.documents import write_document
from test.paths import ROOT, SPECIFICATION

THING = "/components/schemas/Thing"
FIELD = f"{THING}/properties/x"
GET = "/paths/~1things/get"
POST = "/paths/~1things/post"
REF = '{$ref: "#/components/schemas/Thing"}'
OTHER = "A: {type: object, properties: {a: {type: string}}}, B: {type: object, properties: {b: {type: string}}}"
SENDS = (
    f"post: {{operationId: send, requestBody: {{content: {{application/json: {{schema: {REF}}}}}}}, "
    f"responses: {{'204': {{description: ''}}}}}}"
)
RECEIVES = (
    f"get: {{operationId: receive, responses: "
    f"{{'200': {{description: '', content: {{application/json: {{schema: {REF}}}}}}}}}}}"
)
GRAVITY: list[str] = [*KINDS]
WAYS = {"sent": [SENDS], "received": [RECEIVES], "both": [SENDS, RECEIVES], "unused": []}


def differences(folder: Path, old: str, new: str, version: str = "3.1.0") -> tuple[Change, ...]:
    one, other = (write_document(folder, text, version, name) for text, name in ((old, "old.yaml"), (new, "new.yaml")))
    return compare(read_api(one), read_api(other))


def schemas(thing: str, way: str = "both", others: str = OTHER) -> str:
    """A document whose operations send or receive a Thing."""
    return f"paths: {{/things: {{{', '.join(WAYS[way])}}}}}\ncomponents: {{schemas: {{Thing: {thing}, {others}}}}}"


def holding(field: str, way: str) -> str:
    return schemas(f"{{type: object, properties: {{x: {field}}}}}", way)


def get(operation: str, rest: str = "") -> str:
    """A document with one operation."""
    return f"paths: {{/things: {{get: {{operationId: get_things, {operation}}}}}}}\n{textwrap.dedent(rest)}"


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [(change.kind, change.pointer, change.message) for change in changes]


FIELDS = [
    ("{type: string}", "{type: integer}", "the field x is integer now, not string", "breaking", "breaking"),
    ("{type: integer}", "{type: number}", "the field x is number now, not integer", "addition", "breaking"),
    ("{type: number}", "{type: integer}", "the field x is integer now, not number", "breaking", "addition"),
    ("{type: string}", "{}", "the field x is any value now, not string", "addition", "breaking"),
    ("{}", "false", "the field x is no value now, not any value", "breaking", "addition"),
    (
        "{type: string}",
        "{type: [string, integer]}",
        "the field x is string or integer now, not string",
        "addition",
        "breaking",
    ),
    (
        "{type: string}",
        "{type: string, format: date}",
        "the format of the field x became date, it was none",
        "breaking",
        "breaking",
    ),
    (
        "{type: string, format: binary}",
        "{type: string, contentMediaType: text/plain}",
        "the format of the field x became none, it was binary",
        "breaking",
        "breaking",
    ),
    (
        "{type: string, format: email}",
        "{type: string, format: hostname}",
        "the format of the field x became hostname, it was email",
        "documentation",
        "documentation",
    ),
    ("{type: string}", "{type: [string, 'null']}", "the field x can be null now", "addition", "breaking"),
    ("{type: [string, 'null']}", "{type: string}", "the field x cannot be null any more", "breaking", "addition"),
    (
        '{$ref: "#/components/schemas/A"}',
        '{anyOf: [{$ref: "#/components/schemas/A"}, {type: "null"}]}',
        "the field x can be null now",
        "addition",
        "breaking",
    ),
    (
        '{$ref: "#/components/schemas/A"}',
        '{$ref: "#/components/schemas/B"}',
        "the field x is B now, not A",
        "breaking",
        "breaking",
    ),
    ('{$ref: "#/components/schemas/A"}', "{type: string}", "the field x is string now, not A", "breaking", "breaking"),
    ("{type: object}", '{$ref: "#/components/schemas/A"}', "the field x is A now, not object", "breaking", "breaking"),
    (
        "{title: P, type: object, properties: {y: {}}}",
        "{title: P, type: object}",
        "the field x is object now, not P",
        "breaking",
        "breaking",
    ),
    (
        "{type: string}",
        "{type: string, minLength: 3}",
        "the field x is limited more: no minLength became minLength 3",
        "breaking",
        "documentation",
    ),
    (
        "{type: integer, minimum: 3}",
        "{type: integer, exclusiveMinimum: 3}",
        "the field x is limited more: minimum 3 became exclusiveMinimum 3",
        "breaking",
        "documentation",
    ),
    (
        "{type: integer, maximum: 3}",
        "{type: integer, maximum: 5}",
        "the field x is limited less: maximum 3 became maximum 5",
        "addition",
        "documentation",
    ),
    (
        "{type: array, maxItems: 3}",
        "{type: array, maxItems: 2}",
        "the field x is limited more: maxItems 3 became maxItems 2",
        "breaking",
        "documentation",
    ),
    (
        "{type: string, pattern: a}",
        "{type: string}",
        "the field x is limited less: pattern a became no pattern",
        "addition",
        "documentation",
    ),
    (
        "{type: string, pattern: a}",
        "{type: string, pattern: b}",
        "the field x is limited more: pattern a became pattern b",
        "breaking",
        "documentation",
    ),
    (
        "{type: integer, multipleOf: 6}",
        "{type: integer, multipleOf: 3}",
        "the field x is limited less: multipleOf 6 became multipleOf 3",
        "addition",
        "documentation",
    ),
    (
        "{type: array, uniqueItems: true}",
        "{type: array, uniqueItems: false}",
        "the field x is limited less: uniqueItems true became uniqueItems false",
        "addition",
        "documentation",
    ),
    (
        "{type: string}",
        "{type: string, enum: [a]}",
        'the field x is one of "a" now',
        "breaking",
        "addition",
    ),
    (
        "{type: string, enum: [a]}",
        "{type: string, enum: [a, b]}",
        'the field x can be "b" too',
        "addition",
        "addition",
    ),
    (
        "{enum: [1, 2], x-enum-varnames: [one, two]}",
        "{enum: [1, 2], x-enum-varnames: [one, deux]}",
        "the values of the field x have other names",
        "breaking",
        "breaking",
    ),
    (
        "{type: string, default: a}",
        "{type: string, default: b}",
        'the default of the field x became "b", it was "a"',
        "breaking",
        "documentation",
    ),
    (
        "{type: string}",
        "{type: string, default: b}",
        'the default of the field x became "b", it was none',
        "documentation",
        "documentation",
    ),
    (
        "{type: object, patternProperties: {a: {type: string}}}",
        "{type: object, patternProperties: {b: {type: string}}}",
        "the patterns of the names of other fields of the field x changed",
        "documentation",
        "documentation",
    ),
    (
        "{type: array, prefixItems: [{type: string}]}",
        "{type: array, prefixItems: [{type: string}, {type: string}]}",
        "the field x has 2 items of their own now, not 1",
        "documentation",
        "documentation",
    ),
    (
        "{type: object}",
        "{type: object, additionalProperties: {type: string}}",
        "any other field of the field x is string now, not any value",
        "breaking",
        "addition",
    ),
    ("{deprecated: false}", "{deprecated: true}", "the field x is deprecated", "documentation", "documentation"),
    ("{}", "{title: T}", "the title of the field x changed", "documentation", "documentation"),
    (
        "{description: a}",
        "{description: b}",
        "the description of the field x changed",
        "documentation",
        "documentation",
    ),
    ("{}", "{example: a}", "the example of the field x changed", "documentation", "documentation"),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("old", "new", "message", "sent", "received"), FIELDS)
def test_a_field_changes_for_those_who_send_and_those_who_receive_it(
    tmp_path: Path, way: str, old: str, new: str, message: str, sent: str, received: str
) -> None:
    kind = {"sent": sent, "received": received}.get(way, min(sent, received, key=GRAVITY.index))
    pointer = f"{FIELD}/additionalProperties" if "additionalProperties" in new else FIELD
    assert told(differences(tmp_path, holding(old, way), holding(new, way))) == [(kind, pointer, message)]


OBJECT = "{type: object, properties: {a: {}, b: {}}"


@pytest.mark.parametrize(("way", "kind"), [("sent", "breaking"), ("received", "documentation")])
def test_fields_go_together_in_another_way(tmp_path: Path, way: str, kind: str) -> None:
    old, new = schemas(f"{OBJECT}}}", way), schemas(f"{OBJECT}, anyOf: [{{required: [a]}}, {{required: [b]}}]}}", way)
    message = "the fields of the schema Thing go together in another way"
    assert told(differences(tmp_path, old, new)) == [(kind, THING, message)]


def test_a_field_that_is_not_described_can_be_required(tmp_path: Path) -> None:
    old, new = schemas(f"{OBJECT}}}", "sent"), schemas(f"{OBJECT}, required: [c]}}", "sent")
    message = "the field c, which is not described, is %s now"
    assert told(differences(tmp_path, old, new)) == [("breaking", THING, message % "required")]
    assert told(differences(tmp_path, new, old)) == [("addition", THING, message % "optional")]


def test_the_words_of_a_part_are_words_of_the_whole(tmp_path: Path) -> None:
    old, new = (
        schemas(f"{{allOf: [{{$ref: '#/components/schemas/A'}}, {words}]}}")
        for words in ("{}", "{title: a, example: b}")
    )
    assert told(differences(tmp_path, old, new)) == [
        ("documentation", f"{THING}/allOf/1", "the title of the schema Thing changed"),
        ("documentation", f"{THING}/allOf/1", "the example of the schema Thing changed"),
    ]


def test_words_about_the_document_are_documentation(tmp_path: Path) -> None:
    path = write_document(tmp_path, document(""))
    old = read_api(path)
    path.write_text(path.read_text().replace('title: Things, version: "1"', 'title: All, version: "2", description: a'))
    assert told(compare(old, read_api(path))) == [
        ("documentation", "/info", f"the {name} of the document changed")
        for name in ("title", "version", "description")
    ]


GONE = [
    (
        "{type: string, enum: [a, b]}",
        "{type: string, enum: [a]}",
        'the field x cannot be "b" any more',
        "documentation",
    ),
    ("{type: string, enum: [a]}", "{type: string}", "the field x has no list of values any more", "breaking"),
    ("{enum: [1, a]}", "{}", "the field x has no list of values any more", "addition"),
]


@pytest.mark.parametrize(("old", "new", "message", "received"), GONE)
def test_what_is_gone_points_into_the_old_document(
    tmp_path: Path, old: str, new: str, message: str, received: str
) -> None:
    (change,) = differences(tmp_path, holding(old, "received"), holding(new, "received"))
    assert change == Change(change.kind, FIELD, message, "old")
    assert change.kind == received


def test_an_enum_that_is_sent_may_not_lose_a_value(tmp_path: Path) -> None:
    old, new = (holding(f"{{type: string, enum: [{values}]}}", "sent") for values in ("a, b", "a"))
    assert [change.kind for change in differences(tmp_path, old, new)] == ["breaking"]


NAMED = "{type: object, properties: {x: {type: string}}}"
REQUIRED = "{type: object, properties: {x: {type: string}}, required: [x]}"
OBJECTS = [
    (NAMED, "{type: object, properties: {y: {type: string}}}", "the field x is gone", "breaking", "breaking"),
    ("{type: object, properties: {y: {}}}", NAMED, "the field x is new", "addition", "addition"),
    ("{type: object, properties: {y: {}}}", REQUIRED, "the field x is new, and required", "breaking", "addition"),
    (NAMED, REQUIRED, "the field x is required now", "breaking", "addition"),
    (REQUIRED, NAMED, "the field x is optional now", "addition", "breaking"),
    (
        NAMED,
        "{type: object, properties: {x: {type: string, readOnly: true}}}",
        "the field x is not sent any more",
        "breaking",
        None,
    ),
    (
        "{type: object, properties: {x: {type: string, writeOnly: true}}}",
        NAMED,
        "the field x is received now",
        None,
        "addition",
    ),
]


@pytest.mark.parametrize("way", ["sent", "received", "both"])
@pytest.mark.parametrize(("old", "new", "message", "sent", "received"), OBJECTS)
def test_fields_come_go_and_become_required(
    tmp_path: Path, way: str, old: str, new: str, message: str, sent: str | None, received: str | None
) -> None:
    found = [
        change for change in differences(tmp_path, schemas(old, way), schemas(new, way)) if "field x" in change.message
    ]
    kinds = [kind for kind in {"sent": [sent], "received": [received]}.get(way, [sent, received]) if kind]
    expected = [min(kinds, key=GRAVITY.index)] if kinds else []
    assert [(change.kind, change.pointer, change.message) for change in found] == [
        (kind, FIELD, message) for kind in expected
    ]


NO_RESPONSE = "responses: {'204': {description: ''}}"


def parameters(*given: str) -> str:
    return get(f"parameters: [{', '.join(given)}], {NO_RESPONSE}")


def body(content: str, required: str = "false") -> str:
    return get(f"requestBody: {{required: {required}, content: {{{content}}}}}, {NO_RESPONSE}")


def responses(*given: str) -> str:
    return get(f"responses: {{{', '.join(given)}}}")


def document(rest: str) -> str:
    return get(NO_RESPONSE, rest)


def secured(security: str) -> str:
    schemes = "{key: {type: apiKey, in: header, name: X-Key}, token: {type: http, scheme: bearer}}"
    return get(f"security: {security}, {NO_RESPONSE}", f"components: {{securitySchemes: {schemes}}}")


def scheme(key: str) -> str:
    return document(f"components: {{securitySchemes: {{key: {key}}}}}")


Q = "{name: q, in: query, schema: {type: string}}"
NEEDED = "{name: q, in: query, required: true, schema: {type: string}}"
LISTS = "{name: q, in: query, style: spaceDelimited, explode: false, schema: {type: array, items: {type: string}}}"
JSON = "application/json: {schema: {type: string}}"
XML = "application/xml: {schema: {type: string}}"
OK = f"'200': {{description: '', content: {{{JSON}}}}}"
EMPTY = "'204': {description: ''}"
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
    (
        "security",
        secured("[]"),
        secured("[{key: []}]"),
        GET,
        "the operation get_things needs key now",
        "breaking",
    ),
    (
        "security not optional",
        secured("[{}, {key: []}]"),
        secured("[{key: []}]"),
        GET,
        "the operation get_things needs key now",
        "breaking",
    ),
    (
        "no security",
        secured("[{key: []}]"),
        secured("[]"),
        GET,
        "the operation get_things needs no credentials any more",
        "addition",
    ),
    (
        "another way to say who calls",
        secured("[{key: []}]"),
        secured("[{key: []}, {token: []}]"),
        GET,
        "the operation get_things takes token too",
        "addition",
    ),
    (
        "scope",
        secured("[{key: []}]"),
        secured("[{key: [read]}]"),
        GET,
        "the operation get_things needs the scope key: read now",
        "breaking",
    ),
    (
        "no scope",
        secured("[{key: [read]}]"),
        secured("[{key: []}]"),
        GET,
        "the operation get_things does not need the scope key: read any more",
        "addition",
    ),
    (
        "type of a scheme",
        scheme("{type: oauth2, flows: {}}"),
        scheme("{type: openIdConnect, openIdConnectUrl: 'https://a'}"),
        "/components/securitySchemes/key",
        "the type of the security scheme key is openIdConnect now, not oauth2",
        "breaking",
    ),
    (
        "HTTP scheme",
        scheme("{type: http, scheme: bearer}"),
        scheme("{type: http, scheme: basic}"),
        "/components/securitySchemes/key",
        "the HTTP scheme of the security scheme key is basic now, not bearer",
        "breaking",
    ),
    (
        "location of a key",
        scheme("{type: apiKey, in: header, name: k}"),
        scheme("{type: apiKey, in: query, name: k}"),
        "/components/securitySchemes/key",
        "the location of the security scheme key is query now, not header",
        "breaking",
    ),
    (
        "name of a key",
        scheme("{type: apiKey, in: header, name: k}"),
        scheme("{type: apiKey, in: header, name: l}"),
        "/components/securitySchemes/key",
        "the name of the security scheme key is l now, not k",
        "breaking",
    ),
    (
        "scheme described",
        scheme("{type: http, scheme: bearer}"),
        scheme("{type: http, scheme: bearer, description: a}"),
        "/components/securitySchemes/key",
        "the description of the security scheme key changed",
        "documentation",
    ),
    (
        "new scheme",
        document(""),
        scheme("{type: http, scheme: bearer}"),
        "/components/securitySchemes/key",
        "the security scheme key is new",
        "addition",
    ),
    (
        "default server",
        document("servers: [{url: 'https://a'}]"),
        document("servers: [{url: 'https://b'}]"),
        "/servers",
        "callers who give no host reach https://b, not https://a",
        "breaking",
    ),
    (
        "default of a variable",
        document("servers: [{url: 'https://{v}', variables: {v: {default: a}}}]"),
        document("servers: [{url: 'https://{v}', variables: {v: {default: b}}}]"),
        "/servers",
        "callers who give no host reach https://b, not https://a",
        "breaking",
    ),
    (
        "fewer values of a variable",
        document("servers: [{url: 'https://{v}', variables: {v: {default: a, enum: [a, b]}}}]"),
        document("servers: [{url: 'https://{v}', variables: {v: {default: a, enum: [a]}}}]"),
        "/servers",
        "the server variable v can only be a now",
        "breaking",
    ),
    (
        "more values of a variable",
        document("servers: [{url: 'https://{v}', variables: {v: {default: a, enum: [a]}}}]"),
        document("servers: [{url: 'https://{v}', variables: {v: {default: a, enum: [a, b]}}}]"),
        "/servers",
        "the server variable v can be b now",
        "addition",
    ),
    (
        "another server",
        document("servers: [{url: 'https://a'}]"),
        document("servers: [{url: 'https://a'}, {url: 'https://b'}]"),
        "/servers",
        "the server https://b is new",
        "addition",
    ),
    (
        "server of an operation",
        get(NO_RESPONSE),
        get(f"servers: [{{url: 'https://b'}}], {NO_RESPONSE}"),
        f"{GET}/servers",
        "callers who give no host reach https://b, not the server of the document",
        "breaking",
    ),
    (
        "server described",
        document("servers: [{url: 'https://a'}]"),
        document("servers: [{url: 'https://a', description: a}]"),
        "/servers",
        "the description of the server https://a changed",
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


@pytest.mark.parametrize(
    ("old", "new", "pointer", "message", "kind"), [case[1:] for case in ALONE], ids=[case[0] for case in ALONE]
)
def test_a_change_alone_is_told_alone(
    tmp_path: Path, old: str, new: str, pointer: str, message: str, kind: str
) -> None:
    found = differences(tmp_path, old, new)
    assert told(found) == [(kind, pointer, message)]
    assert found[0].document == "new"


REMOVED = [
    (
        "all servers",
        document("servers: [{url: 'https://a'}]"),
        document(""),
        "/servers",
        "callers who give no host reach /, not https://a",
        "breaking",
    ),
    (
        "tag",
        document("tags: [{name: a, description: b}]"),
        document(""),
        "/tags/0",
        "the description of the tag a is gone",
        "documentation",
    ),
    ("operation", get(NO_RESPONSE), "paths: {}", GET, "the operation get_things is gone", "breaking"),
    ("parameter", parameters(Q), get(NO_RESPONSE), f"{GET}/parameters/0", "the parameter q is gone", "breaking"),
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
    (
        "way to say who calls",
        secured("[{key: []}, {token: []}]"),
        secured("[{key: []}]"),
        GET,
        "the operation get_things does not take token any more",
        "breaking",
    ),
    (
        "scheme",
        scheme("{type: http, scheme: bearer}"),
        document(""),
        "/components/securitySchemes/key",
        "the security scheme key is gone",
        "breaking",
    ),
    (
        "server",
        document("servers: [{url: 'https://a'}, {url: 'https://b'}]"),
        document("servers: [{url: 'https://a'}]"),
        "/servers",
        "the server https://b is gone",
        "breaking",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "pointer", "message", "kind"), [case[1:] for case in REMOVED], ids=[case[0] for case in REMOVED]
)
def test_what_is_removed_is_told_where_it_stood(
    tmp_path: Path, old: str, new: str, pointer: str, message: str, kind: str
) -> None:
    (change,) = differences(tmp_path, old, new)
    assert (change.kind, change.pointer, change.message, change.document) == (kind, pointer, message, "old")


MODEL = "{type: object, properties: {x: {type: string}}}"
NODE = "{type: object, properties: {x: {type: string}, next: {$ref: '#/components/schemas/%s'}}}"


def components(**found: str) -> str:
    return f"paths: {{}}\ncomponents: {{schemas: {{{', '.join(f'{name}: {text}' for name, text in found.items())}}}}}"


def test_a_model_is_new_or_gone(tmp_path: Path) -> None:
    one, both = components(A=MODEL), components(A=MODEL, B="{type: string, enum: [a]}")
    place = "/components/schemas/B"
    assert differences(tmp_path, one, both) == (Change("addition", place, "the model B is new"),)
    assert differences(tmp_path, both, one) == (Change("breaking", place, "the model B is gone", "old"),)


def test_a_schema_without_a_class_comes_and_goes_unnoticed(tmp_path: Path) -> None:
    old, new = (
        get(f"parameters: [{{name: q, in: query, schema: {schema}}}], {NO_RESPONSE}", rest)
        for schema, rest in (
            ("{$ref: '#/components/schemas/Text'}", "components: {schemas: {Text: {type: string}}}"),
            ("{type: string}", ""),
        )
    )
    assert differences(tmp_path, old, new) == differences(tmp_path, new, old) == ()


def test_a_model_of_the_same_structure_is_a_new_name_for_it_wherever_it_is_used(tmp_path: Path) -> None:
    old, new = (
        schemas(
            f"{{type: object, properties: {{x: {{$ref: '#/components/schemas/{name}'}}}}}}", "both", f"{name}: {MODEL}"
        )
        for name in ("A", "B")
    )
    expected = [("breaking", "/components/schemas/B", "the model A is called B now")]
    assert told(differences(tmp_path, old, new)) == expected


def test_models_in_a_ring_are_renamed_together(tmp_path: Path) -> None:
    old, new = components(A=NODE % "B", B=NODE % "A"), components(C=NODE % "D", D=NODE % "C")
    assert [change.message for change in differences(tmp_path, old, new)] == [
        "the model A is called C now",
        "the model B is called D now",
    ]


def test_a_model_that_refers_to_another_is_not_the_same(tmp_path: Path) -> None:
    old = components(A=NODE % "X", X=MODEL, Y=MODEL)
    new = components(B=NODE % "Y", X=MODEL, Y=MODEL)
    assert [change.message for change in differences(tmp_path, old, new)] == [
        "the model A is gone",
        "the model B is new",
    ]


def test_a_renamed_model_may_be_described_otherwise(tmp_path: Path) -> None:
    old, new = components(A=MODEL), components(B=MODEL.replace("{type: string}", "{type: string, description: a}"))
    assert [change.kind for change in differences(tmp_path, old, new)] == ["breaking", "documentation"]


def test_a_recursive_schema_is_compared_once(tmp_path: Path) -> None:
    old, new = (
        schemas(
            f"{{type: object, properties: {{x: {{type: {kind}}}, next: {REF}, all: {{type: array, items: {REF}}}}}}}"
        )
        for kind in ("string", "boolean")
    )
    assert told(differences(tmp_path, old, new)) == [("breaking", FIELD, "the field x is boolean now, not string")]


@pytest.mark.parametrize(
    "thing",
    [
        f"{{type: array, items: {REF}}}",
        f"{{allOf: [{REF}]}}",
        f"{{allOf: [{REF}, {{properties: {{x: {{}}}}}}]}}",
        f"{{oneOf: [{REF}, {{type: array, items: {REF}}}]}}",
        f"{{additionalProperties: {REF}}}",
        "{$ref: '#/components/schemas/Thing'}",
    ],
)
def test_a_schema_that_is_part_of_itself_comes_to_an_end(tmp_path: Path, thing: str) -> None:
    assert differences(tmp_path, schemas(thing), schemas(thing)) == ()
    assert [change.kind for change in differences(tmp_path, schemas(thing), schemas("{type: boolean}"))][:1] == [
        "breaking"
    ]


def test_what_is_drawn_together_by_all_of_is_compared_as_one(tmp_path: Path) -> None:
    parts = "{allOf: [{$ref: '#/components/schemas/A'}, {properties: {x: {type: string}}, required: [a]}]}"
    whole = "{type: object, properties: {a: {type: string}, x: {type: string}}, required: [a]}"
    assert differences(tmp_path, schemas(parts), schemas(whole)) == ()


def test_an_inline_model_is_named_by_its_title(tmp_path: Path) -> None:
    old, new = (holding(f"{{title: {title}, type: object, properties: {{y: {{}}}}}}", "sent") for title in "PQ")
    assert told(differences(tmp_path, old, new)) == [
        ("documentation", FIELD, "the title of the field x changed"),
        ("breaking", FIELD, "the model P of the field x is called Q now"),
    ]


UNION = "{oneOf: [{$ref: '#/components/schemas/A'}, {type: string}]}"
WIDER = "{oneOf: [{$ref: '#/components/schemas/A'}, {type: string}, {$ref: '#/components/schemas/B'}]}"


@pytest.mark.parametrize(
    ("way", "wider", "narrower"), [("sent", "addition", "breaking"), ("received", "breaking", "addition")]
)
def test_a_union_gets_and_loses_alternatives(tmp_path: Path, way: str, wider: str, narrower: str) -> None:
    old, new, place = holding(UNION, way), holding(WIDER, way), f"{FIELD}/oneOf/2"
    assert told(differences(tmp_path, old, new)) == [(wider, place, "the field x can be B too")]
    assert told(differences(tmp_path, new, old)) == [(narrower, place, "the field x cannot be B any more")]


def test_a_value_may_become_a_union(tmp_path: Path) -> None:
    old, new = holding("{type: string}", "sent"), holding(UNION, "sent")
    assert told(differences(tmp_path, old, new)) == [("addition", f"{FIELD}/oneOf/0", "the field x can be A too")]


def test_a_model_may_become_of_another_kind(tmp_path: Path) -> None:
    assert told(differences(tmp_path, schemas(MODEL), schemas(UNION))) == [
        ("breaking", THING, "the schema Thing becomes a class of kind union, not object")
    ]


def told_apart(discriminator: str) -> str:
    alternatives = "{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}"
    return schemas(f"{{oneOf: [{alternatives}], discriminator: {discriminator}}}")


@pytest.mark.parametrize(
    ("old", "new", "message", "kind"),
    [
        (
            "{propertyName: a}",
            "{propertyName: b}",
            "the alternatives of the schema Thing are told apart by b, not a",
            "breaking",
        ),
        ("{propertyName: a}", "{propertyName: a, mapping: {a: A}}", "a stands for an alternative now", "addition"),
        ("{propertyName: a, mapping: {a: A}}", "{propertyName: a}", "a stands for no alternative any more", "breaking"),
        (
            "{propertyName: a, mapping: {a: A}}",
            "{propertyName: a, mapping: {a: B}}",
            "a stands for another alternative now",
            "breaking",
        ),
    ],
)
def test_a_discriminator_changes(tmp_path: Path, old: str, new: str, message: str, kind: str) -> None:
    assert told(differences(tmp_path, told_apart(old), told_apart(new))) == [(kind, THING, message)]


def test_path_parameters_keep_their_place_under_another_name(tmp_path: Path) -> None:
    old, new = (
        f"paths: {{/things/{{{name}}}: {{get: {{operationId: get_thing, {NO_RESPONSE}, "
        f"parameters: [{{name: {name}, in: path, required: true, schema: {{type: string}}}}]}}}}}}"
        for name in ("id", "thing_id")
    )
    old, new = (text.replace("/things/{", '"/things/{').replace("}: {get", '}": {get') for text in (old, new))
    place = "/paths/~1things~1{thing_id}/get/parameters/0"
    assert told(differences(tmp_path, old, new)) == [("breaking", place, "the parameter id is called thing_id now")]


def test_what_stands_in_another_file_is_pointed_to_there(tmp_path: Path) -> None:
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "models.yaml").write_text(f"Thing: {{type: object, properties: {{{name}: {{type: string}}}}}}")
        write_document(folder, responses(OK.replace("{type: string}", "{$ref: 'models.yaml#/Thing'}")))
    old, new = (read_api(tmp_path / name / "openapi.yaml") for name in ("a", "b"))
    assert [(change.pointer, change.document) for change in compare(old, new)] == [
        ("models.yaml#/Thing/properties/a", "old"),
        ("models.yaml#/Thing/properties/b", "new"),
    ]


def test_what_operations_share_is_told_once_where_it_stands(tmp_path: Path) -> None:
    shared = "{$ref: '#/components/responses/Shared'}"
    paths = f"paths: {{/a: {{get: {{responses: {{'200': {shared}}}}}, put: {{responses: {{'200': {shared}}}}}}}}}"
    content = "{description: '', headers: {H: {schema: {type: string}}}, content: {%s: {schema: {type: string}}}}"
    old, new = (
        f"{paths}\ncomponents: {{responses: {{Shared: {content % name}}}}}" for name in ("text/plain", "text/csv")
    )
    place = "/components/responses/Shared/content"
    assert differences(tmp_path, old, new) == (
        Change("breaking", f"{place}/text~1plain", "the response cannot be text/plain any more", "old"),
        Change("addition", f"{place}/text~1csv", "the response can be text/csv"),
    )


def test_the_order_is_that_of_the_documents(tmp_path: Path) -> None:
    old = get(f"parameters: [{Q}], {NO_RESPONSE}", "components: {schemas: {A: {type: object, properties: {a: {}}}}}")
    new = "paths: {/a: {get: {operationId: a, responses: {'204': {description: ''}}}}}\nservers: [{url: 'https://a'}]"
    found = [differences(tmp_path, old, new) for _ in range(3)]
    assert found[0] == found[1] == found[2]
    assert [change.pointer for change in found[0]] == ["/servers", GET, "/paths/~1a/get", "/components/schemas/A"]


@pytest.mark.parametrize(
    "path", [SPECIFICATION, *sorted((ROOT / "test").rglob("cases/*/openapi.yaml"))], ids=lambda path: path.stem
)
def test_a_document_does_not_differ_from_itself(path: Path) -> None:
    assert compare(read_api(path), read_api(path)) == ()
