"""Requests that are built and not sent, for callers of `_get_pet_serialize(…)` in OpenAPI Generator's clients."""

from __future__ import annotations

import copy
import inspect
import re
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import Any, cast

from ._arguments import values_of, with_media_type
from ._operation import Operation
from ._overrides import SENDING, Call, view_of
from ._request import Options

SERIALIZER = re.compile("_(.+)_serialize")
Serialized = tuple[Any, ...]
"""Method, URL, headers, body and form fields: the arguments of `call_api`."""


def serializer(api: Any, name: str, overridden: Callable[[Any], frozenset[str]]) -> Callable[..., Serialized]:
    """Return the function that returns the request of an operation.

    Args:
        api: The API object.
        name: The name of the attribute: `_get_pet_serialize` for the method `get_pet`.
        overridden: Returns the overridden methods of a client.

    Raises:
        AttributeError: the name is another one, or there is no such method.
    """
    found = SERIALIZER.fullmatch(name)
    kind = cast("Any", type(api))
    if found is None or not hasattr(kind, found[1]):
        raise AttributeError(f"{type(api).__name__!r} object has no attribute {name!r}")
    other = copy.copy(api)
    client = api.api_client
    build = partial(serialized, client, overridden(client) | {SENDING})
    if inspect.iscoroutinefunction(getattr(kind, found[1])):
        return partial(completed, other, found[1], build)
    vars(other)["_call"] = build
    method: Callable[..., Serialized] = getattr(other, found[1])
    return method


def serialized(
    client: Any,
    overridden: frozenset[str],
    operation: Operation[Any],
    arguments: Mapping[str, Any],
    *,
    timeout: Any = None,
    auth: Mapping[str, Any] | None = None,
    content_type: str | None = None,
    headers: Mapping[str, Any] | None = None,
    host_index: int = 0,
    retries: Any = None,
) -> Serialized:
    """Return the request of a call, which is not sent; timeout and retries are not part of it."""
    operation = with_media_type(operation, arguments, content_type, headers)
    values = values_of(operation, arguments, client.client_side_validation)
    options = Options(auth, content_type, headers, host_index)
    request = Call(operation, values, client, options, view_of(client), overridden).request(None)
    return request.arguments or (request.method, request.url, request.headers, request.body, request.post_params)


def completed(api: Any, name: str, build: Callable[..., Serialized], /, *args: Any, **kwargs: Any) -> Serialized:
    """Call a coroutine method whose `_call` has nothing to wait for, and return its result."""

    async def call(*arguments: Any, **options: Any) -> Serialized:
        return build(*arguments, **options)

    vars(api)["_call"] = call
    coming: Coroutine[Any, Any, Serialized] = getattr(api, name)(*args, **kwargs)
    try:
        coming.send(None)
    except StopIteration as end:
        result: Serialized = end.value
        return result
    raise RuntimeError(f"{name} waits for something")
