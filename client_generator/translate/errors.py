"""The schemas of error responses, in a style where exceptions are called after them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace

from ..api import Api, MediaType, Operation, Response
from .schemas import Schemas


def is_error(response: Response) -> bool:
    """Whether a response is that of a call that failed."""
    return response.status[0] in "45d"


def error_bodies(api: Api, schemas: Schemas) -> dict[str, bool]:
    """Find the objects that are the whole body of an error: by pointer, whether they are used nowhere else."""
    bodies = (media for each in api.operations for response in each.responses for media in whole_errors(response))
    pointers = dict.fromkeys(media.schema.ref for media in bodies if media.schema)
    objects = [each for each in pointers if each in api.schemas and schemas.kind(api.schemas[each]) == "object"]
    others = set(references([*api.schemas.values(), *map(without_errors, api.operations), *api.webhooks]))
    return {pointer: pointer not in others for pointer in objects if pointer not in schemas.descendants}


def whole_errors(response: Response) -> Iterator[MediaType]:
    """Go through the bodies of an error response that are a schema of the document as it stands."""
    return (media for media in response.content if is_error(response) and media.schema and media.schema.ref)


def without_errors(operation: Operation) -> Operation:
    """Return what an operation uses beside its errors."""
    rest = (
        replace(response, content=tuple(media for media in response.content if media not in whole_errors(response)))
        for response in operation.responses
    )
    return replace(operation, responses=tuple(rest))


def references(value: object) -> Iterator[str]:
    """Go through all that a part of the document refers to."""
    if is_dataclass(value):
        for each in fields(value):
            found = getattr(value, each.name)
            yield from (found,) if each.name == "ref" and found else references(found)
    elif isinstance(value, Mapping):
        yield from references(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from references(item)
