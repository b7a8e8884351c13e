"""The two styles of signatures; the runtime below them is the same."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass

from ..api import Body
from .names import WORDS, renumbered, unique


@dataclass(frozen=True)
class Option:
    """An argument that every method has: how the call is made, rather than what it says."""

    name: str
    annotation: str
    default: str
    keyword: str
    """What the runtime calls it."""


USED = frozenset({"bool", "bytes", "datetime", "float", "int", "str"})
"""Names that annotations use, and that a field or a method of that name would hide from the rest of its class."""
KEYWORDS = frozenset(keyword.kwlist)


@dataclass(frozen=True)
class Style:
    """What a signature looks like."""

    options: tuple[Option, ...]
    keyword_only: bool
    flatten_json: bool
    absent: str
    """The default of an optional argument."""
    peer_names: bool
    """True if inline schemas have every name that OpenAPI Generator gives them."""
    extensions: bool
    """Whether the document's own wishes for names count (`x-speakeasy-name-override`, …)."""
    union_classes: bool
    """Whether a union is a class around its value, rather than a name for its alternatives."""
    limits: bool
    """Whether lengths, ranges and patterns are checked here, too, rather than by the server alone."""
    error_classes: bool
    """Whether the bodies of errors have exceptions that are called after them."""
    more_errors: tuple[str, ...]
    """Further names of exceptions, which are found among the models, too."""
    unread_bytes: bool
    """Whether bytes are left for the caller to read as they arrive, rather than read into memory."""
    reserved: frozenset[str]
    """Names that fields and arguments cannot have, …"""
    escaped: str
    """… and what they are called instead."""
    peer_arguments: bool
    """True if arguments are exactly those of OpenAPI Generator's clients.

    Read-only fields of forms are arguments, and a body that those clients have no argument for can be left out.
    """
    body_options: tuple[Option, ...]
    """Further options of operations whose body has several media types."""
    renamed: Mapping[str, str]
    """Arguments by the names of their parameters, where another name is usual."""
    distinct: Callable[[str, Container[str]], str]
    """Tells an argument apart from those before it."""
    reserved_methods: frozenset[str]
    escaped_method: str

    def options_of(self, body: Body | None) -> tuple[Option, ...]:
        """Return the options of an operation with such a body."""
        return (*self.body_options, *self.options) if body and len(body.content) > 1 else self.options


STYLES = {
    "openapi-generator": Style(
        options=(
            Option("_request_timeout", "Optional[Timeout]", "None", "timeout"),
            Option("_request_auth", "Optional[Dict[str, Any]]", "None", "auth"),
            Option("_content_type", "Optional[str]", "None", "content_type"),
            Option("_headers", "Optional[Dict[str, Any]]", "None", "headers"),
            Option("_host_index", "int", "0", "host_index"),
            Option("_retries", "Optional[RetryConfig]", "None", "retries"),
        ),
        keyword_only=False,
        flatten_json=False,
        absent="None",
        peer_names=True,
        extensions=False,
        union_classes=True,
        limits=True,
        error_classes=False,
        more_errors=(),
        unread_bytes=False,
        reserved=WORDS,
        escaped="var_{}",
        peer_arguments=True,
        body_options=(),
        renamed={"callback": "param_callback"},
        distinct=renumbered,
        reserved_methods=WORDS | USED | {"api_client", "finishing"},
        escaped_method="call_{}",
    ),
    "sdk": Style(
        options=(
            Option("timeout", "Optional[Timeout]", "None", "timeout"),
            Option("headers", "Optional[Dict[str, Any]]", "None", "headers"),
            Option("retries", "Optional[RetryConfig]", "None", "retries"),
        ),
        keyword_only=True,
        flatten_json=True,
        absent="UNSET",
        peer_names=False,
        extensions=True,
        union_classes=False,
        limits=False,
        error_classes=True,
        more_errors=("APIError",),
        unread_bytes=True,
        reserved=KEYWORDS | {"self", "type"},
        escaped="{}_",
        peer_arguments=False,
        body_options=(Option("content_type", "Optional[str]", "None", "content_type"),),
        renamed={},
        distinct=unique,
        reserved_methods=KEYWORDS | USED | {"api_client", "finishing"},
        escaped_method="{}_",
    ),
}
