"""Operations of a document, ready to be called: what each takes, who may call it, and what it may answer."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import jsonschema_rs
import orjson
from starlette.responses import Response
from starlette.types import Receive, Scope

from .bodies import (
    NOTHING,
    Fields,
    FormField,
    Upload,
    form_value,
    read_json,
    read_multipart,
    read_urlencoded,
)
from .parameters import Parameter, compile_parameter, converter, cookie_values, query_values
from .problems import Issue, Problem, invalid
from .schemas import Schemas, issues
from .security import Security
from .settings import Settings

logger = logging.getLogger("mock_server")

Handler = Callable[..., Awaitable[Any]]


@dataclass(frozen=True)
class Request:
    """What a handler may ask for beyond its parameters, as the argument `request`."""

    scope: Scope
    headers: Mapping[str, str]
    receive: Receive


@dataclass(frozen=True)
class BodyReader:
    """A media type that an operation takes."""

    media_type: str
    validator: jsonschema_rs.Validator
    fields: Mapping[str, FormField]
    """Of a form: its properties."""


@dataclass(frozen=True)
class Operation:
    """One operation with its handler."""

    id: str
    handler: Handler
    wants_caller: bool
    wants_request: bool
    parameters: tuple[Parameter, ...]
    bodies: Mapping[str, BodyReader]
    body_required: bool
    security: Security
    responses: Mapping[str, Mapping[str, jsonschema_rs.Validator | None]]
    success: int
    settings: Settings

    async def __call__(self, scope: Scope, receive: Receive, path: Mapping[str, str]) -> Response:
        """Answer one request."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        query = query_values(scope["query_string"])
        caller = self.security.caller(headers, query)
        wrong: list[Issue] = []
        arguments: dict[str, Any] = {}
        self.read_parameters(headers, query, path, arguments, wrong)
        if self.bodies:
            await self.read_body(headers, receive, arguments, wrong)
        if wrong:
            raise invalid(wrong)
        if self.wants_caller:
            arguments["caller"] = caller
        if self.wants_request:
            arguments["request"] = Request(scope, headers, receive)
        return self.response(await self.handler(**arguments))

    def read_parameters(
        self,
        headers: Mapping[str, str],
        query: Mapping[str, list[str]],
        path: Mapping[str, str],
        found: dict[str, Any],
        wrong: list[Issue],
    ) -> None:
        """Read every parameter from its place."""
        for parameter in self.parameters:
            if parameter.location == "path":
                values = [path[parameter.name]]
            elif parameter.location == "query":
                values = query.get(parameter.name, [])
            elif parameter.location == "header":
                values = [headers[parameter.name.lower()]] if parameter.name.lower() in headers else []
            else:
                values = cookie_values(headers.get("cookie", "")).get(parameter.name, [])
            parameter.read(values, found, wrong)

    async def read_body(
        self, headers: Mapping[str, str], receive: Receive, found: dict[str, Any], wrong: list[Issue]
    ) -> None:
        """Read the body in the media type that the request says."""
        content_type = headers.get("content-type", "")
        media_type = content_type.partition(";")[0].strip().lower()
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > self.settings.max_body:
            raise Problem(413, f"A body may have at most {self.settings.max_body} bytes", {"Connection": "close"})
        body = self.bodies.get(media_type)
        if body is None and not media_type and length in ("", "0") and "transfer-encoding" not in headers:
            if self.body_required:
                wrong.append(Issue(["body"], "Field required", "missing"))
            return
        if body is None:
            raise Problem(415, f"Send {' or '.join(self.bodies)}")
        await self.read_as(body, content_type, receive, found, wrong)

    async def read_as(
        self, body: BodyReader, content_type: str, receive: Receive, found: dict[str, Any], wrong: list[Issue]
    ) -> None:
        """Read the body in one media type: a form becomes an argument a field, JSON the argument `body`."""
        if body.media_type == "multipart/form-data":
            self.take_form(body, await read_multipart(receive, content_type, self.settings), found, wrong)
        elif body.media_type == "application/x-www-form-urlencoded":
            self.take_form(body, await read_urlencoded(receive, self.settings), found, wrong)
        else:
            value = await read_json(receive, self.settings)
            if value is NOTHING:
                wrong.append(Issue(["body"], "Field required", "missing"))
            else:
                wrong.extend(issues(body.validator, value, ["body"]))
                found["body"] = value

    def take_form(self, body: BodyReader, fields: Fields, found: dict[str, Any], wrong: list[Issue]) -> None:
        """Hold a form against its schema, files standing in it as texts."""
        before = len(wrong)
        value = form_value(fields, body.fields, wrong)
        if len(wrong) == before:
            shown = {name: shown_value(item) for name, item in value.items()}
            if not body.validator.is_valid(shown):
                wrong.extend(issues(body.validator, shown, ["body"]))
        found.update(value)

    def response(self, result: Any) -> Response:
        """Turn what a handler returns into a response that the document allows: a value, or a value and a status."""
        if isinstance(result, Response):
            return self.checked(result)
        value, status = result if isinstance(result, tuple) else (result, self.success)
        validators = self.declared(status)
        validator = validators.get("application/json") if validators is not None else None
        if validators is None or (validator is not None and not validator.is_valid(value)):
            raise self.breach(status, value, validator)
        if value is None and not validators:
            return Response(status_code=status)
        return Response(orjson.dumps(value), status, media_type="application/json")

    def checked(self, response: Response) -> Response:
        """Let a ready response pass if its status and media type are declared; a stream has no schema to fit."""
        validators = self.declared(response.status_code)
        essence = (response.media_type or "").partition(";")[0]
        if validators is None or (essence and essence not in validators and "*/*" not in validators):
            raise self.breach(response.status_code, essence, None)
        return response

    def declared(self, status: int) -> Mapping[str, jsonschema_rs.Validator | None] | None:
        """What the document says of a status."""
        for key in (str(status), f"{status // 100}XX", "default"):
            if key in self.responses:
                return self.responses[key]
        return None

    def breach(self, status: int, value: Any, validator: jsonschema_rs.Validator | None) -> Problem:
        """The problem of a handler that answers what the document does not allow."""
        found = list(issues(validator, value, ["response"])) if validator else []
        where = "; ".join(f"{'/'.join(map(str, issue.loc))}: {issue.msg}" for issue in found) or "not declared"
        logger.error("%s answers %s, which its specification does not allow: %s", self.id, status, where)
        return Problem(500, f"{self.id} answers {status}, which its specification does not allow: {where}")


def shown_value(value: Any) -> Any:
    """A value of a form as its schema sees it."""
    if isinstance(value, list):
        return ["" if isinstance(item, Upload) else item for item in value]
    return "" if isinstance(value, Upload) else value


@dataclass(frozen=True)
class Context:
    """What all operations of a document are compiled with."""

    schemas: Schemas
    settings: Settings
    security: Security


def compile_operation(
    id_: str, handler: Handler, node: Mapping[str, Any], path_item: Mapping[str, Any], context: Context
) -> Operation:
    """Make an operation ready: its parameters, bodies and responses with their validators, its handler checked."""
    schemas = context.schemas
    given = [schemas.resolve(each) for each in [*path_item.get("parameters", []), *node.get("parameters", [])]]
    parameters = {(each["name"], each["in"]): compile_parameter(each, schemas) for each in given}
    body = schemas.resolve(node.get("requestBody", {}))
    bodies = {name.lower(): compile_body(name, media, schemas) for name, media in body.get("content", {}).items()}
    responses = {str(status): compile_response(each, schemas) for status, each in node["responses"].items()}
    names = handler_arguments(handler, list(parameters.values()), bodies, id_)
    return Operation(
        id=id_,
        handler=handler,
        wants_caller="caller" in names,
        wants_request="request" in names,
        parameters=tuple(parameters.values()),
        bodies=bodies,
        body_required=bool(body.get("required")),
        security=context.security,
        responses=responses,
        success=next((int(status) for status in responses if status.isdigit() and status.startswith("2")), 200),
        settings=context.settings,
    )


def compile_body(name: str, media: Mapping[str, Any], schemas: Schemas) -> BodyReader:
    """Make one media type of a body ready."""
    schema = schemas.resolve(media.get("schema", {}))
    properties = schema.get("properties", {})
    fields = {key: form_field(key, schemas.resolve(value), schemas) for key, value in properties.items()}
    return BodyReader(name.lower(), schemas.validator(media.get("schema", {})), fields)


def form_field(name: str, schema: Mapping[str, Any], schemas: Schemas) -> FormField:
    """Make one property of a form ready."""
    array = schema.get("type") == "array"
    item = schemas.resolve(schema.get("items", {})) if array else schema
    return FormField(name, array, item.get("format") == "binary", converter(item, schemas))


def compile_response(node: Mapping[str, Any], schemas: Schemas) -> Mapping[str, jsonschema_rs.Validator | None]:
    """Make one status ready: a validator for each media type that has a schema."""
    content = schemas.resolve(node).get("content", {})
    return {
        name: schemas.validator(media["schema"]) if "schema" in media and name.endswith("json") else None
        for name, media in content.items()
    }


def handler_arguments(
    handler: Handler, parameters: Sequence[Parameter], bodies: Mapping[str, BodyReader], id_: str
) -> set[str]:
    """Hold a handler's arguments against what its operation gives, so that none is dropped or missing later."""
    given = {parameter.name for parameter in parameters}
    for body in bodies.values():
        given |= set(body.fields) if body.fields and "json" not in body.media_type else {"body"}
    wanted = inspect.signature(handler).parameters
    unknown = sorted(set(wanted) - given - {"caller", "request"})
    lacking = sorted(given - set(wanted))
    if unknown or lacking:
        parts = [f"lacks {', '.join(lacking)}"] if lacking else []
        parts += [f"has {', '.join(unknown)}, which the operation does not give"] if unknown else []
        raise TypeError(f"the handler of {id_} {' and '.join(parts)}")
    return set(wanted)


def path_values(names: tuple[str, ...], texts: tuple[str, ...]) -> dict[str, str]:
    """The values of a path's parameters, decoded one by one, so that an escaped slash stays in its value."""
    return {name: unquote(text) for name, text in zip(names, texts, strict=True)}
