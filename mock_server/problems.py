"""What goes wrong with a request, as the response that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.responses import Response


@dataclass(frozen=True)
class Issue:
    """One thing in a request that does not fit the document."""

    loc: Sequence[str | int]
    msg: str
    type: str

    def document(self) -> dict[str, Any]:
        """The issue as the response has it."""
        return {"loc": list(self.loc), "msg": self.msg, "type": self.type}


@dataclass
class Problem(Exception):
    """A request that is refused; `detail` is a sentence, or a list of issues."""

    status: int
    detail: str | list[dict[str, Any]]
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        """The response that says so."""
        return JSON({"detail": self.detail}, self.status, dict(self.headers))


def invalid(issues: Sequence[Issue]) -> Problem:
    """The problem of a request that does not fit the document."""
    return Problem(422, [issue.document() for issue in issues])


class JSON(Response):
    """A JSON response."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Encode the content."""
        return orjson.dumps(content)
