"""Requests that an API makes of its users: webhooks and callbacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from pydantic import ValidationError

from ._media import is_json
from ._operation import Type
from ._values import problems, read_json, read_value
from .exceptions import ApiValueError

T = TypeVar("T")


@dataclass(frozen=True)
class Webhook(Generic[T]):
    """What an API sends, and where; its body is a T."""

    name: str
    """Of a webhook, its name; of a callback, the expression for the URL (OpenAPI 3.0 §4.7.18)."""
    method: str
    content: Mapping[str, Type]
    """The media types, and the type of the body in each."""

    def read(self, body: bytes | str, content_type: str = "") -> T:
        """Read the body of a request that came.

        Args:
            body: The body, as it was received.
            content_type: Its media type; by default the first of those that the specification has.

        Raises:
            ApiValueError: it is not what the specification describes.
        """
        name = next((name for name in self.content if name == content_type), next(iter(self.content)))
        type_ = self.content[name]
        try:
            return cast("T", read_json(type_, body) if is_json(content_type or name) else read_value(type_, body))
        except ValidationError as error:
            raise ApiValueError(f"{self.name}: the body does not fit: {problems(error)}") from None
