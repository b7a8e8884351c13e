"""What goes wrong: with a request, as the response that says so; with an API, as the reason why it cannot start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.responses import Response


class SetupError(Exception):
    """A document, or its handlers, that cannot be served."""


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
        content = orjson.dumps({"detail": self.detail})
        return Response(content, self.status, dict(self.headers), "application/json")


def invalid(issues: Sequence[Issue]) -> Problem:
    """The problem of a request that does not fit the document."""
    return Problem(422, [issue.document() for issue in issues])
