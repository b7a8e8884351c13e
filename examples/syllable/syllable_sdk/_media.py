"""Media types (RFC 9110 §8.3.1), told apart as far as a client needs to."""

from __future__ import annotations

from functools import lru_cache

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
JSON_RANGES = frozenset({"*/*", "*", "application/*"})
"""Ranges of media types that include JSON."""
STREAMS = frozenset(
    {
        "application/geo+json-seq",
        "application/json-seq",
        "application/json-lines",
        "application/jsonl",
        "application/jsonlines",
        "application/ndjson",
        "application/stream+json",
        "application/x-jsonlines",
        "application/x-json-stream",
        "application/x-ndjson",
        "text/event-stream",
    }
)
"""Responses that have no end to wait for."""


@lru_cache(maxsize=256)
def essence(media_type: str) -> str:
    """Return a media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def is_stream(media_type: str) -> bool:
    """Whether a media type is a stream of items."""
    return essence(media_type) in STREAMS


def is_text(media_type: str) -> bool:
    """Whether a media type is for a text that is not JSON."""
    kind = essence(media_type)
    return kind.startswith("text/") or kind.endswith(("xml", "yaml", "/graphql", "/javascript", "/jwt", "/sql"))


@lru_cache(maxsize=256)
def charset(media_type: str) -> str:
    """Return the character encoding that a media type names, else UTF-8."""
    for parameter in media_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"').lower()
    return "utf-8"


@lru_cache(maxsize=256)
def is_json(media_type: str) -> bool:
    """Whether a media type is JSON: `application/json`, `text/json`, or ends in `+json` (RFC 6839)."""
    kind = essence(media_type)
    return kind in ("application/json", "text/json") or kind.endswith("+json")


def covers(range_: str, media_type: str) -> bool:
    """Whether a media type is within a range such as `text/*`."""
    wanted, found = essence(range_), essence(media_type)
    return wanted in (found, "*/*", "*") or (wanted.endswith("/*") and found.startswith(wanted[:-1]))


@lru_cache(maxsize=1024)
def accept(media_types: tuple[str, ...]) -> str:
    """Return the `Accept` header that asks for these, JSON before others; streams only if there is nothing else."""
    every = list(dict.fromkeys(media_types))
    whole = [media_type for media_type in every if essence(media_type) not in STREAMS] or every
    return ", ".join(sorted(whole, key=lambda media_type: not is_json(media_type)))
