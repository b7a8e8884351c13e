"""Call the operations of a generated package over a socket, and compare what happens with what is expected."""

from __future__ import annotations

import asyncio
import base64
import inspect
import json
import socket
import traceback
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from .comparing import Comparison, Difference, json_equal, short, without
from .document import Document, Media, Operation
from .models import targets
from .package import Entry, Package, build, misnamed
from .plan import Answer, Case, Planner, json_answer
from .recorder import Recorder, Reply
from .schemas import View
from .wire import Expected, check, is_json

BASE_PATH = "/base/v1"
CONSTRUCTED = ("constructor", "alternative")
"""The ways to give arguments in which dates and enum members are Python objects."""
MODEL_VALUES = 10
"""The number of values that are read of each model that no operation has."""
KEY, TOKEN, USER, PASSWORD = "k-e.y", "t0ken", "ann", "pass:word"


@dataclass
class Findings:
    """The result for one document in one style."""

    operations: int = 0
    calls: int = 0
    differences: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    unreached: list[str] = field(default_factory=list[str])


def loopback_only() -> None:
    """Let no call leave this machine: a client that ignores its base URL must fail, not reach production."""
    original = socket.getaddrinfo

    def guarded(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host not in ("127.0.0.1", "localhost", None, b"127.0.0.1"):
            raise OSError(f"the call went to {host!r}, not to the base URL")
        return original(host, *args, **kwargs)

    socket.getaddrinfo = guarded


class Caller:
    """Calls a package, sync and async.

    Args:
        document: The document that the package was generated from.
        package: The package.
        style: Its style.
        seed: Values depend on it.
    """

    def __init__(self, document: Document, package: Package, style: str, seed: int = 0) -> None:
        self.document = document
        self.package = package
        self.style = style
        self.planner = Planner(document, seed)
        self.comparison = Comparison(self.planner.response)
        self.recorder = Recorder()
        self.findings = Findings()
        self.loop = asyncio.new_event_loop()
        self.client = package.module.ApiClient(self.configuration())
        self.async_client = self.loop.run_until_complete(self.made())

    async def made(self) -> Any:
        """Create the asynchronous client inside of the event loop."""
        return self.package.aio.ApiClient(self.configuration())

    def configuration(self) -> Any:
        """Return settings with the recorder's address and credentials for every scheme."""
        found = self.package.configuration(host=self.recorder.url + BASE_PATH)
        relative = any(each.relative_server for each in self.document.operations)
        found.ignore_operation_servers = self.style != "sdk" or relative  # in style sdk, the caller's base URL wins
        for name, scheme in self.document.schemes.items():
            if scheme.get("type") == "apiKey":
                found.api_key[name] = KEY
        found.access_token, found.username, found.password = TOKEN, USER, PASSWORD
        return found

    def close(self) -> None:
        """Close the clients and the recorder."""
        self.client.close()
        self.loop.run_until_complete(self.async_client.close())
        self.loop.close()
        self.recorder.close()

    def run(self, only: str = "") -> Findings:
        """Call every operation."""
        for operation in self.document.operations:
            if only and only not in (operation.id, operation.label):
                continue
            self.findings.operations += 1
            entry = self.package.find(operation.method, operation.path, operation.id)
            if entry is None:
                self.report(operation, None, "", [Difference("operation: missing", "", operation.label, "")], "")
                continue
            names = [
                Difference.of("names: an argument", argument, name, argument) for argument, name in misnamed(entry)
            ]
            self.report(operation, None, "", names, entry.method)
            self.call_all(operation, entry)
        if not only:
            self.read_models()
        self.findings.unreached = self.planner.unreached
        return self.findings

    def read_models(self) -> None:
        """Read and write values of the schemas that no operation has."""
        for target in targets(self.document, self.package):
            for sample in self.planner.values.samples(target.schema, MODEL_VALUES):
                self.findings.calls += 1
                media = Media("application/json", target.schema)
                answer = json_answer(200, media, media.name, sample.value, sample.note)
                try:
                    found = list(self.check_value(target.read(json.dumps(sample.value)), answer))
                except Exception as error:
                    found = [raised("model: refused", error)]
                self.report(target.operation, Case((), None, answer, "json"), "", found, target.name)

    def call_all(self, operation: Operation, entry: Entry) -> None:
        """Make all calls of an operation."""
        cases = self.planner.cases(operation)
        if not cases:
            return
        base = min(cases, key=lambda case: (len(case.parameters), len(repr(case.content))))
        for index, case in enumerate(cases):
            if case.content and case.content.invalid and self.package.is_ambiguous(case.content.value):
                continue
            for mode in ("sync", "async"):
                variant = "_with_http_info" if index % 3 == 2 and case.answer.kind != "events" else ""
                if case.answer.kind == "events" and hasattr(entry.api, f"{entry.method}_stream"):
                    variant = "_stream"
                refused = self.call(operation, entry, case, mode, variant)
                if refused and case is not base:  # look at the response all the same
                    again = Case(base.parameters, base.content, case.answer, "json")
                    self.call(operation, entry, again, mode, variant, quiet_request=True)

        self.call_raw(operation, entry, base)

    def call_raw(self, operation: Operation, entry: Entry, case: Case) -> None:
        """Make calls that return the response unread: it has the status and the bytes of the server, errors too."""
        for status, body in ((200, b'{"a": "\xc3\xa9"}'), (404, b"none")):
            answer = Answer(Reply(status, "application/json", body), status, value=body, kind="bytes")
            for mode in ("sync", "async"):
                self.recorder.taken()
                self.recorder.reply = answer.reply
                self.findings.calls += 1
                method = f"{entry.method}_without_preload_content"
                try:
                    arguments = self.arguments(operation, entry, case)
                    response = self.raw_response(entry, method, arguments, mode)
                except Exception as error:
                    found = [raised("response: unread refused", error)]
                else:
                    wanted = status, b"" if operation.method == "HEAD" else body
                    found = [Difference.of("response: unread", "", wanted, response)] if response != wanted else []
                self.report(operation, replace(case, answer=answer), mode, found, f"{entry.api.__name__}.{method}()")

    def raw_response(self, entry: Entry, method: str, arguments: Mapping[str, Any], mode: str) -> tuple[int, bytes]:
        """Return the status and the bytes of an unread response."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            if mode == "sync":
                response = getattr(entry.api(self.client), method)(**arguments)
                return response.status, response.read()

            async def call() -> tuple[int, bytes]:
                response = await getattr(entry.async_api(self.async_client), method)(**arguments)
                return response.status, await response.read()

            return self.loop.run_until_complete(asyncio.wait_for(call(), 30))

    def call(
        self, operation: Operation, entry: Entry, case: Case, mode: str, variant: str, quiet_request: bool = False
    ) -> bool:
        """Make one call and report its differences; return True if nothing was sent."""
        self.recorder.taken()
        self.recorder.reply = case.answer.reply
        self.findings.calls += 1
        found: list[Difference] = []
        try:
            arguments = self.arguments(operation, entry, case)
        except Exception as refused:
            if not quiet_request and not (case.content and case.content.invalid):
                missing = isinstance(refused, LookupError)
                kind = "request: no argument" if missing else f"request: {case.way} refused"
                found = [raised(kind, refused)]
                self.report(operation, case, mode, found, f"{entry.method}{variant}")
            return True
        text = f"{entry.api.__name__}.{entry.method}{variant}({', '.join(f'{k}={v!r}' for k, v in arguments.items())})"
        result, error = self.outcome(entry, arguments, mode, variant, case.answer)
        requests = self.recorder.taken()
        if case.content and case.content.invalid:
            if requests or not isinstance(error, (ValueError, TypeError)):
                found = [Difference.of("request: an invalid value was sent", "", case.content.note, error or "sent")]
            self.report(operation, case, mode, found, text)
            return False
        if not requests:
            if not quiet_request:
                found = [raised("request: not sent", error)] if error else [Difference("request: not sent", "", "", "")]
                self.report(operation, case, mode, found, text)
            return True
        if not quiet_request:
            expected = self.expected(operation, entry, case)
            found += check(requests[0], expected, operation.method, self.planner.request)
        if len(requests) > 1:
            found.append(Difference.of("request: sent more than once", "", 1, len(requests)))
        found += self.check_result(result, error, case.answer, variant)
        self.report(operation, case, mode, found, text)
        return False

    def arguments(self, operation: Operation, entry: Entry, case: Case) -> dict[str, Any]:
        """Return the keyword arguments of a call."""
        found: dict[str, Any] = {}
        for parameter, value in case.parameters:
            argument, type_ = entry.parameters[parameter.location, parameter.name]
            found[argument] = build(value, type_(), case.way) if case.way in CONSTRUCTED else value
        for parameter in operation.parameters:
            if parameter.required and parameter.name.lower() == "content-length":
                content = case.content.value if case.content else b""
                argument, _ = entry.parameters["header", parameter.name]
                found[argument] = len(content) if isinstance(content, bytes) else 0
        if case.content is None:
            return found
        media, value, way = case.content.media, case.content.value, case.way
        if way == "json" and self.package.is_ambiguous(value):
            way = "from_dict"
        if way != "from_dict" and media.schema is not None and is_json(media.name):
            value = self.planner.request.opened(value, media.schema)
        fields = entry.arguments_of(media.name) if isinstance(value, dict) else {}
        rest = entry.rest_of(media.name)
        if entry.body_argument is not None and not (fields and (rest or value.keys() <= fields.keys())):
            type_ = entry.body_types.get(media.name) or next(iter(entry.body_types.values()))
            found[entry.body_argument] = build(value, type_(), way)
        elif isinstance(value, dict):
            for name, item in value.items():
                if name not in fields and rest:
                    found.setdefault(rest, {})[name] = item
                    continue
                if name not in fields:
                    raise LookupError(f"no argument for {name!r} of the body")
                argument, type_ = fields[name]
                found[argument] = item if isinstance(item, bytes) else build(item, type_(), way)
        else:
            raise LookupError(f"no argument for a body {short(value)}")
        preferred = next((each for each in operation.body if is_json(each.name)), operation.body[0])
        if media is not preferred:
            option = next((each for each in ("_content_type", "content_type") if each in entry.options), None)
            if option and option not in found:
                found[option] = media.name
            else:
                found["_headers" if "_headers" in entry.options else "headers"] = {"Content-Type": media.name}
        return found

    def outcome(
        self, entry: Entry, arguments: Mapping[str, Any], mode: str, variant: str, answer: Answer
    ) -> tuple[Any, BaseException | None]:
        """Call a method; return its value or its exception."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                if mode == "sync":
                    api = entry.api(self.client)
                    return complete(getattr(api, f"{entry.method}{variant}")(**arguments), answer), None
                work = self.outcome_async(entry, arguments, variant, answer)
                return self.loop.run_until_complete(asyncio.wait_for(work, 30)), None
        except Exception as error:
            return None, error

    async def outcome_async(self, entry: Entry, arguments: Mapping[str, Any], variant: str, answer: Answer) -> Any:
        """Await a method."""
        api = entry.async_api(self.async_client)
        value = await getattr(api, f"{entry.method}{variant}")(**arguments)
        if answer.kind == "events" and hasattr(value, "__aiter__"):
            return [each async for each in value]
        data = value.data if is_api_response(value) else value
        if hasattr(data, "iter_bytes"):
            content = data.read()
            content = await content if inspect.isawaitable(content) else content
            return content if data is value else ApiResult(value, content)
        return value

    def expected(self, operation: Operation, entry: Entry, case: Case) -> Expected:
        """Return what a call has to send."""
        found = Expected(BASE_PATH + operation.path, list(case.parameters))
        # An optional body of which no argument is given is absent, and so is None where that is the default.
        nothing = case.content is not None and (
            case.content.value == {}
            if entry.body_argument is None or entry.arguments_of(case.content.media.name)
            else case.content.value is None and self.style != "sdk"
        )
        if case.content and (operation.body_required or not nothing):
            found.media, found.body, found.has_body = case.content.media, case.content.value, True
            if case.way in CONSTRUCTED and found.media.schema is not None:
                whole = entry.body_argument is not None
                found.body = self.planner.request.with_constants(found.body, found.media.schema, whole)
        for scheme in self.credentials(operation):
            self.expect_credential(found, scheme)
        return found

    def credentials(self, operation: Operation) -> list[Mapping[str, Any]]:
        """Return the schemes of the first alternative that there are credentials for."""
        schemes = self.document.schemes
        for alternative in operation.security:
            found = [schemes.get(name) or {} for name in alternative]
            if all(map(has_credential, found)):
                return found
        return []

    def expect_credential(self, expected: Expected, scheme: Mapping[str, Any]) -> None:
        """Expect the credential of a scheme, unless a parameter of the same name has its place."""
        if scheme["type"] == "apiKey":
            taken = {(parameter.location, parameter.name.lower()) for parameter, _ in expected.parameters}
            if (scheme["in"], scheme["name"].lower()) in taken:
                return
            if scheme["in"] == "header":
                expected.headers[scheme["name"]] = KEY
            else:
                pairs = expected.queries if scheme["in"] == "query" else expected.cookies
                pairs.append((scheme["name"], KEY))
        elif scheme["type"] == "http" and scheme.get("scheme", "").lower() == "basic":
            encoded = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
            expected.headers["Authorization"] = f"Basic {encoded}"
        else:
            expected.headers["Authorization"] = f"Bearer {TOKEN}"

    def check_result(
        self, result: Any, error: BaseException | None, answer: Answer, variant: str
    ) -> Iterator[Difference]:
        """Yield the differences between the outcome of a call and the response that the server sent."""
        if not 200 <= answer.status <= 299:
            yield from self.check_error(result, error, answer)
        elif error is not None:
            kind = self.package.exceptions.UnexpectedResponseException
            if answer.may_fail or (answer.must_fail and isinstance(error, kind)):
                return
            title = "response: refused" if isinstance(error, kind) else "response: exception"
            yield raised(f"{title} ({answer.note.partition(' at ')[0]})" if broken_note(answer) else title, error)
        elif answer.must_fail:
            yield Difference.of("response: a wrong type was accepted", "", answer.value, result)
        else:
            if variant == "_with_http_info":
                if result.status_code != answer.status:
                    yield Difference.of("response: status_code", "", answer.status, result.status_code)
                yield from self.check_headers(result, answer)
                result = result.data
            yield from self.check_value(result, answer)

    def check_headers(self, result: Any, answer: Answer) -> Iterator[Difference]:
        """Compare the headers of a response, and their values where the package has types for them."""
        for name, sent in answer.reply.headers:
            if result.headers.get(name) != sent:
                yield Difference.of("response: header", name, sent, result.headers.get(name))
        for header, value in answer.headers:
            if header.name in result.typed_headers:
                got = result.typed_headers[header.name]
                yield from self.comparison.differences(got, value, header.schema, header.name)
            elif needs_type(self.planner.response.view(header.schema)):
                yield Difference.of(
                    "response: a header without a type", header.name, value, sorted(result.typed_headers)
                )

    def check_value(self, value: Any, answer: Answer) -> Iterator[Difference]:
        """Compare a returned value with a successful response."""
        schema: Any = {}
        if (
            answer.media is not None
            and answer.media.schema is not None
            and not (answer.may_fail or answer.unsatisfiable)
        ):
            schema = answer.media.schema
        if answer.kind == "none":
            if value is not None:
                yield Difference.of("response: a value without content", "", None, value)
        elif answer.kind == "json":
            yield from self.comparison.differences(value, answer.value, schema)
            yield from self.check_written(value, answer, schema)
        elif answer.kind == "text":
            if value is None:
                yield Difference.of("response: text was lost", "", answer.value, value)
            else:
                yield from self.comparison.differences(value, answer.value, schema)
        elif answer.kind == "bytes":
            got = value.encode() if isinstance(value, str) else value
            if got != answer.value:
                yield Difference.of("response: bytes", "", answer.value, value)
        elif isinstance(value, list):
            if len(value) != len(answer.value):
                yield Difference.of("response: events were lost or added", "", answer.value, value)
            else:
                for index, (item, sent) in enumerate(zip(value, answer.value, strict=True)):
                    found = self.comparison.differences(item, sent, answer.schema, f"/{index}")
                    yield from (each for each in found if not is_event_field(each))
        else:
            yield Difference.of("response: no stream of events", "", answer.value, value)

    def check_written(self, value: Any, answer: Answer, schema: Any) -> Iterator[Difference]:
        """Write a model that was received: its JSON is the received one, without what is read-only."""
        for each, sent, path in models_of(value, answer.value):
            if path and not isinstance(answer.value, list):
                continue
            inner = schema
            if path:
                inner = self.planner.response.view(schema).items
            wanted, certain = without(
                sent, self.planner.response.view({} if inner is None else inner), "readOnly", self.planner.response
            )
            again = type(each).from_json(json.dumps(sent))
            if again != each:
                yield Difference.of("response: from_json() differs from the response", path, each, again)
            again = type(each).from_dict(sent)
            if again != each:
                yield Difference.of("response: from_dict() differs from the response", path, each, again)
            if not certain:
                continue
            got = json.loads(each.to_json())
            if not json_equal(got, wanted):
                yield Difference.of("response: to_json() differs from what was received", path, wanted, got)
            got = each.to_dict()
            if isinstance(wanted, dict) and isinstance(got, dict) and got.keys() != wanted.keys():
                yield Difference.of("response: to_dict() differs from what was received", path, wanted, got)

    def check_error(self, result: Any, error: BaseException | None, answer: Answer) -> Iterator[Difference]:
        """Compare an exception with an error response."""
        kind = self.package.exceptions.ApiException
        if not isinstance(error, kind):
            yield Difference.of("error: no ApiException", "", answer.status, repr(error) if error else result)
            return
        status, data = error.status, error.data
        if status != answer.status:
            yield Difference.of("error: status", "", answer.status, status)
        if answer.kind == "json":
            if not same_text(error.body, answer.value):
                yield Difference.of("error: body", "", answer.value, error.body)
            if answer.media is not None and answer.media.schema is not None:
                yield from self.comparison.differences(data, answer.value, answer.media.schema)

    def report(self, operation: Operation, case: Case | None, mode: str, found: list[Difference], text: str) -> None:
        """Record differences, with what is needed to repeat the call."""
        for each in found:
            answer = case.answer if case else None
            self.findings.differences.append(
                {
                    **asdict(each),
                    "operation": operation.label,
                    "id": operation.id,
                    "mode": mode,
                    "style": self.style,
                    "call": short(text) if len(text) < 160 else text[:600],
                    "way": case.way if case else "",
                    "status": answer.status if answer else 0,
                    "response": answer.reply.body[:600].decode("utf-8", "replace") if answer else "",
                    "note": (
                        answer.note
                        if each.kind.startswith(("response", "error"))
                        else case.content.note
                        if case and case.content
                        else ""
                    )
                    if answer
                    else "",
                }
            )


@dataclass
class ApiResult:
    """An ApiResponse whose content was read."""

    response: Any
    data: Any

    @property
    def status_code(self) -> int:
        return int(self.response.status_code)

    @property
    def headers(self) -> Any:
        return self.response.headers

    @property
    def typed_headers(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.response.typed_headers
        return found


def needs_type(view: View) -> bool:
    """Return True if values of a header are not merely strings."""
    return bool(view.kinds) and (not view.kinds <= {"string", "null"} or view.format in ("date-time", "date", "uuid"))


def is_event_field(difference: Difference) -> bool:
    """Return True if a difference is a field that every event has, sent or not."""
    name = difference.path.rpartition("/")[2]
    return difference.kind == "response: a property was added" and name in ("id", "event", "retry")


def is_api_response(value: Any) -> bool:
    """Return True if a value is the ApiResponse of `..._with_http_info`."""
    return hasattr(value, "status_code") and hasattr(value, "data")


def complete(value: Any, answer: Answer) -> Any:
    """Read a stream or an unread response to its end."""
    if answer.kind == "events" and hasattr(value, "__next__"):
        return list(value)
    data = value.data if is_api_response(value) else value
    if hasattr(data, "iter_bytes"):
        return data.read() if data is value else ApiResult(value, data.read())
    return value


def models_of(value: Any, sent: Any) -> Iterator[tuple[Any, Any, str]]:
    """Yield a model, or those of a list, with what each was read from."""
    if isinstance(value, BaseModel):
        yield value, sent, ""
    elif isinstance(value, list) and isinstance(sent, list) and len(value) == len(sent):
        for index, (item, each) in enumerate(zip(value, sent, strict=True)):
            if isinstance(item, BaseModel):
                yield item, each, f"/{index}"


def has_credential(scheme: Mapping[str, Any]) -> bool:
    """Return True if the settings of `Caller.configuration` have the credential of a scheme."""
    kind, name = scheme.get("type"), str(scheme.get("scheme", "")).lower()
    return kind in ("apiKey", "oauth2", "openIdConnect") or (kind == "http" and name in ("basic", "bearer"))


def broken_note(answer: Answer) -> bool:
    return answer.note.startswith(("broken", "unknown", "naive", "no value"))


def raised(kind: str, error: BaseException | None) -> Difference:
    """Return the difference that an exception is."""
    place = traceback.extract_tb(error.__traceback__)[-1] if error and error.__traceback__ else None
    where = f"{place.filename.rpartition('/')[2]}:{place.name}" if place else ""
    message = str(error) if not hasattr(error, "reason") else f"{error.reason}"  # type: ignore[union-attr]
    return Difference.of(kind, "", "no exception", f"{type(error).__name__}: {short(message)} ({where})")


def same_text(text: Any, value: Any) -> bool:
    """Return True if a string is the JSON of a value."""
    try:
        return json_equal(json.loads(text), value)
    except (TypeError, ValueError):
        return False
