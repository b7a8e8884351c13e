"""The schemas of error responses, in a style where exceptions are called after them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass, replace

from ..api import Api, MediaType, Operation, Response
from .schemas import Schemas


def error_bodies(api: Api, schemas: Schemas) -> dict[str, bool]:
    """Find the objects that are the whole body of an error: by pointer, whether they are used nowhere else."""
    bodies = (media for operation in api.operations for each in errors_of(operation) for media in whole_bodies(each))
    pointers = dict.fromkeys(media.schema.ref for media in bodies if media.schema)
    objects = [each for each in pointers if each in api.schemas and schemas.kind(api.schemas[each]) == "object"]
    others = set(references([*api.schemas.values(), *map(without_errors, api.operations), *api.webhooks]))
    return {pointer: pointer not in others for pointer in objects if pointer not in schemas.descendants}


def errors_of(operation: Operation) -> list[Response]:
    """The responses of a call that failed; `default` is one of them where another one is that of success."""
    succeeds = any(response.status.startswith("2") for response in operation.responses)
    return [response for response in operation.responses if response.status[0] in ("45d" if succeeds else "45")]


def whole_bodies(response: Response) -> list[MediaType]:
    """The bodies of a response that are a schema of the document as it stands."""
    return [media for media in response.content if media.schema and media.schema.ref]


def without_errors(operation: Operation) -> Operation:
    """Return what an operation uses beside its errors."""
    errors = {response.status for response in errors_of(operation)}
    rest = (without_whole(response) if response.status in errors else response for response in operation.responses)
    return replace(operation, responses=tuple(rest))


def without_whole(response: Response) -> Response:
    """Return a response without the bodies that are a schema of the document as it stands."""
    rest = tuple(media for media in response.content if media.schema is None or not media.schema.ref)
    return replace(response, content=rest)


def references(value: object) -> Iterator[str]:
    """Yield all that a part of the document refers to."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, (list, tuple)):
            waiting += found
        elif isinstance(found, Mapping):
            waiting += found.values()
        elif is_dataclass(found):
            parts = vars(found)
            if parts.get("ref"):
                yield parts["ref"]
            waiting += [part for part in parts.values() if part and not isinstance(part, (str, bool))]
