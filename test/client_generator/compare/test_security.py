"""Where an API is served, and who may call it."""

from __future__ import annotations

from pathlib import Path

from test.client_generator.compare.documents import (
    GET,
    NO_RESPONSE,
    Case,
    document,
    each,
    get,
    scheme,
    secured,
    tells_alone,
)

ALONE = [
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
]


@each(ALONE)
def test_a_change_alone_is_told_alone(tmp_path: Path, case: Case) -> None:
    tells_alone(tmp_path, case, "new")


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


@each(REMOVED)
def test_what_is_removed_is_told_where_it_stood(tmp_path: Path, case: Case) -> None:
    tells_alone(tmp_path, case, "old")
