"""Bodies of requests, turned into arguments: a form into one a field, everything else into `body`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import jsonschema_rs
import orjson
from starlette.types import Receive

from .multipart import Fields, Upload, read_multipart
from .parameters import argument_name, converter
from .problems import Issue, Problem, invalid
from .requests import read_all, too_large
from .schemas import Schemas, issues
from .settings import Settings

MULTIPART, URLENCODED = "multipart/form-data", "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class FormField:
    """A property of a form: what it is turned into."""

    argument: str
    required: bool
    array: bool
    file: bool
    convert: Callable[[str], Any]


@dataclass(frozen=True)
class Body:
    """A media type that an operation takes."""

    media_type: str
    validator: jsonschema_rs.Validator
    fields: Mapping[str, FormField]
    """Of a form: its properties."""

    @property
    def is_form(self) -> bool:
        """Whether each field becomes an argument of its own."""
        return self.media_type in (MULTIPART, URLENCODED)


@dataclass(frozen=True)
class Bodies:
    """What an operation takes as a body."""

    kinds: Mapping[str, Body]
    required: bool
    settings: Settings

    async def read(
        self, headers: Mapping[str, str], receive: Receive, found: dict[str, Any], wrong: list[Issue]
    ) -> None:
        """Read the body in the media type that the request says."""
        content_type = headers.get("content-type", "")
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > self.settings.max_body:
            raise too_large(self.settings.max_body)
        essence = essence_of(content_type)
        if not essence and length in ("", "0") and "transfer-encoding" not in headers:
            self.missing(wrong)
            return
        body = self.kind(essence)
        if body.is_form:
            fields = await read_form(body.media_type, receive, content_type, self.settings)
            take_form(body, fields, found, wrong)
        else:
            self.take(body, essence, await read_all(receive, self.settings.max_body), found, wrong)

    def kind(self, essence: str) -> Body:
        """Find the media type of a request among those that the operation takes."""
        for name in (essence, f"{essence.partition('/')[0]}/*", "*/*"):
            if name in self.kinds:
                return self.kinds[name]
        raise Problem(415, f"Send {' or '.join(self.kinds)}")

    def missing(self, wrong: list[Issue]) -> None:
        """Note that there is no body, if there should be one."""
        if self.required:
            wrong.append(Issue(["body"], "Field required", "missing"))

    def take(self, body: Body, essence: str, content: bytes, found: dict[str, Any], wrong: list[Issue]) -> None:
        """Take a body that is no form: a value if it is JSON, a text if it is one, bytes otherwise."""
        if is_json(essence) and not content:
            self.missing(wrong)
        elif is_json(essence):
            found["body"] = value = json_value(content)
            wrong.extend(issues(body.validator, value, ["body"]))
        else:
            found["body"] = content.decode("utf-8", "replace") if essence.startswith("text/") else content


def essence_of(media_type: str) -> str:
    """A media type without its parameters, as types are compared (RFC 9110 §8.3.1)."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON (RFC 6839 §3.1)."""
    return media_type == "application/json" or media_type.endswith("+json")


def json_value(content: bytes) -> Any:
    """The value of a JSON text."""
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise invalid([Issue(["body", error.pos], f"JSON decode error: {error.msg}", "json_invalid")]) from error


async def read_form(media_type: str, receive: Receive, content_type: str, settings: Settings) -> Fields:
    """The fields of a form."""
    if media_type == MULTIPART:
        return await read_multipart(receive, content_type, settings)
    found: Fields = {}
    content = await read_all(receive, settings.max_body)
    for name, value in parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return found


def take_form(body: Body, fields: Fields, found: dict[str, Any], wrong: list[Issue]) -> None:
    """Turn a form into arguments, and hold it against its schema, files standing in it as texts."""
    problems: list[Issue] = []
    value = {
        name: field_value(name, fields[name], field, problems)
        for name, field in body.fields.items()
        if fields.get(name)
    }
    shown = {name: shown_value(item) for name, item in value.items()}
    refused = {tuple(issue.loc) for issue in problems}
    if not body.validator.is_valid(shown):
        problems += [each for each in issues(body.validator, shown, ["body"]) if tuple(each.loc) not in refused]
    wrong.extend(problems)
    found.update({body.fields[name].argument: item for name, item in value.items()})


def field_value(name: str, values: list[str | Upload], field: FormField, wrong: list[Issue]) -> Any:
    """Turn what came for one field into what its schema means; only an array may come more than once."""
    if field.array:
        return [item_value(value, field, ["body", name, at], wrong) for at, value in enumerate(values)]
    if len(values) > 1:
        wrong.append(Issue(["body", name], f"Expected one value, received {len(values)}", "too_many_values"))
    return item_value(values[-1], field, ["body", name], wrong)


def item_value(value: str | Upload, field: FormField, loc: list[str | int], wrong: list[Issue]) -> Any:
    """Turn one value of a form into what its schema means."""
    if isinstance(value, Upload) is field.file:
        return value if isinstance(value, Upload) else field.convert(value)
    expected, kind = ("a file", "file_type") if field.file else ("a text", "string_type")
    wrong.append(Issue(loc, f"Expected {expected}", kind))
    return value


def shown_value(value: Any) -> Any:
    """A value of a form as its schema sees it."""
    if isinstance(value, list):
        return ["" if isinstance(item, Upload) else item for item in value]
    return "" if isinstance(value, Upload) else value


def compile_bodies(node: Mapping[str, Any], schemas: Schemas, settings: Settings) -> Bodies | None:
    """Make the body of an operation ready, if it has one."""
    content = node.get("content", {})
    if not content:
        return None
    kinds = {name: compile_body(name, media, schemas) for name, media in by_essence(content).items()}
    return Bodies(kinds, bool(node.get("required")), settings)


def by_essence(content: Mapping[str, Any]) -> dict[str, Any]:
    """What a document says of media types, by these without their parameters."""
    return {essence_of(name): media for name, media in content.items()}


def compile_body(name: str, media: Mapping[str, Any], schemas: Schemas) -> Body:
    """Make one media type of a body ready."""
    written = media.get("schema", {})
    schema = schemas.keywords(written)
    required, properties = schema.get("required", []), schema.get("properties", {})
    fields = {key: form_field(key, key in required, properties[key], schemas) for key in properties}
    return Body(name, schemas.of_requests(written), fields)


def form_field(name: str, required: bool, written: Any, schemas: Schemas) -> FormField:
    """Make one property of a form ready."""
    schema = schemas.keywords(written)
    array = schema.get("type") == "array"
    item = schemas.keywords(schema.get("items", {})) if array else schema
    file = item.get("format") == "binary" or "contentMediaType" in item
    return FormField(argument_name(name), required, array, file, converter(item, schemas))
