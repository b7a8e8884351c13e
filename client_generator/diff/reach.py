"""Which way the values of each schema travel: with requests, with responses, or both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..api import Api, MediaType, Schema
from .changes import Use


def uses(api: Api) -> dict[str, Use]:
    """Say for every schema that references point to how operations use it."""
    sent, received = reached(sent_schemas(api), api, True), reached(received_schemas(api), api, False)
    return {pointer: Use(pointer in sent, pointer in received) for pointer in api.schemas}


def common(old: Use, new: Use) -> Use:
    """The use that callers of both documents make; a schema that no operation uses may be for anything."""
    both = Use(old.sent and new.sent, old.received and new.received)
    either = Use(old.sent or new.sent, old.received or new.received)
    return next((use for use in (both, either) if use.sent or use.received), Use())


def sent_schemas(api: Api) -> Iterator[Schema]:
    """The schemas of all that callers send."""
    for operation in api.operations:
        yield from (parameter.schema for parameter in operation.parameters)
        if operation.body:
            yield from content_schemas(operation.body.content)


def received_schemas(api: Api) -> Iterator[Schema]:
    """The schemas of all that callers receive."""
    for operation in api.operations:
        for response in operation.responses:
            yield from content_schemas(response.content)
            yield from (header.schema for header in response.headers)


def content_schemas(content: Iterable[MediaType]) -> Iterator[Schema]:
    """The schemas of a body in all its representations."""
    return (schema for media in content for schema in (media.schema, media.item_schema) if schema)


def reached(schemas: Iterable[Schema], api: Api, sent: bool) -> set[str]:
    """Follow references, except through fields that do not travel this way."""
    found, waiting = set[str](), list(schemas)
    while waiting:
        schema = waiting.pop()
        if schema.read_only if sent else schema.write_only:
            continue
        targets = [schema.ref, *(schema.discriminator.mapping.values() if schema.discriminator else ())]
        for target in targets:
            if target in api.schemas and target not in found:
                found.add(target)
                waiting.append(api.schemas[target])
        waiting.extend(parts(schema))
    return found


def parts(schema: Schema) -> Iterator[Schema]:
    """The schemas that stand inside another."""
    yield from (found.schema for found in schema.properties)
    yield from schema.pattern_properties.values()
    yield from (each for each in (schema.additional, schema.items) if isinstance(each, Schema))
    yield from schema.prefix_items + schema.all_of + schema.one_of + schema.any_of
