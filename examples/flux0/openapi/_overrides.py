"""Calls of clients whose methods are overridden, as applications of OpenAPI Generator's clients do. Does no I/O.

A call takes the fast path unless a subclass, an attribute of the instance or a patch of the class replaces one of the
methods named here. Otherwise each of them is called with the data that OpenAPI Generator's clients pass to it. What the
override leaves unchanged is sent as on the fast path.
"""

from __future__ import annotations

import copy
import datetime
import json
import types
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from operator import attrgetter
from typing import Annotated, Any, Union, cast, get_args, get_origin

from ._bodies import with_rest
from ._fields import as_hooks_left
from ._form_pairs import EncodedPair, form_pairs, keep_encoded, multipart_pairs
from ._headers import merge
from ._hosts import base_of
from ._media import FORM, MULTIPART, essence, is_json, is_text
from ._multipart import Stream
from ._operation import Field, Operation, Response, Type
from ._parameters import text
from ._plain import is_list, is_tuple, plain
from ._redirect import moved
from ._request import Draft, Options, Request, build, place
from .configuration import Configuration

SERIALIZING = frozenset(
    {
        *("files_parameters", "param_serialize", "parameters_to_tuples", "parameters_to_url_query"),
        "sanitize_for_serialization",
    }
)
"""Methods that see the arguments of a call before they are encoded."""
ADJUSTING = frozenset(
    {"_apply_auth_params", "select_header_accept", "select_header_content_type", "update_params_for_auth"}
)
"""Methods that choose headers and credentials."""
READING = frozenset({"deserialize", "response_deserialize"})
SENDING = "call_api"
PLACEHOLDER = "http://localhost"
EVERY = (*sorted(SERIALIZING | ADJUSTING | READING), SENDING)
NONE: frozenset[str] = frozenset()
METHODS = attrgetter(*EVERY)
REST_CLIENT = attrgetter("rest_client")
REQUEST = attrgetter("request")
FORMATS = {"form": "csv", "simple": "csv", "spaceDelimited": "ssv", "pipeDelimited": "pipes"}


class Overrides:
    """Finds the overridden methods of the clients of one kind, sync or async.

    Args:
        client: The class of the clients.
        transport: The class of their `rest_client`.
    """

    def __init__(self, client: type, transport: type) -> None:
        self._client = client
        self._names = frozenset(EVERY)
        self._methods = METHODS(client)
        self._request = REQUEST(transport)

    def of(self, client: object) -> frozenset[str]:
        """Return the names of the methods that are overridden; `call_api` also stands for `rest_client.request`."""
        try:
            transport: object = REST_CLIENT(client)
            if (
                METHODS(type(client)) == self._methods
                and REQUEST(type(transport)) is self._request
                and client.__dict__.keys().isdisjoint(self._names)
                and "request" not in transport.__dict__
            ):
                return NONE
        except AttributeError:  # a stand-in, such as a mock
            pass
        return self._find(client)

    def _find(self, client: object) -> frozenset[str]:
        if not issubclass(type(client), self._client):  # which a mock may hide
            return self._names
        pairs = zip(EVERY, self._methods, strict=True)
        found = {name for name, method in pairs if getattr(type(client), name, None) is not method}
        transport: object = getattr(client, "rest_client", None)
        if getattr(type(transport), "request", None) is not self._request or "request" in attributes_of(transport):
            found.add(SENDING)
        return frozenset(found) | (self._names & attributes_of(client).keys())


def attributes_of(value: object) -> dict[str, Any]:
    """Return the attributes of an instance, without those of its class."""
    return getattr(value, "__dict__", {})


@dataclass
class ClientView:
    """The attributes of a client that are needed to build a request."""

    configuration: Configuration
    default_headers: dict[str, str] = field(repr=False)
    cookie: str | None = field(default=None, repr=False)
    host: str | None = None
    """The base URL to use instead of `PLACEHOLDER`, if that of the settings is not a URL."""


def view_of(client: Any) -> ClientView:
    """Return the settings of a client; those of a mock are the default ones."""
    given, headers = getattr(client, "configuration", None), getattr(client, "default_headers", None)
    configuration = given if isinstance(given, Configuration) else Configuration.get_default()
    found = ClientView(configuration, {})
    if given is configuration and isinstance(headers, dict):
        found.default_headers, found.cookie = cast("dict[str, str]", headers), client.cookie
    if base_of(configuration.host) is None:  # which a transport of the caller's own may accept
        found.configuration, found.host = copy.copy(configuration), configuration.host
        found.configuration.host = PLACEHOLDER
    return found


def with_settings(client: Any, configuration: Configuration) -> Any:
    """Return a copy of a client that has other settings and the same connections."""
    found = copy.copy(client)
    found.configuration = configuration
    return found


class SchemeNames(list[str]):
    """The names of an operation's security schemes, as OpenAPI Generator's clients pass them.

    Attributes:
        alternatives: The same as the spec has them: which schemes are used together.
    """

    def __init__(self, alternatives: Sequence[Mapping[str, tuple[str, ...]]]) -> None:
        super().__init__(dict.fromkeys(name for schemes in alternatives for name in schemes))
        self.alternatives = alternatives


class PathParams(dict[str, Any]):
    """The values of path parameters by name.

    Attributes:
        encoded: The same as they are sent.
    """

    def __init__(self, values: Mapping[str, Any], encoded: Mapping[str, str]) -> None:
        super().__init__(values)
        self.encoded = encoded


class TypeName(str):
    """The name of the type of a response, such as `List[Pet]`.

    Attributes:
        response: What the spec declares for the status.
    """

    response: Response


class ResponseTypes(dict[str, "str | None"]):
    """The names of the types of an operation's responses by status code.

    Attributes:
        operation: The operation.
    """

    operation: Operation[Any]


@dataclass(repr=False)
class Call:
    """A call of an operation whose request is built through the overridden methods of the client."""

    operation: Operation[Any]
    values: Mapping[str, Any]
    client: Any
    options: Options
    view: ClientView
    """The client's settings; real ones also for a mock."""
    overridden: frozenset[str]

    def request(self, refused: Request | None) -> Request:
        """Build the request; the body is that of the refused one if there is one."""
        if self.overridden & SERIALIZING:
            found = self.serialized(refused)
        elif self.overridden & ADJUSTING:
            found = self.adjusted(refused)
        else:
            found = build(self.operation, self.values, self.view, self.options, refused)
        if self.view.host is not None and found.url.startswith(PLACEHOLDER):
            found.url = self.view.host.rstrip("/") + found.url.removeprefix(PLACEHOLDER)
        return self.structured(found) if SENDING in self.overridden else found

    def adjusted(self, refused: Request | None) -> Request:
        """Build the request as the fast path does, with headers and credentials chosen by the client."""
        built = self.built(refused, self.view)
        if isinstance(built.body, Stream) and essence(content_type_of(built)) != MULTIPART:
            built = replace(built, body=b"".join(built.body))
        multipart_type = content_type_of(built) if essence(content_type_of(built)) == MULTIPART else ""
        if multipart_type:
            built.headers = merge(built.headers, {"Content-Type": MULTIPART})
        queries: list[Any] = [] if self.options.target else self.query_params()
        self.client.update_params_for_auth(
            built.headers,
            queries,
            SchemeNames(self.operation.security),
            self.path(),
            self.operation.method,
            self.raw_body(built),
            request_auth=self.options.auth,
        )
        built.headers = clean(built.headers)
        if multipart_type and content_type_of(built) == MULTIPART:
            built.headers = merge(built.headers, {"Content-Type": multipart_type})
        query = self.client.parameters_to_url_query(queries, {})
        return replace(built, url=with_query(built.url, query))

    def serialized(self, refused: Request | None) -> Request:
        """Build the request with `param_serialize`."""
        client, operation = self.client, self.operation
        built = self.built(refused, replace(self.view, default_headers={}, cookie=None))
        parts = replace(built, post_params=refused.post_params or []) if refused else self.structured(built)
        body, known = self.raw_body(parts), list(parts.post_params or ())
        files = self.files(known)
        paths, post_params = self.path_params(), self.post_params(known)
        arguments = tuple(
            client.param_serialize(
                method=operation.method,
                resource_path=operation.path,
                path_params=paths,
                query_params=self.query_params(),
                header_params=parts.headers,
                body=body,
                post_params=post_params,
                files=files,
                auth_settings=SchemeNames(operation.security),
                collection_formats=self.collection_formats(post_params),
                _host=self.host() if operation.servers else None,
                _request_auth=self.options.auth,
            )
        )
        if len(arguments) != 5:  # of a mock
            return Request(operation.method, "", {}, arguments=arguments)
        method, url, headers, body_sent, fields = arguments
        own = "sanitize_for_serialization" in self.overridden
        if refused or body_sent == (plain(body) if own else client.sanitize_for_serialization(body)):
            body_sent = parts.body
        if self.options.target:
            url = moved(url, self.options.target, self.options.auth or {})
        sent = known if refused else keep_encoded(fields or (), known)
        return Request(method, url, clean(headers or {}), body_sent, sent)

    def built(self, refused: Request | None, view: ClientView) -> Request:
        """Build the request without query parameters and credentials, which the client adds."""
        operation = self.operation
        rest = tuple(each for each in operation.parameters if each.location not in ("query", "querystring"))
        open_to_all = replace(operation, security=(), parameters=operation.parameters if self.options.target else rest)
        options = replace(self.options, auth=None)
        found = build(open_to_all, self.values, view, options, refused)
        given = {name.lower() for name in self.options.headers or {}}
        if operation.media_types and "select_header_accept" in self.overridden and "accept" not in given:
            accept = self.client.select_header_accept(list(dict.fromkeys(operation.media_types)))
            found.headers = clean(merge(found.headers, {"Accept": accept}))
        return found

    def structured(self, built: Request) -> Request:
        """Return the request with a body that is a JSON value, and form fields that are pairs."""
        return structured(built, self.operation, self.values)

    def host(self) -> str:
        """Return the URL of the operation's own server."""
        bare = replace(self.operation, path="", parameters=(), body=None, security=())
        return build(bare, {}, self.view, replace(self.options, auth=None, target="")).url

    def query_params(self) -> list[Any]:
        """Return the query parameters as pairs."""
        pairs: list[Any] = []
        for parameter in self.operation.parameters:
            value = self.values.get(parameter.argument)
            if parameter.location in ("query", "querystring") and value is not None:
                draft = Draft(self.operation.path, [], {}, [])
                place(parameter, value, self.view.configuration, draft)
                pairs.append(EncodedPair(parameter.name, self.plain(value), "&".join(filter(None, draft.query))))
        return pairs

    def path_params(self) -> PathParams:
        """Return the path parameters by name."""
        values, encoded = dict[str, Any](), dict[str, str]()
        for parameter in self.operation.parameters:
            if parameter.location == "path":
                value = self.values.get(parameter.argument)
                draft = Draft(f"{{{parameter.name}}}", [], {}, [])
                place(parameter, value, self.view.configuration, draft)
                values[parameter.name], encoded[parameter.name] = self.plain(value), draft.path
        return PathParams(values, encoded)

    def path(self) -> str:
        """Return the path with its parameters."""
        path = self.operation.path
        for name, encoded in self.path_params().encoded.items():
            path = path.replace(f"{{{name}}}", encoded)
        return path

    def post_params(self, pairs: Sequence[Any]) -> list[Any]:
        """Return the fields of a form that are not files, with their values before they are encoded."""
        given = {each.name: self.values.get(each.argument) for each in self.fields}
        sent: dict[str, list[Any]] = {}
        for pair in pairs:
            if not is_tuple(pair[1]):
                sent.setdefault(pair[0], []).append(pair)
        found: list[Any] = []
        for name, known in sent.items():
            raw, values = given.get(name), [pair[1] for pair in known]
            items = plain(raw)
            exploded = is_list(items) and list(map(text, items)) == list(map(text, values))
            found += [(name, raw)] if exploded or [items] == values else known
        return found

    @property
    def fields(self) -> tuple[Field, ...]:
        """The form fields that are arguments, or properties of the argument."""
        return self.operation.body.fields if self.operation.body else ()

    def plain(self, value: Any) -> Any:
        """Return a value as JSON has it, dates as the settings have them."""
        return plain(value, self.view.configuration.format_date)

    def collection_formats(self, fields: Sequence[Any]) -> dict[str, str]:
        """Return how the lists among the parameters are joined: csv, ssv, tsv, pipes or multi."""
        return {name: "multi" for name, value in fields if is_list(value)} | {
            parameter.name: "multi" if parameter.explode and parameter.location == "query" else FORMATS[parameter.style]
            for parameter in self.operation.parameters
            if is_list(self.values.get(parameter.argument)) and parameter.style in FORMATS
        }

    def raw_body(self, built: Request) -> Any:
        """Return the body before it is encoded: a model, a plain value or bytes; None for a form."""
        body = self.operation.body
        kind = essence(content_type_of(built))
        if body is None or built.body is None or kind in (FORM, MULTIPART):
            return None
        if body.argument is None:
            given = [(each, self.values[each.argument]) for each in body.fields if each.argument in self.values]
            return {each.name: value for each, value in with_rest(given)}
        return self.values.get(body.argument) if is_json(kind) or is_text(kind) else built.body

    def files(self, pairs: Sequence[Any]) -> dict[str, Any]:
        """Return the files of a form by the name of their field: paths, bytes, (name, bytes), or lists of them."""
        found: dict[str, Any] = {}
        for name, value in pairs:
            if is_tuple(value):
                found.setdefault(name, []).append(value[:2])
        arguments = {each.name: each.argument for each in self.fields}
        given = {name: self.values.get(arguments.get(name, "")) for name in found}
        return {name: given[name] if is_usual_file(given[name]) else files for name, files in found.items()}


def chosen_content_type(
    client: Any, operation: Operation[Any], content_type: str | None, headers: Mapping[str, Any] | None
) -> str | None:
    """Return the content type of a call: that of the caller, or else the one that the client selects."""
    given = content_type or any(name.lower() == "content-type" for name in headers or {})
    if operation.body is None or given:
        return content_type
    found = client.select_header_content_type(list(operation.body.content))
    return found if isinstance(found, str) else None


def is_usual_file(value: Any) -> bool:
    """Return True if a file is given as OpenAPI Generator's clients accept it."""
    if is_list(value):
        return all(map(is_usual_file, value))
    return isinstance(value, (bytes, str)) or (is_tuple(value) and len(value) == 2)


def content_type_of(request: Request) -> str:
    """Return the value of the `Content-Type` header, or an empty string."""
    return next((value for name, value in request.headers.items() if name.lower() == "content-type"), "")


def clean(headers: Mapping[str, Any]) -> dict[str, str]:
    """Return headers that an override may have changed; None removes one."""
    return as_hooks_left({name: value for name, value in headers.items() if value is not None})


def with_query(url: str, query: str) -> str:
    """Add query parameters to a URL."""
    return f"{url}{'&' if '?' in url else '?'}{query}" if query else url


def structured(request: Request, operation: Operation[Any], values: Mapping[str, Any]) -> Request:
    """Return a request whose body is a JSON value, a string or bytes, and whose form fields are pairs.

    Args:
        request: The request as the fast path builds it.
        operation: The operation.
        values: The arguments of the call by name.
    """
    if request.post_params is not None or request.arguments is not None:
        return request
    content_type = content_type_of(request)
    kind, body = essence(content_type), request.body
    headers = request.headers
    if isinstance(body, Stream):
        body = b"".join(body)
        headers = {name: value for name, value in headers.items() if name.lower() != "content-length"}
    pairs: list[Any] = []
    if not isinstance(body, bytes):
        pass
    elif kind == MULTIPART:
        pairs, body = multipart_pairs(body, content_type.partition("boundary=")[2]), None
        headers = merge(headers, {"Content-Type": MULTIPART})
    elif kind == FORM:
        fields = operation.body.fields if operation.body else ()
        typed = {each.name: plain(values[each.argument]) for each in fields if each.argument in values}
        pairs, body = form_pairs(body.decode(), typed), None
    elif is_json(kind):
        body = json.loads(body) if body != b"null" else body  # None would mean that there is no body
    elif is_text(kind):
        body = body.decode("utf-8", "surrogateescape")
    return replace(request, headers=headers, body=body, post_params=pairs)


def response_types(operation: Operation[Any]) -> ResponseTypes:
    """Return the names of the types of an operation's responses by status code; None for a response without body."""
    found = ResponseTypes()
    found.operation = operation
    for status, response in operation.responses.items():
        found[status] = name_of(response)
    return found


def name_of(response: Response) -> TypeName | None:
    """Return the name of the type of a response, or None if it has no body."""
    if not response.content:
        return None
    found = TypeName(type_name(preferred(response.content)()))
    found.response = response
    return found


def preferred(content: Mapping[str, Type]) -> Type:
    """Return the type of the JSON among several media types, else the first one."""
    every = list(content.items())
    return next((type_ for name, type_ in every if is_json(name)), every[0][1])


NATIVE: dict[Any, str] = {
    bytes: "bytes",
    datetime.date: "date",
    datetime.datetime: "datetime",
    Decimal: "decimal",
    uuid.UUID: "UUID",
    Any: "object",
}


def type_name(kind: Any) -> str:
    """Return the name of a type as OpenAPI Generator's clients write it."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return type_name(arguments[0])
    if origin is list:
        return f"List[{type_name(arguments[0])}]"
    if origin is dict:
        return f"Dict[str, {type_name(arguments[1])}]"
    if origin in (Union, types.UnionType):
        others = [each for each in arguments if each is not type(None)]
        return f"Optional[{type_name(others[0])}]" if len(others) == 1 < len(arguments) else "object"
    name: str = getattr(kind, "__name__", "object")
    return NATIVE.get(kind, name)
