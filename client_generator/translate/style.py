"""The two styles of signatures; the runtime below them is the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """An argument that every method has: how the call is made, rather than what it says."""

    name: str
    annotation: str
    default: str
    keyword: str
    """What the runtime calls it."""


@dataclass(frozen=True)
class Style:
    """What a signature looks like."""

    options: tuple[Option, ...]
    keyword_only: bool
    flatten_json: bool
    absent: str
    """The default of an optional argument."""


STYLES = {
    "openapi-generator": Style(
        options=(
            Option("_request_timeout", "Optional[Timeout]", "None", "timeout"),
            Option("_request_auth", "Optional[Dict[str, Any]]", "None", "auth"),
            Option("_content_type", "Optional[str]", "None", "content_type"),
            Option("_headers", "Optional[Dict[str, Any]]", "None", "headers"),
            Option("_host_index", "int", "0", "host_index"),
        ),
        keyword_only=False,
        flatten_json=False,
        absent="None",
    ),
    "sdk": Style(
        options=(
            Option("timeout", "Optional[Timeout]", "None", "timeout"),
            Option("headers", "Optional[Dict[str, Any]]", "None", "headers"),
        ),
        keyword_only=True,
        flatten_json=True,
        absent="UNSET",
    ),
}
