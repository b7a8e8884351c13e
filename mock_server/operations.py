"""Operations of a document, ready to be called: who may, what each takes, and what it may answer."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from starlette.responses import Response
from starlette.types import Receive, Scope

from .bodies import Bodies, compile_bodies
from .idempotency import HEADER, METHODS, Answers
from .parameters import Parameter, compile_parameter, cookie_values, query_values
from .problems import Issue, Problem, SetupError, invalid
from .requests import Request
from .responses import Responses, compile_responses
from .schemas import Schemas
from .security import Security
from .settings import Settings

logger = logging.getLogger("mock_server")

Handler = Callable[..., Awaitable[Any]]
ANY: Mapping[str, Any] = {"default": {}}
"""The responses of an operation that names none (OpenAPI 3.1)."""


@dataclass(frozen=True)
class Operation:
    """One operation with its handler."""

    handler: Handler
    wants_caller: bool
    wants_request: bool
    parameters: tuple[Parameter, ...]
    bodies: Bodies | None
    security: Security
    responses: Responses
    answers: Answers

    async def __call__(self, scope: Scope, receive: Receive, path: Mapping[str, str]) -> Response:
        """Answer one request."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        query = query_values(scope["query_string"])
        caller = self.security.caller(headers, query)
        arguments = await self.arguments(headers, query, path, receive)
        key = headers.get(HEADER) if scope["method"] in METHODS else None
        if key is None:
            return await self.answer(scope, receive, headers, caller, arguments)

        async def answer() -> Response:
            return await self.answer(scope, receive, headers, caller, dict(arguments))

        return await self.answers.once((str(caller), scope["path"], key), arguments, answer)

    async def answer(
        self, scope: Scope, receive: Receive, headers: Mapping[str, str], caller: Any, arguments: dict[str, Any]
    ) -> Response:
        """Answer a request that is in order."""
        if self.wants_caller:
            arguments["caller"] = caller
        if self.wants_request:
            arguments["request"] = Request(scope, headers, receive)
        try:
            result = await self.handler(**arguments)
        except Problem as problem:
            return self.responses.problem(problem)
        return self.responses.made(result)

    async def arguments(
        self, headers: Mapping[str, str], query: Mapping[str, list[str]], path: Mapping[str, str], receive: Receive
    ) -> dict[str, Any]:
        """What the handler is given; all that is wrong with a request is said at once."""
        found: dict[str, Any] = {}
        wrong: list[Issue] = []
        for parameter in self.parameters:
            parameter.read(values_of(parameter, headers, query, path), found, wrong)
        if self.bodies:
            await self.bodies.read(headers, receive, found, wrong)
        if wrong:
            raise invalid(wrong)
        return found


def values_of(
    parameter: Parameter, headers: Mapping[str, str], query: Mapping[str, list[str]], path: Mapping[str, str]
) -> Sequence[str]:
    """What a request has for a parameter."""
    name = parameter.name
    if parameter.location == "path":
        return [path[name]]
    if parameter.location == "query":
        return query.get(name, ())
    if parameter.location == "header":
        return [headers[name.lower()]] if name.lower() in headers else ()
    return cookie_values(headers.get("cookie", "")).get(name, ())


def path_values(names: tuple[str, ...], texts: tuple[str, ...]) -> dict[str, str]:
    """The values of a path's parameters, decoded one by one, so that an escaped slash stays in its value."""
    return {name: unquote(text) for name, text in zip(names, texts, strict=True)}


@dataclass(frozen=True)
class Context:
    """What an operation is compiled with."""

    schemas: Schemas
    settings: Settings
    security: Security


def compile_operation(
    id_: str, handler: Handler, node: Mapping[str, Any], path_item: Mapping[str, Any], context: Context
) -> Operation:
    """Make an operation ready: its parameters, bodies and responses with their validators, its handler checked."""
    schemas = context.schemas
    given = [schemas.resolve(each) for each in [*path_item.get("parameters", []), *node.get("parameters", [])]]
    parameters = compile_parameters(given, schemas, takes_everything(handler))
    bodies = compile_bodies(schemas.resolve(node.get("requestBody", {})), schemas, context.settings)
    names = check_arguments(handler, given_arguments(list(parameters.values()), bodies), id_)
    return Operation(
        handler=handler,
        wants_caller="caller" in names,
        wants_request="request" in names,
        parameters=tuple(parameters.values()),
        bodies=bodies,
        security=context.security,
        responses=compile_responses(id_, node.get("responses", ANY), schemas, context.settings.heartbeat),
        answers=Answers(),
    )


def compile_parameters(
    nodes: Sequence[Mapping[str, Any]], schemas: Schemas, lenient: bool
) -> dict[tuple[str, str], Parameter]:
    """Make parameters ready, each once: those of an operation win over those of its path."""
    found: dict[tuple[str, str], Parameter] = {}
    for node in nodes:
        try:
            found[node["name"], node["in"]] = compile_parameter(node, schemas)
        except SetupError as error:
            if not lenient:
                raise
            logger.warning("%s; it is passed over", error)
    return found


def takes_everything(handler: Handler) -> bool:
    """Whether a handler takes whatever comes (`**arguments`)."""
    kinds = {each.kind for each in inspect.signature(handler).parameters.values()}
    return inspect.Parameter.VAR_KEYWORD in kinds


def given_arguments(parameters: Sequence[Parameter], bodies: Bodies | None) -> dict[str, bool]:
    """The arguments that an operation gives, and whether it always does."""
    given = {each.argument: each.required or each.has_default for each in parameters}
    bodies_given = list(bodies.kinds.values()) if bodies else []
    alone = len(bodies_given) == 1 and bool(bodies and bodies.required)
    for body in bodies_given:
        fields = {field.argument: field.required for field in body.fields.values()} if body.is_form else {"body": True}
        given.update({name: alone and always for name, always in fields.items()})
    return given


def check_arguments(handler: Handler, given: Mapping[str, bool], id_: str) -> set[str]:
    """Hold a handler's arguments against those that its operation gives, so that none is dropped or missing later."""
    wanted = inspect.signature(handler).parameters
    if takes_everything(handler):
        return set(wanted)
    needed = {name for name, each in wanted.items() if each.default is inspect.Parameter.empty}
    unknown = sorted(set(wanted) - set(given) - {"caller", "request"})
    lacking = sorted(set(given) - set(wanted))
    optional = sorted(name for name, always in given.items() if not always and name in needed)
    parts = [f"lacks {', '.join(lacking)}"] if lacking else []
    parts += [f"has {', '.join(unknown)}, which the operation does not give"] if unknown else []
    parts += [f"has no default for {', '.join(optional)}, which need not be sent"] if optional else []
    if parts:
        raise SetupError(f"the handler of {id_} {' and '.join(parts)}")
    return set(wanted)
