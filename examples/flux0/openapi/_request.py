"""An operation and its arguments → a request. Nothing is sent here."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, cast
from urllib.parse import quote, urljoin

from ._bodies import encode_body
from ._document import DROP_IN
from ._fields import on_wire
from ._headers import merge
from ._hosts import base_of, host_setting, is_relative
from ._media import FORM, accept, essence, is_json, is_stream
from ._multipart import Stream
from ._operation import Operation, Parameter
from ._parameters import cookie_texts, header_text, json_text, path_text, query_text, text
from ._plain import holds_bytes, is_dict, plain
from ._redirect import moved
from ._retry import IDEMPOTENCY_KEY, RetryConfig
from ._security import Setting, apply, chosen
from ._types import Timeout
from ._values import as_json
from .configuration import Configuration
from .exceptions import ApiValueError, ArgumentError


@dataclass
class Options:
    """What one call has otherwise than its client."""

    auth: Setting | None = field(default=None, repr=False)
    """A credential instead of all others: `type`, `in`, `key` and `value`."""
    content_type: str | None = None
    headers: Mapping[str, Any] | None = None
    host_index: int = 0
    timeout: Timeout | None = None
    retries: RetryConfig | None = None
    streaming: bool = False
    """Whether a stream is asked for where there is one, rather than the whole."""
    boundary: str | None = None
    """What goes between the parts of a multipart body; random by default."""
    target: str = field(default="", repr=False)
    """Path and query, instead of those that the arguments make."""


@dataclass(repr=False)
class Request:
    """What goes over the wire."""

    method: str
    url: str
    headers: dict[str, str]
    body: Any = None
    """Bytes or a stream; what JSON has where an overridden method of the client sees it."""
    post_params: list[Any] | None = None
    """Form fields as pairs, instead of a body."""
    arguments: tuple[Any, ...] | None = None
    """The value that a mocked client returned instead of a request."""

    def __repr__(self) -> str:
        return f"<{self.method} {self.url.partition('?')[0]}>"


class Client(Protocol):
    """What a request takes from the client that sends it."""

    configuration: Configuration
    default_headers: dict[str, str]
    cookie: str | None


@dataclass(repr=False)
class Draft:
    """A request whose parts are being gathered; what is in path, query and cookies is encoded already."""

    path: str
    query: list[str]
    headers: dict[str, str]
    cookies: list[str]


def build(
    operation: Operation[Any],
    values: Mapping[str, Any],
    client: Client,
    options: Options,
    refused: Request | None = None,
) -> Request:
    """Build the request for a call.

    Header fields of the call win over those of the operation, and these over those of the client, in any case.

    Args:
        operation: What is called.
        values: The arguments that were given, by name.
        client: Where it goes, with which credentials and headers.
        options: What is otherwise in this call.
        refused: The same request with credentials that were refused. Its body is sent again, since files that were
            read once may have nothing more to say.

    Raises:
        ArgumentError: an argument cannot be sent.
        ApiValueError: a setting cannot be used.
    """
    try:
        draft = Draft(operation.path, [], {}, [])
        for parameter in operation.parameters:
            place(parameter, values.get(parameter.argument), client.configuration, draft)
        call_headers = texts_of(options.headers) if options.headers else dict[str, str]()
        body, content_type = None, None
        wanted = take(call_headers, "content-type") if operation.body else None
        if refused:
            body, content_type = refused.body, take(dict(refused.headers), "content-type")
        elif operation.body:
            body, content_type = encode_body(operation.body, values, options.content_type or wanted, options.boundary)
        authorize(operation, options, client, draft)
        own = {"Accept": accepted(operation, options.streaming)}
        if content_type:
            own["Content-Type"] = content_type
        if isinstance(body, Stream) and body.length is not None:
            own["Content-Length"] = str(body.length)
        if draft.cookies:
            own["Cookie"] = "; ".join(draft.cookies)
        if client.configuration.idempotency_keys and operation.method in ("POST", "PATCH"):
            own[IDEMPOTENCY_KEY] = str(uuid.uuid4())
        own.update(draft.headers)
        headers = merge(client.default_headers, {name: value for name, value in own.items() if value}, call_headers)
        return Request(operation.method, url(operation, options, client.configuration, draft), on_wire(headers), body)
    except UnicodeEncodeError as error:  # whose object may be a secret
        raise ApiValueError(f"a text has {error.object[error.start]!r} in it, which cannot be sent") from None


def texts_of(headers: Mapping[str, Any]) -> dict[str, str]:
    """Print the header fields of a call; None is absent."""
    return {name: text(plain(value)) for name, value in headers.items() if value is not None}


def place(parameter: Parameter, value: Any, configuration: Configuration, draft: Draft) -> None:
    """Put the value of a parameter where it belongs; None is absent."""
    found = value if type(value) is str else plain(value, configuration.format_date)
    if type(found) in (bytes, list) and holds_bytes(found):
        found = as_json(parameter.argument, parameter.type, value)
    if parameter.location == "path":
        draft.path = draft.path.replace(f"{{{parameter.name}}}", path_value(parameter, found, configuration))
    elif found is None:
        return
    elif parameter.media_type and parameter.location != "querystring":
        found = in_media_type(found, parameter.media_type)
    if parameter.location == "querystring":
        draft.query.append(whole_query(found, parameter.media_type or FORM))
    elif parameter.location == "query":
        style = "form" if parameter.media_type else parameter.style
        draft.query.append(query_text(parameter.name, found, style, parameter.explode, parameter.allow_reserved))
    elif parameter.location == "header":
        draft.headers[parameter.name] = header_text(found, parameter.explode)
    elif parameter.location == "cookie":
        draft.cookies += cookie_texts(parameter.argument, parameter.name, found, parameter.style, parameter.explode)


def in_media_type(value: Any, media_type: str) -> str:
    """Print the value of a parameter that the specification gives a media type."""
    return text(value) if not is_json(media_type) and isinstance(value, str) else json_text(value)


def whole_query(value: Any, media_type: str) -> str:
    """Encode a parameter that is the whole query (OpenAPI 3.2 §4.12.1)."""
    if essence(media_type) == FORM and is_dict(value):
        return "&".join(filter(None, (query_text(name, item, "form", True, form=True) for name, item in value.items())))
    return quote(in_media_type(value, media_type), safe="")


def path_value(parameter: Parameter, value: Any, configuration: Configuration) -> str:
    """Encode a path parameter.

    Raises:
        ArgumentError: the segment would be empty, `.` or `..`, which is another path.
    """
    found = in_media_type(value, parameter.media_type) if parameter.media_type else value
    safe = configuration.safe_chars_for_path_param
    empty = found is None or found in ("", [], {})
    made = "" if empty else path_text(parameter.name, found, parameter.style, parameter.explode, safe)
    if made in ("", ".", ".."):
        shown = repr(made) if made else "empty"
        raise ArgumentError(parameter.argument, f"must not be {shown} (it is part of the URL path)")
    return made


def take(headers: dict[str, str], name: str) -> str | None:
    """Take a header field out, whatever the case of its name."""
    for key in headers:
        if key.lower() == name:
            return headers.pop(key)
    return None


def authorize(operation: Operation[Any], options: Options, client: Client, draft: Draft) -> None:
    """Add the client's cookies, and the credentials of the call or else of the client."""
    if client.cookie:
        draft.cookies.insert(0, client.cookie)
    if not options.auth and not operation.security:
        return
    if options.auth:
        given: Any = options.auth
        if not (isinstance(given, Mapping) and {"in", "key", "value"} <= set(cast("Mapping[str, Any]", given))):
            raise ArgumentError("_request_auth", "give `type`, `in`, `key` and `value`")
        settings: Iterable[Setting] = [options.auth]
    else:
        settings = chosen(operation.security, client.configuration.auth_settings())
    queries: list[tuple[str, str]] = []
    apply(settings, draft.headers, queries, draft.cookies)
    for name, value in queries:
        draft.query.append(query_text(name, value, "form", True))


def accepted(operation: Operation[Any], streaming: bool) -> str:
    """Return the media types that an operation can answer with, or those of its streams."""
    every = operation.media_types
    return accept(tuple(filter(is_stream, every)) if streaming else every)


def url(operation: Operation[Any], options: Options, configuration: Configuration, draft: Draft) -> str:
    """Return the URL of a request: the base URL with path and query."""
    base = own_server(operation, options, configuration) if operation.servers else configuration.host
    found = base_of(base)
    if found is None:
        shown = base.rpartition("@")[2]
        raise ApiValueError(
            f"the host {shown!r} is no http or https URL; give one as base_url or Configuration(host=…)"
        )
    query = "&".join(filter(None, draft.query)) if draft.query else ""
    joint = "&" if "?" in operation.path else "?"
    made = f"{found}{draft.path}{joint}{query}" if query else found + draft.path
    return moved(made, options.target, options.auth or {}) if options.target else made


def own_server(operation: Operation[Any], options: Options, configuration: Configuration) -> str:
    """Return the base URL of an operation that has servers of its own.

    A relative server URL is resolved against the host. In style sdk, a host that the caller gave replaces absolute
    ones, so that the requests of a test stay with its server.
    """
    host = configuration.host
    if configuration.ignore_operation_servers:
        return host
    index = configuration.server_operation_index.get(operation.id, options.host_index)
    variables = configuration.server_operation_variables.get(operation.id)
    url = configuration.get_host_from_settings(index, variables, [host_setting(each) for each in operation.servers])
    if is_relative(url):
        return urljoin(f"{host.rstrip('/')}/", url)
    chosen_here = operation.id in configuration.server_operation_index
    return host if configuration.server_index is None and not DROP_IN and not chosen_here else url


def can_go_again(request: Request) -> bool:
    """Whether the body of a request can be sent once more."""
    return getattr(request.body, "rewindable", True)


def credentials_of(request: Request) -> tuple[str, dict[str, str]]:
    """Return what of a request can hold credentials, to tell whether they were renewed."""
    made_anew = ("content-type", IDEMPOTENCY_KEY.lower())
    return request.url, {name: value for name, value in request.headers.items() if name.lower() not in made_anew}
